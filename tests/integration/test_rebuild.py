"""A build made beside the live one: the same rows, found wanting where they are not, given up, dropped."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.organization import RenameOrganization
from domain.team import RenameTeam
from events.catalogue import CATALOGUE
from events.errors import LogError
from events.transaction import driver, transaction
from projections import builds, follow
from projections.building import comparing, parts, switching
from projections.building import rebuild as rebuilding
from projections.building.comparing import BuildDiffers
from projections.building.rebuild import rebuild
from projections.builds import BuildAborted
from projections.current import CURRENT
from projections.history import HISTORY
from tests.house import House
from tests.logs import read_tables, tamper
from tests.worked_example import play


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a short log is cut into many parts."""
    monkeypatch.setattr(parts, "LARGEST", 3)
    monkeypatch.setattr(parts, "SMALLEST", 1)


def test_it_equals_the_live_one_row_for_row_whatever_parts_it_is_made_of(house: House, many: None) -> None:
    play(house)
    play(house.another_organization())
    before, old = read_tables(house), house.schema
    rebuilt = rebuild(house.owner, CATALOGUE, CURRENT)
    with house.owner.connect() as owner:
        made_of = owner.execute(
            text("select count(*) from northlog.build_parts where schema = :schema"), {"schema": rebuilt.schema}
        ).scalar_one()
    assert made_of > 4
    assert house.schema == rebuilt.schema != old
    assert rebuilt.differences == ()
    assert read_tables(house) == before


def test_two_processes_make_the_same_rows(house: House, many: None) -> None:
    play(house)
    before = read_tables(house)
    heard: list[tuple[str, int, int]] = []
    rebuild(house.owner, CATALOGUE, CURRENT, jobs=2, told=lambda *word: heard.append(word))
    assert read_tables(house) == before
    assert ("fold", heard[0][2], heard[0][2]) in heard


def test_what_is_appended_while_it_is_made_is_in_it(house: House) -> None:
    play(house)

    def write(doing: str, done: int, _of: int) -> None:
        if (doing, done) in (("fold", 0), ("compare", 0), ("switch", 0)):
            house.do(RenameOrganization(name=f"Before {doing}"))

    for doing in ("fold", "compare", "switch"):
        house.do(RenameOrganization(name=doing))
    rebuild(house.owner, CATALOGUE, CURRENT, told=write)
    house.do(RenameOrganization(name="After"))
    (row,) = house.rows("organizations")
    assert (row.name, row.version) == ("After", 7)


@pytest.mark.parametrize(("few", "outside"), [(100, False), (0, True)], ids=["a little", "too much"])
def test_what_is_left_to_read_at_the_switch_is_read_in_it_or_before_another_attempt(
    house: House, monkeypatch: pytest.MonkeyPatch, few: int, outside: bool
) -> None:
    caught_up: list[str] = []

    def catch_up(*arguments: Any) -> None:
        caught_up.append(arguments[-1])
        if len(caught_up) > 1:
            follow.catch_up(*arguments)

    monkeypatch.setattr(switching, "FEW", few)
    monkeypatch.setattr(switching, "catch_up", catch_up)

    def write(doing: str, done: int, _of: int) -> None:
        if (doing, done) == ("switch", 0):
            house.do(RenameOrganization(name="At the switch"))

    rebuild(house.owner, CATALOGUE, CURRENT, told=write)
    assert (len(caught_up) > 1) is outside
    assert [row.name for row in house.rows("organizations")] == ["At the switch"]
    assert house.do(RenameOrganization(name="After it")).version == 3


