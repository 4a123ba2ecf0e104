"""What a command works with: an open Northlog, its organization, and ways to find things, do things and say so."""

import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from shlex import quote
from zoneinfo import ZoneInfo

import typer

from domain.words import Command
from events.append import Origin
from events.executor import Answer
from northlog import settings
from northlog.cli.failing import NoData
from northlog.cli.finding import Finder
from northlog.cli.options import Options
from northlog.cli.output import console, print_json, rate_bar, say
from northlog.embedded.folder import Layout
from northlog.ids import new_id
from northlog.organizations import NoSuchOrganization, choose
from northlog.reading.looking import Looking
from northlog.reading.snapshot import Snapshot
from northlog.wiring import Northlog, open_northlog

ACTOR = "operator"
BUILT = "read tables of this version"
"""What is built at the first command after an upgrade."""


def settings_of(ctx: typer.Context, **flags: object) -> settings.Settings:
    """The settings with the flags of `northlog` and of the command over them. Raises ``WrongSetting``."""
    options: Options = ctx.obj
    return settings.load(data_dir=options.data_dir, org=options.org, **flags)


@contextmanager
def opened(ctx: typer.Context) -> Iterator[Northlog]:
    """Northlog, for commands that speak for no organization."""
    with rate_bar(BUILT) as told, open_northlog(settings_of(ctx), told=told) as northlog:
        yield northlog


@contextmanager
def opened_there(ctx: typer.Context) -> Iterator[Northlog]:
    """Northlog where its data is, for commands that have nothing to do before there is any.

    Raises ``NoData`` rather than make an embedded server in a folder that was never meant to hold one.
    """
    settings = settings_of(ctx)
    if not has_data(settings):
        raise NoData(
            f"There is no Northlog data in {folder_text(settings.data_dir)}; make some with:"
            ' northlog org create "My company", or northlog demo load;'
            " or name another folder with --data-dir."
        )
    with rate_bar(BUILT) as told, open_northlog(settings, told=told) as northlog:
        yield northlog


@contextmanager
def session(ctx: typer.Context) -> Iterator["Session"]:
    """Northlog and the organization meant."""
    with opened_there(ctx) as northlog:
        yield Session(northlog, org_of(northlog))


@contextmanager
def reading(
    ctx: typer.Context, as_of: str | None, known_at: str | None, as_json: bool
) -> Iterator[tuple["Session", Snapshot]]:
    """The organization meant as it stands, or stood at a moment, which is said first; things are found as they
    were called then. Raises ``WrongMoment``."""
    with session(ctx) as at, at.looking.snapshot(as_of, known_at) as seen:
        at.say_moment(seen, as_json)
        yield replace(at, seen=seen), seen


def has_data(settings: settings.Settings) -> bool:
    """Whether a database is served by URL, or an embedded one has been made in the folder."""
    return not settings.embedded or Layout(settings.data_dir).cluster.exists()


def folder_text(folder: Path) -> str:
    """A folder as it can be told from a word."""
    return str(folder) if folder.is_absolute() else f"./{folder}"


def org_of(northlog: Northlog) -> str:
    """The organization meant by the settings. Raises ``NoSuchOrganization``."""
    wanted = northlog.settings.org
    if northlog.maybe_owner is not None:
        return choose(northlog.maybe_owner, wanted)
    # Behind row-level security nobody can list organizations: only an id will do.
    try:
        return str(uuid.UUID(wanted))
    except (TypeError, ValueError):
        raise NoSuchOrganization(
            "Give the organization's id with --org; finding it by name needs NORTHLOG_OWNER_URL."
        ) from None


def origin() -> Origin:
    """A command given at the terminal: each one counts."""
    return Origin(actor=ACTOR, command_id=new_id(), correlation_id=new_id())


@dataclass(frozen=True)
class Session:
    """One organization of an open Northlog. ``seen``: the look it is bound to; without it every look is at now."""

    northlog: Northlog
    org: str
    seen: Snapshot | None = None

    @cached_property
    def looking(self) -> Looking:
        """Queries of the current state."""
        return Looking(self.northlog, self.org)

    @cached_property
    def find(self) -> Finder:
        """Finds ids by what people type."""
        return Finder(self.look)

    def look(self) -> AbstractContextManager[Snapshot]:
        """One look, to be left when done."""
        return self.looking.snapshot() if self.seen is None else nullcontext(self.seen)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The organization's time zone."""
        with self.looking.snapshot() as seen:
            organization = seen.organization()
        return ZoneInfo(organization.time_zone if organization else "UTC")

    def local(self, instant: datetime) -> str:
        """An instant as its people write it."""
        return instant.astimezone(self.zone).strftime("%Y-%m-%d %H:%M")

    def say_moment(self, seen: Snapshot, as_json: bool) -> None:
        """Say of which moment of the past a look speaks, if it was one; beside JSON on stderr."""
        if seen.as_of is not None:
            sentence = f"As of {self.local(seen.as_of)}, as known at position {seen.position:,} of the log."
            console(stderr=as_json).print(sentence, style="bold", soft_wrap=True)

    def execute(self, command: Command) -> Answer:
        """Execute a command without a word."""
        return self.northlog.executor.execute(self.org, command, origin())

    def do(self, command: Command, done: str, as_json: bool, **made: str) -> None:
        """Execute a command and say so: ``done`` is the sentence for people, ``made`` the ids for programs."""
        answer = self.execute(command)
        if as_json:
            print_json({**made, "stream": answer.stream, "version": answer.version, **_positions(answer)})
        elif answer.first_position is None:
            say("Nothing changed: it is so already.")
        else:
            say(done)


def also_started(at: Session, cycle_id: str) -> None:
    """Name the cycles that are started beside this one."""
    others = [each.name for each in at.find.started() if each.cycle_id != cycle_id]
    if others:
        named = " and ".join(f"“{name}”" for name in others)
        say(f"Also started: {named}. See one with: northlog show {quote(others[0])}")


def _positions(answer: Answer) -> dict[str, int | None]:
    return {"first_position": answer.first_position, "last_position": answer.last_position}
