"""The evaluation of health metrics: what the rule finds, what that asks of alerts, and when to look again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select

from domain.alert import BY_ITSELF, Alert, AnyAlertCommand, PolicyVersion
from domain.health_metric import Definition
from domain.health_metric.standing import corrected
from domain.organization import STREAM as ORGANIZATION
from domain.policy import Policy
from domain.signals import out_of_band
from domain.signals.finding import Finding, SubjectKind
from domain.signals.out_of_band import Metric
from domain.signals.reconcile import Evaluated, reconcile
from projections.builds import directed
from projections.current import CURRENT
from projections.current.queries import CurrentReader
from projections.current.running_rows import HealthReadingRow
from projections.current.signal_queries import SignalReader
from workers.judged import Judged
from workers.loading import Rules, alert_of, scopes_of


@dataclass(frozen=True, slots=True)
class Watched:
    """A health metric as it was known at an instant, and what it is judged by."""

    team_id: str
    retired: bool
    metric: Metric
    policy: Policy
    layers: tuple[PolicyVersion, ...]
    alerts: Mapping[str, Alert]


def judge_metrics(connection: Connection, org: str, ids: Sequence[str], now: datetime) -> list[Judged]:
    """Judge those of these that are health metrics. Definition, team and policies are taken as they stand; of the
    readings those of instants up to ``now``."""
    return [judge(each, now) for each in load(connection, org, ids, now)]


def load(connection: Connection, org: str, ids: Sequence[str], now: datetime) -> list[Watched]:
    """The health metrics among these ids."""
    places = _places(connection, org, ids)
    reader = CurrentReader(connection, org)
    organization = reader.organization()
    if not places or organization is None:
        return []
    zone = ZoneInfo(organization.time_zone)
    signals = SignalReader(reader)
    scopes = {ORGANIZATION, *(scope for place in places.values() for scope in scopes_of(place))}
    rules = Rules(signals.policies(scopes))
    alerts: dict[str, dict[str, Alert]] = {key: {} for key in places}
    for row in signals.alerts_about(SubjectKind.HEALTH_METRIC, places):
        alerts[row.subject_id][row.alert_id] = alert_of(row)
    readings: dict[str, list[HealthReadingRow]] = {key: [] for key in places}
    for each in reader.health_readings({"health_metric_id": sorted(places)}):
        if each.occurred_at <= now:
            readings[each.health_metric_id].append(each)
    found = []
    for key, place in places.items():
        policy, layers = rules.policy(place)
        metric = Metric(key, zone, _definition(place), _holding(readings[key]))
        found.append(Watched(place.team_id, place.retired, metric, policy, layers, alerts[key]))
    return found


def judge(watched: Watched, now: datetime) -> Judged:
    """Pure: a health metric's commands, and the next instant to look at it."""
    metric = watched.metric
    finding = None if watched.retired else _fresh(out_of_band.find(metric, now), watched.alerts)
    evaluated = Evaluated(
        objective_id=None,
        team_id=watched.team_id,
        cycle_id=None,
        policy=watched.layers,
        now=now,
        watched=not watched.retired,
    )
    findings = [] if finding is None else [finding]
    commands = reconcile(watched.alerts, findings, evaluated, watched.policy.clearing)
    return Judged(metric.health_metric_id, commands, None, _next_look(watched, commands, now))


def _fresh(found: Finding | None, alerts: Mapping[str, Alert]) -> Finding | None:
    """Seen beside the alerts of the same time out of the band, whatever late readings and corrections have made of
    its beginning: what was ended by hand stays ended, and what cleared by a reading that was wrong begins anew."""
    if found is None or any(each.outcome is None for each in alerts.values()):
        return found
    since = datetime.fromisoformat(found.episode)
    ended = [each.outcome for each in alerts.values() if each.raised_at >= since]
    if any(outcome not in BY_ITSELF for outcome in ended):
        return None
    return found._replace(episode=f"{found.episode}/{len(ended)}") if ended else found


def _next_look(watched: Watched, commands: Sequence[AnyAlertCommand], now: datetime) -> datetime | None:
    """When time alone will have it out of its band for too long, or clear for long enough."""
    if watched.retired:
        return None
    clearing = timedelta(hours=watched.policy.clearing.hours)
    alerting = out_of_band.alerts_from(watched.metric, now)
    instants = [] if alerting is None else [alerting]
    # What these commands ease is clear from now on.
    instants += [now + clearing] if commands else []
    instants += [it.eased_at + clearing for it in watched.alerts.values() if it.outcome is None and it.eased_at]
    return min((instant for instant in instants if instant > now), default=None)


def _holding(rows: Iterable[HealthReadingRow]) -> list[tuple[datetime, int, float]]:
    return corrected((each.occurred_at, each.position, each.value) for each in rows)


def _definition(place: Row[Any]) -> Definition:
    return Definition.model_construct(**{name: getattr(place, name) for name in Definition.model_fields})


def _places(connection: Connection, org: str, ids: Iterable[str]) -> dict[str, Row[Any]]:
    """The metrics with their teams and the teams above these, by id."""
    metrics, teams = (CURRENT.sql_tables[name] for name in ("health_metrics", "teams"))
    unit = teams.alias("unit")
    query = (
        select(metrics, teams.c.parent_id, unit.c.parent_id.label("above_id"))
        .join(teams, (teams.c.org == metrics.c.org) & (teams.c.team_id == metrics.c.team_id))
        .outerjoin(unit, (unit.c.org == teams.c.org) & (unit.c.team_id == teams.c.parent_id))
        .where(metrics.c.org == org, metrics.c.health_metric_id.in_(list(ids)))
    )
    return {row.health_metric_id: row for row in directed(connection).execute(query)}
