"""Issues that kept coming back: a plain rule that can be checked by eye, no guess of a machine.

The issues of a check-in are its sentences. Two sentences of one team, of different check-ins, name the same
issue when they share at least ``SHARED`` words, and these are at least ``OVERLAP`` of the words of the shorter
one. Words are compared in small letters; those of fewer than ``LETTERS`` letters and the commonest do not count.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from northlog.retro.pack import Recurrence, RecurringIssue

SHARED, OVERLAP, LETTERS = 2, 0.5, 4

RULE = (
    "Each sentence under “issues” counts as one issue. Two of the same team, from different check-ins, are taken"
    f" for the same when they share at least {SHARED} words that are at least half of the words of the shorter"
    f" one; words of fewer than {LETTERS} letters and the most common ones do not count."
)

_COMMON_WORDS = """
about after again also because been before being both could does each from have into just more most much need
needs only other over same some still such than that their them then there these they this those through until very
want wants were what when where which while will with within without would your
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """One issue as it was named once."""

    team: str
    check_in_id: str
    at: datetime
    objective: str
    text: str


def sentences(issues: str) -> list[str]:
    """The single issues of a check-in."""
    return [each.strip() for each in _SENTENCE.split(issues) if each.strip()]


def recurring(named: Iterable[Named]) -> list[RecurringIssue]:
    """Issues named in two check-ins or more; the most frequent first, among equals the earliest."""
    teams: dict[str, list[Named]] = {}
    for each in sorted(named, key=lambda it: it.at):
        teams.setdefault(each.team, []).append(each)
    found = [group for told in teams.values() for group in _grouped(told)]
    return sorted(found, key=lambda it: (-len(it.times), it.times[0].at))


def words(text: str) -> frozenset[str]:
    """The words of a sentence that count."""
    return frozenset(
        word for word in _WORD.findall(text.casefold()) if len(word) >= LETTERS and word not in _COMMON
    )


def same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two issues are taken for the same, by the words that count."""
    shared = len(one & other)
    return shared >= SHARED and shared >= OVERLAP * min(len(one), len(other))


@dataclass(slots=True)
class _Group:
    named: list[Named]
    words: list[frozenset[str]]


def _grouped(told: Sequence[Named]) -> list[RecurringIssue]:
    groups: list[_Group] = []
    for each in told:
        these = words(each.text)
        home = next((group for group in groups if any(same(these, known) for known in group.words)), None)
        if home is None:
            groups.append(_Group([each], [these]))
        else:
            home.named.append(each)
            if these not in home.words:
                home.words.append(these)
    return [_issue(each) for each in groups if len({it.check_in_id for it in each.named}) > 1]


def _issue(group: _Group) -> RecurringIssue:
    shared = frozenset[str].intersection(*group.words)
    return RecurringIssue(
        team=group.named[0].team,
        times=[Recurrence(at=each.at, objective=each.objective, text=each.text) for each in group.named],
        shared_words=sorted(shared),
    )
