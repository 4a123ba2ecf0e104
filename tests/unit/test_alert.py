"""An alert from its raising to its end."""

from typing import Any

import pytest

from domain.alert import (
    AcknowledgeAlert,
    AlertAcknowledged,
    AlertEased,
    AlertEscalated,
    AlertOutcome,
    AlertRaised,
    AlertRenewed,
    AlertResolved,
    AlertSnoozed,
    EaseAlert,
    EscalateAlert,
    PolicyVersion,
    RaiseAlert,
    RenewAlert,
    ResolveAlert,
    SnoozeAlert,
    alert_id_of,
)
from domain.signals.finding import Severity, SubjectKind
from domain.words import Command
from tests.facts import ALERT, CHECK_IN, CYCLE, OBJECTIVE, RESULT, TEAM, at
from tests.spec import NOW, given

LATER = at("2026-02-20T09:00")
IDENTITY: dict[str, Any] = {
    "rule": "confidence_drop",
    "subject_kind": SubjectKind.KEY_RESULT,
    "subject_id": RESULT,
    "episode": CHECK_IN,
    "objective_id": OBJECTIVE,
    "team_id": TEAM,
    "cycle_id": CYCLE,
}


def account(severity: Severity = Severity.WARN) -> dict[str, Any]:
    return {
        "rule_version": 1,
        "policy": (PolicyVersion(scope="organization", version=2),),
        "severity": severity,
        "as_of": NOW,
        "inputs": {"confidence": 5, "before": 7},
        "facts": (7, 11),
        "what": "It fell.",
        "why": "By 2.",
        "clears_when": "It rises.",
    }


def raised(severity: Severity = Severity.WARN) -> AlertRaised:
    return AlertRaised(alert_id=ALERT, **IDENTITY, **account(severity))


def escalated(severity: Severity = Severity.CRITICAL) -> AlertEscalated:
    return AlertEscalated(alert_id=ALERT, **account(severity))


def raising(**changed: Any) -> RaiseAlert:
    return RaiseAlert(**(IDENTITY | account() | changed))


def escalating(severity: Severity = Severity.CRITICAL) -> EscalateAlert:
    return EscalateAlert(alert_id=ALERT, **account(severity))


def resolving(outcome: AlertOutcome = AlertOutcome.ACTED, note: str = "Done") -> ResolveAlert:
    return ResolveAlert(alert_id=ALERT, outcome=outcome, note=note)


EASED, RENEWED = AlertEased(alert_id=ALERT, as_of=NOW), AlertRenewed(alert_id=ALERT, as_of=NOW)
ACKNOWLEDGED = AlertAcknowledged(alert_id=ALERT, will_do="We ask")
SNOOZED = AlertSnoozed(alert_id=ALERT, until=LATER)
RESOLVED = AlertResolved(alert_id=ALERT, outcome=AlertOutcome.ACTED, note="Done")


def test_an_alert_is_raised_with_its_account() -> None:
    given().when(raising()).then(raised())


@pytest.mark.parametrize("more", [[], [ACKNOWLEDGED], [RESOLVED], [EASED]])
def test_raising_it_again_changes_nothing_whatever_became_of_it(more: list[Any]) -> None:
    given(raised(), *more).when(raising(severity=Severity.CRITICAL)).then()


def test_its_id_follows_from_rule_subject_and_episode_and_from_nothing_else() -> None:
    assert raising().alert_id == raising(severity=Severity.INFO, team_id=OBJECTIVE, facts=(1,)).alert_id == ALERT
    others = [raising(rule="stalled"), raising(subject_id=OBJECTIVE), raising(episode="other")]
    others.append(raising(subject_kind=SubjectKind.OBJECTIVE))
    assert len({ALERT, *(other.alert_id for other in others)}) == 5


def test_its_id_is_pinned() -> None:
    """It stands in logs: the same identity gives the same id for ever."""
    assert alert_id_of("silent", SubjectKind.OBJECTIVE, OBJECTIVE, "one") == "992d02b6-292e-56af-b2c2-f599c38c1608"


