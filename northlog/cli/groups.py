"""Groups of commands: what all share, the one that loads others when called for, and one with a word unsaid."""

import difflib
import sys
from importlib import import_module
from itertools import islice
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from northlog.cli.failing import INTERRUPTED, told

COMMANDS = {
    "Begin": {
        "up": ("serving", "Run everything here: database, API, alerts, until Ctrl-C."),
        "demo": ("demo", "Load and look at the sample company."),
        "doctor": ("doctor", "Say what is wrong with the set-up and what to do."),
    },
    "Look": {
        "show": ("show", "Show the current cycle as a tree, or another cycle, or one objective."),
        "align": ("align", "Show what serves what, from the vision to teams; link objectives."),
        "agenda": ("agenda", "Make the agenda of a team's next meeting, as Markdown or JSON."),
        "diff": ("diff", "Say what differs in a cycle between two days."),
        "replay": ("replay", "Play a cycle again, week by week or event by event."),
        "retro": ("retro", "Make the pack for a retrospective: one file, as a page, Markdown or JSON."),
        "report": ("report", "Report a month of the strategic objectives, for those who lead."),
        "mirror": ("mirror", "Show how work really flows over the last cycles: process, never persons."),
        "goalposts": ("goalposts", "Show when, how far and why goals moved in a cycle."),
        "rescore": ("rescore", "Score a cycle by another rule, beside the official scores."),
        "backtest": ("backtest", "Try policies on past cycles: how early, how often right, how noisy."),
        "log": ("log", "List the last events; verify or export the log."),
    },
    "Work": {
        "check-in": ("check_in", "Check in on an objective by GRIP: goal, results, issues, plan."),
        "alerts": ("alerts", "See what needs attention and why; acknowledge, snooze, resolve."),
        "planning": ("planning", "Plan a cycle from its end: tell stories, name themes, draft objectives."),
        "retrospective": ("retrospective", "Hold retrospectives: note, learn, answer, decide; read them again."),
        "lint": ("lint", "Read drafts by the practice: advice with examples, dismissible."),
        "objective": ("objective", "Draft, publish, change, judge and close objectives."),
        "key-result": ("key_result", "Add, change, judge and drop key results."),
        "contribution": ("contribution", "Pledge a team's part of a strategic objective; amend, withdraw."),
        "ritual": ("ritual", "Agree on meetings; tell what was held or missed; their calendar."),
        "dependency": ("dependency", "Ask another team for what is needed; answer, deliver."),
        "comment": ("comment", "Say something about anything; answer, edit, withdraw."),
        "review": ("review", "Ask a person to look at an objective; nothing waits for it."),
        "agreement": ("agreement", "Agree that an objective matters, as leadership or as its team."),
        "proposal": ("proposal", "Propose to change an objective; accept, decline, counter."),
        "backlog": ("backlog", "Note ideas, actions, what is parked; promote them into goals."),
        "health": ("health", "Keep what runs beside the goals in its band; read it."),
        "strategy": ("strategy", "State vision, strategy, priorities, and the context of objectives."),
        "cycle": ("cycle", "Plan, start and close cycles."),
        "team": ("team", "Form teams, their tree, members and rhythm."),
        "person": ("person", "Introduce people, and forget them."),
    },
    "Run": {
        "export": ("export", "Write the reporting tables as Parquet, CSV or NDJSON files."),
        "reporting": ("reporting", "Logins for reporting tools; the contract as sources of dbt."),
        "policy": ("policy", "Show, set and compare the rules that alerts go by."),
        "org": ("org", "Found organizations and change their settings."),
        "import": ("importing", "Import OKRs from spreadsheets: CSV, XLSX, other trackers' files."),
        "destination": ("destination", "Say where messages go, whose they are, and how calm they are."),
        "deliveries": ("deliveries", "List messages that left or did not; redrive dead ones."),
        "token": ("token", "Make, list and revoke the API's bearer tokens."),
        "serve": ("serving", "Serve the HTTP API alone."),
        "worker": ("working", "Evaluate, deliver and maintain when Redis brings word of it."),
        "scheduler": ("working", "Look what is due and tell the workers."),
        "migrate": ("serving", "Bring the database to this version."),
        "rebuild": ("projections", "Compute all read tables anew from the log."),
        "projections": ("projections", "Build read tables beside the live ones; list, abort and drop builds."),
    },
}
"""By panel of the help: each command's module and its sentence."""


class Group(TyperGroup):
    """Shows its help where no command is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, args or ["--help"])


COMMON = ("--org", "--data-dir")
"""Options of `northlog` itself that may be said after a command, too."""


class Root(Group):
    """Knows its commands by name and sentence, and loads one when it is called: `--help` is quick.

    Whatever goes wrong ends here, as a sentence and an exit code.
    """

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for panel, commands in COMMANDS.items():
            for name, (_, sentence) in commands.items():
                self.add_command(TyperCommand(name, help=sentence, rich_help_panel=panel))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _common_first(args))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, stub, rest = super().resolve_command(ctx, args)
        return name, None if stub is None else _load(str(name), stub.help), rest

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run, and exit: 0 well, 1 failed, 2 refused, 130 interrupted."""
        try:
            code = super().main(*args, **{**extra, "standalone_mode": False})
        except Exception as error:  # noqa: BLE001 - nobody is shown a traceback
            code = told(error)
        except KeyboardInterrupt:
            code = INTERRUPTED
        sys.exit(code if isinstance(code, int) else 0)


def _common_first(args: list[str]) -> list[str]:
    common: list[str] = []
    rest: list[str] = []
    words = iter(args)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in COMMON:
            common += [word, *islice(words, 1)]
        else:
            (common if word.startswith(tuple(f"{name}=" for name in COMMON)) else rest).append(word)
    # An option at the very end lacks its value, and must not take the command's name for it.
    return common if len(common) % 2 and common[-1] in COMMON else [*common, *rest]


def _load(name: str, sentence: str | None) -> TyperCommand | TyperGroup:
    module = next(commands[name][0] for commands in COMMANDS.values() if name in commands)
    loaded = typer.main.get_command(import_module(f"northlog.cli.{module}").app)
    if isinstance(loaded, TyperGroup) and name in loaded.commands:
        loaded = loaded.commands[name]
    loaded.name = name
    loaded.help = loaded.help or sentence
    assert isinstance(loaded, TyperCommand | TyperGroup)
    return loaded


def group(cls: type[TyperGroup] = Group, **attributes: Any) -> typer.Typer:
    """The commands of one file."""
    return typer.Typer(cls=cls, add_completion=False, **attributes)


SHORTEST_SLIP = 5
"""A shorter word is not taken for a slip of the finger: it may be a title."""


class FirstMeant(TyperGroup):
    """A group whose first command is meant where none of its commands is named; its help names the others."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        first, *others = self.commands.values()
        said = [f"{each.name}: {each.get_short_help_str(limit=100)}" for each in others]
        first.epilog = "\n\n".join(
            ["Commands beside it:", *said, f"{first.name}: this one, and need not be said."]
        )

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        near = difflib.get_close_matches(args[0], self.commands, n=1, cutoff=0.75) if args else []
        if near and len(args[0]) >= SHORTEST_SLIP and args[0][0] != "-" and args[0] not in self.commands:
            raise typer.BadParameter(
                f"“{args[0]}” is no command; did you mean: northlog {self.name} {near[0]}", ctx=ctx
            )
        if not args or args[0] not in self.commands:
            args = [next(iter(self.commands)), *args]
        return super().parse_args(ctx, args)
