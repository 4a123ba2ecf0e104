"""From findings to commands, over the life of an objective's alerts."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from domain.alert import (
    AcknowledgeAlert,
    Alert,
    AlertOutcome,
    EaseAlert,
    EscalateAlert,
    PolicyVersion,
    RaiseAlert,
    RenewAlert,
    ResolveAlert,
    SnoozeAlert,
    alert_id_for,
)
from domain.policy.settings import Clearing
from domain.signals.finding import Finding, Severity, SubjectKind
from domain.signals.reconcile import Evaluated, reconcile
from domain.words import Command
from tests.facts import CYCLE, OBJECTIVE, OTHER_RESULT, RESULT, TEAM
from tests.signals import on
from tests.spec import World


def finding(
    episode: str = "one", severity: Severity = Severity.WARN, rule: str = "stalled", subject: str = RESULT
) -> Finding:
    return Finding(
        rule,
        1,
        SubjectKind.KEY_RESULT,
        subject,
        episode,
        severity,
        {"days": 21},
        (7, 11),
        "What.",
        "Why.",
        "When.",
    )


def key(of: Finding) -> str:
    return alert_id_for(of)


@dataclass
class Life:
    """The alerts of one objective, evaluated now and then; clear for 24 hours resolves."""

    hours: int = 24
    world: World = field(default_factory=World)

    def alerts(self) -> dict[str, Alert]:
        return {
            stream.removeprefix("alert-"): state
            for stream, state in self.world.states.items()
            if isinstance(state, Alert)
        }

    def evaluated(self, day: float, *findings: Finding, watched: bool = True) -> list[Command]:
        """What is asked on a day; it is done as well, and asking again asks for nothing more."""
        of = Evaluated(OBJECTIVE, TEAM, CYCLE, (PolicyVersion(scope=TEAM, version=4),), on(day), watched)
        commands = list(reconcile(self.alerts(), findings, of, Clearing(hours=self.hours)))
        for command in commands:
            self.does(command, day)
        assert reconcile(self.alerts(), findings, of, Clearing(hours=self.hours)) == []
        return commands

    def does(self, command: Command, day: float) -> None:
        self.world.happened(*self.world.decide(command, on(day)))


ONE = finding()
EASE: Any = EaseAlert(alert_id=key(ONE), as_of=on(11))


def cleared(of: Finding = ONE, outcome: AlertOutcome = AlertOutcome.CLEARED) -> ResolveAlert:
    return ResolveAlert(alert_id=key(of), outcome=outcome)


def test_a_finding_is_raised_once_with_all_that_explains_it() -> None:
    life = Life()
    (command,) = life.evaluated(10, ONE)
    assert isinstance(command, RaiseAlert)
    assert (command.objective_id, command.team_id, command.cycle_id) == (OBJECTIVE, TEAM, CYCLE)
    assert (command.policy, command.as_of) == ((PolicyVersion(scope=TEAM, version=4),), on(10))
    assert (command.inputs, command.facts, command.rule_version) == ({"days": 21}, (7, 11), 1)
    assert (command.what, command.why, command.clears_when) == ("What.", "Why.", "When.")
    assert life.evaluated(11, ONE) == []


def test_it_resolves_by_itself_once_it_has_been_clear_for_long_enough() -> None:
    life = Life()
    life.evaluated(10, ONE)
    assert life.evaluated(11) == [EASE]
    assert life.evaluated(11.99) == []
    assert life.evaluated(12) == [cleared()]
    assert life.evaluated(13) == []


def test_without_hysteresis_it_resolves_at_once() -> None:
    life = Life(hours=0)
    life.evaluated(10, ONE)
    assert life.evaluated(11) == [cleared()]


def test_what_comes_back_meanwhile_is_the_same_alert_and_waits_anew() -> None:
    life = Life()
    life.evaluated(10, ONE)
    life.evaluated(11)
    again = finding(episode="two")
    assert life.evaluated(11.5, again) == [RenewAlert(alert_id=key(ONE), as_of=on(11.5))]
    assert life.evaluated(12, again) == []
    assert life.evaluated(13) == [EaseAlert(alert_id=key(ONE), as_of=on(13))]
    assert life.evaluated(13.5) == []
    assert life.evaluated(14) == [cleared()]


def test_what_comes_back_after_its_end_is_another_alert() -> None:
    life = Life(hours=0)
    life.evaluated(10, ONE)
    life.evaluated(11)
    assert life.evaluated(12, ONE) == [], "the episode that ended stays ended"
    (command,) = life.evaluated(13, finding(episode="two"))
    assert isinstance(command, RaiseAlert)
    assert command.alert_id == key(finding(episode="two"))


def test_it_escalates_when_it_gets_worse_and_never_back() -> None:
    life = Life()
    life.evaluated(10, ONE)
    (command,) = life.evaluated(11, finding(severity=Severity.CRITICAL))
    assert isinstance(command, EscalateAlert)
    assert (command.severity, command.as_of) == (Severity.CRITICAL, on(11))
    assert life.evaluated(12, ONE) == []


def test_an_acknowledged_alert_stays_quiet_and_resolves_all_the_same() -> None:
    life = Life()
    life.evaluated(10, ONE)
    life.does(AcknowledgeAlert(alert_id=key(ONE), will_do="We ask"), 10)
    assert life.evaluated(11, finding(severity=Severity.CRITICAL)) == []
    assert life.evaluated(12) == [EaseAlert(alert_id=key(ONE), as_of=on(12))]
    assert life.evaluated(13) == [cleared()]


def test_a_snoozed_alert_stays_quiet_until_then() -> None:
    life = Life()
    life.evaluated(10, ONE)
    life.does(SnoozeAlert(alert_id=key(ONE), until=on(12)), 10)
    worse = finding(severity=Severity.CRITICAL)
    assert life.evaluated(11.99, worse) == []
    assert [type(command) for command in life.evaluated(12, worse)] == [EscalateAlert]


def test_a_snoozed_alert_resolves_all_the_same() -> None:
    life = Life(hours=0)
    life.evaluated(10, ONE)
    life.does(SnoozeAlert(alert_id=key(ONE), until=on(90)), 10)
    assert life.evaluated(11) == [cleared()]


def test_what_was_resolved_by_hand_is_not_raised_while_it_lasts() -> None:
    life = Life()
    life.evaluated(10, ONE)
    life.does(ResolveAlert(alert_id=key(ONE), outcome=AlertOutcome.ACCEPTED, note="We know"), 10)
    assert life.evaluated(11, finding(severity=Severity.CRITICAL)) == []


def test_when_objective_or_cycle_is_over_its_alerts_have_ended() -> None:
    life = Life()
    life.evaluated(10, ONE)
    assert life.evaluated(11, watched=False) == [cleared(outcome=AlertOutcome.ENDED)]


def test_alerts_of_other_rules_and_subjects_are_their_own() -> None:
    life = Life(hours=0)
    others = [finding(rule="off_pace"), finding(subject=OTHER_RESULT)]
    life.evaluated(10, ONE, *others)
    assert life.evaluated(11, *others) == [cleared()]
    assert len(life.alerts()) == 3


def test_an_open_alert_goes_on_whatever_key_its_beginning_has_by_now() -> None:
    """A check-in entered late may tell that it began earlier."""
    life = Life()
    life.evaluated(10, ONE)
    assert life.evaluated(11, finding(episode="two")) == []
    assert life.evaluated(12) == [EaseAlert(alert_id=key(ONE), as_of=on(12))]


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0]])
def test_the_same_commands_follow_in_whatever_order_the_alerts_are_held(order: list[int]) -> None:
    life = Life(hours=0)
    found = [finding(subject=RESULT), finding(subject=OTHER_RESULT), finding(rule="silent")]
    life.evaluated(10, *(found[place] for place in order))
    assert life.evaluated(11) == [cleared(of) for of in sorted(found, key=key)]
