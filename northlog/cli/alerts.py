"""`northlog alerts`: what needs attention, and why; acknowledged, snoozed, resolved by hand."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import typer

from domain.alert import AcknowledgeAlert, AlertOutcome, ResolveAlert, SnoozeAlert
from domain.cycle import midnight
from northlog.cli import parsing
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import FirstMeant, group
from northlog.cli.lines import hanging, wrapped
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import console, print_json, print_lines, say, short
from northlog.cli.session import Session, reading, session
from northlog.formatting import number_text
from northlog.reading.alerts import AlertView, ExplainedAlert, alerts, explained, worst_first
from northlog.reading.happened import actor_name
from northlog.reading.snapshot import Snapshot
from projections.current.signal_queries import AlertFilter
from projections.reader import ObjectiveFilter

app = group(FirstMeant)

STYLES = {"critical": "bold red", "warn": "yellow", "info": "dim"}
Alert = Annotated[str, typer.Argument(help="The alert, by id; `list` shows them.")]


class ByHand(StrEnum):
    """How people end an alert."""

    ACTED = "acted"
    ACCEPTED = "accepted"
    MISTAKEN = "mistaken"


@app.command("list")
def list_(
    ctx: typer.Context,
    cycle: Annotated[str | None, typer.Option(help="Only of this cycle.")] = None,
    team: Annotated[str | None, typer.Option(help="Only of this team.")] = None,
    objective: Annotated[str | None, typer.Option(help="Only of this objective.")] = None,
    rule: Annotated[str | None, typer.Option(help="Only of this rule, such as stalled.")] = None,
    ended: Annotated[bool, typer.Option("--all", help="Those that have ended, too.")] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """List the alerts that stand, or stood at a moment, the worst first."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        wanted = AlertFilter(
            cycle_id=None if cycle is None else at.find.cycle(cycle).cycle_id,
            team_id=None if team is None else at.find.team(team),
            objective_id=None if objective is None else at.find.objective_by_part(objective).objective_id,
            rule=rule,
            standing=not ended,
        )
        found = worst_first(alerts(seen, wanted))
        if as_json:
            print_json(found)
            return
        show_alerts(seen, found)
        if found:
            say("\nOf one of them all, with its rule and facts: northlog alerts explain ID")


