"""The evaluation of what is due: what the rules find, what that asks of alerts, and when to look again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import text

from domain.alert import AnyAlertCommand, EscalateAlert, RaiseAlert
from domain.cycle import midnight
from domain.signals.evaluate import enabled, evaluate, watched
from domain.signals.reconcile import Evaluated, reconcile
from domain.telling import reminder
from events.append import Origin
from events.executor import Executor
from events.succession import execute_round
from events.transaction import transaction
from workers.health_metrics import judge_metrics
from workers.judged import Judged
from workers.loading import Subject, load

ACTOR = "evaluation"

_MOMENT = text("""
select position, greatest(coalesce(:now, clock_timestamp()), recorded_at) as now
from northlog.heads where org = :org
""")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Objectives and health metrics as judged by what stood at ``position`` of the log, at ``now``."""

    position: int
    now: datetime
    judged: Sequence[Judged]


def evaluate_many(
    executor: Executor, org: str, subject_ids: Sequence[str], now: datetime | None = None
) -> Evaluation:
    """Judge objectives and health metrics, by their ids, and bring their alerts level with what was found.

    ``now``: the instant to evaluate for; the database's clock without one, and never before the last fact. The
    same log and instant give the same alerts, and doing it twice does it once.
    """
    evaluation = judge_many(executor, org, subject_ids, now)
    asked = [(command, _origin(command)) for each in evaluation.judged for command in each.commands]
    execute_round(executor, org, asked, evaluation.now)
    return evaluation


def judge_many(
    executor: Executor, org: str, subject_ids: Sequence[str], now: datetime | None = None
) -> Evaluation:
    """What ``evaluate_many`` would do, without doing it."""
    engine = executor.engine.execution_options(isolation_level="REPEATABLE READ")
    with transaction(engine, org) as connection:
        position, now = connection.execute(_MOMENT, {"org": org, "now": now}).one()
        subjects = load(connection, executor.catalogue, org, subject_ids, now)
        # Mostly none is left, and a check-in pays for no further query.
        others = sorted({*subject_ids} - {each.trajectory.objective_id for each in subjects})
        judged = judge_metrics(connection, org, others, now) if others else []
    return Evaluation(position, now, [*(judge(each, now) for each in subjects), *judged])


def judge(subject: Subject, now: datetime) -> Judged:
    """Pure: an objective's commands, its reminder, and the next instant to look at it."""
    trajectory, policy = subject.trajectory, subject.policy
    findings = evaluate(trajectory, policy, subject.calendar, now, enabled(policy))
    evaluated = Evaluated(
        objective_id=trajectory.objective_id,
        team_id=trajectory.team_id,
        cycle_id=trajectory.span.cycle_id,
        policy=subject.layers,
        now=now,
        watched=watched(trajectory, now),
    )
    commands = reconcile(subject.alerts, findings, evaluated, policy.clearing)
    due = reminder(trajectory, policy, subject.calendar, now)
    return Judged(trajectory.objective_id, commands, due, next_look(subject, commands, now))


def next_look(subject: Subject, commands: Sequence[AnyAlertCommand], now: datetime) -> datetime | None:
    """The next instant after ``now`` at which anything could change by time alone; ``None``: none.

    At the latest the next midnight in the cycle's time zone: pace and owners are counted in days.
    """
    trajectory, span = subject.trajectory, subject.trajectory.span
    if trajectory.published is None or trajectory.closed is not None or now >= span.ends_at:
        return None
    if now < span.starts_at:
        return span.starts_at
    clearing = timedelta(hours=subject.policy.clearing.hours)
    tomorrow = now.astimezone(span.zone).date() + timedelta(days=1)
    instants = [midnight(tomorrow, str(span.zone)), span.ends_at, trajectory.latest, now + clearing]
    instants += (*subject.calendar.reminds, *subject.calendar.lates)
    for alert in subject.alerts.values():
        if alert.outcome is None:
            instants += [alert.eased_at + clearing] if alert.eased_at is not None else []
            instants += [alert.snoozed_until] if alert.snoozed_until is not None else []
    return min(instant for instant in instants if instant > now)


def _origin(command: AnyAlertCommand) -> Origin:
    """The same command has the same key, whoever gives it; it is caused by the last fact that it rests on."""
    digest = sha256(f"{type(command).__name__} {command.model_dump_json()}".encode()).hexdigest()
    rests_on = command.facts if isinstance(command, RaiseAlert | EscalateAlert) else ()
    return Origin(
        actor=ACTOR,
        command_id=f"evaluation/{digest}",
        correlation_id=f"evaluation/{command.alert_id}",
        causation_id=str(rests_on[-1]) if rests_on else None,
    )
