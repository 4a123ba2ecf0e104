"""P1.4: more key results than an objective can carry."""

from domain.lint.base import Around, Found, Lint
from domain.lint.draft import ObjectiveDraft

MOST, IDEAL = 5, 3


def find(subject: ObjectiveDraft, around: Around) -> Found | None:
    count = len(subject.key_results)
    if count <= MOST:
        return None
    return Found(
        f"It has {count} key results; at most {MOST} can be followed, {IDEAL} are ideal.",
        "Keep those that would convince a stranger that the objective was reached; put the others into the plan.",
    )


TOO_MANY_KEY_RESULTS = Lint(
    rule="too_many_key_results",
    principle="P1.4",
    explanation="At most 5 key results an objective, ideally 3: with more, a weekly check-in becomes a form.",
    bad="An objective with eight key results",
    better="The same with the three that show that it was reached",
    judges=lambda subject: str(len(subject.key_results)),
    find=find,
)
