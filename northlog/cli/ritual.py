"""`northlog ritual`: a team's recurring meetings, and what became of each (P3.7)."""

import sys
from datetime import date, time
from typing import Annotated

import typer

from domain.decider import Refused
from domain.ritual import (
    CancelMeeting,
    ChangeRitual,
    EndRitual,
    HoldMeeting,
    MeetingCommand,
    MissMeeting,
    RitualKind,
    Schedule,
    SetRitual,
)
from northlog.cli import parsing
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt, spelt, word_of
from northlog.cli.output import print_json, print_table, short
from northlog.cli.session import Session, reading, session
from northlog.ids import new_id
from northlog.reading.rituals import RitualView, rituals
from northlog.reports.calendar import team_calendar

app = group()

Which = Annotated[str, typer.Argument(metavar="RITUAL", help="The ritual, by name or id.")]
Team = Annotated[str, typer.Option(help="The team that meets.")]
Reason = Annotated[str, typer.Option(help="Why.")]
On = Annotated[str, typer.Option(metavar="DAY", help="The day of the meeting.")]
KIND = typer.Option(parser=word_of(RitualKind), metavar=spelt(RitualKind), help="How often it comes back.")


@app.command("set")
def set_(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What the team calls it.")],
    team: Team,
    kind: Annotated[RitualKind, KIND],
    first: Annotated[str, typer.Option(metavar="DAY", help="The first day; it says which weekday, or day.")],
    at: Annotated[str, typer.Option(metavar="HH:MM", help="When it begins, in the organization's time zone.")],
    minutes: Annotated[int, typer.Option(help="How long it lasts.")] = 45,
    every: Annotated[int, typer.Option(help="2 for every other week, month, …")] = 1,
    as_json: AsJson = False,
) -> None:
    """Agree on a recurring meeting."""
    key = new_id()
    with session(ctx) as here:
        command = SetRitual(
            ritual_id=key,
            team_id=here.find.team(team),
            kind=kind,
            name=name,
            schedule=_schedule(parsing.day(first, "first_on"), _clock(at), minutes, every),
        )
        here.do(command, f"Set {short(key)} “{name}” of {team}.", as_json, ritual_id=key)


@app.command()
def change(
    ctx: typer.Context,
    ritual: Which,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    first: Annotated[str | None, typer.Option(metavar="DAY", help="Another first day.")] = None,
    at: Annotated[str | None, typer.Option(metavar="HH:MM", help="Another time.")] = None,
    minutes: Annotated[int | None, typer.Option(help="Another length.")] = None,
    every: Annotated[int | None, typer.Option(help="Another distance.")] = None,
    as_json: AsJson = False,
) -> None:
    """Let it meet at other times, or go by another name; what is left unsaid stays."""
    with session(ctx) as here:
        it = _which(here, ritual)
        schedule = _schedule(
            it.first_on if first is None else parsing.day(first, "first_on"),
            time(it.hour, it.minute) if at is None else _clock(at),
            it.minutes if minutes is None else minutes,
            it.every if every is None else every,
        )
        said = name or it.name
        here.do(ChangeRitual(ritual_id=it.ritual_id, name=said, schedule=schedule), f"Changed: {said}", as_json)


@app.command()
def end(ctx: typer.Context, ritual: Which, reason: Reason, as_json: AsJson = False) -> None:
    """Meet so no more; what was held stays."""
    with session(ctx) as here:
        it = _which(here, ritual)
        here.do(EndRitual(ritual_id=it.ritual_id, reason=reason), f"Ended: {it.name}", as_json)


