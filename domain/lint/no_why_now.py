"""P1.7, P2.4: an objective without its why-now."""

from domain.lint.base import Around, Found, Lint
from domain.lint.draft import ObjectiveDraft
from domain.lint.text import tokens

LEAST_WORDS = 3
"""Fewer can be a name or a sigh, but no reason."""


def find(subject: ObjectiveDraft, around: Around) -> Found | None:
    if len(tokens(subject.why_now)) >= LEAST_WORDS:
        return None
    said = f"“{subject.why_now}” is no reason yet." if subject.why_now else "It does not say why it matters now."
    return Found(
        said,
        "Say what makes it matter this cycle rather than next, and which strategy or priority it serves.",
    )


NO_WHY_NOW = Lint(
    rule="no_why_now",
    principle="P1.7",
    explanation="Every objective carries a why-now: why it is important now, and what it serves (P2.4).",
    bad="Important",
    better="A quarter of new users leave in their first week, and onboarding is this year's first priority",
    judges=lambda subject: subject.why_now,
    find=find,
)
