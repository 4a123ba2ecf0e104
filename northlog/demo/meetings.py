"""A team's check-ins on one objective: by its cadence, with the gaps, delays and slips of real life."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from domain.measure import Measure, Value
from domain.objective.commands import CheckIn, CorrectCheckIn
from domain.objective.grip import Grip, Reading
from domain.scoring import SUCCESS
from domain.words import Command
from northlog.demo.mood import Mood, confidence, temper
from northlog.demo.plot import Crew, ObjectivePlot, Theme
from northlog.demo.step import Step, id_of
from northlog.demo.target import Target
from northlog.demo.timeline import WEEKS, Quarter

_PUT_OFF = 0.2
_ENTERED_LATE = 0.07
_TYPO = 0.045
_NO_VALUE = 0.06
_NO_CONFIDENCE = 0.3

_REASONS = (
    "Typing error: the decimal point had slipped.",
    "One digit too many; corrected from the dashboard.",
    "Wrong figure copied; this is the one from the report.",
    "We entered last year's column by mistake.",
)


@dataclass(slots=True)
class Meetings:
    """Asked once: readings are taken in order of time."""

    label: str
    objective_id: str
    plot: ObjectivePlot
    crew: Crew
    quarter: Quarter
    theme: Theme
    targets: Sequence[Target]
    chance: Random

    def between(self, published_at: datetime, ends_at: datetime) -> Iterator[Step]:
        """The check-ins entered from the publishing to the end, and their corrections."""
        mood = Mood(self.plot, self.theme, self.chance, temper(self.chance))
        for week in range(WEEKS):
            slot = self.quarter.slot(self.crew.cadence, week)
            # A week of shaking news is not one in which a team fails to meet.
            meets = self.chance.random() >= self.crew.skips or (self.plot.shock and week == self.plot.shock.week)
            if slot is None or not meets:
                continue
            true_at, entered_at = self._instants(slot)
            if published_at < true_at and entered_at < ends_at:
                grip = self._grip(mood, week, true_at, entered_at)
                yield from self._entries(week, true_at, entered_at, grip, ends_at)

    def _instants(self, slot: datetime) -> tuple[datetime, datetime]:
        """When it was true and when it was entered; within the cycle, and before its objectives close."""
        met_at = slot + timedelta(minutes=self.chance.randint(2, 50))
        fate = self.chance.random()
        if fate < _ENTERED_LATE:
            entered_at = met_at + timedelta(days=self.chance.randint(2, 5), hours=self.chance.randint(-2, 2))
            return met_at, min(entered_at, self.quarter.at(weeks=WEEKS, days=1, hour=11))
        if fate < _ENTERED_LATE + _PUT_OFF:
            met_at += timedelta(days=1)
        met_at = min(met_at, self.quarter.ends_at - timedelta(hours=8))
        return met_at, met_at

    def _grip(self, mood: Mood, week: int, true_at: datetime, entered_at: datetime) -> Grip:
        share = self.quarter.share(true_at)
        # A team is confident of success, which for an aspirational goal is 0.7 (P1.8, P4.1).
        needed = share * SUCCESS[self.plot.ambition]
        running = [target for target in self.targets if target.runs_at(entered_at)]
        pace = sum(target.trace.progress(share) for target in running) / len(running)
        ahead = pace - needed
        return Grip(
            goal_confidence=mood.goal_confidence(week, ahead),
            readings=tuple(self._reading(target, share, needed, true_at) for target in running),
            issues=mood.issues(week),
            plan=mood.plans(),
            energy=mood.energy(ahead),
        )

    def _reading(self, target: Target, share: float, needed: float, at: datetime) -> Reading:
        if not target.measurable_at(at):
            return Reading(key_result_id=target.key, note="No baseline yet; we are still measuring it.")
        if self.chance.random() >= _NO_VALUE:
            target.value = value = target.trace.read(share)
        else:
            value = None
        stated = None
        if value is None or self.chance.random() >= _NO_CONFIDENCE:
            rosy = self.chance.choice((8, 9)) if self.plot.rosy else None
            stated = rosy or confidence(target.trace.progress(share) - needed, target.temper, self.chance)
        note = "The figure comes later this week." if value is None else ""
        return Reading(key_result_id=target.key, value=value, confidence=stated, note=note)

    def _entries(
        self, week: int, true_at: datetime, entered_at: datetime, grip: Grip, ends_at: datetime
    ) -> Iterator[Step]:
        label = f"{self.label}/check-in {week + 1}"
        which = {"objective_id": self.objective_id, "check_in_id": id_of("check-in", label)}
        late = None if true_at == entered_at else true_at
        typed = self._mistyped(grip) if self.chance.random() < _TYPO else grip
        corrected_at = entered_at + timedelta(minutes=self.chance.randint(20, 300))
        # Nobody finds the slip of an objective that is closed by then.
        said = typed if corrected_at < ends_at else grip
        yield self._step(entered_at, label, CheckIn(**which, **said.answers(), occurred_at=late))
        if said != grip:
            correction = CorrectCheckIn(**which, **grip.answers(), reason=self.chance.choice(_REASONS))
            yield self._step(corrected_at, f"{label}/correct", correction)

    def _mistyped(self, grip: Grip) -> Grip:
        """The same with one figure wrong, if there is one to get wrong."""
        measures = {target.key: target.plot.measure for target in self.targets}
        for index, reading in enumerate(grip.readings):
            wrong = _slip(measures[reading.key_result_id], reading.value)
            if wrong != reading.value:
                slipped = reading.model_copy(update={"value": wrong})
                readings = (*grip.readings[:index], slipped, *grip.readings[index + 1 :])
                return grip.model_copy(update={"readings": readings})
        return grip

    def _step(self, at: datetime, label: str, command: Command) -> Step:
        # Whoever leads the team speaks for it, or now and then the objective's owner.
        speaker = self.crew.members[0] if self.chance.random() < 0.6 else self.plot.owner
        return Step(at, label, speaker or self.crew.members[0], command)


def _slip(measure: Measure, value: Value | None) -> Value | None:
    """A slip of the decimal point; figures that have none stay right."""
    if isinstance(value, bool) or not isinstance(value, float) or measure.kind == "subjective":
        return value
    return round(value / 10, 3) if measure.kind == "completion" else round(value * 10, 3)
