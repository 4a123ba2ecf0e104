"""P1.1: an objective that names a subject, and no direction."""

from domain.lint.base import Around, Found, Lint, title_of
from domain.lint.business_as_usual import IMPROVING, routine
from domain.lint.draft import ObjectiveDraft
from domain.lint.text import active_forms, anywhere, tokens
from domain.lint.words import WordKind

MOST_WORDS = 4
"""A longer title nearly always says something of its subject, if not by a verb that the list knows."""


def find(subject: ObjectiveDraft, around: Around) -> Found | None:
    words = tokens(subject.title)
    known = around.words
    if len(words) > MOST_WORDS or "to" in words or not IMPROVING.isdisjoint(words):
        return None
    if routine(words, around) or anywhere(words, known[WordKind.SLOGAN]):
        return None
    verbs = {each.split(" ")[0] for kind in _VERBS for each in known[kind]}
    if any(not active_forms(verb).isdisjoint(words) for verb in verbs):
        return None
    return Found(
        f"“{subject.title}” names a subject; it does not say what should become of it.",
        "Begin with a verb that says where to, and say for whom: what is different when it is reached?",
    )


_VERBS = (WordKind.DIRECTION, WordKind.VAGUE, WordKind.OUTPUT)

TOPIC = Lint(
    rule="topic",
    principle="P1.1",
    explanation="An objective is directional and states an improvement; a heading leaves open which.",
    bad="Customer satisfaction",
    better="Win back the trust we lost with the price change",
    judges=title_of,
    find=find,
)
