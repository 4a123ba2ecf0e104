"""All or nothing, the log's clock, keys of commands, and projections that lag."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from domain.objective.commands import CarryForward
from domain.organization import OrganizationRenamed, RenameOrganization
from domain.team import RenameTeam, TeamRenamed
from events.append import Origin, append
from events.catalogue import CATALOGUE
from events.errors import ProjectionBehind, UnknownLog, VersionConflict
from events.transaction import driver, transaction
from projections.building.rebuild import rebuild
from projections.current import CURRENT
from tests.facts import at
from tests.house import House, new_id
from tests.logs import assert_whole, count_of, log_of, read_tables
from tests.worked_example import play


def test_an_append_to_several_streams_is_whole_or_not_at_all(house: House) -> None:
    example = play(house)
    house.do(RenameTeam(team_id=example.team_id, name="Moved on"))
    before, rows = log_of(house), read_tables(house)
    events = [OrganizationRenamed(name="New"), TeamRenamed(team_id=example.team_id, name="New")]
    seen = {"organization": 1, f"team-{example.team_id}": 1}
    with pytest.raises(VersionConflict) as caught, transaction(house.app, house.org) as connection:
        append(driver(connection), CATALOGUE, house.org, events, seen, Origin("test", "half", "test"), b"f")
    assert caught.value.stream == f"team-{example.team_id}"
    assert (log_of(house), read_tables(house), count_of(house, "half")) == (before, rows, 0)
    assert_whole(house)


def test_a_stream_that_was_only_looked_at_conflicts_too(house: House) -> None:
    example = play(house)
    before = log_of(house)
    with pytest.raises(VersionConflict), transaction(house.app, house.org) as connection:
        append(
            driver(connection),
            CATALOGUE,
            house.org,
            [OrganizationRenamed(name="New")],
            {"organization": 1, f"cycle-{example.cycle_id}": 1},
            Origin("test", "half", "test"),
        )
    assert log_of(house) == before


def test_a_command_over_two_streams_leaves_both_or_none(house: House) -> None:
    example = play(house)
    carry = CarryForward(objective_id=example.objective_id, successor_id=new_id(), cycle_id=example.next_cycle_id)
    with pytest.raises(VersionConflict):
        house.do(carry, key="carry", expected_version=1)
    assert count_of(house, "carry") == 0
    house.do(carry, key="carry", expected_version=4)
    assert count_of(house, "carry") == 2


def test_a_log_nobody_began_takes_nothing(house: House) -> None:
    nowhere = new_id()
    origin = Origin("test", new_id(), "test")
    with pytest.raises(UnknownLog, match=nowhere), transaction(house.app, nowhere) as connection:
        append(
            driver(connection), CATALOGUE, nowhere, [OrganizationRenamed(name="x")], {"organization": 0}, origin
        )


def test_the_clock_of_the_log_never_goes_back(house: House) -> None:
    past = house.another_organization(lambda: at("2025-01-01T00:00"))
    late, early = at("2025-05-01T12:00"), at("2025-02-01T00:00")
    past.at(lambda: late).do(RenameOrganization(name="Late"))
    past.at(lambda: early).do(RenameOrganization(name="Early"))
    past.at(lambda: late + timedelta(seconds=1)).do(RenameOrganization(name="Later"))
    assert [event.recorded_at for event in log_of(past)[1:]] == [late, late, late + timedelta(seconds=1)]
    assert_whole(past)


def test_a_command_that_changes_nothing_keeps_its_answer(house: House) -> None:
    first = house.do(RenameOrganization(name="Northwind"), key="same")
    house.do(RenameOrganization(name="Northlight"))
    again = house.do(RenameOrganization(name="Northwind"), key="same")
    assert (first.first_position, first.version, first.repeated) == (None, 1, False)
    assert (again.first_position, again.version, again.repeated) == (None, 1, True)
    assert [row.name for row in house.rows("organizations")] == ["Northlight"]


@pytest.mark.parametrize(
    "lost",
    [
        "update northlog.checkpoints set position = 1 where org = :org",
        "delete from northlog.checkpoints where org = :org",
    ],
)
def test_behind_a_projection_nothing_is_appended_until_it_is_rebuilt(house: House, lost: str) -> None:
    house.do(RenameOrganization(name="Northlight"))
    before = log_of(house)
    with house.owner.begin() as connection:
        connection.execute(text(lost), {"org": house.org})
    with pytest.raises(ProjectionBehind, match="northlog rebuild"):
        house.do(RenameOrganization(name="Southlight"), key="behind")
    assert log_of(house) == before
    rebuild(house.owner, CATALOGUE, CURRENT)
    assert house.do(RenameOrganization(name="Southlight"), key="behind").last_position == 3
    assert [row.name for row in house.rows("organizations")] == ["Southlight"]


def test_a_projection_ahead_of_its_log_is_told_too(house: House) -> None:
    with house.owner.begin() as connection:
        connection.execute(
            text("update northlog.checkpoints set position = 9 where org = :org"), {"org": house.org}
        )
    with pytest.raises(ProjectionBehind):
        house.do(RenameOrganization(name="Northlight"))
    assert len(log_of(house)) == 1


def test_a_simulated_clock_cannot_put_the_log_into_the_future(house: House) -> None:
    ahead = house.at(lambda: datetime(2199, 1, 1, tzinfo=UTC))
    ahead.do(RenameOrganization(name="Northlight"))
    house.do(RenameOrganization(name="Southlight"))
    assert all(event.recorded_at <= datetime.now(UTC) for event in log_of(house))
