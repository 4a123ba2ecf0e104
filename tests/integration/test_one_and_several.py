"""One event gets into the log by another function than several do: what holds for the one holds for the other."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from domain.organization import OrganizationRenamed
from domain.team import TeamRenamed
from domain.words import Event
from events.append import Origin, append
from events.catalogue import CATALOGUE
from events.errors import CommandRepeated, UnknownLog, VersionConflict
from events.record import Recorded
from events.transaction import driver, transaction
from tests.facts import at
from tests.house import House, new_id
from tests.logs import assert_whole, log_of
from tests.worked_example import play

ORIGIN = Origin("test", "once", "test")
one_and_several = pytest.mark.parametrize("count", [1, 2])


def put(
    house: House, events: list[Event], seen: dict[str, int], org: str | None = None, origin: Origin = ORIGIN
) -> list[Recorded[Event]]:
    with transaction(house.app, house.org) as connection:
        return append(driver(connection), CATALOGUE, org or house.org, events, seen, origin, b"fingerprint")


def renamed(count: int) -> list[Event]:
    return [OrganizationRenamed(name=f'Ünï "quoted" \\ back {each}') for each in range(count)]


@one_and_several
def test_what_was_appended_is_told_as_it_stands(house: House, count: int) -> None:
    told = put(house, renamed(count), {"organization": 1})
    stored = log_of(house)[1:]
    assert [each.position for each in told] == list(range(2, 2 + count))
    assert [CATALOGUE.read(each) for each in stored] == told
    assert_whole(house)


@one_and_several
def test_another_organizations_log_takes_nothing(house: House, count: int) -> None:
    other = house.another_organization()
    with pytest.raises(UnknownLog):
        put(house, renamed(count), {"organization": 1}, org=other.org)
    assert len(log_of(other)) == 1


@one_and_several
@pytest.mark.parametrize("version", [0, 2])
def test_a_version_too_old_or_too_new_is_refused_and_the_head_stays(
    house: House, count: int, version: int
) -> None:
    with pytest.raises(VersionConflict, match=f"organization is at version 1, not {version}"):
        put(house, renamed(count), {"organization": version})
    assert len(log_of(house)) == 1
    assert_whole(house)


@one_and_several
def test_a_stream_that_was_only_looked_at_must_stand(house: House, count: int) -> None:
    example = play(house)
    before = log_of(house)
    with pytest.raises(VersionConflict) as caught:
        put(house, renamed(count), {"organization": 1, f"cycle-{example.cycle_id}": 1})
    assert caught.value.stream == f"cycle-{example.cycle_id}"
    assert log_of(house) == before


@one_and_several
def test_a_command_answered_before_appends_nothing(house: House, count: int) -> None:
    put(house, renamed(count), {"organization": 1})
    before = log_of(house)
    with pytest.raises(CommandRepeated):
        put(house, renamed(count), {"organization": 1 + count})
    assert log_of(house) == before


@one_and_several
def test_the_clock_goes_neither_back_nor_into_the_future(house: House, count: int) -> None:
    [founded] = log_of(house)
    put(
        house,
        renamed(count),
        {"organization": 1},
        origin=Origin("test", "past", "test", None, at("2025-01-01T00:00")),
    )
    put(
        house,
        renamed(count),
        {"organization": 1 + count},
        origin=Origin("test", "future", "test", None, at("2199-01-01T00:00")),
    )
    instants = [each.recorded_at for each in log_of(house)]
    assert instants[: 1 + count] == [founded.recorded_at] * (1 + count)
    assert instants[-1] < at("2199-01-01T00:00")
    assert_whole(house)


@one_and_several
def test_the_answer_tells_the_commands_own_stream_where_others_were_written(house: House, count: int) -> None:
    example = play(house)
    team = f"team-{example.team_id}"
    version = sum(each.stream == team for each in log_of(house))
    put(house, [TeamRenamed(team_id=example.team_id, name="x")] * count, {"organization": 1, team: version})
    with house.owner.connect() as connection:
        kept = text(
            "select stream, version, last_position from northlog.commands where org = :org and command_id = 'once'"
        )
        answer = connection.execute(kept, {"org": house.org}).one()
    assert tuple(answer) == ("organization", 1, len(log_of(house)))


UNSAID = {
    "append_event": """
        select northlog.append_event(:org, '{organization}', '{}', 'organization', 2, 'a.b.v1', null, '{}',
                                     'x', :key, 'x', null, null, null)""",
    "append_events": """
        select northlog.append_events(:org, '{organization}', '{}', '{organization}', '{2}', '{a.b.v1}', '{null}',
                                      '{x}', 'x', :key, 'x', null, null, null)""",
}


@pytest.mark.parametrize("function", UNSAID)
def test_a_stream_without_the_version_it_was_seen_at_is_refused(house: House, function: str) -> None:
    with (
        pytest.raises(DBAPIError, match="organization is at version 1, not"),
        transaction(house.app, house.org) as it,
    ):
        it.execute(text(UNSAID[function]), {"org": house.org, "key": new_id()})
    assert len(log_of(house)) == 1


FORGED = {
    "append_event": """
        select northlog.append_event(:org, :seen, :at, 'organization', :version, 'a.b.v1', :occurred, '{}',
                                     'x', :key, 'x', null, null, null)""",
    "append_events": """
        select northlog.append_events(:org, :seen, :at, '{organization}', array[:version], '{a.b.v1}',
                                      array[:occurred]::timestamptz[], '{"{}"}',
                                      'x', :key, 'x', null, null, null)""",
}


@pytest.mark.parametrize("function", FORGED)
@pytest.mark.parametrize(
    ("seen", "version", "occurred"),
    [
        ({"organization": 1}, 3, None),
        ({}, 2, None),
        ({}, 9, None),
        ({"team-0": 0}, 2, None),
        ({"organization": 1}, 2, "infinity"),
        ({"organization": 1}, 2, "0044-03-15 BC"),
    ],
)
def test_the_application_can_put_nothing_in_that_spoils_the_log_for_good(
    house: House, function: str, seen: dict[str, int], version: int, occurred: str | None
) -> None:
    said = {"org": house.org, "key": new_id(), "seen": list(seen), "at": list(seen.values())}
    with (
        pytest.raises(IntegrityError, match=r"does not follow|violates check"),
        transaction(house.app, house.org) as it,
    ):
        it.execute(text(FORGED[function]), {**said, "version": version, "occurred": occurred})
    assert_whole(house)


def test_an_array_that_begins_elsewhere_tells_the_chain_nothing_that_the_log_does_not_hold(house: House) -> None:
    odd = FORGED["append_events"].replace("'{organization}'", "'[2:2]={organization}'")
    said = {"org": house.org, "key": new_id(), "seen": ["organization"], "at": [1], "version": 2, "occurred": None}
    with pytest.raises(IntegrityError), transaction(house.app, house.org) as it:
        it.execute(text(odd), said)
    assert_whole(house)
