"""What people and programs are shown of lints: findings with their reasons, and the words they go by."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from domain.lint import (
    OF_KEY_RESULTS,
    OF_OBJECTIVES,
    Around,
    Finding,
    KeyResultDraft,
    Lint,
    ObjectiveDraft,
    WordKind,
    Words,
    effective,
    lint,
)
from domain.objective import ObjectiveStatus
from northlog.reading.scopes import above
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import ObjectiveView, View
from projections.current.rows import OBJECTIVES, VocabularyRow


class RuleView(View):
    """A lint rule. ``principle``: its number in the practice; ``of``: objective or key_result; ``bad`` and
    ``better``: an example."""

    rule: str
    of: str
    principle: str
    explanation: str
    bad: str
    better: str


class DismissedView(View):
    """Why advice was dismissed, by which actor of the log, and when."""

    reason: str
    by: str
    at: datetime


class LintView(View):
    """Advice on a draft; nothing waits for it. ``lint_id``: it is dismissed by; another text has another.
    ``words``: those of the text that gave rise to it. ``dismissed``: null while nobody did."""

    lint_id: str
    rule: str
    principle: str
    subject_kind: str
    subject_id: str
    sentence: str
    suggestion: str
    explanation: str
    words: list[str]
    dismissed: DismissedView | None


class LintedObjective(ObjectiveView):
    """An objective; while it is a draft with ``lints``, else null."""

    lints: list[LintView] | None


class ObjectiveLints(View):
    """What lints find in one objective and its key results; of a closed one nothing any more."""

    objective_id: str
    cycle_id: str
    team_id: str
    title: str
    status: str
    lints: list[LintView]


class VocabularyView(View):
    """The words that lints go by for the organization or a team. ``added`` and ``removed``: what this scope says,
    by kind; ``effective``: all that hold, with those of the levels above and the English ones to begin with.
    ``version``: how often this scope changed its own."""

    scope: str
    version: int
    added: dict[str, list[str]]
    removed: dict[str, list[str]]
    effective: dict[str, list[str]]


def rules() -> list[RuleView]:
    """All rules, in the order of the practice."""
    of: dict[str, Iterable[Lint[ObjectiveDraft]] | Iterable[Lint[KeyResultDraft]]] = {
        "objective": OF_OBJECTIVES.values(),
        "key_result": OF_KEY_RESULTS.values(),
    }
    views = [
        RuleView(
            rule=each.rule,
            of=kind,
            principle=each.principle,
            explanation=each.explanation,
            bad=each.bad,
            better=each.better,
        )
        for kind, lints in of.items()
        for each in lints
    ]
    return sorted(views, key=lambda each: each.principle)


def linted(seen: Snapshot, found: Iterable[ObjectiveView]) -> list[LintedObjective]:
    """Objectives, the drafts with their lints."""
    reading = _Reading(seen)
    return [
        LintedObjective(**dict(each), lints=reading.lints(each) if each.status == ObjectiveStatus.DRAFT else None)
        for each in found
    ]


def lints(seen: Snapshot, found: Iterable[ObjectiveView]) -> list[ObjectiveLints]:
    """What lints find in each of these objectives."""
    reading = _Reading(seen)
    return [
        ObjectiveLints(
            objective_id=each.objective_id,
            cycle_id=each.cycle_id,
            team_id=each.team_id,
            title=each.title,
            status=each.status,
            lints=[] if each.status == ObjectiveStatus.CLOSED else reading.lints(each),
        )
        for each in found
    ]


def vocabulary(seen: Snapshot, scope: str) -> VocabularyView | None:
    """The words of the organization or of a team; ``None`` where there is no such team."""
    reading = _Reading(seen)
    if above(seen, scope) is None:
        return None
    own = reading.vocabularies.get(scope)
    said = own.said if own else {}
    return VocabularyView(
        scope=scope,
        version=own.version if own else 0,
        added={kind: sorted(word for word in words if words[word]) for kind, words in said.items()},
        removed={kind: sorted(word for word in words if not words[word]) for kind, words in said.items()},
        effective={kind: sorted(words) for kind, words in reading.words(scope).items()},
    )


class _Reading:
    """What lints are read against, looked up once."""

    def __init__(self, seen: Snapshot) -> None:
        self._seen = seen
        self.vocabularies: dict[str, VocabularyRow] = seen.reader.vocabularies()
        self.words = cache(self._words)
        self._objectives = cache(self._count)

    def lints(self, it: ObjectiveView) -> list[LintView]:
        """What lints find in an objective, those first that nobody dismissed."""
        results = [
            KeyResultDraft(each.key_result_id, each.title, each.measure)
            for each in it.key_results
            if not each.dropped
        ]
        draft = ObjectiveDraft(it.objective_id, it.title, it.why_now, it.owner, tuple(results))
        around = Around(self.words(it.team_id), self._objectives(it.cycle_id, it.team_id))
        views = [_view(each, it) for each in lint(draft, around)]
        return sorted(views, key=lambda each: each.dismissed is not None)

    def _words(self, scope: str) -> Words:
        """The words in force: the organization's, those of the units above a team, and its own."""
        said = [
            self.vocabularies[each].said for each in above(self._seen, scope) or () if each in self.vocabularies
        ]
        return effective({WordKind(kind): words for kind, words in each.items()} for each in said)

    def _count(self, cycle_id: str, team_id: str) -> int:
        found = self._seen.reader.rows(OBJECTIVES, {"cycle_id": cycle_id, "team_id": team_id})
        return sum(each.status != ObjectiveStatus.CLOSED for each in found)


def _view(found: Finding, it: ObjectiveView) -> LintView:
    dismissed = it.dismissals.get(found.lint_id)
    of = OF_OBJECTIVES if found.subject_kind == "objective" else OF_KEY_RESULTS
    return LintView(
        lint_id=found.lint_id,
        rule=found.rule,
        principle=found.principle,
        subject_kind=found.subject_kind,
        subject_id=found.subject_id,
        sentence=found.sentence,
        suggestion=found.suggestion,
        explanation=of[found.rule].explanation,
        words=list(found.words),
        dismissed=None if dismissed is None else DismissedView.model_validate(dismissed, from_attributes=False),
    )
