"""P1.4: more objectives than a set can carry. The practice counts a company's; the same holds for each team's."""

from domain.lint.base import Around, Found, Lint, title_of
from domain.lint.draft import ObjectiveDraft

MOST, IDEAL = 5, 3


def find(subject: ObjectiveDraft, around: Around) -> Found | None:
    if around.objectives <= MOST:
        return None
    return Found(
        f"Its team has {around.objectives} objectives in this cycle; at most {MOST} can be followed,"
        f" {IDEAL} are ideal.",
        "Say which of them would be done if only three could be, and leave the others for a later cycle.",
    )


TOO_MANY_OBJECTIVES = Lint(
    rule="too_many_objectives",
    principle="P1.4",
    explanation="At most 5 objectives a cycle, ideally 3: a set that leaves nothing out sets no direction.",
    bad="Nine objectives in one quarter",
    better="Three, and what was left out said aloud",
    judges=title_of,
    find=find,
)
