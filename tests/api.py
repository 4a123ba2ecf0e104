"""The HTTP API over a house, and clients of every role."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from northlog import tokens
from northlog.api.app import create_app
from northlog.people import People
from northlog.settings import Settings
from northlog.tokens import Role
from northlog.wiring import Northlog
from tests.house import House
from workers.evaluator import Evaluator


def northlog_of(house: House) -> Northlog:
    """The house as a process puts it together."""
    return Northlog(Settings(data_dir=Path("unused")), house.app, house.owner, house.executor, People(house.app))


@dataclass(frozen=True)
class Api:
    house: House
    app: FastAPI
    stack: ExitStack

    def client(self, role: Role = Role.ADMIN, house: House | None = None) -> TestClient:
        """A client with a token of this role, of the api's organization or another."""
        house = house or self.house
        _, secret = tokens.create(house.owner, house.org, role, role)
        return self.bearing(secret)

    def bearing(self, secret: str) -> TestClient:
        """A client with this token."""
        client = TestClient(self.app, headers={"Authorization": f"Bearer {secret}"}, raise_server_exceptions=False)
        self.stack.callback(client.close)
        return client

    def anonymous(self) -> TestClient:
        """A client without a token."""
        client = TestClient(self.app)
        self.stack.callback(client.close)
        return client

    def at(self, clock: Callable[[], datetime]) -> "Api":
        """The same organization with a simulated clock."""
        house = self.house.at(clock)
        return replace(self, house=house, app=create_app(northlog_of(house)))

    def alert(self, place: "Workplace") -> str:
        """The id of an alert that stands."""
        ok(place.check_in(readings=[{"key_result_id": place.completion, "confidence": 1}]))
        Evaluator(self.house.executor).work(self.house.org)
        return str(ok(place.client.get("/v1/alerts"))["items"][0]["alert_id"])


@pytest.fixture
def api(house: House) -> Iterator[Api]:
    with ExitStack() as stack:
        yield Api(house, create_app(northlog_of(house)), stack)


def ok(response: httpx.Response) -> Any:
    """What a good answer holds."""
    assert response.is_success, response.text
    return response.json()


