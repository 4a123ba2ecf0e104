"""The people of the worked example of the practice, each with a token of their own, and the clock they live by."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from northlog import tokens
from northlog.tokens import Role
from tests.api import Api, ok
from workers.evaluator import Evaluator
from workers.telling import listen, plan_due

SEAMLESS = "Make the first week seamless and confidence-boosting for new users"
DELIGHT = "Delight new customers by transforming the first-week experience"

PEOPLE = {
    "Helene": Role.LEAD,
    "Tomas": Role.LEAD,
    "Maya": Role.MEMBER,
    "Jonas": Role.MEMBER,
    "Amara": Role.MEMBER,
    "Daniel": Role.MEMBER,
}
TEAMS = {
    "Northwind": (None, "company", "Helene"),
    "Digital Services": ("Northwind", "unit", "Tomas"),
    "Discover": ("Digital Services", "team", "Maya"),
    "Welcome Care": ("Digital Services", "team", "Amara"),
    "Ledger": ("Digital Services", "team", "Daniel"),
}
"""Name: whose part it is, its kind, who leads it."""


@dataclass
class Speaker:
    """One of them, and what they say over HTTP."""

    client: Any

    def make(self, path: str, **body: Any) -> str:
        """Make something; its id."""
        (key,) = ok(self.client.post(f"/v1/{path}", json=body))["made"].values()
        return str(key)

    def do(self, path: str, **body: Any) -> Any:
        return ok(self.client.post(f"/v1/{path}", json=body))

    def put(self, path: str, **body: Any) -> Any:
        return ok(self.client.put(f"/v1/{path}", json=body))

    def see(self, path: str, **asked: Any) -> Any:
        return ok(self.client.get(f"/v1/{path}", params=asked))


@dataclass
class Cast:
    """``ids``: of all that has a name in the story."""

    api: Api
    now: datetime = datetime(2025, 12, 15, 9, tzinfo=UTC)
    ids: dict[str, str] = field(default_factory=dict)
    said_by: dict[str, Speaker] = field(default_factory=dict)

    def clock(self) -> datetime:
        """A second later each time that it is looked at."""
        self.now += timedelta(seconds=1)
        return self.now

    def on(self, day: str, hour: int = 10) -> None:
        """It is this hour of a day in Zurich."""
        self.now = datetime.fromisoformat(f"{day}T{hour:02}:00").replace(tzinfo=ZoneInfo("Europe/Zurich"))

    def __getitem__(self, name: str) -> str:
        return self.ids[name]

    def __getattr__(self, name: str) -> Speaker:
        """``helene`` is Helene."""
        return self.said_by[name.capitalize()]

    def night(self) -> None:
        """What the workers do while people sleep: evaluate, listen, plan messages. None of it is a request."""
        house = self.api.house
        Evaluator(house.executor).work(house.org)
        listen(house.app, house.org)
        plan_due(house.app, house.org, self.now)


def gather(api: Api) -> Cast:
    """The company before its year begins: everybody is introduced and knows their team."""
    cast = Cast(api)
    house = api.house.another_organization(cast.clock)
    cast.api = replace(api, house=house).at(cast.clock)
    admin = Speaker(cast.api.client())
    for name, role in PEOPLE.items():
        cast.ids[name] = key = admin.make("people", name=name, email=f"{name.lower()}@northwind.example")
        _, secret = tokens.create(house.owner, house.org, name, role, person_id=key)
        cast.said_by[name] = Speaker(cast.api.bearing(secret))
    for name, (parent, kind, lead) in TEAMS.items():
        whose = {} if parent is None else {"parent_id": cast[parent]}
        cast.ids[name] = admin.make("teams", name=name, kind=kind, **whose)
        for person in _members(name, lead):
            role_there = "lead" if person == lead else "member"
            admin.put(f"teams/{cast[name]}/members/{cast[person]}", role=role_there)
    return cast


def _members(team: str, lead: str) -> Iterator[str]:
    yield lead
    if team == "Discover":
        yield "Jonas"


def relative(change: float, unit: str) -> dict[str, Any]:
    return {"kind": "relative", "change": change, "unit": unit}


def add_key_results(it: Cast, goal: str, by: str = "maya", **measures: dict[str, Any]) -> None:
    """Key results by name, in this order."""
    speaker = it.tomas if goal == "Delight" else getattr(it, by)
    for name, measure in measures.items():
        path = f"objectives/{it[goal]}/key-results"
        it.ids[name] = speaker.make(path, title=name, measure=measure)


def grip(it: Cast, confidence: int, issues: str = "", plan: str = "", **values: float) -> dict[str, Any]:
    """Goal confidence, Results, Issues, Plan (P3.3); values by the names of key results."""
    readings = [{"key_result_id": it[name], "value": value} for name, value in values.items()]
    return {"goal_confidence": confidence, "readings": readings, "issues": issues, "plan": plan}


def check_in(
    it: Cast, goal: str, confidence: int, by: str = "maya", occurred_at: str | None = None, **says: Any
) -> str:
    said = grip(it, confidence, **says) | {"occurred_at": occurred_at}
    made: str = getattr(it, by).make(f"objectives/{it[goal]}/check-ins", **said)
    return made


def progress_of(it: Cast, goal: str) -> list[float | None]:
    return [each["progress"] for each in it.helene.see(f"objectives/{it[goal]}")["key_results"]]


def score_of(it: Cast, goal: str) -> float | None:
    score: float | None = it.helene.see(f"objectives/{it[goal]}")["score"]
    return score


def alerts(it: Cast, rule: str) -> list[Any]:
    found: list[Any] = it.maya.see("alerts", rule=rule)["items"]
    return found