@app.command()
def explain(
    ctx: typer.Context, alert: Alert, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False
) -> None:
    """Explain an alert: what, why, what clears it, by which rule and which facts."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        found = explained(seen, _which(at, alert))
        assert found is not None, "it was just found"
        if as_json:
            print_json(found)
        else:
            _explain(at, found)


@app.command()
def acknowledge(
    ctx: typer.Context,
    alert: Alert,
    will_do: Annotated[str, typer.Argument(help="What you will do about it.")],
    as_json: AsJson = False,
) -> None:
    """Say that it was seen and what you will do; it stays quiet from then on."""
    with session(ctx) as at:
        at.do(AcknowledgeAlert(alert_id=_which(at, alert), will_do=will_do), "Acknowledged.", as_json)


@app.command()
def snooze(
    ctx: typer.Context,
    alert: Alert,
    until: Annotated[str | None, typer.Option(help="The day it may be heard again.")] = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="Or after so many days.")] = 7,
    as_json: AsJson = False,
) -> None:
    """Hear no more of it for a while."""
    with session(ctx) as at:
        day = datetime.now(at.zone).date() + timedelta(days=days) if until is None else parsing.day(until, "until")
        command = SnoozeAlert(alert_id=_which(at, alert), until=midnight(day, str(at.zone)))
        at.do(command, f"Snoozed until {day}.", as_json)


@app.command()
def resolve(
    ctx: typer.Context,
    alert: Alert,
    outcome: Annotated[ByHand, typer.Argument(help="You acted, accept it as it is, or it was mistaken.")],
    note: Annotated[str, typer.Option(help="What was done, or why not.")] = "",
    as_json: AsJson = False,
) -> None:
    """End an alert by hand; the same episode is never raised again."""
    with session(ctx) as at:
        command = ResolveAlert(alert_id=_which(at, alert), outcome=AlertOutcome(outcome), note=note)
        at.do(command, "Resolved.", as_json)


def show_alerts(seen: Snapshot, found: list[AlertView], at_most: int | None = None) -> None:
    """Print alerts with whose they are and their reasons as of a look, those past ``at_most`` only counted."""
    out = console()
    if not found:
        say("No alert stands: nothing that the rules look for holds.")
        return
    teams = {each.team_id: each.name for each in seen.teams()}
    titles = {each.objective_id: each.title for each in seen.objectives(ObjectiveFilter())}
    for each in found[:at_most]:
        snoozed = each.snoozed_until is not None and each.snoozed_until > seen.now
        state = "snoozed" if snoozed and each.state == "open" else each.state
        marks = "" if state == "open" else f" · {state}"
        head = f"{each.severity} · {each.rule.replace('_', ' ')}{marks} · {teams[each.team_id]}"
        print_lines(hanging(f"{short(each.alert_id)}  ", head, STYLES[each.severity]))
        if each.objective_id is not None and each.subject_kind != "objective":
            print_lines(wrapped(titles[each.objective_id], 2, "italic"))
        print_lines([*wrapped(each.what, 2), *wrapped(each.why, 2, "dim")])
    more = len(found) - len(found[:at_most])
    if more:
        out.print(f"… and {more} more: northlog alerts")


def _explain(at: Session, it: ExplainedAlert) -> None:
    out = console()
    out.print(it.what, style="bold")
    out.print(it.why)
    out.print(f"Clears when: {it.clears_when}")
    out.print(f"\n{it.severity} · {it.rule.replace('_', ' ')}, version {it.rule_version} · {it.state}")
    for told, instant in (("raised", it.raised_at), ("escalated", it.escalated_at), ("eased", it.eased_at)):
        if instant is not None:
            out.print(f"  {told} {at.local(instant)}")
    if it.will_do is not None and it.acknowledged_at is not None:
        who = _who(at, it.acknowledged_by)
        out.print(f"  acknowledged {at.local(it.acknowledged_at)} by {who}, who will: {it.will_do}")
    if it.snoozed_until is not None:
        out.print(f"  snoozed until {at.local(it.snoozed_until)}")
    if it.outcome is not None and it.resolved_at is not None:
        note = f": {it.note}" if it.note else ""
        out.print(f"  resolved {at.local(it.resolved_at)} by {_who(at, it.resolved_by)}, {it.outcome}{note}")
    layers = ", ".join(f"{short(each.scope)} version {each.version}" for each in it.policy)
    out.print(f"  policy: {layers or 'the defaults'}")
    out.print("\nFigures", style="bold")
    for name, value in it.inputs.items():
        out.print(f"  {name.replace('_', ' ')}: {_figure(value)}")
    out.print("\nRests on", style="bold")
    for fact in it.rests_on:
        out.print(f"  {fact.position}  {at.local(fact.occurred_at)}  {fact.type}")
    out.print("\nThe rule", style="bold")
    print_lines(line for text in _paragraphs(it.formula) for line in wrapped(text, 2))


def _paragraphs(formula: str) -> list[str]:
    """A rule's own account of itself, its lines put together again."""
    return re.sub(r"(?<!\n)\n(?!\n|Formula:|Source:)", " ", formula.replace("``", "")).splitlines()


def _figure(value: object) -> str:
    if value is None:
        return "—"
    return number_text(value) if isinstance(value, float) else str(value)


def _who(at: Session, actor: str | None) -> str:
    with at.look() as seen:
        return actor_name(actor or "", seen.people())


def _which(at: Session, wanted: str) -> str:
    """The id of the alert meant. Raises ``Unclear``."""
    with at.look() as seen:
        found = alerts(seen, AlertFilter())
    return pick("alert", "alert_id", wanted, [Candidate(each.alert_id, each.what) for each in found])
