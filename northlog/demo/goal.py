"""One objective of the story, from its draft to its end."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from domain.objective.commands import (
    AssignKeyResultOwner,
    Carried,
    CarryForward,
    CloseObjective,
    DismissLint,
    DraftObjective,
    PublishObjective,
    RewordObjective,
)
from domain.scoring import rolled_up
from domain.words import Ambition, Command, Outcome
from northlog.demo.judging import judged_score
from northlog.demo.meetings import Meetings
from northlog.demo.plot import Crew, KeyResultPlot, ObjectivePlot, Theme
from northlog.demo.step import Step, dice, objective_id, person_id, team_id
from northlog.demo.target import Target
from northlog.demo.timeline import WEEKS, Quarter

_TAKEN_UP = 0.45


class Goal:
    """Tells the steps of one objective, not in order of time."""

    def __init__(
        self, plot: ObjectivePlot, crew: Crew, quarter: Quarter, theme: Theme, seed: int, before: "Goal | None"
    ) -> None:
        """``before``: the predecessor that it carries forward, told to its end."""
        self.plot, self.crew, self.quarter, self.theme, self.before = plot, crew, quarter, theme, before
        self.label = f"{crew.key}/{plot.key}"
        self.key = objective_id(self.label)
        self.chance = dice(seed, self.label)
        self.actor = plot.owner or crew.members[0]
        self.targets = [
            Target(each, f"{self.label}/{number}", self.key, quarter, seed, self._continued(each))
            for number, each in enumerate(plot.key_results, 1)
        ]

    def tell(self) -> Iterator[Step]:
        drafted_at = self._drafted_at()
        yield from self._draft(drafted_at)
        if self.plot.draft:
            return
        published_at = self._published_at(drafted_at)
        yield self._step(published_at, "publish", PublishObjective(objective_id=self.key))
        yield from self._take_up(published_at)
        ends_at = self._ends_at()
        yield from self._twists()
        yield from Meetings(
            self.label, self.key, self.plot, self.crew, self.quarter, self.theme, self.targets, self.chance
        ).between(published_at, ends_at)
        yield from self._close(ends_at)

    def _drafted_at(self) -> datetime:
        hour = self.chance.randint(9, 16)
        if self.before:
            return self.quarter.at(days=3, hour=10)
        if self.plot.draft:
            # Ideas written down about the middle of the running cycle, for this one or for the next.
            weeks = 5 if self.quarter.number == 3 else 5 - WEEKS
            return self.quarter.at(weeks=weeks, days=self.chance.randint(0, 4), hour=hour)
        return self.quarter.at(days=-self.chance.randint(3, 13), hour=hour)

    def _published_at(self, drafted_at: datetime) -> datetime:
        if self.before:
            return drafted_at + timedelta(hours=2)
        return self.quarter.at(days=self.chance.randint(-2, 2), hour=self.chance.randint(9, 16))

    def _ends_at(self) -> datetime:
        if self.plot.dropped:
            return self.quarter.at(weeks=self.plot.dropped.week, days=4, hour=15)
        return self.quarter.at(weeks=WEEKS, days=2, hour=self.chance.randint(9, 16))

    def _draft(self, at: datetime) -> Iterator[Step]:
        if self.before:
            yield from self._carry(self.before, at)
        else:
            owner = None if self.plot.owner is None else person_id(self.plot.owner)
            draft = DraftObjective(
                objective_id=self.key,
                cycle_id=self.quarter.cycle_id,
                team_id=team_id(self.crew.key),
                title=self.plot.title,
                description=self.plot.description,
                why_now=self.plot.why_now,
                owner=owner,
                ambition=self.plot.ambition,
                level=self.plot.level,
            )
            yield self._step(at, "draft", draft)
        for number, target in enumerate(self.targets, 1):
            then = at + timedelta(minutes=7 * number)
            if target.continues is None:
                yield self._step(then, f"{number}/add", target.added())
            elif anew := target.started_anew():
                yield self._step(then, f"{number}/start anew", anew)
        for number, each in enumerate(self.plot.dismissed, 1):
            of = None if each.number is None else self.targets[each.number - 1].key
            dismiss = DismissLint(objective_id=self.key, rule=each.rule, key_result_id=of, reason=each.reason)
            yield self._step(at + timedelta(hours=1, minutes=number), f"dismiss/{number}", dismiss)

    def _carry(self, before: "Goal", at: datetime) -> Iterator[Step]:
        taken = tuple(
            Carried(key_result_id=target.continues.key, successor_id=target.key)
            for target in self.targets
            if target.continues
        )
        carry = CarryForward(
            objective_id=before.key, successor_id=self.key, cycle_id=self.quarter.cycle_id, key_results=taken
        )
        yield self._step(at, "carry", carry)

    def _continued(self, plot: KeyResultPlot) -> Target | None:
        if self.before is None or plot.carries is None:
            return None
        return self.before.targets[plot.carries]

    def _take_up(self, published_at: datetime) -> Iterator[Step]:
        """In the first days many key results find somebody who looks after them."""
        for number, target in enumerate(self.targets, 1):
            free = target.plot.owner is None and target.continues is None
            if free and target.chance.random() < _TAKEN_UP:
                owner = person_id(target.chance.choice(self.crew.members))
                at = published_at + timedelta(hours=target.chance.randint(1, 40))
                taken = AssignKeyResultOwner(objective_id=self.key, key_result_id=target.key, owner=owner)
                yield self._step(at, f"{number}/take up", taken)

    def _twists(self) -> Iterator[Step]:
        if self.plot.reworded:
            reworded = RewordObjective(
                objective_id=self.key, title=self.plot.reworded, description=self.plot.description
            )
            yield self._step(self.quarter.at(weeks=3, hour=13), "reword", reworded)
        for number, target in enumerate(self.targets, 1):
            for at, what, command in target.twists():
                yield self._step(at, f"{number}/{what}", command)

    def _close(self, at: datetime) -> Iterator[Step]:
        if self.plot.dropped:
            close = CloseObjective(objective_id=self.key, outcome=Outcome.DROPPED, reason=self.plot.dropped.reason)
            yield self._step(at, "close", close)
            return
        running = [(number, target) for number, target in enumerate(self.targets, 1) if target.runs_at(at)]
        for number, target in running:
            if judge := target.judged():
                yield self._step(at - timedelta(minutes=30 - number), f"{number}/judge", judge)
        final = rolled_up(target.final_score() for _, target in running)
        judged = self.plot.judged
        score = None if judged is None or final is None else judged_score(final, judged.by)
        close = CloseObjective(
            objective_id=self.key,
            outcome=_outcome(self.plot.ambition, final if score is None else score),
            judged=score,
            reason=judged.reason if judged else "",
        )
        yield self._step(at, "close", close)

    def _step(self, at: datetime, what: str, command: Command) -> Step:
        return Step(at, f"{self.label}/{what}", self.actor, command)


def _outcome(ambition: Ambition, score: float | None) -> Outcome:
    """0.7 is success for an aspirational objective, not for a committed one (P1.8)."""
    achieved = 0.9 if ambition is Ambition.COMMITTED else 0.68
    if score is None or score < 0.35:
        return Outcome.MISSED
    return Outcome.ACHIEVED if score >= achieved else Outcome.PARTLY
