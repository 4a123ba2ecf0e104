"""Another build goes live: readers and writers go to it by themselves, and to none of another version."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from domain.organization import RenameOrganization
from domain.team import FormTeam, RenameTeam, TeamKind
from events.catalogue import CATALOGUE
from events.errors import ProjectionBehind
from northlog.reading.looking import Looking
from projections import builds, schema
from projections.building.dropping import BuildRead, drop
from projections.building.rebuild import rebuild
from projections.current import CURRENT
from projections.current.queries import CurrentReader
from tests.api import northlog_of
from tests.house import House, new_id


def switch(house: House) -> str:
    """Have another build of the current state go live; returns the schema of the one before."""
    before = house.schema
    rebuild(house.owner, CATALOGUE, CURRENT)
    return before


def name_seen(house: House) -> str:
    with house.owner.connect() as connection:
        row = CurrentReader(connection, house.org).organization()
    assert row is not None
    return row.name


@pytest.mark.parametrize("dropped", [False, True], ids=["the old one kept", "the old one dropped"])
def test_a_writer_that_knew_the_old_build_goes_on_in_the_new_one(house: House, dropped: bool) -> None:
    house.do(RenameOrganization(name="Northlight"))
    old = switch(house)
    if dropped:
        with house.owner.begin() as owner:
            schema.drop(owner, old)
    assert house.do(RenameOrganization(name="Southlight"), key="after").last_position == 3
    assert house.do(RenameOrganization(name="Southlight"), key="after").repeated
    assert name_seen(house) == "Southlight"
    if not dropped:
        with house.owner.begin() as owner:
            kept = owner.execute(text(f"select name from {old}.organizations")).scalars().all()
        assert kept == ["Northlight"]


def test_a_writer_that_knew_the_old_build_changes_what_began_in_the_new_one(house: House) -> None:
    switch(house)
    elsewhere, team = create_engine(house.app.url), new_id()
    try:
        other = replace(house, executor=replace(house.executor, engine=elsewhere))
        other.do(FormTeam(team_id=team, name="Northwind", kind=TeamKind.COMPANY))
    finally:
        elsewhere.dispose()
    house.do(RenameTeam(team_id=team, name="Southwind"))
    assert [row.name for row in house.rows("teams")] == ["Southwind"]


def test_a_process_of_another_version_is_not_let_into_the_live_build(house: House) -> None:
    switch(house)
    with house.owner.begin() as owner:
        owner.execute(text("update northlog.builds set version = 99 where state = 'live'"))
    with pytest.raises(ProjectionBehind):
        house.do(RenameOrganization(name="Southlight"))


def test_a_projection_has_one_live_build(house: House) -> None:
    switch(house)
    with house.owner.begin() as owner:
        states = [(each.build, each.state) for each in builds.builds(owner) if each.projection == CURRENT.name]
    assert states == [(1, builds.RETIRED), (2, builds.LIVE)]


def test_a_build_that_somebody_still_reads_is_not_dropped_under_them(house: House) -> None:
    looking = Looking(northlog_of(house), house.org)
    with looking.snapshot() as seen:
        old = switch(house)
        with pytest.raises(BuildRead, match=old):
            drop(house.owner, old, patience=0.1)
        organization = seen.organization()
        assert organization is not None
        assert organization.name == "Northwind"
    drop(house.owner, old)
    with house.owner.connect() as owner:
        assert old not in builds.sizes(owner)


def test_a_reader_whose_build_was_dropped_before_it_looked_looks_anew(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = builds.look
    dropped: list[str] = []

    def late(*given: Any) -> int:
        if not dropped:
            dropped.append(switch(house))
            drop(house.owner, dropped[0])
        return look(*given)

    monkeypatch.setattr(builds, "look", late)
    with Looking(northlog_of(house), house.org).snapshot() as seen:
        organization = seen.organization()
    assert organization is not None
    assert (organization.name, len(dropped)) == ("Northwind", 1)
