"""Every command has its route; what is sent comes back by the queries."""

from typing import Any

import pytest

from domain.aggregates import COMMANDS
from domain.alert import EaseAlert, EscalateAlert, RaiseAlert, RenewAlert
from domain.organization import FoundOrganization
from domain.words import Command
from northlog.api.routes import ROUTES
from northlog.tokens import Role
from tests.api import Api, ok, problem, settle

WITHOUT_ROUTE = {FoundOrganization, RaiseAlert, EscalateAlert, EaseAlert, RenewAlert}
"""The founding is the operator's; what is found is the evaluation's to say."""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_every_command_that_people_have_over_http_has_one_route(command: type[Command]) -> None:
    routes = [route for route in ROUTES if route.command is command]
    assert len(routes) == (0 if command in WITHOUT_ROUTE else 1)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.command.__name__)
def test_the_documented_example_is_a_body_that_is_taken(route: Any) -> None:
    assert (route.body_model is None) == (route.example is None)
    if route.body_model is not None:
        route.body_model.model_validate(route.example)


def test_the_organization_is_renamed_moved_and_set(api: Api) -> None:
    client = api.client()
    ok(client.put("/v1/organization/name", json={"name": "Northlight"}))
    ok(client.put("/v1/organization/time-zone", json={"time_zone": "Asia/Tokyo"}))
    ok(client.put("/v1/organization/settings", json={"late_entry_grace_days": 3}))
    assert ok(client.get("/v1/organization")) == {
        "name": "Northlight",
        "time_zone": "Asia/Tokyo",
        "late_entry_grace_days": 3,
        "version": 4,
    }


def test_a_person_is_introduced_renamed_and_forgotten_for_good(api: Api) -> None:
    client = api.client()
    person = ok(client.post("/v1/people", json={"name": "Ada", "email": "ada@example.org"}))["made"]["person_id"]
    path = f"/v1/people/{person}"
    ok(client.put(path, json={"name": "Ada Lovelace"}))
    assert ok(client.get(path))["name"] == "Ada Lovelace"

    ok(client.delete(path))
    assert ok(client.delete(path))["first_position"] is None
    assert [ok(client.get(path))[name] for name in ("name", "email", "forgotten")] == [None, None, True]
    assert problem(client.put(path, json={"name": "Ada"}), 409)["type"] == "/problems/forgotten"


def test_no_key_is_made_for_somebody_who_was_never_introduced(api: Api) -> None:
    client, nobody = api.client(), "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e01"
    problem(client.put(f"/v1/people/{nobody}", json={"name": "Ada"}), 404)
    with api.house.owner.connect() as connection:
        assert connection.exec_driver_sql("select count(*) from northlog.person_keys").scalar_one() == 0


def test_a_team_is_formed_renamed_moved_staffed_given_a_cadence_and_dissolved(api: Api) -> None:
    client = api.client()
    place = settle(client)
    unit = ok(client.post("/v1/teams", json={"name": "Digital", "kind": "unit", "parent_id": place.company}))
    path, member = f"/v1/teams/{place.team}", f"/v1/teams/{place.team}/members/{place.person}"
    ok(client.put(f"{path}/name", json={"name": "Explore"}))
    ok(client.put(f"{path}/parent", json={"parent_id": unit["made"]["team_id"]}))
    ok(client.put(f"{path}/cadence", json={"cadence": {"weekday": 1, "hour": 10}}))
    ok(client.put(member, json={"role": "lead"}))
    team = ok(client.get(path))
    assert (team["name"], team["parent_id"], team["members"]) == (
        "Explore",
        unit["made"]["team_id"],
        {place.person: "lead"},
    )
    assert team["cadence"] == {"weekday": 1, "hour": 10, "every_weeks": 1}

    ok(client.delete(member))
    problem(client.delete(member), 404)
    assert problem(client.delete(path), 409)["type"] == "/problems/open_objectives"
    ok(client.post(place.url("/close"), json={"outcome": "dropped", "reason": "the team ends"}))
    ok(client.delete(path))
    assert ok(client.get(path))["dissolved"] is True
    assert problem(client.put(f"{path}/name", json={"name": "Again"}), 409)["type"] == "/problems/dissolved"


