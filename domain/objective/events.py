"""What happened to an objective and its key results."""

from datetime import datetime
from typing import ClassVar

from domain.measure import Measure
from domain.objective.base import ObjectiveEvent
from domain.objective.grip import Grip
from domain.words import Ambition, Id, Instant, Level, Outcome, Part, Score


class ObjectiveDrafted(ObjectiveEvent):
    stored_as: ClassVar[str] = "objective.drafted.v1"
    cycle_id: Id
    team_id: Id
    title: str
    description: str
    why_now: str
    owner: Id | None
    ambition: Ambition
    level: Level
    carried_from: Id | None


class ObjectivePublished(ObjectiveEvent):
    stored_as: ClassVar[str] = "objective.published.v1"


class ObjectiveReworded(ObjectiveEvent):
    stored_as: ClassVar[str] = "objective.reworded.v1"
    title: str
    description: str


class WhyNowStated(ObjectiveEvent):
    stored_as: ClassVar[str] = "objective.why_now_stated.v1"
    why_now: str


class OwnerAssigned(ObjectiveEvent):
    stored_as: ClassVar[str] = "objective.owner_assigned.v1"
    owner: Id | None


class AmbitionSet(ObjectiveEvent):
    stored_as: ClassVar[str] = "objective.ambition_set.v1"
    ambition: Ambition


class LevelSet(ObjectiveEvent):
    stored_as: ClassVar[str] = "objective.level_set.v1"
    level: Level


class KeyResultEvent(ObjectiveEvent):
    key_result_id: Id


class KeyResultAdded(KeyResultEvent):
    stored_as: ClassVar[str] = "key_result.added.v1"
    title: str
    measure: Measure
    owner: Id | None
    carried_from: Id | None


class KeyResultReworded(KeyResultEvent):
    stored_as: ClassVar[str] = "key_result.reworded.v1"
    title: str


class KeyResultOwnerAssigned(KeyResultEvent):
    stored_as: ClassVar[str] = "key_result.owner_assigned.v1"
    owner: Id | None


class KeyResultRebaselined(KeyResultEvent):
    """``measure`` is the whole measure as it stands from now on."""

    stored_as: ClassVar[str] = "key_result.rebaselined.v1"
    measure: Measure
    reason: str


class KeyResultRetargeted(KeyResultEvent):
    """``measure`` is the whole measure as it stands from now on."""

    stored_as: ClassVar[str] = "key_result.retargeted.v1"
    measure: Measure
    reason: str


class KeyResultDropped(KeyResultEvent):
    stored_as: ClassVar[str] = "key_result.dropped.v1"
    reason: str


class CheckedIn(Grip, ObjectiveEvent):
    """``late``: entered on a later day than it speaks of."""

    stored_as: ClassVar[str] = "objective.checked_in.v1"
    check_in_id: Id
    occurred_at: Instant
    late: bool

    @property
    def happened_at(self) -> datetime:
        return self.occurred_at


class CheckInCorrected(Grip, ObjectiveEvent):
    """The whole of what the check-in says now. When it was true stays with the original."""

    stored_as: ClassVar[str] = "objective.check_in_corrected.v1"
    check_in_id: Id
    reason: str


class ObjectiveJudged(ObjectiveEvent):
    stored_as: ClassVar[str] = "objective.judged.v1"
    computed: Score | None
    judged: Score
    reason: str


class KeyResultJudged(KeyResultEvent):
    stored_as: ClassVar[str] = "key_result.judged.v1"
    computed: Score | None
    judged: Score
    reason: str


class FinalScore(Part):
    """A key result's scores when its objective closed."""

    key_result_id: Id
    computed: Score | None
    judged: Score | None


class ObjectiveClosed(ObjectiveEvent):
    stored_as: ClassVar[str] = "objective.closed.v1"
    outcome: Outcome
    computed: Score | None
    judged: Score | None
    reason: str
    key_results: tuple[FinalScore, ...]


class CarriedForward(ObjectiveEvent):
    stored_as: ClassVar[str] = "objective.carried_forward.v1"
    successor_id: Id
    cycle_id: Id


AnyObjectiveEvent = (
    ObjectiveDrafted
    | ObjectivePublished
    | ObjectiveReworded
    | WhyNowStated
    | OwnerAssigned
    | AmbitionSet
    | LevelSet
    | KeyResultAdded
    | KeyResultReworded
    | KeyResultOwnerAssigned
    | KeyResultRebaselined
    | KeyResultRetargeted
    | KeyResultDropped
    | CheckedIn
    | CheckInCorrected
    | ObjectiveJudged
    | KeyResultJudged
    | ObjectiveClosed
    | CarriedForward
)
