"""What is true of an objective, its key results and its check-ins, folded from its events."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, assert_never

from domain.measure import Measure, Value
from domain.objective.context import NOTHING_SAID, Context
from domain.objective.events import (
    AmbitionSet,
    AnyObjectiveEvent,
    CarriedForward,
    CheckedIn,
    CheckInCorrected,
    ContextGiven,
    KeyResultAdded,
    KeyResultDropped,
    KeyResultJudged,
    KeyResultOwnerAssigned,
    KeyResultRebaselined,
    KeyResultRetargeted,
    KeyResultReworded,
    LevelSet,
    ObjectiveClosed,
    ObjectiveDrafted,
    ObjectiveJudged,
    ObjectivePublished,
    ObjectiveReworded,
    OwnerAssigned,
    PriorityServed,
    WhyNowStated,
)
from domain.objective.grip import Grip
from domain.scoring import rolled_up, score
from domain.words import Ambition, Level


class ObjectiveStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The team's own score, beside the computed one that it differed from, and why (P4.2)."""

    computed: float | None
    judged: float
    reason: str


@dataclass(frozen=True, slots=True)
class KeyResult:
    title: str
    measure: Measure
    owner: str | None
    dropped: bool = False
    judgement: Judgement | None = None

    @property
    def judged(self) -> float | None:
        return None if self.judgement is None else self.judgement.judged


@dataclass(frozen=True, slots=True)
class CheckInState:
    """A check-in as it stands after its corrections."""

    occurred_at: datetime
    says: Grip


@dataclass(frozen=True, slots=True)
class Objective:
    cycle_id: str
    team_id: str
    title: str
    description: str
    why_now: str
    owner: str | None
    ambition: Ambition
    level: Level
    status: ObjectiveStatus = ObjectiveStatus.DRAFT
    key_results: Mapping[str, KeyResult] = field(default_factory=dict)
    check_ins: Mapping[str, CheckInState] = field(default_factory=dict)
    judgement: Judgement | None = None
    successor_id: str | None = None
    context: Context = NOTHING_SAID
    priority_id: str | None = None

    @property
    def judged(self) -> float | None:
        return None if self.judgement is None else self.judgement.judged

    def value_of(self, key_result_id: str) -> Value | None:
        """The latest value read, by when it was true; among equals the one entered last."""
        for check_in in sorted(self.check_ins.values(), key=_when)[::-1]:
            for reading in check_in.says.readings:
                if reading.key_result_id == key_result_id and reading.value is not None:
                    return reading.value
        return None

    def score_of(self, key_result_id: str) -> float | None:
        """The computed score of one key result, 0..1."""
        return score(self.key_results[key_result_id].measure, self.value_of(key_result_id))

    def computed_score(self) -> float | None:
        """The computed score of the objective, 0..1: the mean of the key results that were not dropped."""
        return rolled_up(self.score_of(key) for key, each in self.key_results.items() if not each.dropped)


def _when(check_in: CheckInState) -> datetime:
    return check_in.occurred_at


def evolve(state: Objective | None, event: AnyObjectiveEvent) -> Objective:
    if isinstance(event, ObjectiveDrafted):
        return Objective(
            cycle_id=event.cycle_id,
            team_id=event.team_id,
            title=event.title,
            description=event.description,
            why_now=event.why_now,
            owner=event.owner,
            ambition=event.ambition,
            level=event.level,
        )
    assert state is not None, "an objective's stream begins with its draft"
    match event:
        case ObjectivePublished():
            return replace(state, status=ObjectiveStatus.PUBLISHED)
        case (
            ObjectiveReworded()
            | WhyNowStated()
            | OwnerAssigned()
            | AmbitionSet()
            | LevelSet()
            | ContextGiven()
            | PriorityServed()
        ):
            # What such an event says is named as the state names it.
            return replace(state, **{name: said for name, said in event if name != "objective_id"})
        case KeyResultAdded():
            added = KeyResult(title=event.title, measure=event.measure, owner=event.owner)
            return replace(state, key_results={**state.key_results, event.key_result_id: added})
        case KeyResultReworded():
            return _with(state, event.key_result_id, title=event.title)
        case KeyResultOwnerAssigned():
            return _with(state, event.key_result_id, owner=event.owner)
        case KeyResultRebaselined() | KeyResultRetargeted():
            return _with(state, event.key_result_id, measure=event.measure)
        case KeyResultDropped():
            return _with(state, event.key_result_id, dropped=True)
        case KeyResultJudged():
            return _with(state, event.key_result_id, judgement=_judgement(event))
        case CheckedIn():
            made = CheckInState(occurred_at=event.occurred_at, says=event)
            return replace(state, check_ins={**state.check_ins, event.check_in_id: made})
        case CheckInCorrected():
            corrected = replace(state.check_ins[event.check_in_id], says=event)
            return replace(state, check_ins={**state.check_ins, event.check_in_id: corrected})
        case ObjectiveJudged():
            return replace(state, judgement=_judgement(event))
        case ObjectiveClosed():
            final = None if event.judged is None else Judgement(event.computed, event.judged, event.reason)
            return replace(state, status=ObjectiveStatus.CLOSED, judgement=final)
        case CarriedForward():
            return replace(state, successor_id=event.successor_id)
        case _:
            assert_never(event)


def _judgement(event: ObjectiveJudged | KeyResultJudged) -> Judgement:
    return Judgement(event.computed, event.judged, event.reason)


def _with(state: Objective, key_result_id: str, **changed: Any) -> Objective:
    kept = replace(state.key_results[key_result_id], **changed)
    return replace(state, key_results={**state.key_results, key_result_id: kept})
