"""When two texts name the same issue: a plain rule that can be checked by eye, no guess of a machine.

The issues of a check-in are its sentences. Two of them are alike by the words they share, out of the words of the
shorter one: |A and B| / min(|A|, |B|), 0 where they share fewer than ``SHARED`` and are not the very same. Words
are compared in small letters; those of fewer than ``LETTERS`` letters and the commonest do not count, unless a
sentence has no others.
Source: the overlap coefficient (D. Szymkiewicz 1934, G. G. Simpson 1943). People tell an issue again in other and
mostly fewer words, which a share of all the words of both would count against them.
"""

import re
from functools import lru_cache

Words = frozenset[str]

SHARED, LETTERS = 2, 4

_COMMON_WORDS = """
about after again also because been before being both could does each from have into just more most much need
needs only other over same some still such than that their them then there these they this those through until very
want wants were what when where which while will with within without would your
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W_]+")


def sentences(issues: str) -> list[str]:
    """The single issues of a check-in."""
    return [each.strip() for each in _SENTENCE.split(issues) if each.strip()]


def words(sentence: str) -> Words:
    """The words of a sentence that count; none where it has no words at all."""
    said = frozenset(_WORD.findall(sentence.casefold()))
    return frozenset(word for word in said if len(word) >= LETTERS and word not in _COMMON) or said


@lru_cache(maxsize=10_000)  # every evaluation reads the same check-ins again
def words_of(issues: str) -> tuple[Words, ...]:
    """The words of every issue of a check-in, by sentence."""
    return tuple(found for each in sentences(issues) if (found := words(each))) if issues else ()


def likeness(one: Words, other: Words) -> float:
    """0, two issues, to 1, one and the same."""
    if one == other:
        return 1.0
    shared = len(one & other)
    return shared / min(len(one), len(other)) if shared >= SHARED else 0.0
