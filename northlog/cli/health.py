"""`northlog health`: what a team keeps running beside its goals, in a band (P1.9)."""

from typing import Annotated, Any

import typer

from domain.health_metric import ReadHealthMetric, RedefineHealthMetric, RetireHealthMetric, TrackHealthMetric
from northlog import formatting
from northlog.cli import parsing
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt, OfTeam
from northlog.cli.output import print_json, print_table, short
from northlog.cli.session import Session, reading, session
from northlog.ids import new_id
from northlog.reading.health_metrics import HealthMetrics, HealthMetricView

app = group()

Which = Annotated[str, typer.Argument(help="The metric, by name or id.")]
Unit = Annotated[str | None, typer.Option(help="What it is counted in.")]
Low = Annotated[str | None, typer.Option(help="Where its band begins; `none` is open.")]
High = Annotated[str | None, typer.Option(help="Where its band ends; `none` is open.")]
Owner = Annotated[str | None, typer.Option(help="Who looks after it; `nobody` takes it back.")]
AlertAfter = Annotated[int | None, typer.Option("--alert-after", help="Days out of band until it alerts.")]
SilentAfter = Annotated[int | None, typer.Option("--silent-after", help="Days without a reading until silent.")]


@app.command()
def track(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="What is watched.")],
    team: Annotated[str, typer.Option(help="The team that watches it.")],
    unit: Unit = None,
    low: Low = None,
    high: High = None,
    owner: Owner = None,
    alert_after: AlertAfter = None,
    silent_after: SilentAfter = None,
    as_json: AsJson = False,
) -> None:
    """Begin to watch a metric in its band; one of --low and --high may stay open."""
    key = new_id()
    with session(ctx) as at:
        said = _said(at, None, name, unit, low, high, owner, alert_after, silent_after)
        command = TrackHealthMetric.model_validate(
            {"health_metric_id": key, "team_id": at.find.team(team), **said}
        )
        at.do(command, f"Tracking {short(key)}.", as_json, health_metric_id=key)


@app.command()
def redefine(
    ctx: typer.Context,
    metric: Which,
    name: Annotated[str | None, typer.Option(help="What is watched.")] = None,
    unit: Unit = None,
    low: Low = None,
    high: High = None,
    owner: Owner = None,
    alert_after: AlertAfter = None,
    silent_after: SilentAfter = None,
    as_json: AsJson = False,
) -> None:
    """Say a metric anew; what is not said stays."""
    with session(ctx) as at:
        it = _found(at, metric)
        said = _said(at, it, name, unit, low, high, owner, alert_after, silent_after)
        command = RedefineHealthMetric.model_validate({"health_metric_id": it.health_metric_id, **said})
        at.do(command, f"Redefined: {command.name}", as_json)


@app.command()
def read(
    ctx: typer.Context,
    metric: Which,
    value: Annotated[str, typer.Argument(help="The reading.")],
    at_: Annotated[str | None, typer.Option("--at", metavar="INSTANT", help="When it was so, if not now.")] = None,
    note: Annotated[str, typer.Option(help="What is to be said of it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Enter a reading; another one of the same instant corrects it."""
    key = new_id()
    with session(ctx) as at:
        it = _found(at, metric)
        command = ReadHealthMetric(
            health_metric_id=it.health_metric_id,
            reading_id=key,
            value=parsing.number(value, "value"),
            occurred_at=None if at_ is None else parsing.instant(at_, at.zone, "occurred_at"),
            note=note,
        )
        at.do(command, f"Read: {it.name} {_number(command.value, it.unit)}", as_json, reading_id=key)


@app.command()
def retire(
    ctx: typer.Context,
    metric: Which,
    reason: Annotated[str, typer.Option(help="Why it is watched no more.")],
    as_json: AsJson = False,
) -> None:
    """Watch a metric no more."""
    with session(ctx) as at:
        it = _found(at, metric)
        command = RetireHealthMetric(health_metric_id=it.health_metric_id, reason=reason)
        at.do(command, f"Retired: {it.name}", as_json)


@app.command("list")
def list_(
    ctx: typer.Context, team: OfTeam = None, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False
) -> None:
    """List health metrics and how they stand."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        found = HealthMetrics(seen).metrics(None if team is None else {"team_id": at.find.team(team)})
        teams = {each.team_id: each.name for each in seen.teams()}
    if as_json:
        print_json(found)
        return
    rows = [
        [short(it.health_metric_id), teams[it.team_id], it.name, _number(it.value, it.unit), _band(it), _state(it)]
        for it in found
    ]
    empty = 'Nothing is watched here: northlog health track "…" --team TEAM --high 0.5'
    print_table(["id", "team", "metric", "now", "band", "is"], rows, empty)


def _said(
    at: Session,
    before: HealthMetricView | None,
    name: str | None,
    unit: str | None,
    low: str | None,
    high: str | None,
    owner: str | None,
    alert_after: int | None,
    silent_after: int | None,
) -> dict[str, Any]:
    """What is said of a metric, over what was said before; what was never said is left to its default."""
    said: dict[str, Any] = {
        "name": name,
        "unit": unit,
        "low": None if low is None else _end(low, "low"),
        "high": None if high is None else _end(high, "high"),
        "owner": None if owner is None else at.find.owner(owner),
        "alert_after_days": alert_after,
        "silent_after_days": silent_after,
    }
    taken_back = {"low": low, "high": high, "owner": owner}
    known = {} if before is None else {each: getattr(before, each) for each in said}
    return known | {each: value for each, value in said.items() if value is not None or taken_back.get(each)}


def _found(at: Session, wanted: str) -> HealthMetricView:
    with at.look() as seen:
        found = {each.health_metric_id: each for each in HealthMetrics(seen).metrics()}
    candidates = [Candidate(key, it.name) for key, it in found.items()]
    return found[pick("health metric", "health_metric_id", wanted, candidates, part=True)]


def _end(text: str, field: str) -> float | None:
    return None if text == "none" else parsing.number(text, field)


def _state(it: HealthMetricView) -> str:
    if it.state is None:
        return "retired"
    said = ["! " if it.alerting else "", it.state.replace("_", " ")]
    if it.out_of_band_since is not None:
        said.append(f", out since {it.out_of_band_since.date()}")
    return "".join(said).replace("out of band, out", "out of band")


def _band(it: HealthMetricView) -> str:
    if it.low is None:
        return f"≤ {_number(it.high, it.unit)}"
    if it.high is None:
        return f"≥ {_number(it.low, it.unit)}"
    return f"{_number(it.low)}…{_number(it.high, it.unit)}"


def _number(value: float | None, unit: str = "") -> str:
    return "—" if value is None else f"{formatting.number_text(value)} {unit}".rstrip()