def test_it_escalates_upwards_only() -> None:
    given(raised()).when(escalating()).then(escalated())
    given(raised()).when(escalating(Severity.WARN)).then()
    given(raised()).when(escalating(Severity.INFO)).then()
    given(raised(), escalated()).when(escalating()).then()


def test_it_eases_and_comes_back() -> None:
    given(raised()).when(EaseAlert(alert_id=ALERT, as_of=NOW)).then(EASED)
    given(raised(), EASED).when(EaseAlert(alert_id=ALERT, as_of=LATER)).then()
    given(raised(), EASED).when(RenewAlert(alert_id=ALERT, as_of=NOW)).then(RENEWED)
    given(raised()).when(RenewAlert(alert_id=ALERT, as_of=NOW)).then()
    given(raised(), EASED, RENEWED).when(EaseAlert(alert_id=ALERT, as_of=NOW)).then(EASED)


def test_somebody_acknowledges_it_and_says_what_they_will_do() -> None:
    given(raised()).when(AcknowledgeAlert(alert_id=ALERT, will_do="We ask")).then(ACKNOWLEDGED)
    given(raised(), ACKNOWLEDGED).when(AcknowledgeAlert(alert_id=ALERT, will_do="We ask")).then()
    anew = AlertAcknowledged(alert_id=ALERT, will_do="We call")
    given(raised(), ACKNOWLEDGED).when(AcknowledgeAlert(alert_id=ALERT, will_do="We call")).then(anew)


def test_it_is_snoozed_into_the_future() -> None:
    given(raised()).when(SnoozeAlert(alert_id=ALERT, until=LATER)).then(SNOOZED)
    given(raised(), SNOOZED).when(SnoozeAlert(alert_id=ALERT, until=LATER)).then()
    given(raised()).when(SnoozeAlert(alert_id=ALERT, until=NOW)).refused("until", "past")


def test_snoozing_again_in_the_same_words_is_no_mistake_once_that_time_has_come() -> None:
    given(raised(), SNOOZED).when(SnoozeAlert(alert_id=ALERT, until=LATER), now=LATER).then()


@pytest.mark.parametrize("outcome", AlertOutcome)
def test_it_is_resolved_by_itself_or_by_hand(outcome: AlertOutcome) -> None:
    resolved = AlertResolved(alert_id=ALERT, outcome=outcome, note="Done")
    given(raised(), ACKNOWLEDGED, SNOOZED).when(resolving(outcome)).then(resolved)


@pytest.mark.parametrize(
    "command",
    [
        escalating(),
        EaseAlert(alert_id=ALERT, as_of=NOW),
        RenewAlert(alert_id=ALERT, as_of=NOW),
        resolving(AlertOutcome.CLEARED),
        resolving(AlertOutcome.ENDED),
        resolving(),
    ],
)
def test_what_the_evaluation_asks_of_an_ended_alert_changes_nothing(command: Command) -> None:
    given(raised(), RESOLVED).when(command).then()


@pytest.mark.parametrize(
    "command",
    [
        AcknowledgeAlert(alert_id=ALERT, will_do="We ask"),
        SnoozeAlert(alert_id=ALERT, until=LATER),
        resolving(AlertOutcome.MISTAKEN),
        resolving(note="Otherwise"),
    ],
)
def test_what_a_person_asks_of_an_ended_alert_is_refused(command: Command) -> None:
    given(raised(), RESOLVED).when(command).refused("alert_id", "resolved")


@pytest.mark.parametrize(
    "command",
    [
        escalating(),
        EaseAlert(alert_id=ALERT, as_of=NOW),
        RenewAlert(alert_id=ALERT, as_of=NOW),
        AcknowledgeAlert(alert_id=ALERT, will_do="We ask"),
        SnoozeAlert(alert_id=ALERT, until=LATER),
        resolving(),
    ],
)
def test_nothing_can_be_asked_of_an_alert_that_was_never_raised(command: Command) -> None:
    given().when(command).refused("alert_id", "unknown")


def test_what_the_evaluation_says_holds_as_of_its_instant() -> None:
    assert {event.happened_at for event in (raised(), escalated(), EASED, RENEWED)} == {NOW}
    assert {event.happened_at for event in (ACKNOWLEDGED, SNOOZED, RESOLVED)} == {None}
