"""The current state: cycles, teams, people, objectives, key results, retrospectives, destinations as they stand.

Projected in the append's transaction, so whoever writes reads what it wrote.
"""

from typing import Any

from projections.current import destinations, house, objectives, retrospectives
from projections.current.rows import TABLES
from projections.current.workspace import CurrentRows
from projections.projection import Projection


def _derive(rows: CurrentRows, aggregate: str, aggregate_id: str) -> None:
    if aggregate == "objective":
        objectives.derive(rows, aggregate_id)


HANDLERS: dict[Any, Any] = {
    **house.HANDLERS,
    **objectives.HANDLERS,
    **retrospectives.HANDLERS,
    **destinations.HANDLERS,
}

CURRENT = Projection(
    name="current_state",
    version=4,
    tables=TABLES,
    workspace=CurrentRows,
    handlers=HANDLERS,
    derive=_derive,
)
