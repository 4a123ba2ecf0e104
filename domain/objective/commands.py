"""What can be asked of an objective and its key results."""

from typing import Annotated

from pydantic import Field

from domain.measure import Measure
from domain.objective.base import ObjectiveCommand
from domain.objective.context import Context
from domain.objective.grip import Grip
from domain.words import Ambition, Id, Instant, Level, Line, Number, Outcome, Part, Prose, Reason, Score


class DraftObjective(ObjectiveCommand):
    """``why_now`` says why it matters now and what it serves (P2.4); ``owner`` is one person (P1.5)."""

    cycle_id: Id
    team_id: Id
    title: Line
    description: Prose = ""
    why_now: Prose = ""
    owner: Id | None = None
    ambition: Ambition = Ambition.ASPIRATIONAL
    level: Level = Level.TEAM


class PublishObjective(ObjectiveCommand):
    """Makes it active. Nobody has to approve it (P2.1)."""


class RewordObjective(ObjectiveCommand):
    title: Line
    description: Prose = ""


class StateWhyNow(ObjectiveCommand):
    why_now: Prose


class AssignOwner(ObjectiveCommand):
    owner: Id | None


class SetAmbition(ObjectiveCommand):
    ambition: Ambition


class SetLevel(ObjectiveCommand):
    level: Level


class GiveContext(ObjectiveCommand):
    """Says what teams need to know to find their part in it (P2.2), whole."""

    context: Context


class ServePriority(ObjectiveCommand):
    """Names the company's priority that it serves, or none (P2.4). None is legal, and no warning (P2.3)."""

    priority_id: Id | None


class KeyResultCommand(ObjectiveCommand):
    key_result_id: Id


class AddKeyResult(KeyResultCommand):
    title: Line
    measure: Measure
    owner: Id | None = None


class RewordKeyResult(KeyResultCommand):
    title: Line


class AssignKeyResultOwner(KeyResultCommand):
    owner: Id | None


class RebaselineKeyResult(KeyResultCommand):
    """Set or move the start (of a relative goal: the baseline). Only moving one needs a reason."""

    start: Number
    reason: Prose = ""


class RetargetKeyResult(KeyResultCommand):
    """Move the target: the whole measure anew, of the same kind and start (P4.4)."""

    measure: Measure
    reason: Reason


class DropKeyResult(KeyResultCommand):
    reason: Reason


class CheckIn(Grip, ObjectiveCommand):
    """``occurred_at`` says when it was true, if not now: a late entry."""

    check_in_id: Id
    occurred_at: Instant | None = None


class CorrectCheckIn(Grip, ObjectiveCommand):
    """Says a check-in anew, whole. The original stays in the log."""

    check_in_id: Id
    reason: Reason


class JudgeObjective(ObjectiveCommand):
    """The team's own score beside the computed one (P4.2)."""

    judged: Score
    reason: Reason


class JudgeKeyResult(KeyResultCommand):
    judged: Score
    reason: Reason


class CloseObjective(ObjectiveCommand):
    """Ends it with an outcome (P4.3). ``judged`` needs a reason; else the computed score stands."""

    outcome: Outcome
    judged: Score | None = None
    reason: Prose = ""


class Carried(Part):
    """A key result taken along, and the id it gets in the successor."""

    key_result_id: Id
    successor_id: Id


class CarryForward(ObjectiveCommand):
    """Draft a successor in another cycle, once. The original stays as it is (P4.3)."""

    successor_id: Id
    cycle_id: Id
    key_results: Annotated[tuple[Carried, ...], Field(max_length=100)] = ()


EditingCommand = (
    DraftObjective
    | PublishObjective
    | RewordObjective
    | StateWhyNow
    | AssignOwner
    | SetAmbition
    | SetLevel
    | GiveContext
    | ServePriority
)
ResultCommand = (
    AddKeyResult | RewordKeyResult | AssignKeyResultOwner | RebaselineKeyResult | RetargetKeyResult | DropKeyResult
)
CheckInCommand = CheckIn | CorrectCheckIn
ClosingCommand = JudgeObjective | JudgeKeyResult | CloseObjective | CarryForward
AnyObjectiveCommand = EditingCommand | ResultCommand | CheckInCommand | ClosingCommand
