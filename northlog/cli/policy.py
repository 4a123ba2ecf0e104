"""`northlog policy`: what the rules go by, set for the organization or a team, compared, and taken back."""

from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from domain.decider import Refused
from domain.organization import STREAM as ORGANIZATION
from domain.policy import PRESETS, ClearPolicy, Policy, SetPolicy, diff, effective
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.options import AsJson
from northlog.cli.output import print_json, print_table
from northlog.cli.session import Session, session
from northlog.policies import PolicyView, effective_of, policy

app = group()

Team = Annotated[str | None, typer.Option(help="The team; the whole organization if unsaid.")]
Reason = Annotated[str, typer.Option(help="Why.")]
Preset = Annotated[str | None, typer.Option(help="A preset; `presets` lists them.")]


@app.command()
def show(ctx: typer.Context, team: Team = None, as_json: AsJson = False) -> None:
    """Show the policy in force, and which of it differs from the defaults."""
    with session(ctx) as at:
        found = _policy(at, team)
    if as_json:
        print_json(found)
        return
    changed = {(each.section, each.setting) for each in diff(Policy(), effective_of(found))}
    rows = [
        [section, setting, _text(value), "set" if (section, setting) in changed else ""]
        for section, settings in found.effective.items()
        for setting, value in settings.items()
    ]
    print_table(["rule", "setting", "value", ""], rows, "")


@app.command("set")
def set_(
    ctx: typer.Context,
    settings: Annotated[
        list[str] | None, typer.Argument(metavar="[RULE.SETTING=VALUE]…", help="Such as stalled.days=14.")
    ] = None,
    reason: Reason = ...,  # type: ignore[assignment]
    team: Team = None,
    preset: Preset = None,
    file: Annotated[Path | None, typer.Option(help="A JSON file with the whole override.")] = None,
    as_json: AsJson = False,
) -> None:
    """Set a policy: a file or a preset anew, single settings on top of what the scope says already."""
    with session(ctx) as at:
        before = _policy(at, team)
        override: dict[str, dict[str, Any]] = {}
        if file is not None:
            override = _read(file)
        elif preset is not None:
            override = _preset(preset)
        elif before.override:
            override = before.override
        command = SetPolicy(scope=before.scope, override=_with(override, settings or []), reason=reason)
        at.do(command, "Set. It is applied to every running objective at once.", as_json)


@app.command()
def clear(ctx: typer.Context, reason: Reason, team: Team = None, as_json: AsJson = False) -> None:
    """Take back what a scope says; the levels above it hold."""
    with session(ctx) as at:
        command = ClearPolicy(scope=_policy(at, team).scope, reason=reason)
        at.do(command, "Cleared; what stands above it holds.", as_json)


@app.command("diff")
def diff_(ctx: typer.Context, team: Team = None, preset: Preset = None, as_json: AsJson = False) -> None:
    """Compare the policy in force with the defaults, or with what it would be by a preset."""
    with session(ctx) as at:
        found = effective_of(_policy(at, team))
    before, after = (Policy(), found) if preset is None else (found, effective([_preset(preset)]))
    changes = diff(before, after)
    if as_json:
        print_json([each._asdict() for each in changes])
        return
    rows = [[each.section, each.setting, _text(each.before), _text(each.after)] for each in changes]
    print_table(["rule", "setting", "before", "after"], rows, "There is no difference.")


@app.command()
def presets(as_json: AsJson = False) -> None:
    """List the presets: published rules of known tools."""
    if as_json:
        print_json(dict(PRESETS))
        return
    rows = [
        [name, section, setting, _text(value)]
        for name, override in PRESETS.items()
        for section, settings in override.items()
        for setting, value in settings.items()
    ]
    print_table(["preset", "rule", "setting", "value"], rows, "")


def _policy(at: Session, team: str | None) -> PolicyView:
    scope = ORGANIZATION if team is None else at.find.team(team)
    with at.look() as seen:
        found = policy(seen, scope)
    assert found is not None, "the team was just found"
    return found


def _preset(name: str) -> dict[str, dict[str, Any]]:
    return PRESETS[pick("preset", "preset", name, [Candidate(each, each) for each in PRESETS])]


def _read(file: Path) -> dict[str, dict[str, Any]]:
    try:
        read = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise Refused("file", "unreadable", f"{file} cannot be read as JSON: {error}") from None
    if not isinstance(read, dict) or not all(isinstance(each, dict) for each in read.values()):
        raise Refused("file", "shape", f'{file} must hold an override such as {{"stalled": {{"days": 14}}}}')
    return read


def _with(override: dict[str, dict[str, Any]], settings: list[str]) -> dict[str, dict[str, Any]]:
    """An override with single settings said anew; values are JSON."""
    said = {section: dict(values) for section, values in override.items()}
    for each in settings:
        name, equals, text = each.partition("=")
        section, dot, setting = name.partition(".")
        if not equals or not dot:
            raise Refused("settings", "shape", f"“{each}” must look like stalled.days=14")
        try:
            said.setdefault(section, {})[setting] = orjson.loads(text)
        except orjson.JSONDecodeError:
            raise Refused("settings", "value", f"“{text}” is no JSON value: 14, true, null, [1, 2]") from None
    return said


def _text(value: Any) -> str:
    return "—" if value is None else orjson.dumps(value).decode()
