"""The alerts that a policy would have raised over the days of one objective.

Every day is evaluated once, at its end, and what is found goes the way of live alerts: ``reconcile`` and the
alert's own decisions. So an alert lasts through episodes and comes back only once it has been clear for long
enough. What comes and goes within a day is not seen; live, facts are evaluated as they arrive. Nobody
acknowledges, snoozes or resolves anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.alert import Alert, AnyAlertCommand
from domain.alert.aggregate import decide, evolve
from domain.backtesting.known import Known
from domain.decider import Given
from domain.policy import Policy
from domain.signals.calendar import Calendar, calendar_of
from domain.signals.evaluate import enabled, evaluate, watched
from domain.signals.finding import WARN, SubjectKind
from domain.signals.reconcile import Evaluated, reconcile
from domain.trajectory import Span


@dataclass(frozen=True, slots=True)
class Raised:
    """An alert that would have been raised, and on which day.

    ``week``: of the cycle, from 0. ``warned_on``: the first day on which its severity was warn or more; ``None``
    for one that was never more than info, which tells and does not warn.
    """

    rule: str
    subject_kind: SubjectKind
    subject_id: str
    objective_id: str
    team_id: str
    on: date
    week: int
    warned_on: date | None


def raised(days: Iterable[Known], policy: Policy) -> list[Raised]:
    """All alerts of one objective and its key results over its days, in the order in which they were raised."""
    rules = enabled(policy)
    alerts: dict[str, Alert] = {}
    found: dict[str, Raised] = {}
    calendar: Calendar | None = None
    framed: object = None
    for known in days:
        seen = known.trajectory
        if calendar is None or framed != (seen.span, seen.cadence):
            framed = seen.span, seen.cadence
            calendar = calendar_of(seen.span, seen.cadence, policy)
        findings = evaluate(seen, policy, calendar, known.now, rules)
        of = Evaluated(
            objective_id=seen.objective_id,
            team_id=seen.team_id,
            cycle_id=seen.span.cycle_id,
            policy=(),
            now=known.now,
            watched=watched(seen, known.now),
        )
        for command in reconcile(alerts, findings, of, policy.clearing):
            key = command.alert_id
            alerts[key] = _after(alerts.get(key), command, known)
            found[key] = _noted(found.get(key), alerts[key], known)
    return list(found.values())


def _after(state: Alert | None, command: AnyAlertCommand, known: Known) -> Alert:
    for event in decide(state, command, Given(known.now)):
        state = evolve(state, event)
    assert state is not None, "the first command raises"
    return state


def _noted(before: Raised | None, state: Alert, known: Known) -> Raised:
    warned_on = known.day if state.severity.rank >= WARN.rank else None
    if before is None:
        week = _week(known.day, known.trajectory.span)
        return Raised(
            rule=state.rule,
            subject_kind=state.subject_kind,
            subject_id=state.subject_id,
            objective_id=known.trajectory.objective_id,
            team_id=known.trajectory.team_id,
            on=known.day,
            week=week,
            warned_on=warned_on,
        )
    return before if before.warned_on is not None else replace(before, warned_on=warned_on)


def _week(day: date, span: Span) -> int:
    return (day - span.starts_at.astimezone(span.zone).date()).days // 7
