"""P1.2: an objective of which nothing is measured."""

from domain.lint.base import Around, Found, Lint
from domain.lint.draft import ObjectiveDraft
from domain.measure import Binary


def find(subject: ObjectiveDraft, around: Around) -> Found | None:
    results = subject.key_results
    if not results or not all(isinstance(each.measure, Binary) for each in results):
        return None
    return Found(
        "Every key result is done or not done: until the last day nothing can be seen to move.",
        "Give one of them a figure with a start and a target, or describe milestones: commit, target, stretch.",
    )


ONLY_BINARY = Lint(
    rule="only_binary",
    principle="P1.2",
    explanation="A key result is a measured movement with a starting point and a goal. Binary ones are permitted,"
    " but a list of nothing else is a list of tasks.",
    bad="Guide published, form redesigned, team trained",
    better="Guide published, and tickets of new users from 140 to 90 a week",
    judges=lambda subject: "\n".join(each.wording for each in subject.key_results),
    find=find,
)
