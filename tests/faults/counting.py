"""Counting effects by the database alone, since a fold cannot see that something was applied twice."""

from collections.abc import Sequence

from sqlalchemy import text

from events.catalogue import CATALOGUE
from projections.building.rebuild import rebuild
from projections.current import CURRENT
from tests.faults.writer import Task, noted
from tests.house import House
from tests.logs import assert_whole, read_tables

BY_COMMAND = text(
    "select command_id, count(*) as effects from northlog.events where actor = 'writer' group by command_id"
)


def assert_every_answer_kept(house: House, tasks: Sequence[Task]) -> int:
    """Every answered command is in the logs once, and of each writer one more at most. Returns how many."""
    with house.owner.begin() as connection:
        counts = {row.command_id: row.effects for row in connection.execute(BY_COMMAND)}
    assert set(counts.values()) <= {1}
    for task in tasks:
        answered, begun = noted(task)
        kept = {key for key in counts if key.rpartition("-")[0] == task.name}
        assert answered <= kept
        assert kept - answered <= begun
        assert len(begun) <= 1
    return len(counts)


def assert_consistent(house: House) -> None:
    """The chain is whole and the current state is that of the log, no more and no less."""
    assert_whole(house)
    rows = read_tables(house)
    rebuild(house.owner, CATALOGUE, CURRENT)
    assert read_tables(house) == rows
