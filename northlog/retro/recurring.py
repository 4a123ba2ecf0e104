"""Issues that kept coming back: those of one team that several of its check-ins named.

Two are taken for the same where the rule of recurring issues takes them so (``domain.trajectory.wording``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.trajectory.wording import Words, likeness, sentences, words
from northlog.retro.pack import Recurrence, RecurringIssue


@dataclass(frozen=True, slots=True)
class Named:
    """One issue as it was named once."""

    team: str
    check_in_id: str
    at: datetime
    objective: str
    text: str


def named_in(team: str, check_in_id: str, at: datetime, objective: str, issues: str) -> list[Named]:
    """What a check-in named as its issues, one by one."""
    return [Named(team, check_in_id, at, objective, each) for each in sentences(issues)]


def recurring(named: Iterable[Named], least: Mapping[str, float]) -> list[RecurringIssue]:
    """Issues named in two check-ins or more; the most frequent first, among equals the earliest.

    ``least``: by team, from which likeness on, 0..1, two are the same.
    """
    teams: dict[str, list[Named]] = {}
    for each in sorted(named, key=lambda it: it.at):
        teams.setdefault(each.team, []).append(each)
    found = [group for team, told in teams.items() for group in _grouped(told, least[team])]
    return sorted(found, key=lambda it: (-len(it.times), it.times[0].at))


@dataclass(slots=True)
class _Group:
    named: list[Named]
    words: list[Words]


def _grouped(told: Sequence[Named], least: float) -> list[RecurringIssue]:
    groups: list[_Group] = []
    for each in told:
        these = words(each.text)
        home = next(
            (group for group in groups if any(likeness(these, known) >= least for known in group.words)), None
        )
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
