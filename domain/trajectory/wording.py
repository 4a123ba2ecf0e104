"""When two texts name the same issue: their sets of words, compared.

Formula: |A and B| / |A or B| over words of three letters or more, without regard to case (P. Jaccard, "The
distribution of the flora in the alpine zone", New Phytologist 11, 1912). It knows no language, so it serves all.
"""

import re

Words = frozenset[str]

_WORD = re.compile(r"\w{3,}")


def words_of(issues: str) -> tuple[Words, ...]:
    """The words of every issue; each line names one."""
    if not issues:
        return ()
    lines = (frozenset(_WORD.findall(line.casefold())) for line in issues.splitlines())
    return tuple(words for words in lines if words)


def likeness(one: Words, other: Words) -> float:
    """0 (nothing shared) to 1 (the same words)."""
    return len(one & other) / len(one | other)
