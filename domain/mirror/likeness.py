"""How alike two titles are, and which of many say the same.

Formula: rapidfuzz's ``token_sort_ratio`` over the words that count (``domain.trajectory.wording``: four letters or
more, the commonest left out): the words in the order of the alphabet as one text each, then
100 * 2M / T, where M is the length of their longest common subsequence and T the length of both. The words' order
and small words make no difference; other forms of a word make little.

Source: the indel similarity of rapidfuzz. Among the 1,300 pairs of titles of different teams in the sample company
that mean different things the most alike has 71.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz, utils

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
    read = [_title(each) for each in titles]
    found: dict[tuple[int, int], float] = {}
    for one, other in combinations(range(len(titles)), 2):
        if teams[one] != teams[other]:
            ratio = _likeness(read[one], read[other], least)
            if ratio:
                found[one, other] = ratio
    return [(part, min(found[pair] for pair in found if pair[0] in part)) for part in joined(found)]


def _likeness(one: _Title, other: _Title, least: float) -> float:
    if one.whole == other.whole:
        return 100.0
    return fuzz.ratio(one.counting, other.counting, score_cutoff=least) if one.counting and other.counting else 0.0


def _title(text: str) -> _Title:
    counting = words(text)
    whole = " ".join(sorted(utils.default_process(text).split()))
    return _Title(whole, " ".join(sorted(counting)) if len(counting) >= WORDS else "")
