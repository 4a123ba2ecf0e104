"""What planning starts from: prior results and the direction set (P3.2)."""

from collections.abc import Iterable

from domain.retrospective import EntryKind
from northlog.reading.alignment import Aligned
from northlog.reading.alignment_views import BriefView, StrategyView
from northlog.reading.plannings import PlanningView
from northlog.reading.retrospectives import EntryView
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import CycleView, ObjectiveView, View
from projections.reader import ObjectiveFilter, RetrospectiveFilter


class ResultView(View):
    """How an objective of the cycle before ended. ``score``: computed, 0..1; ``judged``: the team's own."""

    objective_id: str
    title: str
    status: str
    outcome: str | None
    score: float | None
    judged: float | None
    judged_reason: str | None
    successor_id: str | None

    @staticmethod
    def of(objective: ObjectiveView) -> "ResultView":
        return ResultView.model_validate({name: getattr(objective, name) for name in ResultView.model_fields})


class GroundView(View):
    """``before``: the cycle that ended last before the planned one begins, null where none did; ``results``: the
    team's objectives of it, drafts left out. ``learnings`` and ``decisions``: of retrospectives of that cycle, the
    team's and everybody's; of decisions also those of earlier cycles that are meant for the planned one.
    ``strategic``: the strategic objectives of the planned cycle.
    """

    planning_id: str
    before: CycleView | None
    results: list[ResultView]
    learnings: list[EntryView]
    decisions: list[EntryView]
    strategy: StrategyView
    strategic: list[BriefView]


def ground(seen: Snapshot, of: PlanningView) -> GroundView:
    """What a planning starts from."""
    cycles = {each.cycle_id: each for each in seen.cycles()}
    planned = cycles[of.cycle_id]
    before = _before(planned, cycles.values())
    results: list[ResultView] = []
    if before is not None:
        asked = ObjectiveFilter(cycle_id=before.cycle_id, team_id=of.team_id)
        results = [ResultView.of(each) for each in seen.objectives(asked) if each.status != "draft"]
    said = [
        (it.cycle_id, entry)
        for it in seen.retrospectives(RetrospectiveFilter())
        if it.team_id in (None, of.team_id)
        for entry in it.entries
        if entry.text is not None
    ]
    last = None if before is None else before.cycle_id
    aligned = Aligned(seen)
    return GroundView(
        planning_id=of.planning_id,
        before=before,
        results=results,
        learnings=[entry for cycle, entry in said if entry.kind == EntryKind.LEARNING and cycle == last],
        decisions=[
            entry
            for cycle, entry in said
            if entry.kind == EntryKind.DECISION
            and entry.carried_into in (None, planned.cycle_id)
            and (cycle == last or entry.carried_into is not None)
        ],
        strategy=aligned.strategy(),
        strategic=[each.objective for each in aligned.direction(planned.cycle_id).objectives],
    )


def _before(planned: CycleView, cycles: Iterable[CycleView]) -> CycleView | None:
    """The cycle that ended last before this one; of several that ended together the shortest."""
    ended = [each for each in cycles if each.ends_on < planned.starts_on]
    return max(ended, key=lambda each: (each.ends_on, each.starts_on), default=None)
