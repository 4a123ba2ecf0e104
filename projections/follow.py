"""A following projection: read from its own checkpoint, in batches, each committed with its rows."""

from sqlalchemy import Connection, Engine, text

from events import read
from events.catalogue import Catalogue
from events.transaction import driver, transaction
from projections.inline import InlineProjector
from projections.projection import Projection

BATCH = 1_000
"""So many events are read at a time."""

_CHECKPOINT = text("select position from northlog.checkpoints where org = :org and projection = :projection")


def catch_up(engine: Engine, catalogue: Catalogue, projection: Projection, org: str, upto: int) -> None:
    """Fold the log up to a position that it has reached; nothing to do where that was done.

    Others may do the same at the same time: each batch is folded once, by whoever moves the checkpoint first.
    Raises ``UnknownEvent`` or ``BrokenEvent`` at the first event that cannot be read; what is before it stays.
    """
    # Names that nobody knows are read all the same, and so refused.
    passed_over = set(catalogue.names) - set(catalogue.names_of(*projection.handlers))
    at = 0
    while at < upto:
        with transaction(engine, org) as connection:
            at = _checkpoint(connection, projection, org)
            if at < upto:
                stored = read.after(driver(connection), org, at, min(BATCH, upto - at))
                events = [catalogue.read(each) for each in stored if each.type not in passed_over]
                InlineProjector(projection).step(connection, org, at, stored[-1].position, events)


def _checkpoint(connection: Connection, projection: Projection, org: str) -> int:
    values = {"org": org, "projection": projection.name}
    return connection.execute(_CHECKPOINT, values).scalar_one_or_none() or 0
