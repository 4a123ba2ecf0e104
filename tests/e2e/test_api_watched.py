"""Every request is logged and counted by its route's template: what people wrote, and who they are, stays out."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import text

from northlog.api.app import create_app
from tests.api import Api, northlog_of, ok, problem, settle
from tests.watching import Watched, watched

TEAM = "/v1/teams/{team_id}"


@pytest.fixture
def seen(api: Api) -> Iterator[Watched]:
    with watched(api.house) as seen:
        yield seen


@pytest.fixture
def watched_api(api: Api, seen: Watched) -> Api:
    return replace(api, house=seen.house, app=create_app(northlog_of(seen.house)))


def test_a_request_is_one_line_with_route_status_duration_and_whose_it_is(watched_api: Api, seen: Watched) -> None:
    client = watched_api.client()
    answer = client.get(f"/v1/teams/{seen.house.org}", headers={"X-Request-Id": "mine-1"})
    problem(answer, 404)
    [line] = seen.logged("request")
    assert (line["method"], line["route"], line["status"], line["request_id"]) == ("GET", TEAM, 404, "mine-1")
    assert line["organization_id"] == seen.house.org
    assert line["actor_id"].startswith("token:")
    assert 0 < line["duration_ms"] < 60_000
    assert line["level"] == "info"


def test_a_command_is_one_line_that_bears_every_id(watched_api: Api, seen: Watched) -> None:
    key = {"Idempotency-Key": "key-1", "X-Request-Id": "mine-1"}
    made = ok(watched_api.client().post("/v1/teams", json={"name": "Ada's own", "kind": "company"}, headers=key))
    [line] = seen.logged("append")
    assert line["request_id"] == line["correlation_id"] == "mine-1"
    assert line["command_id"] == f"{line['actor_id']}/key-1"
    assert line["organization_id"] == seen.house.org
    told = (line["command"], line["outcome"], line["position"])
    assert told == ("FormTeam", "appended", made["last_position"])


def test_requests_are_counted_by_template_method_and_status(watched_api: Api, seen: Watched) -> None:
    client = watched_api.client()
    place = settle(client)
    for _ in range(2):
        ok(client.get(f"/v1/teams/{place.team}"))
    problem(client.get(f"/v1/teams/{place.cycle}"), 404)
    labels = {"method": "GET", "route": TEAM}
    answered = [seen.value("http_requests_total", **labels, status=status) for status in ("200", "404")]
    assert answered == [2, 1]
    assert seen.value("http_request_duration_seconds_count", method="GET", route=TEAM) == 3


def test_every_route_that_is_counted_is_one_of_the_documented(watched_api: Api, seen: Watched) -> None:
    client = watched_api.client()
    settle(client)
    client.get("/v1/cycles")
    client.get("/healthz")
    counted = {
        sample.labels["route"]
        for family in seen.registry.collect()
        for sample in family.samples
        if sample.name == "northlog_http_requests_total"
    }
    assert len(counted) == 8
    assert counted <= watched_api.app.openapi()["paths"].keys()


def test_what_leads_nowhere_is_counted_without_its_path(watched_api: Api, seen: Watched) -> None:
    client = watched_api.client()
    client.get("/v1/people/by-name/Ada-Lovelace")
    client.request("ADA", "/v1/teams")
    watched_api.anonymous().get("/v1/teams?name=Ada")
    assert seen.value("http_requests_total", method="GET", route="none", status="404") == 1
    assert seen.value("http_requests_total", method="GET", route="none", status="401") == 1
    assert [line["method"] for line in seen.logged("request")] == ["GET", "other", "GET"]
    assert "Ada" not in seen.stream.getvalue()
    assert "ADA" not in seen.stream.getvalue()


def test_a_defect_is_told_once_with_its_place_and_the_requests_id(watched_api: Api, seen: Watched) -> None:
    with watched_api.house.owner.begin() as connection:
        connection.execute(text(f"alter table {seen.house.schema}.teams rename to teams_of_ada"))
    client = watched_api.client()
    problem(client.get("/v1/teams", headers={"X-Request-Id": "mine-1"}), 500)
    [line] = [it for it in seen.lines if "raised_at" in it]
    assert (line["request_id"], line["error"], line["level"]) == ("mine-1", "UndefinedTable", "error")
    [request] = seen.logged("request")
    assert (request["status"], request["request_id"]) == (500, "mine-1")
    assert seen.value("http_requests_total", method="GET", route="/v1/teams", status="500") == 1
