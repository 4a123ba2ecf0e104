"""Loose links between objectives (P2.7), and what teams need of each other, asked and answered."""

from datetime import date
from typing import Any

import pytest

from domain.dependency import (
    AcceptDependency,
    AskDependency,
    DeclineDependency,
    DeliverDependency,
    DependencyAccepted,
    DependencyAsked,
    DependencyDeclined,
    DependencyDelivered,
    DependencyEvent,
    DependencyMissed,
    DependencyWithdrawn,
    MissDependency,
    WithdrawDependency,
)
from domain.link import LinkKind, LinkObjectives, LinkRemoved, ObjectivesLinked, RemoveLink
from domain.team import TeamDissolved
from domain.words import Command, Event
from tests.facts import DEPENDENCY, LINK, OBJECTIVE, SUCCESSOR, TEAM, UNIT, an_id, drafted, formed, running
from tests.spec import given

HOUSE: list[Event] = [*running(), formed(UNIT), drafted(SUCCESSOR, team_id=UNIT)]
IT = {"dependency_id": DEPENDENCY}
ASKED = {
    "team_id": TEAM,
    "of_team_id": UNIT,
    "what": "Test accounts",
    "needed_by": date(2026, 2, 13),
    "objective_id": OBJECTIVE,
}
NEEDED = DependencyAsked(**IT, **ASKED)
PROMISED = DependencyAccepted(**IT, promised_by=date(2026, 2, 20), note="")
DECLINED = DependencyDeclined(**IT, reason="Nobody left")
DELIVERED = DependencyDelivered(**IT, note="")
MISSED = DependencyMissed(**IT, reason="Late")
WITHDRAWN = DependencyWithdrawn(**IT, reason="Built it ourselves")

ACCEPT = AcceptDependency(**IT, promised_by=date(2026, 2, 20))
DECLINE = DeclineDependency(**IT, reason="Nobody left")
DELIVER = DeliverDependency(**IT)
MISS = MissDependency(**IT, reason="Late")
WITHDRAW = WithdrawDependency(**IT, reason="Built it ourselves")
EVERY: dict[Command, DependencyEvent] = {
    ACCEPT: PROMISED,
    DECLINE: DECLINED,
    DELIVER: DELIVERED,
    MISS: MISSED,
    WITHDRAW: WITHDRAWN,
}
TAKEN: list[tuple[list[Event], list[Command]]] = [
    ([NEEDED], [ACCEPT, DECLINE, MISS, WITHDRAW]),
    ([NEEDED, PROMISED], [DECLINE, DELIVER, MISS, WITHDRAW]),
    ([NEEDED, PROMISED, MISSED], [ACCEPT, DELIVER, WITHDRAW]),
    ([NEEDED, DECLINED], []),
    ([NEEDED, PROMISED, DELIVERED], []),
    ([NEEDED, WITHDRAWN], []),
]


def linking(**changed: Any) -> LinkObjectives:
    usual = {"link_id": LINK, "kind": LinkKind.VERTICAL, "objective_id": OBJECTIVE, "other_id": SUCCESSOR}
    return LinkObjectives(**(usual | changed))


def test_two_objectives_are_linked_loosely() -> None:
    linked = ObjectivesLinked(**dict(linking()))
    given(*HOUSE).when(linking()).then(linked)
    given(*HOUSE, linked).when(linking()).refused("link_id", "exists")
    given(*HOUSE).when(linking(other_id=OBJECTIVE)).refused("other_id", "other")
    for at in ("objective_id", "other_id"):
        given(*HOUSE).when(linking(**{at: an_id(4, 8)})).refused(at, "unknown")
    removed = LinkRemoved(link_id=LINK, reason="Apart")
    given(*HOUSE, linked).when(RemoveLink(link_id=LINK, reason="Apart")).then(removed)
    given(*HOUSE, linked, removed).when(RemoveLink(link_id=LINK, reason="Again")).then()
    given(*HOUSE).when(RemoveLink(link_id=LINK, reason="Never")).refused("link_id", "unknown")


def test_a_team_asks_another_for_what_it_needs() -> None:
    given(*HOUSE).when(AskDependency(**IT, **ASKED)).then(NEEDED)
    given(*HOUSE, NEEDED).when(AskDependency(**IT, **ASKED)).refused("dependency_id", "exists")
    itself = ASKED | {"of_team_id": TEAM}
    given(*HOUSE).when(AskDependency(**IT, **itself)).refused("of_team_id", "other")
    theirs = ASKED | {"objective_id": SUCCESSOR}
    given(*HOUSE).when(AskDependency(**IT, **theirs)).refused("objective_id", "own")
    gone = TeamDissolved(team_id=UNIT)
    given(*HOUSE, gone).when(AskDependency(**IT, **ASKED)).refused("of_team_id", "dissolved")


@pytest.mark.parametrize(("before", "taken"), TAKEN, ids=[before[-1].stored_as for before, _ in TAKEN])
def test_what_may_follow_on_what(before: list[Event], taken: list[Command]) -> None:
    for command, event in EVERY.items():
        asked = given(*HOUSE, *before).when(command)
        if event == before[-1]:
            asked.then()
        elif command in taken:
            asked.then(event)
        else:
            asked.refused("dependency_id", before[-1].stored_as.split(".")[1])


def test_a_promise_can_be_given_anew_and_nobody_answers_what_nobody_asked() -> None:
    later = AcceptDependency(**IT, promised_by=date(2026, 3, 1), note="Two weeks more")
    given(*HOUSE, NEEDED, PROMISED).when(later).then(
        DependencyAccepted(**IT, promised_by=date(2026, 3, 1), note="Two weeks more")
    )
    for command in EVERY:
        given(*HOUSE).when(command).refused("dependency_id", "unknown")
