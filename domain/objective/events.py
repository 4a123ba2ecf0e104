"""What happened to an objective and its key results."""

from datetime import datetime
from typing import ClassVar

from domain.measure import Measure
from domain.objective.base import ObjectiveEvent
from domain.objective.context import Context
from domain.objective.grip import Grip
from domain.words import Ambition, Id, Instant, Level, Outcome, Part, Score


class ObjectiveDrafted(ObjectiveEvent):
    """An objective was drafted; ``carried_from`` names the one it carries forward, if any."""

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
    """The team published its objective, and so made it active (P2.1)."""

    stored_as: ClassVar[str] = "objective.published.v1"


class ObjectiveReworded(ObjectiveEvent):
    """Title or description were put in other words."""

    stored_as: ClassVar[str] = "objective.reworded.v1"
    title: str
    description: str


class WhyNowStated(ObjectiveEvent):
    """Why the objective matters now was said, or said anew (P2.4)."""

    stored_as: ClassVar[str] = "objective.why_now_stated.v1"
    why_now: str


class OwnerAssigned(ObjectiveEvent):
    """The objective has another owner, or none (P1.5)."""

    stored_as: ClassVar[str] = "objective.owner_assigned.v1"
    owner: Id | None


class AmbitionSet(ObjectiveEvent):
    """The objective is now committed, or aspirational (P1.8)."""

    stored_as: ClassVar[str] = "objective.ambition_set.v1"
    ambition: Ambition


class LevelSet(ObjectiveEvent):
    """The objective now sets the organization's direction, or one team's."""

    stored_as: ClassVar[str] = "objective.level_set.v1"
    level: Level


class ContextGiven(ObjectiveEvent):
    """What teams need to know of the objective was said, whole (P2.2)."""

    stored_as: ClassVar[str] = "objective.context_given.v1"
    context: Context


class PriorityServed(ObjectiveEvent):
    """The objective serves a priority of the company, or none (P2.4)."""

    stored_as: ClassVar[str] = "objective.priority_served.v1"
    priority_id: Id | None


class KeyResultEvent(ObjectiveEvent):
    key_result_id: Id


class KeyResultAdded(KeyResultEvent):
    """A key result was added with its measure; ``carried_from`` names the one it continues, if any."""

    stored_as: ClassVar[str] = "key_result.added.v1"
    title: str
    measure: Measure
    owner: Id | None
    carried_from: Id | None


class KeyResultReworded(KeyResultEvent):
    """A key result's title was put in other words."""

    stored_as: ClassVar[str] = "key_result.reworded.v1"
    title: str


class KeyResultOwnerAssigned(KeyResultEvent):
    """A key result has another owner, or none."""

    stored_as: ClassVar[str] = "key_result.owner_assigned.v1"
    owner: Id | None


class KeyResultRebaselined(KeyResultEvent):
    """The start was set or moved. ``measure`` is the whole measure as it stands from now on."""

    stored_as: ClassVar[str] = "key_result.rebaselined.v1"
    measure: Measure
    reason: str


class KeyResultRetargeted(KeyResultEvent):
    """The target moved (P4.4). ``measure`` is the whole measure as it stands from now on."""

    stored_as: ClassVar[str] = "key_result.retargeted.v1"
    measure: Measure
    reason: str


class KeyResultDropped(KeyResultEvent):
    """A key result was given up; its record stays."""

    stored_as: ClassVar[str] = "key_result.dropped.v1"
    reason: str


class CheckedIn(Grip, ObjectiveEvent):
    """A team checked in on its objective (P3.3). ``late``: entered on a later day than it speaks of."""

    stored_as: ClassVar[str] = "objective.checked_in.v1"
    check_in_id: Id
    occurred_at: Instant
    late: bool

    @property
    def happened_at(self) -> datetime:
        return self.occurred_at


class CheckInCorrected(Grip, ObjectiveEvent):
    """A check-in was corrected: the whole of what it says now. When it was true stays with the original."""

    stored_as: ClassVar[str] = "objective.check_in_corrected.v1"
    check_in_id: Id
    reason: str


class ObjectiveJudged(ObjectiveEvent):
    """The team gave its own score, kept beside the one computed at that moment (P4.2)."""

    stored_as: ClassVar[str] = "objective.judged.v1"
    computed: Score | None
    judged: Score
    reason: str


class KeyResultJudged(KeyResultEvent):
    """The team gave a key result its own score, kept beside the one computed at that moment (P4.2)."""

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
    """The objective ended with an outcome and the final scores (P4.3)."""

    stored_as: ClassVar[str] = "objective.closed.v1"
    outcome: Outcome
    computed: Score | None
    judged: Score | None
    reason: str
    key_results: tuple[FinalScore, ...]


class CarriedForward(ObjectiveEvent):
    """A successor in another cycle took the objective up; it can be so only once (P4.3)."""

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
    | ContextGiven
    | PriorityServed
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
