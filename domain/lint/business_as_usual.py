"""P1.1: an objective that keeps things as they are."""

from domain.lint.base import Around, Found, Lint, title_of
from domain.lint.draft import ObjectiveDraft
from domain.lint.text import Hit, anywhere, leading, tokens
from domain.lint.words import WordKind

IMPROVING = frozenset({
    "better", "faster", "quicker", "cheaper", "easier", "simpler", "safer", "stronger", "more", "less",
    "fewer", "earlier", "sooner", "half", "halve", "double", "twice", "without", "while", "beyond",
    "instead",
})  # fmt: skip
"""Words by which even a routine is to become another one."""


def find(subject: ObjectiveDraft, around: Around) -> Found | None:
    words = tokens(subject.title)
    hit = routine(words, around)
    if hit is None or not IMPROVING.isdisjoint(words):
        return None
    return Found(
        f"“{hit.words}” is business as usual: it names no improvement.",
        "Say what will be better at the end of the cycle. What only has to go on is a health metric beside them.",
        (hit.words,),
    )


def routine(words: tuple[str, ...], around: Around) -> Hit | None:
    """The words by which a wording is one of business as usual."""
    known = around.words[WordKind.ROUTINE]
    return leading(words, known) or anywhere(words, [each for each in known if " " in each])


BUSINESS_AS_USUAL = Lint(
    rule="business_as_usual",
    principle="P1.1",
    explanation="An objective is directional: it states an improvement, never business as usual, which goes on"
    " anyway.",
    bad="Maintain the billing platform",
    better="Bills that customers understand without calling us",
    judges=title_of,
    find=find,
)