@app.command()
def held(
    ctx: typer.Context,
    ritual: Which,
    minutes: Annotated[int, typer.Option(help="How long it took.")],
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day of the meeting; today if unsaid.")] = None,
    present: Annotated[int | None, typer.Option(help="How many were there.")] = None,
    person: Annotated[list[str] | None, typer.Option(help="Who was there; may be said again.")] = None,
    note: Annotated[str, typer.Option(help="What is to be said of it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say that it was held."""
    with session(ctx) as here:
        it = _which(here, ritual)
        command = HoldMeeting(
            ritual_id=it.ritual_id,
            on=None if on is None else parsing.day(on, "on"),
            minutes=minutes,
            present=present,
            people=tuple(here.find.person(each, "people") for each in person or ()),
            note=note,
        )
        here.do(command, f"Held: {it.name}", as_json)


@app.command()
def missed(ctx: typer.Context, ritual: Which, on: On, reason: Reason, as_json: AsJson = False) -> None:
    """Say that it was not held, and why."""
    _not_held(ctx, ritual, MissMeeting, "Missed", on, reason, as_json)


@app.command()
def cancel(ctx: typer.Context, ritual: Which, on: On, reason: Reason, as_json: AsJson = False) -> None:
    """Call a day's meeting off; it may lie ahead."""
    _not_held(ctx, ritual, CancelMeeting, "Called off", on, reason, as_json)


def _not_held(
    ctx: typer.Context,
    ritual: str,
    kind: type[MeetingCommand],
    done: str,
    on: str,
    reason: str,
    as_json: bool,
) -> None:
    with session(ctx) as here:
        it, day = _which(here, ritual), parsing.day(on, "on")
        command = kind.model_validate({"ritual_id": it.ritual_id, "on": day, "reason": reason})
        here.do(command, f"{done} on {day}: {it.name}", as_json)


@app.command("list")
def list_(
    ctx: typer.Context,
    team: Annotated[str | None, typer.Option(help="Only of this team.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """List rituals, and how well their rhythm is kept."""
    with reading(ctx, as_of, known_at, as_json) as (here, seen):
        found = rituals(seen, None if team is None else {"team_id": here.find.team(team)})
        teams = {each.team_id: each.name for each in seen.teams()}
    if as_json:
        print_json(found)
        return
    rows = [
        [short(it.ritual_id), it.name, teams[it.team_id], _when(it), f"{it.held}/{it.missed}/{it.cancelled}"]
        for it in found
    ]
    empty = 'No team meets yet: northlog ritual set "Weekly" --team TEAM --kind weekly --first DAY --at 10:00'
    print_table(["id", "ritual", "team", "when", "held / missed / cancelled"], rows, empty)


@app.command()
def calendar(ctx: typer.Context, team: Team, as_of: AsOf = None, known_at: KnownAt = None) -> None:
    """Print a team's rituals and check-ins as an iCalendar file."""
    with reading(ctx, as_of, known_at, as_json=True) as (here, seen):
        feed = team_calendar(seen, here.find.team(team))
    assert feed is not None, "the team was found"
    sys.stdout.buffer.write(feed)


def _which(here: Session, wanted: str) -> RitualView:
    """The ritual meant; an ended one only by its id."""
    with here.look() as seen:
        found = {each.ritual_id: each for each in rituals(seen)}
    alive = [Candidate(key, it.name) for key, it in found.items() if it.ended_at is None]
    return found[wanted if wanted in found else pick("ritual", "ritual_id", wanted, alive, part=True)]


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text.strip().zfill(5))
    except ValueError:
        raise Refused("at", "clock", f"“{text}” is no time of day; write it like 09:30") from None


def _schedule(first_on: date, at: time, minutes: int, every: int) -> Schedule:
    return Schedule(first_on=first_on, hour=at.hour, minute=at.minute, minutes=minutes, every=every)


def _when(it: RitualView) -> str:
    ended = "" if it.ended_at is None else ", ended"
    apart = "" if it.every == 1 else f" ×{it.every}"
    begins = f"{it.first_on} {it.hour:02}:{it.minute:02}"
    return f"{it.kind.replace('_', ' ')}{apart} from {begins}, {it.minutes} min{ended}"
