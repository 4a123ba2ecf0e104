"""A projection: name, version, tables, and a fold with a typed handler an event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import MetaData, Table

from domain.words import Event
from events.record import Recorded
from projections.rows import Rows
from projections.table import ReadTable

Handler = Callable[[Any, Recorded[Any]], None]


@dataclass(frozen=True, eq=False)
class Projection:
    """One fold, two speeds: live over rows loaded by key, rebuild over rows in memory.

    ``handlers`` change rows by an event; an event type without one says nothing to this projection. A handler
    reads and changes rows of the event's own aggregate alone: so a log can be folded in parts, by streams. Of the
    event it uses attributes, not its class or methods: a rebuild hands in a record of the same attributes.
    ``workspace()`` gives the rows of all tables of one organization, an attribute a table, named as it is.
    ``derive(workspace, aggregate, id)`` fills the columns that follow from others, before rows are written.
    ``inline``: it is projected in the append's transaction, and so is never behind its log.
    """

    name: str
    version: int
    tables: tuple[ReadTable[Any], ...]
    workspace: Callable[[], Any]
    handlers: Mapping[type[Event], Handler]
    derive: Callable[[Any, str, str], None]
    inline: bool = True

    @cached_property
    def sql_tables(self) -> dict[str, Table]:
        """The SQL tables by name. Their schema is the projection's name, for which that of a build is put."""
        metadata = MetaData(schema=self.name)
        return {table.name: table.sql_table(metadata) for table in self.tables}

    def rows(self, workspace: Any) -> list[Rows[Any]]:
        """The rows of a workspace, in the order of ``tables``."""
        return [getattr(workspace, table.name) for table in self.tables]

    def fold(self, workspace: Any, recorded: Recorded[Event]) -> None:
        """Let one event change the rows."""
        handler = self.handlers.get(type(recorded.event))
        if handler is not None:
            handler(workspace, recorded)
