"""A projection inside the append's transaction: whoever writes reads what it wrote."""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from sqlalchemy import Connection

from domain.words import Event
from events.errors import BuildSwitched, ProjectionBehind
from events.record import Recorded
from events.transaction import driver
from projections import builds
from projections.live import fold_live
from projections.projection import Projection


@dataclass(frozen=True)
class InlineProjector:
    """Keeps one projection level with the log. Knows nothing of transactions: the append's is handed in.

    Which build is live is asked once a connection, and kept with it; moving the build's checkpoint finds out
    whether that still holds.
    """

    projection: Projection

    def follow(self, connection: Connection, org: str, appended: Sequence[Recorded[Event]]) -> None:
        """Fold what was just appended.

        Raises ``BuildSwitched`` if another build went live since the connection was last used: try again. Raises
        ``ProjectionBehind`` if anything before was not folded yet, or there is no build by this fold.
        """
        schema = connection.info.get(self._kept) or self._live(connection)
        try:
            done = fold_live(driver(connection), self.projection, schema, builds.LIVE, org, appended)
        except psycopg.errors.UndefinedTable as dropped:
            del connection.info[self._kept]
            raise BuildSwitched(schema) from dropped
        if not done:
            if self._live(connection) != schema:
                raise BuildSwitched(schema)
            raise ProjectionBehind(self.projection.name)

    @property
    def _kept(self) -> str:
        return f"live build of {self.projection.name}"

    def _live(self, connection: Connection) -> str:
        found = builds.live(connection, self.projection)
        if found is None or found.version != self.projection.version:
            raise ProjectionBehind(self.projection.name)
        connection.info[self._kept] = found.schema
        return found.schema
