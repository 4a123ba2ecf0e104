"""A small company whose alerts are told: destinations, alerts as facts, and a post office on a simulated clock."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from ssl import create_default_context
from typing import Any

import pytest

from domain.alert import EscalateAlert, RaiseAlert
from domain.cycle import PlanCycle, StartCycle
from domain.destination import AddDestination, Audience, AudienceKind, DestinationKind, Preferences
from domain.measure import Metric
from domain.objective.commands import AddKeyResult, DraftObjective, PublishObjective
from domain.person import IntroducePerson
from domain.signals.finding import Severity, SubjectKind
from domain.team import AddMember, FormTeam, MemberRole, TeamKind
from events.transaction import transaction
from northlog import destinations
from northlog.people import Details, People
from tests.facts import ANN, BEN, COMPANY, CYCLE, OBJECTIVE, RESULT, TEAM, an_id
from tests.house import House, new_id
from tests.telling import ALWAYS, MONDAY
from workers.sending.guard import networks
from workers.sending.http import Client
from workers.sending.mail import Mail, Server
from workers.sending.slack import Slack
from workers.sending.webhook import Webhook
from workers.telling import (
    Delivery,
    DeliveryFilter,
    PostOffice,
    deliver_due,
    deliveries,
    hand_out,
    listen,
    plan_due,
)

OF_TEAM = Audience(kind=AudienceKind.TEAM, id=TEAM)
OF_ANN = Audience(kind=AudienceKind.PERSON, id=ANN)

TRUSTED = cache(create_default_context)
"""Made once, as by a worker: reading all certificates of the system takes longer than a whole delivery."""


@dataclass
class Post:
    """``now``: what the clock says. ``mail``: the mail server, if there is one. ``seconds``: a receiver's time."""

    house: House
    now: datetime = MONDAY
    mail: Server | None = None
    seconds: float = 0.4
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def office(self) -> PostOffice:
        client = Client(networks("127.0.0.0/8"), self.seconds, TRUSTED())
        return PostOffice(
            app=self.house.app,
            channels={
                DestinationKind.WEBHOOK: Webhook(client, self.clock, self.house.executor.watch).send,
                DestinationKind.SLACK: Slack(client).send,
                DestinationKind.EMAIL: Mail(self.mail, "northlog@example.org").send,
            },
            email_of=People(self.house.app).email_of,
            clock=self.clock,
            chance=lambda: 1.0,
            watch=self.house.executor.watch,
        )

    def clock(self) -> datetime:
        return self.now

    def later(self, **span: float) -> "Post":
        """The same a while later."""
        self.now += timedelta(**span)
        return self

    def destination(
        self,
        address: str | None,
        audience: Audience = OF_TEAM,
        kind: DestinationKind = DestinationKind.WEBHOOK,
        preferences: Preferences = ALWAYS,
    ) -> str:
        """Add one; returns its id. A webhook gets its first secret."""
        key, house = new_id(), self.house
        place = address and destinations.keep_address(house.app, house.org, key, new_id(), kind, address)
        command = AddDestination(
            destination_id=key,
            kind=kind,
            audience=audience,
            name="Discover's",
            place=place or None,
            preferences=preferences,
        )
        house.do(command)
        if kind is DestinationKind.WEBHOOK:
            self.secrets[key] = destinations.rotate(house.app, house.org, key, self.now)
        return key

    def raise_alert(self, number: int = 1, **changed: Any) -> str:
        """An alert on the key result; of other numbers on other subjects. Returns its id."""
        usual = {
            "rule": "stalled",
            "subject_kind": SubjectKind.KEY_RESULT,
            "subject_id": RESULT if number == 1 else an_id(5, number),
            "episode": "one",
            "objective_id": OBJECTIVE,
            "team_id": TEAM,
            "cycle_id": CYCLE,
            **_account(self.now, number),
        }
        command = RaiseAlert(**(usual | changed))
        self.house.do(command)
        return command.alert_id

    def escalate(self, alert_id: str) -> None:
        account = {**_account(self.now, 1), "severity": Severity.CRITICAL, "what": "It got <worse> & worse."}
        self.house.do(EscalateAlert(alert_id=alert_id, **account))

    def plan(self) -> int:
        """Listen and plan; how many messages were made."""
        listen(self.house.app, self.house.org)
        return plan_due(self.house.app, self.house.org, self.now)

    def run(self) -> int:
        """Listen, plan, hand out and deliver once; how many attempts were made."""
        self.plan()
        hand_out(self.house.app, self.house.org, self.now)
        return deliver_due(self.office, self.house.org)

    def deliveries(self) -> list[Delivery]:
        """All, the oldest first by destination."""
        with transaction(self.house.app, self.house.org) as connection:
            found = deliveries(connection, self.house.org, DeliveryFilter())
        return sorted(found, key=lambda each: (each.destination_id, each.sequence))

    def states(self) -> list[str]:
        return [each.state for each in self.deliveries()]

    def with_channel(self, kind: DestinationKind, send: Callable[[Any], None]) -> PostOffice:
        """The office with another way to send one kind."""
        return replace(self.office, channels={**self.office.channels, kind: send})


def _account(as_of: datetime, number: int) -> dict[str, Any]:
    return {
        "rule_version": 1,
        "policy": (),
        "severity": Severity.WARN,
        "as_of": as_of,
        "inputs": {"days": 21},
        "facts": (1,),
        "what": f"“Key result {number}” has not moved.",
        "why": "Three readings of 70 % running.",
        "clears_when": "The next reading is another.",
    }


@pytest.fixture
def post(house: House) -> Post:
    """The company's post; its facts are of now, whatever the post's own clock says."""
    return open_post(house)


@pytest.fixture
def living_post(house: House) -> Post:
    """The same in an organization that lives by the post's clock."""
    post = Post(house)
    post.house = open_post(house.another_organization(post.clock)).house
    return post


def open_post(house: House) -> Post:
    """Ann owns the objective and leads the team; Ben is its other member."""
    people = People(house.app)
    for person, name in ((ANN, "ann"), (BEN, "ben")):
        details = Details(name=name.capitalize(), email=f"{name}@example.org")
        house.do(IntroducePerson(person_id=person, sealed=people.seal(house.org, person, details)))
    house.do(FormTeam(team_id=COMPANY, name="Northwind", kind=TeamKind.COMPANY))
    house.do(FormTeam(team_id=TEAM, name="Discover", parent_id=COMPANY))
    house.do(AddMember(team_id=TEAM, person_id=ANN, role=MemberRole.LEAD))
    house.do(AddMember(team_id=TEAM, person_id=BEN))
    house.do(PlanCycle(cycle_id=CYCLE, name="Q1", starts_on=date(2026, 1, 1)))
    house.do(StartCycle(cycle_id=CYCLE))
    house.do(DraftObjective(objective_id=OBJECTIVE, cycle_id=CYCLE, team_id=TEAM, title="Seamless", owner=ANN))
    measure = Metric(start=65, target=90, unit="%")
    house.do(AddKeyResult(objective_id=OBJECTIVE, key_result_id=RESULT, title="Onboarding", measure=measure))
    house.do(PublishObjective(objective_id=OBJECTIVE))
    return Post(house)
