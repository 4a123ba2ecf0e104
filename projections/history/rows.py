"""The tables of history: every version of what stands in the current state, and when it stood.

People have none: who a person is, is told as known today, so that forgetting them erases them from the past too.
Nor do check-ins make any: their readings stand in the trails of the current state, with the positions since
which and up to which they were said. Nor do readings of health metrics, which never change.
"""

from typing import Any, TypeVar

from projections.current import alignment_rows as alignment
from projections.current import conversation_rows as conversation
from projections.current import planning_rows as planning
from projections.current import ritual_rows as rituals
from projections.current import rows as current
from projections.current import running_rows as running
from projections.current import signal_rows as signals
from projections.current.workspace import CurrentRows
from projections.history.table import Version, VersionTable
from projections.rows import Rows

R = TypeVar("R")

ORGANIZATIONS = VersionTable(current.ORGANIZATIONS)
TEAMS = VersionTable(current.TEAMS)
CYCLES = VersionTable(current.CYCLES)
OBJECTIVES = VersionTable(current.OBJECTIVES)
KEY_RESULTS = VersionTable(current.KEY_RESULTS)
VOCABULARIES = VersionTable(current.VOCABULARIES)
RETROSPECTIVES = VersionTable(current.RETROSPECTIVES)
RETROSPECTIVE_ENTRIES = VersionTable(current.RETROSPECTIVE_ENTRIES)
SIGNALS = tuple(VersionTable[Any](each) for each in signals.TABLES)
ALIGNMENT = tuple(VersionTable[Any](each) for each in alignment.TABLES)
CONVERSATION = tuple(VersionTable[Any](each) for each in conversation.TABLES)
RITUALS = tuple(VersionTable[Any](each) for each in rituals.TABLES)
RUNNING = tuple(VersionTable[Any](each) for each in running.VERSIONED)
PLANNING = tuple(VersionTable[Any](each) for each in planning.TABLES)

TABLES: tuple[VersionTable[Any], ...] = (
    ORGANIZATIONS,
    TEAMS,
    CYCLES,
    OBJECTIVES,
    KEY_RESULTS,
    VOCABULARIES,
    RETROSPECTIVES,
    RETROSPECTIVE_ENTRIES,
    *SIGNALS,
    *ALIGNMENT,
    *CONVERSATION,
    *RITUALS,
    *RUNNING,
    *PLANNING,
)


VERSIONS_OF = {each.name: each for each in TABLES}
"""By the name that a table has in the current state, too."""


class Versions(Rows[Version]):
    """The versions of one table's rows. ``now``: those rows as they stand, which events change."""

    __slots__ = ("_open", "_table", "now")

    def __init__(self, table: VersionTable[R], now: Rows[R]) -> None:
        super().__init__(table)
        self._table: VersionTable[Any] = table
        self.now: Rows[Any] = now
        self._open: dict[tuple[str, str], Version] = {}

    def add(self, row: Version) -> Version:
        """A version as it was stored; where it is open, its row stands again."""
        if row.until is None:
            standing = self.now.add(self._table.row_of(row))
            self._open[self.now.table.place_of(standing)] = row
        return super().add(row)

    def turn(self, aggregate_id: str, position: int, at: Any, version: int) -> None:
        """Have another version begin of each of an aggregate's rows that an event has just changed."""
        for local, row in self.now.group(aggregate_id).items():
            place = (aggregate_id, local)
            before = self._open.get(place)
            if before is not None:
                if self._table.said(before) == self._table.said(row):
                    continue
                before.until, before.until_at = position, at
            self._open[place] = super().add(self._table.version(row, position, at, version))


class HistoryRows:
    """One attribute a table; ``of_aggregate``: the same by the aggregates from whose streams they follow.

    ``now``: the rows of the current state that are open, without trails.
    """

    def __init__(self) -> None:
        self.now = CurrentRows()
        self.of_aggregate: dict[str, list[Versions]] = {}
        for table in TABLES:
            versions = Versions(table, getattr(self.now, table.name))
            setattr(self, table.name, versions)
            self.of_aggregate.setdefault(table.aggregate, []).append(versions)
