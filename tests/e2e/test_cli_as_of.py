"""The reading commands answer as of a moment, and say of which."""

import json

from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]


def test_show_speaks_of_the_position_asked_for_and_of_things_as_they_were_called(cli: Cli) -> None:
    before = str(cli.position())
    cli.says("objective", "reword", "Make the first week seamless", "Make the first week easy")
    cli.says("check-in", "Make the first week easy", "--confidence", "7", "--reading", "1=78")
    said, name, *lines = cli.says("show", "--as-of", before).splitlines()
    assert said.startswith("As of 20")
    assert said.endswith(f", as known at position {before} of the log.")
    assert name == "This quarter"
    assert any("Make the first week seamless" in line for line in lines)
    assert any("unknown: no check-in yet" in line for line in lines)
    one = cli.says("show", "Make the first week seamless", "--as-of", before)
    assert "No check-in yet" in one
    assert "Make the first week easy" in cli.says("show")
    missed = cli.call("show", "Make the first week easy", "--as-of", before)
    assert missed.exit_code == 2
    assert "“Make the first week easy”; there is" in missed.stderr


def test_for_programs_the_moment_is_said_in_the_tree_and_beside_lists(cli: Cli) -> None:
    result = cli.call("show", "--as-of", "12", "--json")
    assert (result.exit_code, result.stderr.count("position 12 of the log")) == (0, 1)
    tree = json.loads(result.stdout)
    assert tree["position"] == 12


def test_every_reading_command_takes_a_moment(cli: Cli) -> None:
    head = str(cli.position())
    for words in (
        ("org", "show"),
        ("person", "list"),
        ("team", "list"),
        ("cycle", "list"),
        ("retrospective", "list"),
        ("alerts", "list"),
        ("policy", "show"),
        ("show", "This quarter"),
    ):
        assert f"as known at position {head}" in cli.says(*words, "--known-at", head), words


def test_a_moment_that_cannot_be_asked_of_is_refused_by_its_option(cli: Cli) -> None:
    assert "--as-of: 2999-01-01 lies in the future" in cli.refuses("show", "--as-of", "2999-01-01")
    assert "--known-at: 2001-01-01 lies before the log" in cli.refuses("team", "list", "--known-at", "2001-01-01")
    assert "--as-of: there is no position 99,999" in cli.refuses("show", "--as-of", "99999")
    assert "must be an instant such as" in cli.refuses("cycle", "list", "--as-of", "yesterday")
    assert "--as-of: there is no such day" in cli.refuses("show", "--as-of", "2026-02-30")


def test_a_position_may_be_given_as_it_is_printed(cli: Cli) -> None:
    assert "there is no position 1,766;" in cli.refuses("show", "--as-of", "1,766")
