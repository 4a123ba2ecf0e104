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
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import print_json, print_table
from northlog.cli.session import Session, reading, session
from northlog.overrides import override_in
from northlog.reading.policies import PolicyView, effective_of, policy

app = group()

Team = Annotated[str | None, typer.Option(help="The team; the whole organization if unsaid.")]
Reason = Annotated[str, typer.Option(help="Why.")]
Preset = Annotated[str | None, typer.Option(help="A preset; `presets` lists them.")]


@app.command()
def show(
    ctx: typer.Context, team: Team = None, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False
) -> None:
    """Show the policy in force, or once in force, and which of it differs from the defaults."""
    with reading(ctx, as_of, known_at, as_json) as (at, _):
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
    file: Annotated[Path | None, typer.Option(help="A file with the whole override, JSON or .toml.")] = None,
    as_json: AsJson = False,
) -> None:
    """Set a policy: a file or a preset anew, single settings on top of what the scope says already."""
    with session(ctx) as at:
        before = _policy(at, team)
        override: dict[str, dict[str, Any]] = {}
        if file is not None:
            override = override_in(file, "file")
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
def diff_(
    ctx: typer.Context,
    team: Team = None,
    preset: Preset = None,
    file: Annotated[Path | None, typer.Option(help="A file with an override, JSON or .toml.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compare the policy in force with the defaults, or with what it would be by a preset or a file."""
    with session(ctx) as at:
        found = effective_of(_policy(at, team))
    if file is not None:
        changes = diff(found, effective([override_in(file, "file")]))
    elif preset is not None:
        changes = diff(found, effective([_preset(preset)]))
    else:
        changes = diff(Policy(), found)
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
