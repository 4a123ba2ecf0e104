"""`northlog projections`: builds of the read tables are listed, made, given up and dropped."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text

from northlog.embedded import EmbeddedServer, Programs
from projections import builds
from projections.building import rebuild
from projections.current import CURRENT
from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]


@pytest.fixture
def owner(cli: Cli) -> Iterator[Engine]:
    """The tables' owner, beside the command line."""
    with EmbeddedServer(cli.data_dir, Programs.from_wheel(), durable=False) as server:
        engine = create_engine(server.url("northlog_owner"))
        yield engine
        engine.dispose()


def listed(cli: Cli) -> dict[str, str]:
    return {each["schema"]: each["state"] for each in cli.json("projections", "list")}


def live(cli: Cli) -> str:
    return next(name for name, state in listed(cli).items() if state == "live")


def test_a_rebuild_keeps_the_old_build_until_it_is_dropped(cli: Cli) -> None:
    old = live(cli)
    (done,) = cli.json("projections", "rebuild", "current_state", "--jobs", "2")
    assert (done["build"], done["differences"], done["events"]) == (live(cli), [], cli.position())
    assert listed(cli)[old] == "retired"
    assert f"{old} is dropped" in cli.says("projections", "drop", old)
    assert old not in listed(cli)


def test_retired_builds_are_counted_weighed_and_dropped_by_one_command(cli: Cli) -> None:
    assert "retired builds            none" in cli.call("doctor").stdout
    for _ in range(2):
        cli.says("projections", "rebuild", "current_state")
    retired = [each for each in cli.json("projections", "list") if each["state"] == builds.RETIRED]
    assert all(each["bytes"] > 0 for each in retired)
    for said in (cli.says("projections", "list"), cli.call("doctor").stdout):
        assert "2 builds are retired, taking " in said
        assert "northlog projections drop --retired" in said
    assert cli.json("projections", "drop", "--retired") == {"dropped": [each["schema"] for each in retired]}
    assert "No build is retired" in cli.says("projections", "drop", "--retired")
    assert "--retired" in cli.refuses("projections", "drop")


def test_the_live_build_is_not_dropped(cli: Cli) -> None:
    assert "is live" in cli.refuses("projections", "drop", live(cli))


def test_a_build_or_a_projection_that_is_not_there_is_named(cli: Cli) -> None:
    assert 'no build "current_state_99"' in cli.refuses("projections", "drop", "current_state_99")
    assert 'no projection "currant_state"' in cli.refuses("projections", "rebuild", "currant_state")


def test_what_is_being_built_is_shown_and_can_be_given_up(cli: Cli, owner: Engine) -> None:
    begun = rebuild.begin(owner, CURRENT, 1)
    (status,) = [each for each in cli.json("projections", "status") if each["projection"] == CURRENT.name]
    assert (status["live"], status["building"], status["folded"]) == (live(cli), begun, 0)
    assert "Go on with: northlog projections rebuild" in cli.says("projections", "status")
    assert "end that first" in cli.refuses("projections", "drop", begun)
    assert cli.json("projections", "abort") == {"aborted": [begun]}
    assert listed(cli)[begun] == builds.ABORTED
    assert "Nothing is being built" in cli.says("projections", "abort")
    cli.says("projections", "drop", begun)


def test_damage_is_told_and_repaired_when_told_to(cli: Cli, owner: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(text(f"update {live(cli)}.teams set name = 'Wrong'"))
    result = cli.call("rebuild")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "teams of organization" in result.stderr
    assert "--accept-differences" in result.stderr
    assert "It differed from the one before: teams" in cli.says("projections", "rebuild", "--accept-differences")
    assert "Wrong" not in cli.says("team", "list")
