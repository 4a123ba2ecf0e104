"""The current state: what stands now of every aggregate, from the organization to its alerts and destinations.

Projected in the append's transaction, so whoever writes reads what it wrote.
"""

from typing import Any

from projections.current import (
    alignment,
    alignment_rows,
    conversation,
    conversation_rows,
    destinations,
    house,
    objectives,
    planning_rows,
    plannings,
    retrospectives,
    ritual_rows,
    rituals,
    rows,
    running,
    running_rows,
    signal_rows,
    signals,
    vocabularies,
)
from projections.current.workspace import CurrentRows
from projections.projection import Projection


def _derive(workspace: CurrentRows, aggregate: str, aggregate_id: str) -> None:
    if aggregate == "objective":
        objectives.derive(workspace, aggregate_id)


HANDLERS: dict[Any, Any] = {
    **house.HANDLERS,
    **objectives.HANDLERS,
    **vocabularies.HANDLERS,
    **retrospectives.HANDLERS,
    **signals.HANDLERS,
    **destinations.HANDLERS,
    **alignment.HANDLERS,
    **conversation.HANDLERS,
    **rituals.HANDLERS,
    **running.HANDLERS,
    **plannings.HANDLERS,
}

CURRENT = Projection(
    name="current_state",
    version=13,
    tables=(
        *rows.TABLES,
        *signal_rows.TABLES,
        *alignment_rows.TABLES,
        *conversation_rows.TABLES,
        *ritual_rows.TABLES,
        *running_rows.TABLES,
        *planning_rows.TABLES,
    ),
    workspace=CurrentRows,
    handlers=HANDLERS,
    derive=_derive,
)
