"""Many commands in one transaction leave what they leave one by one: a past that is told, a round of alerts."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import Connection

from domain.objective.commands import AddKeyResult, CheckIn
from domain.words import Command
from events.append import Origin, found_log
from events.errors import VersionConflict
from events.executor import Inline
from events.succession import Succession, execute_round
from events.transaction import driver, transaction
from northlog.demo.step import Step
from northlog.demo.story import tell
from tests.facts import ONBOARDING, reads
from tests.house import House, new_id
from tests.logs import assert_whole, log_of, read_tables
from tests.tale import command_of
from tests.worked_example import play
from workers.evaluation import judge_many

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


def a_round(house: House) -> tuple[list[tuple[Command, Origin]], datetime]:
    """What an evaluation asks for: alerts of two key results that few believe in."""
    of, other = play(house), new_id()
    house.do(
        AddKeyResult(objective_id=of.objective_id, key_result_id=other, title="Engagement", measure=ONBOARDING)
    )
    said = (reads(71.0, of.key_result_id, 2), reads(66.0, other, 2))
    house.do(CheckIn(objective_id=of.objective_id, check_in_id=new_id(), readings=said))
    evaluation = judge_many(house.executor, house.org, [of.objective_id])
    commands = evaluation.judged[0].commands
    assert len(commands) > 1
    return [
        (each, Origin("evaluation", f"round/{number}", f"alert {number}")) for number, each in enumerate(commands)
    ], evaluation.now


def alerts_said(house: House) -> list[tuple[str, str, str, str]]:
    log = [each for each in log_of(house) if each.stream.startswith("alert-")]
    return [(each.stream, each.actor, each.command_id, each.correlation_id) for each in log]


def test_a_round_leaves_every_command_under_its_own_origin_and_rings_once(house: House) -> None:
    asked, now = a_round(house)
    rung: list[str] = []
    executor = replace(house.executor, committed=rung.append)
    for _ in range(2):
        execute_round(executor, house.org, asked, now)
    assert alerts_said(house) == [
        (command.stream, origin.actor, origin.command_id, origin.correlation_id) for command, origin in asked
    ]
    assert rung == [house.org]
    assert_whole(house)


def test_a_round_passes_over_what_somebody_else_has_done(house: House) -> None:
    asked, now = a_round(house)
    first, origin = asked[0]
    house.executor.execute(house.org, first, origin)
    house.executor.execute(house.org, asked[1][0], Origin("person:test", "by hand", "by hand"))
    execute_round(house.executor, house.org, asked, now)
    assert sorted(stream for stream, *_ in alerts_said(house)) == sorted(each.stream for each, _ in asked)
    assert_whole(house)


@dataclass
class Faster(Inline):
    """Somebody was faster, once: the round is undone."""

    left: int = 1

    def follow(self, _connection: Connection, _org: str, _appended: object) -> None:
        if self.left:
            self.left -= 1
            raise VersionConflict("alert", "somebody was faster")


def test_a_round_that_somebody_was_in_the_way_of_is_executed_one_by_one(house: House) -> None:
    asked, now = a_round(house)
    way = Faster()
    execute_round(replace(house.executor, inline=(*house.executor.inline, way)), house.org, asked, now)
    assert way.left == 0
    assert [stream for stream, *_ in alerts_said(house)] == [each.stream for each, _ in asked]
    assert_whole(house)
