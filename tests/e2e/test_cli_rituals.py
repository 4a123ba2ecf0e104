"""Rituals at the terminal: agreed on, moved, held or not, and read by a calendar."""

from icalendar import Calendar

from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]


def test_a_team_meets_and_says_what_became_of_it(cli: Cli) -> None:
    set_up = ("--team", "Discover", "--kind", "weekly", "--first", "2026-01-05", "--at", "9:30")
    key = cli.json("ritual", "set", "OKR weekly", *set_up)["ritual_id"]
    cli.says("ritual", "change", "OKR weekly", "--minutes", "30")
    cli.says("ritual", "held", "OKR weekly", "--minutes", "50", "--on", "2026-01-05", "--person", "Ada Lovelace")
    cli.says("ritual", "missed", "OKR weekly", "--on", "2026-01-12", "--reason", "No room")
    cli.says("ritual", "cancel", "OKR weekly", "--on", "2026-01-19", "--reason", "The fair")
    (seen,) = cli.json("ritual", "list", "--team", "Discover")
    assert (seen["minute"], seen["minutes"], seen["overran"]) == (30, 30, 1)
    assert "1/1/1" in cli.says("ritual", "list")
    feed = Calendar.from_ical(cli.call("ritual", "calendar", "--team", "Discover").stdout_bytes)
    assert isinstance(feed, Calendar)
    (event,) = feed.events
    assert (str(event["uid"]), event["rrule"]["BYDAY"]) == (f"{key}@northlog", ["MO"])
    agenda = cli.says("agenda", "--team", "Discover", "--kind", "weekly")
    assert agenda.startswith("# Weekly of Discover, ")
    assert "## Our rhythm\n\n- OKR weekly: 1 held, 1 missed, 1 cancelled, 1 longer than agreed\n" in agenda
    assert cli.json("agenda", "--team", "Discover", "--format", "json")["kind"] == "weekly"
    cli.says("ritual", "end", "OKR weekly", "--reason", "Folded")
