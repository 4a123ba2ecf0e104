"""`northlog destination`: where messages go, whose they are, and how they want to be told."""

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from domain.decider import Refused
from domain.destination import (
    AddDestination,
    Audience,
    AudienceKind,
    ChangeDestination,
    DestinationKind,
    Digest,
    PauseDestination,
    Place,
    Preferences,
    RemoveDestination,
    ResumeDestination,
    SubscribeDestination,
    UnsubscribeDestination,
)
from northlog.cli.failing import FAILED
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.options import AsJson
from northlog.cli.output import print_json, print_table, say, short
from northlog.cli.parsing import WEEKDAYS, Weekday, hours
from northlog.cli.session import Session, session
from northlog.delivering import post_office
from northlog.destinations import keep_address, known_types, rotate
from northlog.ids import new_id
from northlog.reading.deliveries import DestinationView
from workers.telling import try_out

app = group()

Which = Annotated[str, typer.Argument(help="The destination, by name or id.")]
Address = Annotated[
    str | None, typer.Option(help="URL or mailbox; - reads it from the input, so that no history keeps it.")
]
DigestAs = Annotated[Digest | None, typer.Option(help="Tell each thing as it arises, or gather them.")]
DigestHour = Annotated[int | None, typer.Option(min=0, max=23, help="Hour of the digest.")]
DigestDay = Annotated[Weekday | None, typer.Option(help="Day of a weekly digest.")]
Quiet = Annotated[str | None, typer.Option(help="Hours at which nothing is sent, such as 19-8; never.")]
Cap = Annotated[int | None, typer.Option(min=1, max=100, help="Messages a week at most.")]
TimeZone = Annotated[str | None, typer.Option(help="Time zone of these hours; the organization's if unsaid.")]


@app.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What it is called.")],
    kind: Annotated[DestinationKind, typer.Option(help="A signed webhook, a chat like Slack, or mail.")],
    team: Annotated[str | None, typer.Option(help="The team (or unit, or company) that hears there.")] = None,
    person: Annotated[str | None, typer.Option(help="The person who hears there.")] = None,
    address: Address = None,
    digest: DigestAs = None,
    digest_hour: DigestHour = None,
    digest_day: DigestDay = None,
    quiet: Quiet = None,
    weekly_cap: Cap = None,
    time_zone: TimeZone = None,
    as_json: AsJson = False,
) -> None:
    """Add a destination: of a team, of a person, or of the organization if neither is named."""
    key = new_id()
    with session(ctx) as at:
        command = AddDestination(
            destination_id=key,
            kind=kind,
            audience=_audience(at, team, person),
            name=name,
            place=_place(at, key, kind, address),
            preferences=_changed(Preferences(), digest, digest_hour, digest_day, quiet, weekly_cap, time_zone),
        )
        at.execute(command)
        secret = _new_secret(at, key) if kind is DestinationKind.WEBHOOK else None
    if as_json:
        print_json({"destination_id": key, "secret": secret})
        return
    say(f"Added {short(key)}, {name}.")
    if secret is not None:
        say("Its messages are signed with this secret, shown this once:\n")
        say(secret)