def test_the_switch_gives_way_to_who_appends_for_long(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    before = house.schema
    monkeypatch.setattr(switching, "ATTEMPTS", 2)
    with house.owner.connect() as appending:
        appending.execute(text("lock table northlog.heads in row share mode"))
        with pytest.raises(LogError, match="run the same command again"):
            rebuild(house.owner, CATALOGUE, CURRENT)
        house.do(RenameOrganization(name="Northlight"))
    assert house.schema == before
    assert rebuild(house.owner, CATALOGUE, CURRENT).schema == house.schema != before


@pytest.mark.parametrize(
    "damage",
    ["update {}.objectives set title = 'Wrong'", "delete from {}.key_results where number = 1"],
    ids=["a changed row", "a lost row"],
)
def test_damaged_tables_are_found_and_replaced_when_that_is_accepted(house: House, damage: str) -> None:
    play(house)
    before, old = read_tables(house), house.schema
    with house.owner.begin() as owner:
        damaged = owner.execute(text(damage.format(old))).rowcount
    table = "objectives" if "objectives" in damage else "key_results"
    with pytest.raises(BuildDiffers, match=rf"{table} of organization {house.org}.*accept-differences") as found:
        rebuild(house.owner, CATALOGUE, CURRENT)
    (difference,) = found.value.differences
    assert (difference.org, difference.table, difference.only_new) == (house.org, table, damaged)
    assert house.schema == old
    assert rebuild(house.owner, CATALOGUE, CURRENT, accept_differences=True).differences == (difference,)
    assert read_tables(house) == before


@pytest.mark.parametrize(("far", "left"), [(1000, False), (1, True)], ids=["a little", "far"])
def test_a_live_build_that_is_a_little_behind_is_brought_level_and_compared_one_far_behind_is_left(
    house: House, monkeypatch: pytest.MonkeyPatch, far: int, left: bool
) -> None:
    monkeypatch.setattr(comparing, "FAR", far)
    play(house)
    followed = house.schema_of(HISTORY)
    rebuild(house.owner, CATALOGUE, HISTORY)
    with house.owner.connect() as owner:
        assert (house.org in follow.behind(driver(owner), followed)) is left


def test_another_versions_rows_may_differ_and_it_is_told(house: House) -> None:
    play(house)
    with house.owner.begin() as owner:
        owner.execute(text(f"update {house.schema}.objectives set title = 'As it was'"))
    rebuilt = rebuild(house.owner, CATALOGUE, replace(CURRENT, version=CURRENT.version + 1))
    assert [each.table for each in rebuilt.differences] == ["objectives"]
    assert house.schema == rebuilt.schema


def test_what_was_begun_by_another_version_is_not_gone_on_with(house: House) -> None:
    begun = rebuilding.begin(house.owner, CURRENT, 1)
    newer = replace(CURRENT, version=CURRENT.version + 1)
    assert rebuilding.begin(house.owner, CURRENT, 1) == begun
    assert rebuilding.begin(house.owner, newer, 1) != begun


@pytest.mark.parametrize("moment", ["fold", "compare", "switch"])
def test_one_that_is_aborted_stops_and_the_live_one_stays(house: House, moment: str) -> None:
    play(house)
    before, old = read_tables(house), house.schema

    def abort(doing: str, _done: int, _of: int) -> None:
        if doing == moment:
            with house.owner.begin() as owner:
                begun = builds.building(owner, CURRENT)
                if begun:
                    builds.abort(owner, begun.schema)

    with pytest.raises(BuildAborted, match="nothing was switched"):
        rebuild(house.owner, CATALOGUE, CURRENT, told=abort)
    assert (house.schema, read_tables(house)) == (old, before)
    rebuild(house.owner, CATALOGUE, CURRENT)
    assert read_tables(house) == before


def test_an_event_that_is_gone_from_the_log_is_missed(house: House) -> None:
    play(house)
    tamper(house, "delete from northlog.events where org = :org and position = 3")
    with pytest.raises(LogError, match=rf"{house.org} lacks 1 events.*log verify"):
        rebuild(house.owner, CATALOGUE, CURRENT)


def test_its_tables_are_walled_off_like_the_first_ones(house: House) -> None:
    other = house.another_organization()
    name = rebuild(house.owner, CATALOGUE, CURRENT).schema
    with transaction(house.app, house.org) as connection:
        orgs = connection.execute(text(f"select org::text from {name}.organizations")).scalars().all()
        assert orgs == [house.org]
    with (
        pytest.raises(DBAPIError, match="row-level security"),
        transaction(house.app, house.org) as connection,
    ):
        connection.execute(text(f"insert into {name}.people values (:org, 'x', '', false, 1)"), {"org": other.org})


def test_a_team_renamed_before_and_after_has_one_row(house: House) -> None:
    example = play(house)
    rebuild(house.owner, CATALOGUE, CURRENT)
    house.do(RenameTeam(team_id=example.team_id, name="Discoverers"))
    assert [row.name for row in house.rows("teams") if row.team_id == example.team_id] == ["Discoverers"]
