"""The part of the story in which a policy is set, and an alert lives and ends."""

from collections.abc import Iterator
from datetime import UTC, datetime

from domain.alert import (
    AcknowledgeAlert,
    AlertOutcome,
    EaseAlert,
    EscalateAlert,
    PolicyVersion,
    RaiseAlert,
    RenewAlert,
    ResolveAlert,
    SnoozeAlert,
)
from domain.policy import ClearPolicy, SetPolicy
from domain.signals.finding import Severity, SubjectKind
from domain.words import Command


def alerting(
    cycle_id: str, team_id: str, objective_id: str, key_result_id: str, check_in_id: str, now: datetime
) -> Iterator[Command]:
    """An alert is raised, snoozed, eased, renewed, escalated and answered, under a policy and after it."""
    yield SetPolicy(
        scope="organization",
        override={"stalled": {"days": 14, "check_ins": None}, "rhythm": {"holidays": ["2026-04-03"]}},
        reason="Two weeks without movement are worth a talk here.",
    )
    raised = RaiseAlert(
        rule="confidence_drop",
        subject_kind=SubjectKind.KEY_RESULT,
        subject_id=key_result_id,
        episode=check_in_id,
        objective_id=objective_id,
        team_id=team_id,
        cycle_id=cycle_id,
        rule_version=1,
        policy=(PolicyVersion(scope="organization", version=1),),
        severity=Severity.WARN,
        as_of=now,
        inputs={"confidence": 5, "before": 7, "falls": 1, "drop": 2, "low": 3},
        facts=(31, 38),
        what="Confidence in “Onboarding completed” is down to 5 of 10.",
        why="Stated were 7, 5: it fell by 2 from one statement to the next.",
        clears_when="The next confidence stated is above 3 and no lower than the one before.",
    )
    yield raised
    of = {"alert_id": raised.alert_id}
    yield SnoozeAlert(**of, until=datetime(2026, 2, 18, 7, 0, tzinfo=UTC))
    yield EaseAlert(**of, as_of=now)
    yield RenewAlert(**of, as_of=now)
    yield EscalateAlert(
        **of,
        rule_version=1,
        policy=(PolicyVersion(scope="organization", version=1),),
        severity=Severity.CRITICAL,
        as_of=now,
        inputs={"confidence": 3, "before": 5, "falls": 2, "drop": 2, "low": 3},
        facts=(31, 38, 44),
        what="Confidence in “Onboarding completed” is down to 3 of 10.",
        why="Stated were 7, 5, 3: it is at 3 or below and it fell 2 times running.",
        clears_when="The next confidence stated is above 3 and no lower than the one before.",
    )
    yield AcknowledgeAlert(**of, will_do="We move the identity check to the end of the form this week.")
    yield ResolveAlert(**of, outcome=AlertOutcome.ACTED, note="The check was moved.")
    yield ClearPolicy(scope="organization", reason="The defaults serve us as well.")
