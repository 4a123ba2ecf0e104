"""What a proposal would change of an objective: its scope, its metric, or its priority (P2.9)."""

from enum import StrEnum
from typing import Annotated, Literal, assert_never

from pydantic import Field

from domain.measure import Measure
from domain.objective.commands import (
    AnyObjectiveCommand,
    DropKeyResult,
    RetargetKeyResult,
    RewordObjective,
    ServePriority,
)
from domain.words import Id, Line, Part, Prose


class ChangeKind(StrEnum):
    REWORD = "reword"
    RETARGET = "retarget"
    SERVE = "serve"
    DROP = "drop"


class Reword(Part):
    """Another scope: the objective in other words."""

    kind: Literal[ChangeKind.REWORD] = ChangeKind.REWORD
    title: Line
    description: Prose = ""


class Retarget(Part):
    """Another metric: a key result's whole measure anew, of the same kind and start."""

    kind: Literal[ChangeKind.RETARGET] = ChangeKind.RETARGET
    key_result_id: Id
    measure: Measure


class Serve(Part):
    """Another priority of the company to serve, or none."""

    kind: Literal[ChangeKind.SERVE] = ChangeKind.SERVE
    priority_id: Id | None


class Drop(Part):
    """A key result given up for what matters more."""

    kind: Literal[ChangeKind.DROP] = ChangeKind.DROP
    key_result_id: Id


Change = Annotated[Reword | Retarget | Serve | Drop, Field(discriminator="kind")]


def edit_of(change: Change, objective_id: str, reason: str) -> AnyObjectiveCommand:
    """The objective's own command that a change comes to."""
    match change:
        case Reword(title=title, description=description):
            return RewordObjective(objective_id=objective_id, title=title, description=description)
        case Retarget(key_result_id=key, measure=measure):
            return RetargetKeyResult(objective_id=objective_id, key_result_id=key, measure=measure, reason=reason)
        case Serve(priority_id=priority_id):
            return ServePriority(objective_id=objective_id, priority_id=priority_id)
        case Drop(key_result_id=key):
            return DropKeyResult(objective_id=objective_id, key_result_id=key, reason=reason)
        case _:
            assert_never(change)
