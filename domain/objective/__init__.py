"""The objective with its key results and check-ins: one aggregate, one stream.

Key results live in their objective's stream because a check-in speaks of several of them at once, and every
rule about them is then decided against one version of one stream.
"""

from collections.abc import Sequence

from domain.decider import Decider, Given
from domain.objective import checking_in, closing, editing, key_results, linting
from domain.objective.base import stream_of
from domain.objective.commands import (
    AnyObjectiveCommand,
    CheckInCommand,
    EditingCommand,
    LintCommand,
    ResultCommand,
)
from domain.objective.state import KeyResult, Objective, ObjectiveStatus, evolve
from domain.words import Event

__all__ = ["KeyResult", "Objective", "ObjectiveStatus", "decide", "evolve", "needs", "objective", "stream_of"]


def needs(state: Objective | None, command: AnyObjectiveCommand) -> Sequence[str]:
    if isinstance(command, EditingCommand):
        return editing.needs(state, command)
    if isinstance(command, ResultCommand):
        return key_results.needs(state, command)
    if isinstance(command, CheckInCommand):
        return checking_in.needs(state, command)
    if isinstance(command, LintCommand):
        return ()
    return closing.needs(state, command)


def decide(state: Objective | None, command: AnyObjectiveCommand, given: Given) -> Sequence[Event]:
    if isinstance(command, EditingCommand):
        return editing.decide(state, command, given)
    if isinstance(command, ResultCommand):
        return key_results.decide(state, command, given)
    if isinstance(command, CheckInCommand):
        return checking_in.decide(state, command, given)
    if isinstance(command, LintCommand):
        return linting.decide(state, command)
    return closing.decide(state, command, given)


objective = Decider(decide=decide, evolve=evolve, needs=needs)
