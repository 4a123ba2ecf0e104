"""The history of the current state: from when to when each row stood as it did.

A following projection: it is read up to where a question needs it. The current state's own handlers change the
rows; here they are only compared before and after.
"""

from typing import Any

from domain.objective.events import CheckedIn, CheckInCorrected
from domain.person import PersonEvent
from domain.words import Event
from events.record import Recorded
from projections.current import (
    alignment,
    conversation,
    house,
    objectives,
    plannings,
    retrospectives,
    rituals,
    running,
    signals,
    vocabularies,
)
from projections.history.rows import TABLES, HistoryRows
from projections.projection import Handler, Projection


def _versioned(handler: Handler) -> Handler:
    """Let an event change the rows that stand, and keep what they were."""

    def fold(rows: HistoryRows, at: Recorded[Event]) -> None:
        handler(rows.now, at)
        aggregate, _, aggregate_id = at.stream.partition("-")
        for versions in rows.of_aggregate[aggregate]:
            versions.turn(aggregate_id, at.position, at.recorded_at, at.version)

    return fold


def _underived(_rows: HistoryRows, _aggregate: str, _aggregate_id: str) -> None:
    """What follows from other columns is computed when somebody asks."""


HANDLERS: dict[Any, Handler] = {
    kind: _versioned(handler)
    for kind, handler in {
        **house.HANDLERS,
        **objectives.HANDLERS,
        **vocabularies.HANDLERS,
        **retrospectives.HANDLERS,
        **signals.HANDLERS,
        **alignment.HANDLERS,
        **conversation.HANDLERS,
        **rituals.HANDLERS,
        **running.VERSIONED,
        **plannings.HANDLERS,
    }.items()
    if not issubclass(kind, CheckedIn | CheckInCorrected | PersonEvent)
}

HISTORY = Projection(
    name="history",
    version=10,
    tables=TABLES,
    workspace=HistoryRows,
    handlers=HANDLERS,
    derive=_underived,
    inline=False,
)
