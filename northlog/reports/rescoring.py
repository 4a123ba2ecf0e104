"""A cycle under another scoring, beside the official scores, which stay as they are: nothing is written."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from domain.decider import Refused
from domain.objective.state import ObjectiveStatus
from domain.rescoring import RULES, Scoring, Standing, rescored
from domain.words import Ambition
from northlog.reading.views import AS_OF, POSITION, CycleTree, CycleView, KeyResultView, ObjectiveView, View

HEAVIEST = 1000.0


class RescoredKeyResult(View):
    """``official`` is the computed score and ``judged`` the team's own (P4.2); ``rescored`` is the score under
    the scoring asked for. All 0..1, null where nothing can be said. ``weight`` is what it counts."""

    key_result_id: str
    number: int
    title: str
    progress: float | None
    weight: float
    official: float | None
    judged: float | None
    rescored: float | None


class RescoredObjective(View):
    """One objective with its key results; those that were dropped are left out, as they are officially."""

    objective_id: str
    team_id: str
    title: str
    ambition: str
    status: str
    outcome: str | None
    official: float | None
    judged: float | None
    rescored: float | None
    key_results: list[RescoredKeyResult]


class RescoredCycle(View):
    """Every published or closed objective of a cycle. ``rule`` says the scoring in a sentence."""

    cycle: CycleView
    scoring: Scoring
    rule: str
    objectives: list[RescoredObjective]
    position: int = POSITION
    as_of: datetime | None = AS_OF


def rescored_cycle(tree: CycleTree, scoring: Scoring, weights: Mapping[str, float] | None = None) -> RescoredCycle:
    """Score a cycle anew. ``weights``: by key result id, above 0 and at most ``HEAVIEST``; what is not named
    counts 1.

    Raises ``Refused`` for a weight that is out of range, of no key result of the cycle, or of no use here.
    """
    given = weights or {}
    _check_weights(given, scoring, (it.key_result_id for each in tree.objectives for it in each.key_results))
    return RescoredCycle(
        cycle=tree.cycle,
        scoring=scoring,
        rule=RULES[scoring],
        objectives=[
            _objective(each, scoring, given) for each in tree.objectives if each.status != ObjectiveStatus.DRAFT
        ],
        position=tree.position,
        as_of=tree.as_of,
    )


def _check_weights(weights: Mapping[str, float], scoring: Scoring, known: Iterable[str]) -> None:
    if weights and scoring is not Scoring.WEIGHTED:
        raise Refused("weight", "scoring", f"weights count in {Scoring.WEIGHTED} scoring alone")
    for unknown in weights.keys() - set(known):
        raise Refused("weight", "unknown", f"there is no key result {unknown} in this cycle")
    for weight in weights.values():
        if not 0 < weight <= HEAVIEST:
            raise Refused("weight", "range", f"must be above 0 and at most {HEAVIEST:.0f}")


def _objective(objective: ObjectiveView, scoring: Scoring, weights: Mapping[str, float]) -> RescoredObjective:
    running = [each for each in objective.key_results if not each.dropped]
    standings = [Standing(each.progress, weights.get(each.key_result_id, 1.0)) for each in running]
    anew = rescored(scoring, standings, Ambition(objective.ambition))
    results = zip(running, standings, anew.key_results, strict=True)
    return RescoredObjective(
        objective_id=objective.objective_id,
        team_id=objective.team_id,
        title=objective.title,
        ambition=objective.ambition,
        status=objective.status,
        outcome=objective.outcome,
        official=objective.score,
        judged=objective.judged,
        rescored=anew.objective,
        key_results=[_key_result(*each) for each in results],
    )


def _key_result(result: KeyResultView, standing: Standing, score: float | None) -> RescoredKeyResult:
    return RescoredKeyResult(
        key_result_id=result.key_result_id,
        number=result.number,
        title=result.title,
        progress=result.progress,
        weight=standing.weight,
        official=result.score,
        judged=result.judged,
        rescored=score,
    )
