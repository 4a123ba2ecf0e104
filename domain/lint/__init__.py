"""Lints: advice on how objectives and key results are worded (P1.1 to P1.7). They never block.

One rule a file. What was dismissed is kept by the objective; it is found again once the judged text is another.
"""

from collections.abc import Iterator, Mapping

from domain.lint import (
    binary,
    business_as_usual,
    criteria,
    kpi_relabelled,
    no_owner,
    no_start,
    no_why_now,
    only_binary,
    output,
    slogan,
    too_many_key_results,
    too_many_objectives,
    topic,
)
from domain.lint.base import Around, Finding, Found, Lint, Subject, SubjectKind, lint_id_of
from domain.lint.draft import KeyResultDraft, ObjectiveDraft
from domain.lint.words import Said, WordKind, Words, effective

__all__ = [
    "OF_KEY_RESULTS",
    "OF_OBJECTIVES",
    "Around",
    "Finding",
    "KeyResultDraft",
    "Lint",
    "ObjectiveDraft",
    "Said",
    "WordKind",
    "Words",
    "effective",
    "lint",
    "lint_id_of",
]


def _by_rule(*lints: Lint[Subject]) -> Mapping[str, Lint[Subject]]:
    return {each.rule: each for each in lints}


OF_OBJECTIVES: Mapping[str, Lint[ObjectiveDraft]] = _by_rule(
    business_as_usual.BUSINESS_AS_USUAL,
    topic.TOPIC,
    only_binary.ONLY_BINARY,
    too_many_objectives.TOO_MANY_OBJECTIVES,
    too_many_key_results.TOO_MANY_KEY_RESULTS,
    no_owner.NO_OWNER,
    slogan.OF_OBJECTIVE,
    no_why_now.NO_WHY_NOW,
)
OF_KEY_RESULTS: Mapping[str, Lint[KeyResultDraft]] = _by_rule(
    binary.BINARY,
    criteria.CRITERIA,
    output.OUTPUT,
    kpi_relabelled.KPI_RELABELLED,
    slogan.OF_KEY_RESULT,
    no_start.NO_START,
)
"""The lints by rule, in the order of the practice."""


def lint(draft: ObjectiveDraft, around: Around) -> list[Finding]:
    """What all lints find: of the objective first, then of its key results in their order."""
    found = [*_findings("objective", draft, OF_OBJECTIVES, around)]
    for each in draft.key_results:
        found += _findings("key_result", each, OF_KEY_RESULTS, around)
    return found


def _findings(
    kind: SubjectKind, subject: Subject, lints: Mapping[str, Lint[Subject]], around: Around
) -> Iterator[Finding]:
    for each in lints.values():
        found: Found | None = each.find(subject, around)
        if found is not None:
            yield Finding(
                lint_id=lint_id_of(each.rule, subject.subject_id, each.judges(subject)),
                rule=each.rule,
                principle=each.principle,
                subject_kind=kind,
                subject_id=subject.subject_id,
                sentence=found.sentence,
                suggestion=found.suggestion,
                words=found.words,
            )
