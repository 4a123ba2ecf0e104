"""`northlog org`: organizations and their settings."""

from typing import Annotated

import typer

from domain.decider import Refused
from domain.organization import ChangeSettings, FoundOrganization, RenameOrganization, SetTimeZone
from events.errors import UnknownLog
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import print_json, print_table, say
from northlog.cli.session import opened, opened_there, origin, reading, session
from northlog.organizations import found, names
from northlog.wiring import Northlog

app = group()

GraceDays = Annotated[
    int, typer.Option("--grace-days", help="Days after a cycle's end in which a check-in may still be entered.")
]


@app.command()
def create(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What it is called.")],
    time_zone: Annotated[str, typer.Option(help="IANA time zone, such as Europe/Zurich.")] = "UTC",
    grace_days: GraceDays = 7,
    as_json: AsJson = False,
) -> None:
    """Found an organization: begin its log."""
    command = FoundOrganization(name=name, time_zone=time_zone, late_entry_grace_days=grace_days)
    with opened(ctx) as northlog:
        _refuse_same_name(northlog, command.name)
        org = found(northlog, command, origin())
    if as_json:
        print_json({"organization_id": org})
    else:
        say(f"Founded {command.name}, {org}.")


@app.command("list")
def list_(ctx: typer.Context, as_json: AsJson = False) -> None:
    """List all organizations."""
    with opened_there(ctx) as northlog:
        known = names(northlog.owner)
    if as_json:
        print_json([{"organization_id": org, "name": name} for org, name in known.items()])
    else:
        empty = 'There is no organization yet; make one: northlog org create "My company"'
        print_table(["id", "name"], list(known.items()), empty)


@app.command()
def show(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """Show an organization's settings."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        view = seen.organization()
        if view is None:
            raise UnknownLog(f"there is no log of organization {at.org}")
        if as_json:
            print_json({"organization_id": at.org, **view.model_dump()})
        else:
            say(f"{view.name}, {at.org}")
            say(f"time zone {view.time_zone}, late entries for {view.late_entry_grace_days} days after a cycle")


@app.command()
def rename(
    ctx: typer.Context, name: Annotated[str, typer.Argument(help="The new name.")], as_json: AsJson = False
) -> None:
    """Give an organization another name."""
    with session(ctx) as at:
        at.do(RenameOrganization(name=name), f"It is called {name} now.", as_json)


@app.command()
def set_time_zone(
    ctx: typer.Context,
    time_zone: Annotated[str, typer.Argument(help="IANA time zone, such as Europe/Zurich.")],
    as_json: AsJson = False,
) -> None:
    """Set the time zone of days; cycles that are planned keep theirs."""
    with session(ctx) as at:
        at.do(SetTimeZone(time_zone=time_zone), f"Its days are those of {time_zone} now.", as_json)


@app.command()
def settings(ctx: typer.Context, grace_days: GraceDays, as_json: AsJson = False) -> None:
    """Change the settings of cycles planned from now on."""
    done = f"Cycles planned from now on take late entries for {grace_days} days."
    with session(ctx) as at:
        at.do(ChangeSettings(late_entry_grace_days=grace_days), done, as_json)


def _refuse_same_name(northlog: Northlog, name: str) -> None:
    if northlog.maybe_owner is None:
        return  # behind row-level security nobody can list organizations
    for org, known in names(northlog.owner).items():
        if known.casefold() == name.casefold():
            raise Refused("name", "taken", f"there is an organization {known} already ({org})")
