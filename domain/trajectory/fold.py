"""Trajectories from the log: an objective's events, in order, become the facts that rules look at."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.measure import Measure
from domain.objective.events import (
    AmbitionSet,
    CheckedIn,
    CheckInCorrected,
    KeyResultAdded,
    KeyResultDropped,
    KeyResultEvent,
    KeyResultOwnerAssigned,
    KeyResultRebaselined,
    KeyResultRetargeted,
    KeyResultReworded,
    ObjectiveClosed,
    ObjectiveDrafted,
    ObjectivePublished,
    ObjectiveReworded,
    OwnerAssigned,
)
from domain.objective.grip import Grip
from domain.team import Cadence
from domain.trajectory.facts import GoalMove, GoalPoint, Mark, OwnerMark, Point, Span
from domain.trajectory.lines import KeyResultLine, Trajectory, key_result_line, trajectory
from domain.words import Ambition, Event


class Told(Protocol):
    """An event with its place in the log and the instant at which the log learnt it, UTC."""

    @property
    def position(self) -> int: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def event(self) -> Event: ...


def told(log: Iterable[Told], span: Span, cadence: Cadence | None, now: datetime) -> Trajectory | None:
    """The trajectory of the one objective whose events ``log`` holds, in their order, as known at ``now``.

    ``span`` and ``cadence`` are the cycle's and the team's as of ``now``. ``None`` before the draft.
    """
    objective: _Objective | None = None
    for each in log:
        if each.recorded_at > now:
            break
        if isinstance(each.event, ObjectiveDrafted):
            objective = _Objective.drafted_by(each.event, Mark(each.recorded_at, each.position))
        elif objective is not None:
            objective.hear(each.event, Mark(each.recorded_at, each.position))
    return None if objective is None else objective.seen(span, cadence)


@dataclass(slots=True)
class _KeyResult:
    key_result_id: str
    title: str
    original: Measure
    measure: Measure
    added: Mark
    owners: list[OwnerMark]
    points: list[Point] = field(default_factory=list)
    moves: list[GoalMove] = field(default_factory=list)
    dropped: Mark | None = None

    def hear(self, event: KeyResultEvent, mark: Mark) -> None:
        match event:
            case KeyResultReworded():
                self.title = event.title
            case KeyResultOwnerAssigned():
                self.owners.append(OwnerMark(*mark, event.owner))
            case KeyResultRebaselined() | KeyResultRetargeted():
                self.moves.append(GoalMove(*mark, self.measure, event.measure, event.reason))
                self.measure = event.measure
            case KeyResultDropped():
                self.dropped = mark

    def seen(self, span: Span) -> KeyResultLine:
        return key_result_line(
            span,
            key_result_id=self.key_result_id,
            title=self.title,
            original=self.original,
            added=self.added,
            owners=self.owners,
            points=self.points,
            moves=self.moves,
            dropped=self.dropped,
        )


@dataclass(slots=True)
class _Objective:
    objective_id: str
    title: str
    team_id: str
    ambition: Ambition
    drafted: Mark
    owners: list[OwnerMark]
    published: Mark | None = None
    closed: Mark | None = None
    key_results: dict[str, _KeyResult] = field(default_factory=dict)
    check_ins: list[GoalPoint] = field(default_factory=list)
    said: dict[str, tuple[datetime, set[str]]] = field(default_factory=dict)
    """Of each check-in when it was true, and which key results it read, before or after its corrections."""

    @classmethod
    def drafted_by(cls, event: ObjectiveDrafted, mark: Mark) -> "_Objective":
        owners = [OwnerMark(*mark, event.owner)]
        return cls(event.objective_id, event.title, event.team_id, event.ambition, mark, owners)

    def hear(self, event: Event, mark: Mark) -> None:
        match event:
            case ObjectivePublished():
                self.published = mark
            case ObjectiveReworded():
                self.title = event.title
            case OwnerAssigned():
                self.owners.append(OwnerMark(*mark, event.owner))
            case AmbitionSet():
                self.ambition = event.ambition
            case ObjectiveClosed():
                self.closed = mark
            case CheckedIn():
                self.said[event.check_in_id] = (event.occurred_at, set())
                self.check_in(event.check_in_id, event, mark)
            case CheckInCorrected():
                self.check_in(event.check_in_id, event, mark)
            case KeyResultAdded():
                self.key_results[event.key_result_id] = _KeyResult(
                    event.key_result_id,
                    event.title,
                    event.measure,
                    event.measure,
                    mark,
                    [OwnerMark(*mark, event.owner)],
                )
            case KeyResultEvent():
                self.key_results[event.key_result_id].hear(event, mark)

    def check_in(self, check_in_id: str, says: Grip, mark: Mark) -> None:
        at, read = self.said[check_in_id]
        known_at, position = mark
        self.check_ins.append(
            GoalPoint(at, known_at, position, check_in_id, says.goal_confidence, says.issues, says.plan)
        )
        readings = {reading.key_result_id: reading for reading in says.readings}
        # A reading that a correction leaves out is taken back.
        # Of a past day a check-in may be known, and not yet a key result that it read.
        for key in sorted((read | readings.keys()) & self.key_results.keys()):
            reading = readings.get(key)
            value, confidence = (None, None) if reading is None else (reading.value, reading.confidence)
            self.key_results[key].points.append(Point(at, known_at, position, check_in_id, value, confidence))
        read.update(readings)

    def seen(self, span: Span, cadence: Cadence | None) -> Trajectory:
        return trajectory(
            objective_id=self.objective_id,
            title=self.title,
            team_id=self.team_id,
            ambition=self.ambition,
            span=span,
            cadence=cadence,
            drafted=self.drafted,
            published=self.published,
            closed=self.closed,
            owners=self.owners,
            check_ins=self.check_ins,
            key_results=[each.seen(span) for each in self.key_results.values()],
        )
