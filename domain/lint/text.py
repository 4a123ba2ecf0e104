"""Reading English wordings: words, their inflected forms, and where phrases stand. Nothing of lints."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"\d+(?:[.,'’]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|%")
_IRREGULAR = {
    "build": "built",
    "rebuild": "rebuilt",
    "write": "written",
    "rewrite": "rewritten",
    "hold": "held",
    "run": "run",
    "set": "set",
    "send": "sent",
    "go": "went",
    "give": "given",
    "make": "made",
    "take": "taken",
    "keep": "kept",
    "know": "known",
}
_DOUBLED = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprt]$")
_LEAD_INS = frozenset({
    "to", "we", "will", "our", "the", "a", "an", "successfully", "fully", "finally", "also", "and",
})  # fmt: skip


class Hit(NamedTuple):
    """A phrase in a text: where it begins, how many words it has, and how it stands there."""

    at: int
    length: int
    words: str


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, numbers and % among them; hyphens part words."""
    return tuple(_TOKEN.findall(text.casefold()))


@lru_cache(maxsize=4096)
def participle(verb: str) -> str:
    """A verb's past participle: ship, shipped."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeiou"):
        return f"{verb[:-1]}ied"
    return f"{_doubled(verb)}ed"


@lru_cache(maxsize=4096)
def active_forms(verb: str) -> frozenset[str]:
    """A verb as it may begin a wording: launch, launching. "Launches" would rather be the noun."""
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else _doubled(verb)
    return frozenset({verb, f"{stem}ing"})


def _doubled(verb: str) -> str:
    return verb + verb[-1] if _DOUBLED.match(verb) else verb


def body(words: Sequence[str]) -> int:
    """Where a wording begins, past lead-ins such as "we will successfully"."""
    return next((place for place, word in enumerate(words) if word not in _LEAD_INS), len(words))


def leading(words: Sequence[str], phrases: Iterable[str]) -> Hit | None:
    """The longest phrase that a wording begins with, its first word in any active form."""
    first = body(words)
    for phrase in _longest_first(phrases):
        parts = phrase.split(" ")
        there = words[first : first + len(parts)]
        if there and there[0] in active_forms(parts[0]) and list(there[1:]) == parts[1:]:
            return Hit(first, len(parts), " ".join(there))
    return None


def anywhere(words: Sequence[str], phrases: Iterable[str]) -> Hit | None:
    """The longest phrase that stands in a wording as it is, or in the plural."""
    for phrase in _longest_first(phrases):
        parts = tuple(phrase.split(" "))
        for at in range(len(words) - len(parts) + 1):
            there = tuple(words[at : at + len(parts)])
            if there == parts or there == (*parts[:-1], f"{parts[-1]}s"):
                return Hit(at, len(parts), " ".join(there))
    return None


@lru_cache(maxsize=64)
def _sorted(phrases: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(phrases, key=lambda phrase: (-phrase.count(" "), phrase)))


def _longest_first(phrases: Iterable[str]) -> tuple[str, ...]:
    return _sorted(frozenset(phrases))