@app.command("list")
def list_(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List destinations, never their addresses."""
    with session(ctx) as at, at.looking.snapshot() as seen:
        found = seen.destinations()
        teams = {each.team_id: each.name for each in seen.teams()}
        people = {key: each.name or "forgotten" for key, each in seen.people().items()}
    if as_json:
        print_json(found)
        return
    names = teams | people
    rows = [
        [
            short(it.destination_id),
            it.name,
            it.kind,
            names.get(it.audience.id or "", "organization"),
            it.host or "",
            _manner(it),
        ]
        for it in found
    ]
    print_table(
        ["id", "name", "kind", "of", "host", "when"], rows, "There is no destination yet: northlog destination add"
    )


@app.command()
def change(
    ctx: typer.Context,
    destination: Which,
    name: Annotated[str | None, typer.Option(help="Another name.")] = None,
    address: Address = None,
    digest: DigestAs = None,
    digest_hour: DigestHour = None,
    digest_day: DigestDay = None,
    quiet: Quiet = None,
    weekly_cap: Cap = None,
    time_zone: TimeZone = None,
    as_json: AsJson = False,
) -> None:
    """Change a destination; what is not said stays."""
    with session(ctx) as at:
        found = _found(at, destination)
        key, kind = found.destination_id, DestinationKind(found.kind)
        command = ChangeDestination(
            destination_id=key,
            name=name,
            place=None if address is None else _place(at, key, kind, address),
            preferences=_changed(found.preferences, digest, digest_hour, digest_day, quiet, weekly_cap, time_zone),
        )
        at.do(command, f"Changed {found.name}.", as_json, destination_id=key)


@app.command()
def pause(
    ctx: typer.Context,
    destination: Which,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    as_json: AsJson = False,
) -> None:
    """Send nothing there until it is resumed."""
    with session(ctx) as at:
        found = _found(at, destination)
        command = PauseDestination(destination_id=found.destination_id, reason=reason)
        at.do(command, f"Paused {found.name}.", as_json, destination_id=found.destination_id)


@app.command()
def resume(ctx: typer.Context, destination: Which, as_json: AsJson = False) -> None:
    """Send there again."""
    with session(ctx) as at:
        found = _found(at, destination)
        command = ResumeDestination(destination_id=found.destination_id)
        at.do(command, f"Resumed {found.name}.", as_json, destination_id=found.destination_id)


@app.command()
def subscribe(
    ctx: typer.Context,
    destination: Which,
    types: Annotated[
        list[str] | None, typer.Option("--type", help="Only events of this type; several are said one by one.")
    ] = None,
    after: Annotated[
        int | None, typer.Option(min=0, help="From after this position of the log on; 0 is the beginning.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Send events to a webhook, too: from now on, or from a position on."""
    with session(ctx) as at:
        found = _found(at, destination)
        known_types(at.northlog.app, at.org, types or (), after)
        command = SubscribeDestination(destination_id=found.destination_id, types=tuple(types or ()), after=after)
        at.do(command, f"{found.name} hears of events.", as_json, destination_id=found.destination_id)


@app.command()
def unsubscribe(ctx: typer.Context, destination: Which, as_json: AsJson = False) -> None:
    """Send no events there any more."""
    with session(ctx) as at:
        found = _found(at, destination)
        command = UnsubscribeDestination(destination_id=found.destination_id)
        at.do(command, f"{found.name} hears of no events.", as_json, destination_id=found.destination_id)


@app.command()
def remove(ctx: typer.Context, destination: Which, as_json: AsJson = False) -> None:
    """Remove a destination; its address and its secrets are destroyed."""
    with session(ctx) as at:
        found = _found(at, destination)
        command = RemoveDestination(destination_id=found.destination_id)
        at.do(command, f"Removed {found.name}.", as_json, destination_id=found.destination_id)


@app.command("rotate")
def rotate_(ctx: typer.Context, destination: Which, as_json: AsJson = False) -> None:
    """Make a webhook's next secret; the one before is signed with for another day."""
    with session(ctx) as at:
        secret = _new_secret(at, _found(at, destination).destination_id)
    if as_json:
        print_json({"secret": secret})
    else:
        say(secret)


@app.command("try")
def try_(ctx: typer.Context, destination: Which, as_json: AsJson = False) -> None:
    """Send a trial message now, and say what came back."""
    with session(ctx) as at:
        found = _found(at, destination)
        arrived, said = try_out(post_office(at.northlog), at.org, found.destination_id)
    if as_json:
        print_json({"arrived": arrived, "said": said})
    else:
        say(said)
    if not arrived:
        raise typer.Exit(FAILED)


def _found(at: Session, wanted: str) -> DestinationView:
    with at.looking.snapshot() as seen:
        found = {each.destination_id: each for each in seen.destinations()}
    candidates = [Candidate(key, each.name) for key, each in found.items()]
    return found[pick("destination", "destination_id", wanted, candidates)]


def _new_secret(at: Session, destination_id: str) -> str:
    return rotate(at.northlog.app, at.org, destination_id, datetime.now(UTC))


def _audience(at: Session, team: str | None, person: str | None) -> Audience:
    if team is not None and person is not None:
        raise Refused("audience", "ambiguous", "name a team or a person, not both")
    if team is not None:
        return Audience(kind=AudienceKind.TEAM, id=at.find.team(team))
    if person is not None:
        return Audience(kind=AudienceKind.PERSON, id=at.find.person(person))
    return Audience(kind=AudienceKind.ORGANIZATION)


def _place(at: Session, destination_id: str, kind: DestinationKind, address: str | None) -> Place | None:
    if address == "-":
        address = sys.stdin.readline().strip()
    if address is None:
        return None
    return keep_address(at.northlog.app, at.org, destination_id, new_id(), kind, address)


def _changed(
    before: Preferences,
    digest: Digest | None,
    hour: int | None,
    day: Weekday | None,
    quiet: str | None,
    cap: int | None,
    zone: str | None,
) -> Preferences:
    since, until = (None, None) if quiet is None else hours(quiet, "quiet")
    said = {
        "digest": digest,
        "digest_hour": hour,
        "digest_weekday": None if day is None else WEEKDAYS.index(day) + 1,
        "quiet_from": since,
        "quiet_until": until,
        "weekly_cap": cap,
        "time_zone": zone,
    }
    return before.model_copy(update={name: value for name, value in said.items() if value is not None})


def _manner(destination: DestinationView) -> str:
    return "paused" if destination.paused else destination.preferences.digest
