"""A following projection: read from its own checkpoint, in batches, each committed with its rows."""

from sqlalchemy import Connection, Engine, text

from events import read
from events.catalogue import Catalogue
from events.errors import ProjectionBehind
from events.transaction import driver, transaction
from projections import builds
from projections.live import fold_live
from projections.projection import Projection

BATCH = 1_000
"""So many events are read at a time."""

_CHECKPOINT = text("select position from northlog.checkpoints where org = :org and schema = :schema")


def catch_up(engine: Engine, catalogue: Catalogue, projection: Projection, org: str, upto: int) -> None:
    """Fold the log into the live build up to a position that it has reached; nothing to do where that was done.

    Others may do the same at the same time: each batch is folded once, by whoever moves the checkpoint first.
    Raises ``UnknownEvent`` or ``BrokenEvent`` at the first event that cannot be read; what is before its batch
    stays. Raises ``ProjectionBehind`` where no live build is of this fold.
    """
    at = 0
    while at < upto:
        with transaction(engine, org) as connection:
            build = builds.live(connection, projection)
            if build is None or build.version != projection.version:
                raise ProjectionBehind(projection.name)
            at = _checkpoint(connection, org, build.schema)
            if at < upto:
                stored = read.after(driver(connection), org, at, min(BATCH, upto - at))
                events = [catalogue.read(each) for each in stored]
                fold_live(driver(connection), projection, build.schema, builds.LIVE, org, events)


def _checkpoint(connection: Connection, org: str, schema: str) -> int:
    return connection.execute(_CHECKPOINT, {"org": org, "schema": schema}).scalar_one_or_none() or 0