def problem(response: httpx.Response, status: int) -> Any:
    """What a problem document of this status holds."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    document = response.json()
    assert document["status"] == status
    return document


@dataclass(frozen=True)
class Workplace:
    """A running cycle, a team, and a published objective with two key results, made over HTTP."""

    client: TestClient
    person: str
    company: str
    team: str
    cycle: str
    objective: str
    completion: str
    binary: str

    def url(self, rest: str = "") -> str:
        return f"/v1/objectives/{self.objective}{rest}"

    def check_in(self, **says: Any) -> httpx.Response:
        return self.client.post(self.url("/check-ins"), json=says)

    def look_back(self) -> dict[str, str]:
        """The ids of a new retrospective of everybody, and of a decision in it."""
        asked = {"cycle_id": self.cycle, "kind": "mid_cycle"}
        made: dict[str, str] = ok(self.client.post("/v1/retrospectives", json=asked))["made"]
        path = f"/v1/retrospectives/{made['retrospective_id']}/decisions"
        return made | ok(self.client.post(path, json={"text": "Meet"}))["made"]

    def dismiss(self) -> str:
        """The id of a lint of the objective that was dismissed."""
        asked = {"rule": "no_why_now", "reason": "The company says it."}
        ok(self.client.post(self.url("/lints/dismiss"), json=asked))
        (lint_id,) = ok(self.client.get(self.url()))["dismissals"]
        return str(lint_id)

    def hear(self) -> dict[str, str]:
        """The id of a new destination of the team."""
        audience = {"kind": "team", "id": self.team}
        asked = {"kind": "slack", "audience": audience, "name": "Chat", "address": "https://hooks.example.org/x"}
        made: dict[str, str] = ok(self.client.post("/v1/destinations", json=asked))["made"]
        return made

    def meet(self) -> dict[str, str]:
        """The id of a new ritual of the team."""
        schedule = {"first_on": "2026-01-05", "hour": 10, "minutes": 45}
        asked = {"team_id": self.team, "kind": "weekly", "name": "Weekly", "schedule": schedule}
        made: dict[str, str] = ok(self.client.post("/v1/rituals", json=asked))["made"]
        return made

    def align(self) -> dict[str, str]:
        """The ids of a new priority, contribution, link and dependency."""
        whose = {"cycle_id": self.cycle, "team_id": self.company}
        strategic = {"title": "Delight newcomers", "level": "strategic"}
        goal = ok(self.client.post("/v1/objectives", json=whose | strategic))["made"]["objective_id"]
        asked = {
            "strategy/priorities": {"year": 2026, "title": "Simplify onboarding"},
            "contributions": {"team_id": self.team, "objective_id": goal, "what": "A first week"},
            "links": {"kind": "vertical", "objective_id": self.objective, "other_id": goal},
            "dependencies": {
                "team_id": self.team,
                "of_team_id": self.company,
                "what": "Accounts",
                "needed_by": "2026-02-13",
            },
        }
        return self._made(asked)

    def run(self) -> dict[str, str]:
        """The ids of a new backlog item and health metric."""
        return self._made(
            {
                "backlog-items": {"team_id": self.team, "kind": "idea", "text": "Bring a friend"},
                "health-metrics": {"team_id": self.team, "name": "Sign-in errors", "high": 0.5},
            }
        )

    def plan(self) -> dict[str, str]:
        """The ids of a new planning of the cycle, a story in it, and a theme of that story."""
        made = self._made({"plannings": {"team_id": self.team, "cycle_id": self.cycle}})
        within = f"plannings/{made['planning_id']}"
        made |= self._made({f"{within}/stories": {"text": "Nobody calls in the first week"}})
        return made | self._made({f"{within}/themes": {"name": "A calm week", "stories": [made["story_id"]]}})

    def _made(self, asked: dict[str, dict[str, Any]]) -> dict[str, str]:
        made = [ok(self.client.post(f"/v1/{path}", json=body))["made"] for path, body in asked.items()]
        return {name: key for each in made for name, key in each.items()}

    def talk(self) -> dict[str, str]:
        """The ids of a new comment, review and proposal; an agreement on the objective is begun."""
        goal = {"objective_id": self.objective}
        asked = {
            "comments": {"subject": {"kind": "objective", "id": self.objective}, "text": "Does it count guests?"},
            "reviews": goal | {"reviewer": self.person},
            "proposals": goal
            | {"change": {"kind": "drop", "key_result_id": self.binary}, "reason": "It is done by May"},
        }
        ok(self.client.put(f"/v1/agreements/{self.objective}/leadership", json={"why_now": "They leave"}))
        made = [ok(self.client.post(f"/v1/{path}", json=body))["made"] for path, body in asked.items()]
        return {name: key for each in made for name, key in each.items()}


def settle(client: TestClient, starts_on: str = "2026-01-01", ends_on: str = "2200-01-01") -> Workplace:
    """Make a workplace with the worked example in it."""

    def make(path: str, body: object) -> str:
        (made,) = ok(client.post(path, json=body))["made"].values()
        return str(made)

    person = make("/v1/people", {"name": "Ada Lovelace", "email": "ada@example.org"})
    company = make("/v1/teams", {"name": "Northwind", "kind": "company"})
    team = make("/v1/teams", {"name": "Discover", "parent_id": company})
    cycle = make("/v1/cycles", {"name": "2026", "starts_on": starts_on, "ends_on": ends_on})
    ok(client.post(f"/v1/cycles/{cycle}/start"))
    drafted = {"cycle_id": cycle, "team_id": team, "title": "Make the first week seamless", "owner": person}
    objective = make("/v1/objectives", drafted)
    results = f"/v1/objectives/{objective}/key-results"
    measure = {"kind": "completion", "start": 65, "target": 90}
    completion = make(results, {"title": "Onboarding completion 65 % to 90 %", "measure": measure})
    binary = make(results, {"title": "The new tutorial is live", "measure": {"kind": "binary"}})
    ok(client.post(f"/v1/objectives/{objective}/publish"))
    return Workplace(client, person, company, team, cycle, objective, completion, binary)
