"""Dismissing what lints find, and taking that back.

Whether a rule finds anything is not asked: that hangs on words that may change any day, and dismissing what is not
found does nothing.
"""

from collections.abc import Sequence
from typing import assert_never

from domain.decider import Refused, existing
from domain.lint import OF_KEY_RESULTS, OF_OBJECTIVES, KeyResultDraft, ObjectiveDraft, lint_id_of
from domain.objective.commands import DismissLint, LintCommand, RestoreLint
from domain.objective.editing import not_closed
from domain.objective.events import LintDismissed, LintRestored
from domain.objective.key_results import running
from domain.objective.state import Objective


def _draft_of(objective_id: str, objective: Objective) -> ObjectiveDraft:
    """An objective as lints read it."""
    return ObjectiveDraft(
        objective_id=objective_id,
        title=objective.title,
        why_now=objective.why_now,
        owner=objective.owner,
        key_results=tuple(
            KeyResultDraft(key, each.title, each.measure)
            for key, each in objective.key_results.items()
            if not each.dropped
        ),
    )


def decide(state: Objective | None, command: LintCommand) -> Sequence[LintDismissed | LintRestored]:
    objective = existing(state, "objective_id", "objective")
    not_closed(objective)
    match command:
        case DismissLint(rule=rule, key_result_id=key_result_id, reason=reason):
            lint_id = _lint_id(objective, command)
            if objective.dismissed.get(lint_id) == reason:
                return []
            return [
                LintDismissed(
                    objective_id=command.objective_id,
                    lint_id=lint_id,
                    rule=rule,
                    key_result_id=key_result_id,
                    reason=reason,
                )
            ]
        case RestoreLint(lint_id=lint_id):
            existing(objective.dismissed.get(lint_id), "lint_id", "dismissal of this objective")
            return [LintRestored(objective_id=command.objective_id, lint_id=lint_id)]
        case _:
            assert_never(command)


def _lint_id(objective: Objective, command: DismissLint) -> str:
    rule, key = command.rule, command.key_result_id
    if rule not in OF_OBJECTIVES and rule not in OF_KEY_RESULTS:
        raise Refused("rule", "unknown", f"must be one of {', '.join(sorted({*OF_OBJECTIVES, *OF_KEY_RESULTS}))}")
    if key is None:
        if rule not in OF_OBJECTIVES:
            raise Refused("key_result_id", "required", f"{rule} is a rule of key results; name the one meant")
        draft = _draft_of(command.objective_id, objective)
        return lint_id_of(rule, draft.subject_id, OF_OBJECTIVES[rule].judges(draft))
    if rule not in OF_KEY_RESULTS:
        raise Refused("key_result_id", "subject", f"{rule} is a rule of the objective itself; leave this out")
    result = running(objective, key, "key_result_id")
    judged = OF_KEY_RESULTS[rule].judges(KeyResultDraft(key, result.title, result.measure))
    return lint_id_of(rule, key, judged)
