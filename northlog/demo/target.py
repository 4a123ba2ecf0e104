"""One key result of the story: its ids, its readings, and what happens to its goalposts."""

from collections.abc import Iterator
from datetime import datetime

from domain.measure import Measure, Relative, Value, rebaselined, start_of, target_of
from domain.objective.commands import (
    AddKeyResult,
    DropKeyResult,
    JudgeKeyResult,
    RebaselineKeyResult,
    RetargetKeyResult,
)
from domain.scoring import score
from domain.words import Command
from northlog.demo.courses import Trace
from northlog.demo.judging import JUDGED, judged_score, judgement
from northlog.demo.mood import temper
from northlog.demo.plot import KeyResultPlot, Moved
from northlog.demo.step import dice, id_of, person_id
from northlog.demo.timeline import Quarter


class Target:
    """``label`` names the key result in the whole story; ``objective_id`` is its objective's."""

    def __init__(
        self,
        plot: KeyResultPlot,
        label: str,
        objective_id: str,
        quarter: Quarter,
        seed: int,
        continues: "Target | None" = None,
    ) -> None:
        """``continues``: what it was before it was carried over; it begins where that one ended."""
        if continues and isinstance(continues.value, float):
            plot = plot.model_copy(update={"measure": rebaselined(plot.measure, continues.value)})
        self.plot, self.quarter, self.continues = plot, quarter, continues
        self.key = id_of("key result", label)
        self.chance = dice(seed, label)
        self.trace = Trace(plot.measure, plot.course, _ends(plot), self.chance)
        self.temper = temper(self.chance)
        self.value: Value | None = None
        self._of = {"objective_id": objective_id, "key_result_id": self.key}

    def added(self) -> AddKeyResult:
        owner = None if self.plot.owner is None else person_id(self.plot.owner)
        return AddKeyResult(**self._of, title=self.plot.title, measure=self.plot.measure, owner=owner)

    def started_anew(self) -> RebaselineKeyResult | None:
        """What a key result carried over needs: it begins where the last cycle ended."""
        start = start_of(self.plot.measure)
        if start is None:
            return None
        reason = "Carried forward: this cycle begins where the last one ended."
        return RebaselineKeyResult(**self._of, start=start, reason=reason)

    def twists(self) -> Iterator[tuple[datetime, str, Command]]:
        """What happens to it during the cycle: when, in a word, and the command."""
        plot, measure = self.plot, self.plot.measure
        if plot.found:
            start = RebaselineKeyResult(**self._of, start=plot.found.to, reason=plot.found.reason)
            yield self._in_week(plot.found.week), "baseline", start
            measure = rebaselined(measure, plot.found.to)
        if plot.restarted:
            start = RebaselineKeyResult(**self._of, start=plot.restarted.to, reason=plot.restarted.reason)
            yield self._in_week(plot.restarted.week), "rebaseline", start
            measure = rebaselined(measure, plot.restarted.to)
        if plot.retargeted:
            moved = RetargetKeyResult(
                **self._of, measure=_aimed(measure, plot.retargeted), reason=plot.retargeted.reason
            )
            yield self._in_week(plot.retargeted.week), "retarget", moved
        if plot.dropped:
            dropped = DropKeyResult(**self._of, reason=plot.dropped.reason)
            yield self._in_week(plot.dropped.week), "drop", dropped

    def runs_at(self, at: datetime) -> bool:
        """Whether it has not been dropped by then."""
        return self.plot.dropped is None or at < self._in_week(self.plot.dropped.week)

    def measurable_at(self, at: datetime) -> bool:
        """Whether there is anything to read: a baseline that must be found first hides all values."""
        return self.plot.found is None or at >= self._in_week(self.plot.found.week)

    def final_score(self) -> float | None:
        """The computed score at the last reading, 0..1."""
        measure = self.plot.measure
        for moved in (self.plot.found, self.plot.restarted):
            measure = rebaselined(measure, moved.to) if moved else measure
        if self.plot.retargeted:
            measure = _aimed(measure, self.plot.retargeted)
        return score(measure, self.value)

    def judged(self) -> JudgeKeyResult | None:
        """The team's own score at the end (P4.2), where it is told or where chance has the team see it so."""
        computed, said = self.final_score(), self.plot.judged
        if computed is None:
            return None
        if said is None and self.chance.random() < JUDGED:
            said = judgement(computed, self.chance)
        if said is None:
            return None
        return JudgeKeyResult(**self._of, judged=judged_score(computed, said.by), reason=said.reason)

    def _in_week(self, week: int) -> datetime:
        return self.quarter.at(weeks=week, days=4, hour=15)


def _aimed(measure: Measure, moved: Moved) -> Measure:
    """The measure with another target."""
    name = {"relative": "change", "threshold": "limit"}.get(measure.kind, "target")
    return type(measure).model_validate({**measure.model_dump(), name: moved.to})


def _ends(plot: KeyResultPlot) -> tuple[float, float]:
    """Where its values run from and to."""
    if plot.between:
        return plot.between
    measure = plot.measure
    if plot.found and isinstance(measure, Relative):
        measure = rebaselined(measure, plot.found.to)
    start, target = start_of(measure), target_of(measure)
    return (0.0, 1.0) if start is None or target is None else (start, target)
