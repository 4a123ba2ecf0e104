"""The history tables: versions that cannot overlap, followed once however many follow, apart by organization."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.organization import RenameOrganization
from domain.team import FormTeam, RenameTeam, TeamKind
from events.catalogue import CATALOGUE
from events.errors import UnknownEvent
from events.transaction import transaction
from projections import follow
from projections.follow import catch_up_live
from projections.history import HISTORY
from tests.house import House, new_id
from tests.logs import read_tables, tamper

RENAMES = 30


@pytest.fixture
def renamed(house: House) -> House:
    """A house whose one team was renamed again and again: positions 2 to 32."""
    team_id = new_id()
    house.do(FormTeam(team_id=team_id, name="Team", kind=TeamKind.COMPANY))
    for number in range(RENAMES):
        house.do(RenameTeam(team_id=team_id, name=f"Team {number}"))
    return house


def versions(house: House) -> list[tuple[int, int | None, str, str]]:
    """The versions of the team: since, until, range of positions, and name."""
    query = f"select since, until, positions::text, name from {house.schema_of(HISTORY)}.teams order by since"
    with transaction(house.app, house.org) as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_history_is_read_as_far_as_asked_and_no_further(renamed: House) -> None:
    catch_up_live(renamed.app, CATALOGUE, HISTORY, renamed.org, 3)
    assert versions(renamed) == [(2, 3, "[2,3)", "Team"), (3, None, "[3,)", "Team 0")]
    catch_up_live(renamed.app, CATALOGUE, HISTORY, renamed.org, 4)
    catch_up_live(renamed.app, CATALOGUE, HISTORY, renamed.org, 2)
    assert versions(renamed)[1:] == [(3, 4, "[3,4)", "Team 0"), (4, None, "[4,)", "Team 1")]


def test_those_who_catch_up_at_once_fold_every_event_once(renamed: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "BATCH", 2)
    last = RENAMES + 2
    with ThreadPoolExecutor(4) as several:
        for done in [
            several.submit(catch_up_live, renamed.app, CATALOGUE, HISTORY, renamed.org, last) for _ in range(4)
        ]:
            done.result(timeout=60)
    expected = [(2, "Team"), *((3 + number, f"Team {number}") for number in range(RENAMES))]
    assert [(since, name) for since, _, _, name in versions(renamed)] == expected
    assert [until for _, until, _, _ in versions(renamed)] == [*range(3, last + 1), None]


def test_two_versions_of_one_thing_cannot_overlap(renamed: House, subtests: pytest.Subtests) -> None:
    catch_up_live(renamed.app, CATALOGUE, HISTORY, renamed.org, RENAMES + 2)
    table = f"{renamed.schema_of(HISTORY)}.teams"
    said = "org, team_id, name, kind, members, dissolved, version"
    shifted = {
        "positions": "since - 1, since_at - interval '2 days', until, since_at - interval '1 day'",
        "instants": "since - 1000, since_at, until - 1000, until_at",
    }
    for clock, bounds in shifted.items():
        copied = f"select {bounds}, {said} from {table} where since = 2"
        with (
            subtests.test(clock=clock),
            pytest.raises(DBAPIError, match=f"teams_{clock}_apart"),
            renamed.owner.begin() as owner,
        ):
            owner.execute(text(f"insert into {table} (since, since_at, until, until_at, {said}) {copied}"))


def test_an_event_that_nobody_knows_is_not_passed_over(renamed: House) -> None:
    tamper(
        renamed,
        "update northlog.events set type = 'team.sung.v1' where org = :org and position = 5",
    )
    with pytest.raises(UnknownEvent, match=re.escape("team.sung.v1")):
        catch_up_live(renamed.app, CATALOGUE, HISTORY, renamed.org, 6)


def test_the_history_of_another_organization_is_not_seen(renamed: House) -> None:
    other = renamed.another_organization()
    other.do(RenameOrganization(name="Southlight"))
    catch_up_live(renamed.app, CATALOGUE, HISTORY, renamed.org, RENAMES + 2)
    catch_up_live(other.app, CATALOGUE, HISTORY, other.org, 2)
    assert len(read_tables(other, HISTORY)["organizations"]) == 2
    assert versions(other) == []
    with transaction(other.app, other.org) as connection:
        query = f"select count(*) from {other.schema_of(HISTORY)}.teams where org = :org"
        assert connection.execute(text(query), {"org": renamed.org}).scalar_one() == 0
