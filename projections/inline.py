"""A projection inside the append's transaction: whoever writes reads what it wrote."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import psycopg
from sqlalchemy import Connection

from domain.words import Event
from events.errors import BuildSwitched, ProjectionBehind
from events.executor import Inline
from events.record import Recorded
from events.transaction import driver
from projections import builds
from projections.live import Loaded, fold_live, load
from projections.projection import Projection


@dataclass(frozen=True)
class InlineProjector(Inline):
    """Keeps one projection level with the log. Knows nothing of transactions: the append's is handed in.

    Which build is live is asked once a connection, and kept with it; moving the build's checkpoint finds out
    whether that still holds.
    """

    projection: Projection
    loaded: Loaded | None = None

    def ready(self, connection: Connection, org: str, events: Sequence[Event]) -> "InlineProjector":
        """Load the rows already: a row changes by its own stream's events alone, and the append makes sure that
        these streams stand where they stood. Raises ``BuildSwitched`` and ``ProjectionBehind`` as ``follow``."""
        with self._schema(connection) as schema:
            return replace(self, loaded=load(driver(connection), self.projection, schema, org, events))

    def follow(self, connection: Connection, org: str, appended: Sequence[Recorded[Event]]) -> None:
        """Fold what was just appended.

        Raises ``BuildSwitched`` if another build went live since the connection was last used: try again. Raises
        ``ProjectionBehind`` if anything before was not folded yet, or there is no build by this fold.
        """
        with self._schema(connection) as schema:
            raw = driver(connection)
            done = fold_live(raw, self.projection, schema, builds.LIVE, org, appended, self.loaded)
        if not done:
            if self._live(connection) != schema:
                raise BuildSwitched(schema)
            raise ProjectionBehind(self.projection.name)

    @contextmanager
    def _schema(self, connection: Connection) -> Iterator[str]:
        schema = connection.info.get(self._kept) or self._live(connection)
        try:
            yield schema
        except psycopg.errors.UndefinedTable as dropped:
            del connection.info[self._kept]
            raise BuildSwitched(schema) from dropped

    @property
    def _kept(self) -> str:
        return f"live build of {self.projection.name}"

    def _live(self, connection: Connection) -> str:
        found = builds.live(connection, self.projection)
        if found is None or found.version != self.projection.version:
            raise ProjectionBehind(self.projection.name)
        connection.info[self._kept] = found.schema
        return found.schema
