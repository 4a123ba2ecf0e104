"""Commands that are decided together: a group that is refused leaves no trace, the others are appended as one."""

import pytest
from sqlalchemy import Connection

from domain.decider import Refused
from domain.team import FormTeam, RenameTeam, Team, TeamKind, stream_of
from events.batch import Batch
from events.clocks import span
from events.errors import VersionConflict
from events.transaction import driver, transaction
from tests.facts import COMPANY, TEAM, UNIT
from tests.house import House
from tests.logs import assert_whole, log_of

FORM = FormTeam(team_id=COMPANY, name="Northwind", kind=TeamKind.COMPANY)


def begun(house: House, connection: Connection) -> Batch:
    reached = span(driver(connection), house.org)
    assert reached is not None
    return Batch(house.executor, connection, house.org, reached.ended_at)


def test_a_refused_group_leaves_no_trace_and_the_others_follow_each_other(house: House) -> None:
    with transaction(house.app, house.org) as connection:
        batch = begun(house, connection)
        assert batch.take([FORM]) == 1
        with pytest.raises(Refused, match="a unit cannot stand below a team"):
            batch.take(
                [
                    FormTeam(team_id=TEAM, name="Discover", parent_id=COMPANY),
                    FormTeam(team_id=UNIT, name="Digital", kind=TeamKind.UNIT, parent_id=TEAM),
                ]
            )
        assert batch.state(stream_of(TEAM)) is None
        assert batch.take([FormTeam(team_id=TEAM, name="Care", parent_id=COMPANY)]) == 1
        assert batch.take([RenameTeam(team_id=COMPANY, name="Northwind")]) == 0
        told: list[tuple[int, int]] = []
        assert batch.append("test", "batch", "test", lambda done, of: told.append((done, of))) == 2
    assert told == [(0, 2), (2, 2)]
    assert [each.name for each in house.rows("teams")] == ["Northwind", "Care"]
    assert all(event.command_id.startswith("batch/") for event in log_of(house)[-2:])
    assert_whole(house)


def overtaken(house: House) -> None:
    with transaction(house.app, house.org) as connection:
        batch = begun(house, connection)
        batch.take([FormTeam(team_id=TEAM, name="Discover", parent_id=COMPANY)])
        assert isinstance(batch.state(stream_of(COMPANY)), Team)
        house.do(RenameTeam(team_id=COMPANY, name="Meridian"))
        batch.append("test", "batch", "test", lambda *_: None)


def test_what_moved_since_it_was_decided_is_found(house: House) -> None:
    house.do(FORM)
    with pytest.raises(VersionConflict):
        overtaken(house)
    assert [each.name for each in house.rows("teams")] == ["Meridian"]