def test_a_cycle_is_planned_for_a_quarter_rescheduled_started_and_closed(api: Api) -> None:
    client = api.client()
    answer = client.post("/v1/cycles", json={"name": "Q3", "starts_on": "2026-07-01"})
    path = answer.headers["Location"]
    assert path == f"/v1/cycles/{ok(answer)['made']['cycle_id']}"
    assert ok(client.get(path))["ends_on"] == "2026-09-30"
    ok(client.put(f"{path}/name", json={"name": "Summer"}))
    ok(client.put(f"{path}/dates", json={"starts_on": "2026-07-01", "ends_on": "2026-10-04"}))
    ok(client.post(f"{path}/start"))
    current = ok(client.get("/v1/cycles/current"))
    assert (current["name"], current["ends_on"], current["status"]) == ("Summer", "2026-10-04", "started")
    ok(client.post(f"{path}/close"))
    assert [each["status"] for each in ok(client.get("/v1/cycles"))["items"]] == ["closed"]


def test_an_objective_and_its_key_results_are_edited(api: Api) -> None:
    client = api.client(Role.ADMIN)
    place = settle(client)
    result = place.url(f"/key-results/{place.completion}")
    ok(client.put(place.url("/wording"), json={"title": "A first week to remember"}))
    ok(client.put(place.url("/why-now"), json={"why_now": "sign-ups doubled"}))
    ok(client.put(place.url("/owner"), json={"owner": None}))
    ok(client.put(place.url("/ambition"), json={"ambition": "committed"}))
    ok(client.put(place.url("/level"), json={"level": "strategic"}))
    ok(client.put(f"{result}/wording", json={"title": "Completed"}))
    ok(client.put(f"{result}/owner", json={"owner": place.person}))
    ok(client.put(f"{result}/baseline", json={"start": 60, "reason": "recounted"}))
    moved = {"kind": "completion", "start": 60, "target": 80}
    ok(client.put(f"{result}/measure", json={"measure": moved, "reason": "the market turned"}))
    ok(client.post(place.url(f"/key-results/{place.binary}/drop"), json={"reason": "superseded"}))

    seen = ok(client.get(place.url()))
    first, second = seen["key_results"]
    assert (seen["title"], seen["why_now"], seen["owner"]) == (
        "A first week to remember",
        "sign-ups doubled",
        None,
    )
    assert (seen["ambition"], seen["level"], seen["status"]) == ("committed", "strategic", "published")
    assert (first["title"], first["owner"], first["start"], first["target"]) == ("Completed", place.person, 60, 80)
    assert (second["dropped"], second["dropped_reason"]) == (True, "superseded")


def test_an_objective_is_judged_closed_and_carried_forward_with_what_still_runs(api: Api) -> None:
    client = api.client()
    place = settle(client)
    ok(place.check_in(readings=[{"key_result_id": place.completion, "value": 77.5}]))
    ok(client.put(place.url("/judgement"), json={"judged": 0.6, "reason": "live since Friday"}))
    judged = {"judged": 0.7, "reason": "seasonal"}
    ok(client.put(place.url(f"/key-results/{place.completion}/judgement"), json=judged))
    ok(client.post(place.url(f"/key-results/{place.binary}/drop"), json={"reason": "superseded"}))
    ok(client.post(place.url("/close"), json={"outcome": "partly"}))
    closed = ok(client.get(place.url()))
    assert (closed["outcome"], closed["score"], closed["judged"]) == ("partly", 0.5, 0.6)

    planned = ok(client.post("/v1/cycles", json={"name": "next", "starts_on": "2200-02-01"}))["made"]["cycle_id"]
    path, key = place.url("/carry-forward"), {"Idempotency-Key": "carry"}
    first = client.post(path, json={"cycle_id": planned}, headers=key)
    again = client.post(path, json={"cycle_id": planned}, headers=key)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    successor = ok(client.get(first.headers["Location"]))
    assert successor["carried_from"] == place.objective
    assert [each["carried_from"] for each in successor["key_results"]] == [place.completion]
    assert problem(client.post(path, json={"cycle_id": planned}), 409)["type"] == "/problems/carried"


def test_carrying_forward_again_under_its_key_is_a_repetition_even_when_the_original_changed(api: Api) -> None:
    client = api.client()
    place = settle(client)
    planned = ok(client.post("/v1/cycles", json={"name": "next", "starts_on": "2200-02-01"}))["made"]["cycle_id"]
    request: Any = {"json": {"cycle_id": planned}, "headers": {"Idempotency-Key": "carry"}}
    first = ok(client.post(place.url("/carry-forward"), **request))
    ok(client.post(place.url(f"/key-results/{place.binary}/drop"), json={"reason": "superseded"}))
    assert ok(client.post(place.url("/carry-forward"), **request)) == first
