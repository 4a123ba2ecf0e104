"""From findings to commands: what is to be raised, escalated, renewed, eased and resolved.

A rule finds one thing of a subject at most, and it belongs to the open alert of that rule and subject, whatever
its episode: while that one is open, its condition has not been clear for long enough to begin anew. An episode
that has ended, by hand say, stays ended. Alerts that are acknowledged or snoozed do not escalate, and resolve all
the same.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.alert import (
    Alert,
    AlertOutcome,
    AnyAlertCommand,
    EaseAlert,
    EscalateAlert,
    PolicyVersion,
    RaiseAlert,
    RenewAlert,
    ResolveAlert,
    alert_id_for,
)
from domain.policy.settings import Clearing
from domain.signals.finding import Finding


class Evaluated(NamedTuple):
    """What was evaluated: one objective at an instant by these overrides, or one health metric, which has neither
    objective nor cycle. ``watched``: see ``evaluate.watched``; what no longer is has ended, and its alerts with
    it."""

    objective_id: str | None
    team_id: str
    cycle_id: str | None
    policy: tuple[PolicyVersion, ...]
    now: datetime
    watched: bool


def reconcile(
    alerts: Mapping[str, Alert], findings: Iterable[Finding], of: Evaluated, clearing: Clearing
) -> list[AnyAlertCommand]:
    """What brings an objective's alerts level with what was found.

    ``alerts``: all alerts of the objective by id, those that ended too. Findings come as ``evaluate`` orders them;
    the commands follow that order, then that of the alerts' ids.
    """
    left = {key: alerts[key] for key in sorted(alerts) if alerts[key].outcome is None}
    open_keys = {(alert.rule, alert.subject_id): key for key, alert in left.items()}
    commands: list[AnyAlertCommand] = []
    for finding in findings:
        key = open_keys.pop((finding.rule, finding.subject_id), None)
        if key is not None:
            commands += _holds(key, left.pop(key), finding, of)
        elif alert_id_for(finding) not in alerts:
            commands.append(_raised(finding, of))
    for key, alert in left.items():
        commands += _clear(key, alert, of, clearing)
    return commands


def _account(finding: Finding, of: Evaluated) -> dict[str, object]:
    return {
        "rule_version": finding.rule_version,
        "policy": of.policy,
        "severity": finding.severity,
        "as_of": of.now,
        "inputs": dict(finding.inputs),
        "facts": finding.facts,
        "what": finding.what,
        "why": finding.why,
        "clears_when": finding.clears_when,
    }


def _raised(finding: Finding, of: Evaluated) -> RaiseAlert:
    return RaiseAlert.model_validate(
        {
            "rule": finding.rule,
            "subject_kind": finding.subject_kind,
            "subject_id": finding.subject_id,
            "episode": finding.episode,
            "objective_id": of.objective_id,
            "team_id": of.team_id,
            "cycle_id": of.cycle_id,
            **_account(finding, of),
        }
    )


def _holds(key: str, alert: Alert, finding: Finding, of: Evaluated) -> Iterable[AnyAlertCommand]:
    if alert.eased_at is not None:
        yield RenewAlert(alert_id=key, as_of=of.now)
    if finding.severity.rank > alert.severity.rank and not alert.quiet(of.now):
        yield EscalateAlert.model_validate({"alert_id": key, **_account(finding, of)})


def _clear(key: str, alert: Alert, of: Evaluated, clearing: Clearing) -> Iterable[AnyAlertCommand]:
    if not of.watched:
        yield ResolveAlert(alert_id=key, outcome=AlertOutcome.ENDED)
    elif of.now - (alert.eased_at or of.now) >= timedelta(hours=clearing.hours):
        yield ResolveAlert(alert_id=key, outcome=AlertOutcome.CLEARED)
    elif alert.eased_at is None:
        yield EaseAlert(alert_id=key, as_of=of.now)
