"""Rituals at the terminal: agreed on, moved, held or not, and read by a calendar."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from domain.ritual import RitualKind
from northlog.reports.agenda import Agenda
from northlog.reports.agenda_text import markdown
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


def test_an_agenda_says_since_when_in_the_organizations_time_zone() -> None:
    agenda = Agenda(
        team_id="t",
        team="Discover",
        kind=RitualKind.WEEKLY,
        day=date(2026, 1, 12),
        since=datetime(2026, 1, 4, 23, tzinfo=UTC),
        cycle="Cycle 1",
        sections=[],
        position=1,
    )
    said = "# Weekly of Discover, 2026-01-12\n\nSince 2026-01-05 00:00 · Cycle 1\n"
    assert markdown(agenda, ZoneInfo("Europe/Zurich")) == said
