"""How alike two titles are, and which of many say the same.

Formula: rapidfuzz's ``token_sort_ratio`` over the words that count (``domain.trajectory.wording``: four letters or
more, the commonest left out): the words in the order of the alphabet as one text each, then
100 * 2M / T, where M is the length of their longest common subsequence and T the length of both. The words' order
and small words make no difference; other forms of a word make little.

Source: the indel similarity of rapidfuzz. Among the 1,300 pairs of titles of different teams in the sample company
that mean different things the most alike has 71.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from domain.mirror.graphs import joined
from domain.trajectory.wording import words

WORDS = 3
"""Of fewer words that count only the very same title is alike: a number may be all the difference."""


@dataclass(frozen=True, slots=True)
class _Title:
    """``whole``: all its words, sorted; ``counting``: those that count, none where they are too few."""

    whole: str
    counting: str


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """0, nothing in common or less than ``least``, to 100, the same words."""
    return _likeness(_title(one), _title(other), least)


def alike(titles: Sequence[str], teams: Sequence[str], least: float) -> list[tuple[list[int], float]]:
    """Groups of titles, by their places, in which each is at least so like another of another team; and how alike
    the least alike of those pairs are."""
    places: dict[_Title, list[int]] = {}
    for place, text in enumerate(titles):
        places.setdefault(_title(text), []).append(place)
    # Of two titles all places are joined or none: they are each other's, or a third one's, of another team.
    whose = [{teams[place] for place in those} for those in places.values()]
    lows: dict[int, float] = {}

    def found() -> Iterator[list[int]]:
        for one, near in enumerate(_near([*places], least)):
            others = {other: ratio for other, ratio in near.items() if len(whose[one] | whose[other]) > 1}
            lows[one] = min(others.values(), default=100.0)
            yield [one, *others] if others else []

    groups, those = joined(found()), list(places.values())
    return [
        (sorted(place for one in group for place in those[one]), min(lows[one] for one in group))
        for group in groups
    ]


def _near(titles: Sequence[_Title], least: float) -> Iterator[dict[int, float]]:
    """Of each in turn those so like it, itself and what comes after it. No two are the same."""
    counting = [each.counting or None for each in titles]
    for one, text in enumerate(counting):
        near = {one: 100.0}
        if text is not None:
            # The search among all others is rapidfuzz's own: ten times as fast as asking of one after the other.
            alike = process.extract(text, counting[one + 1 :], scorer=fuzz.ratio, score_cutoff=least, limit=None)
            near |= {one + 1 + after: ratio for _, ratio, after in alike}
        yield near


def _likeness(one: _Title, other: _Title, least: float) -> float:
    if one.whole == other.whole:
        return 100.0
    return fuzz.ratio(one.counting, other.counting, score_cutoff=least) if one.counting and other.counting else 0.0


def _title(text: str) -> _Title:
    counting = words(text)
    # A title of signs alone has no words: it is the same as itself only.
    whole = " ".join(sorted(utils.default_process(text).split())) or text
    return _Title(whole, " ".join(sorted(counting)) if len(counting) >= WORDS else "")
