"""P1.5, P1.7: an objective that nobody answers for."""

from domain.lint.base import Around, Found, Lint, nothing_of
from domain.lint.draft import ObjectiveDraft


def find(subject: ObjectiveDraft, around: Around) -> Found | None:
    if subject.owner is not None:
        return None
    return Found(
        "Nobody owns it.",
        "Name one person who answers for it; that need not be who does the work.",
    )


NO_OWNER = Lint(
    rule="no_owner",
    principle="P1.5",
    explanation="One accountable owner an objective: a person, not necessarily the doer. Others are recorded"
    " beside it.",
    bad="Owned by the team",
    better="Owned by Ann, who asks about it every week",
    judges=nothing_of,
    find=find,
)
