"""What became of a cycle's objectives and key results, as the record has it now."""

from dataclasses import replace

from domain.backtesting import Fate
from domain.signals.finding import KEY_RESULT, OBJECTIVE
from domain.words import Outcome
from northlog.reading.views import CycleView, ObjectiveView


def fates_of(objective: ObjectiveView, cycle: CycleView) -> list[Fate]:
    """The fate of an objective, then those of its key results."""
    outcome = None if objective.outcome is None else Outcome(objective.outcome)
    whole = Fate(
        subject_kind=OBJECTIVE,
        subject_id=objective.objective_id,
        objective_id=objective.objective_id,
        team_id=objective.team_id,
        cycle_id=cycle.cycle_id,
        ends_on=cycle.ends_on,
        title=objective.title,
        score=_final(objective.score, objective.judged),
        outcome=outcome,
        dropped=outcome is Outcome.DROPPED,
    )
    parts = [
        replace(
            whole,
            subject_kind=KEY_RESULT,
            subject_id=each.key_result_id,
            title=each.title,
            score=_final(each.score, each.judged),
            outcome=None,
            dropped=whole.dropped or each.dropped,
        )
        for each in objective.key_results
    ]
    return [whole, *parts]


def _final(computed: float | None, judged: float | None) -> float | None:
    return computed if judged is None else judged
