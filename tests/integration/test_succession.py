"""A past that is told in one transaction leaves what its commands leave one by one."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

from events.append import Origin, found_log
from events.succession import Succession
from events.transaction import driver, transaction
from northlog.demo.step import Step
from northlog.demo.story import tell
from tests.house import House, new_id
from tests.logs import assert_whole, log_of, read_tables
from tests.tale import command_of

ENOUGH = 280
"""So many steps of the sample company's story hold goals, check-ins, and pledges of two events."""


def begun(house: House) -> House:
    empty = replace(house, org=new_id())
    with transaction(empty.app, empty.org) as connection:
        found_log(driver(connection), empty.org)
    return empty


def origin(step: Step) -> Origin:
    return Origin("person:test", step.label, correlation_id=step.label, recorded_at=step.at)


def one_by_one(house: House, steps: list[Step]) -> House:
    for step in steps:
        now = step.at
        replace(house.executor, clock=lambda now=now: now).execute(house.org, command_of(step), origin(step))
    return house


def together(house: House, steps: list[Step]) -> House:
    with transaction(house.app, house.org) as connection:
        succession = Succession(house.executor, connection, house.org)
        for step in steps:
            succession.execute(command_of(step), origin(step), step.at)
        succession.follow()
    return house


def test_log_answers_and_read_tables_are_those_of_the_same_commands_one_by_one(house: House) -> None:
    steps = list(islice(tell(datetime.now(UTC).date()), ENOUGH))
    single, joint = one_by_one(begun(house), steps), together(begun(house), steps)
    # Without the hash, which begins with the organization's id.
    logs = [[stored[:-1] for stored in log_of(each)] for each in (single, joint)]
    assert logs[0] == logs[1]
    assert_whole(joint)
    tables = [
        {name: sorted(row.replace(each.org, "") for row in rows) for name, rows in read_tables(each).items()}
        for each in (single, joint)
    ]
    assert tables[0] == tables[1]
    again = one_by_one(joint, steps)
    assert len(log_of(again)) == len(logs[1])
