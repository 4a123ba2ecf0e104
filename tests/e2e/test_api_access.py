"""Who gets in, what each role may do, and that one organization never sees another."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from events.transaction import transaction
from northlog import tokens
from northlog.api.role import refuse_powerful_role
from northlog.settings import WrongSetting
from northlog.tokens import Role
from tests.api import Api, ok, problem, settle

OPEN = {"/", "/healthz", "/readyz", "/openapi.json", "/docs", "/docs/assets"}
NOBODY = "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e01"


def _operations(api: Api) -> list[tuple[str, str]]:
    documented = [
        (method, path)
        for path, methods in api.app.openapi()["paths"].items()
        for method in methods
        if path not in OPEN
    ]
    undocumented = [("get", route.path) for route in api.app.routes if hasattr(route, "path")]
    assert {path for _, path in undocumented} <= OPEN
    return documented


def test_every_route_is_closed_without_a_token(api: Api, subtests: pytest.Subtests) -> None:
    client = api.anonymous()
    operations = _operations(api)
    assert len(operations) > 45
    for method, path in [*operations, ("get", "/v1/nowhere"), ("get", "/nowhere"), ("get", "/docs/other")]:
        with subtests.test(method=method, path=path):
            answer = client.request(method.upper(), path.replace("{", "").replace("}", ""), content=b"{")
            problem(answer, 401)
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_open_routes_need_no_token(api: Api) -> None:
    client = api.anonymous()
    assert {client.get(path).status_code for path in ("/healthz", "/readyz", "/openapi.json", "/docs")} == {200}


@pytest.mark.parametrize("header", ["Bearer", "Bearer nobody", "Basic YTpi", "bearer  ", "Bearer é"])
def test_what_is_no_token_is_refused_and_not_echoed(api: Api, header: str) -> None:
    answer = api.anonymous().get("/v1/teams", headers={b"Authorization": header.encode()})
    assert "nobody" not in problem(answer, 401)["detail"]


def test_a_token_ends_when_it_expires_and_when_it_is_revoked(api: Api) -> None:
    house, now = api.house, datetime.now(UTC)
    _, expired = tokens.create(house.owner, house.org, "old", Role.ADMIN, now - timedelta(seconds=1))
    token_id, valid = tokens.create(house.owner, house.org, "new", Role.ADMIN, now + timedelta(hours=1))
    problem(api.bearing(expired).get("/v1/teams"), 401)
    client = api.bearing(valid)
    ok(client.get("/v1/teams"))
    tokens.revoke(house.owner, house.org, token_id)
    problem(client.get("/v1/teams"), 401)


def test_a_role_does_what_it_may_and_nothing_more(api: Api) -> None:
    admin = api.client(Role.ADMIN)
    place = settle(admin)
    title, name = {"title": "Another"}, {"name": "Another"}
    requests = {
        Role.VIEWER: ("GET", place.url(), None),
        Role.MEMBER: ("PUT", place.url("/wording"), title),
        Role.LEAD: ("PUT", f"/v1/teams/{place.team}/name", name),
        Role.ADMIN: ("PUT", "/v1/organization/name", name),
    }
    for role in Role:
        client = api.client(role)
        for needed, (method, path, body) in requests.items():
            answer = client.request(method, path, json=body)
            assert answer.status_code == (200 if role.may(needed) else 403), (role, needed)
            if answer.status_code == 403:
                assert str(needed) in problem(answer, 403)["detail"]


def test_a_persons_token_acts_in_the_persons_name(api: Api) -> None:
    place = settle(api.client())
    house = api.house
    _, secret = tokens.create(house.owner, house.org, "Ada", Role.MEMBER, person_id=place.person)
    ok(api.bearing(secret).post(place.url("/check-ins"), json={"plan": "ship"}))
    (entry,) = ok(place.client.get(place.url("/check-ins")))["items"]
    assert entry["actor"] == f"person:{place.person}"


def test_what_is_another_organizations_looks_like_what_is_not_there(api: Api, subtests: pytest.Subtests) -> None:
    place = settle(api.client())
    stranger = api.client(Role.ADMIN, api.house.another_organization())
    theirs = {
        "team_id": place.team,
        "person_id": place.person,
        "cycle_id": place.cycle,
        "objective_id": place.objective,
        "key_result_id": place.completion,
        "check_in_id": NOBODY,
        "scope": place.team,
        "alert_id": api.alert(place),
        "delivery_id": NOBODY,
        "type": "none.such.v1",
        "lint_id": place.dismiss(),
        **place.look_back(),
        **place.hear(),
        **place.align(),
        **place.talk(),
        **place.meet(),
        **place.run(),
        **place.plan(),
    }
    before = ok(place.client.get("/v1/teams"))["position"]
    for path in (
        "/v1/people",
        "/v1/teams",
        "/v1/cycles",
        "/v1/objectives",
        "/v1/lints",
        "/v1/retrospectives",
        "/v1/alerts",
        "/v1/destinations",
        "/v1/contributions",
        "/v1/links",
        "/v1/dependencies",
        "/v1/comments",
        "/v1/reviews",
        "/v1/agreements",
        "/v1/proposals",
        "/v1/rituals",
        "/v1/backlog-items",
        "/v1/health-metrics",
        "/v1/plannings",
    ):
        assert ok(stranger.get(path))["items"] == []
    assert ok(stranger.get("/v1/objectives", params={"cycle": place.cycle}))["items"] == []
    for method, template in _operations(api):
        if "{" not in template:
            continue
        with subtests.test(method=method, path=template):
            body = _example(api, template, method)
            asked = {"from": 1} if template.endswith("/diff") else {}
            answer = stranger.request(method.upper(), template.format(**theirs), params=asked, json=body)
            problem(answer, 404)
    problem(stranger.get("/v1/cycles/current"), 404)
    drafted = {"cycle_id": place.cycle, "team_id": place.team, "title": "Mine"}
    assert problem(stranger.post("/v1/objectives", json=drafted), 422)["errors"][0]["pointer"] == "/cycle_id"
    assert ok(place.client.get("/v1/teams"))["position"] == before


def _example(api: Api, path: str, method: str) -> object:
    body = api.app.openapi()["paths"][path][method].get("requestBody")
    return body and body["content"]["application/json"]["schema"]["examples"][0]


def test_the_applications_role_reads_no_other_organization_whatever_it_asks_for(api: Api) -> None:
    settle(api.client())
    house, other = api.house, api.house.another_organization()
    tables = [
        *(f"northlog.{name}" for name in ("heads", "events", "commands", "checkpoints", "person_keys")),
        *(f"{house.schema}.{name}" for name in ("organizations", "people", "teams", "objectives", "key_results")),
    ]
    with transaction(house.app, other.org) as connection:
        for table in tables:
            count = text(f"select count(*) from {table} where org = :org")
            assert connection.execute(count, {"org": house.org}).scalar_one() == 0, table
    with transaction(house.app, house.org) as connection:
        assert all(connection.execute(text(f"select count(*) from {table}")).scalar_one() for table in tables)


def test_a_role_that_row_level_security_does_not_hold_is_refused_at_start(api: Api) -> None:
    refuse_powerful_role(api.house.app)
    with pytest.raises(WrongSetting, match=r"^NORTHLOG_DATABASE_URL: the role \w+ .*log in as northlog_app\.$"):
        refuse_powerful_role(api.house.owner)


def test_the_token_of_a_person_who_was_forgotten_ends_with_them(api: Api) -> None:
    place = settle(api.client())
    _, secret = tokens.create(api.house.owner, api.house.org, "Ada", Role.MEMBER, person_id=place.person)
    hers = api.bearing(secret)
    ok(hers.get("/v1/teams"))
    ok(place.client.delete(f"/v1/people/{place.person}"))
    problem(hers.get("/v1/teams"), 401)
