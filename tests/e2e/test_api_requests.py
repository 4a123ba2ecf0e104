"""What headers do: idempotency keys, versions, request ids; and what every answer carries."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from events import read
from events.errors import VersionConflict
from events.executor import Answer, Executor
from events.transaction import driver, transaction
from tests.api import Api, ok, problem, settle
from tests.house import House


def _log_length(house: House) -> int:
    with transaction(house.app, house.org) as connection:
        head = read.head(driver(connection), house.org)
    return head[0] if head else 0


def test_a_repeated_request_gets_the_first_answer_and_does_nothing(api: Api) -> None:
    client, key = api.client(), {"Idempotency-Key": "once"}
    first = client.post("/v1/teams", json={"name": "Northwind", "kind": "company"}, headers=key)
    length = _log_length(api.house)
    again = client.post("/v1/teams", json={"name": "Northwind", "kind": "company"}, headers=key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["Location"] == first.headers["Location"]
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (False, "true")
    assert _log_length(api.house) == length


def test_one_key_sent_by_many_at_once_makes_one_team(api: Api) -> None:
    client, key = api.client(), {"Idempotency-Key": "once"}

    def form(_: int) -> str:
        answer = client.post("/v1/teams", json={"name": "Northwind", "kind": "company"}, headers=key)
        return str(ok(answer)["made"]["team_id"])

    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(form, range(8)))
    assert made == {each["team_id"] for each in ok(client.get("/v1/teams"))["items"]}


def test_a_key_used_for_another_command_is_refused(api: Api) -> None:
    client, key = api.client(), {"Idempotency-Key": "once"}
    ok(client.put("/v1/organization/name", json={"name": "Northlight"}, headers=key))
    document = problem(client.put("/v1/organization/name", json={"name": "Southlight"}, headers=key), 422)
    assert (document["type"], document["errors"][0]["header"]) == ("/problems/key-reused", "Idempotency-Key")


def test_a_key_is_its_senders_own(api: Api) -> None:
    one, other, key = api.client(), api.client(), {"Idempotency-Key": "once"}
    team = {"name": "Northwind", "kind": "company"}
    made = [ok(each.post("/v1/teams", json=team, headers=key))["made"]["team_id"] for each in (one, other)]
    assert sorted(made) == sorted(each["team_id"] for each in ok(one.get("/v1/teams"))["items"])
    assert len(set(made)) == 2


def test_a_key_is_made_where_none_is_given_and_can_be_used_to_repeat(api: Api) -> None:
    client = api.client()
    first = client.put("/v1/organization/name", json={"name": "Northlight"})
    key = {"Idempotency-Key": first.headers["Idempotency-Key"]}
    again = client.put("/v1/organization/name", json={"name": "Northlight"}, headers=key)
    assert again.headers["Idempotency-Replayed"] == "true"


def test_a_command_that_changes_nothing_says_so(api: Api) -> None:
    client = api.client()
    answer = ok(client.put("/v1/organization/name", json={"name": "Northwind"}))
    assert answer == {"made": {}, "version": 1, "first_position": None, "last_position": None}


def test_a_command_is_carried_out_only_at_the_version_it_was_meant_for(api: Api) -> None:
    client = api.client()
    seen = client.get("/v1/organization").headers["ETag"]
    moved = client.put("/v1/organization/name", json={"name": "Northlight"}, headers={"If-Match": seen})
    assert (seen, moved.headers["ETag"]) == ('"1"', '"2"')
    stale = client.put("/v1/organization/name", json={"name": "Southlight"}, headers={"If-Match": seen})
    document = problem(stale, 412)
    assert (document["errors"][0]["header"], "at version 2, not 1" in document["detail"]) == ("If-Match", True)
    assert ok(client.get("/v1/organization"))["name"] == "Northlight"


def test_a_malformed_version_is_refused(api: Api, subtests: pytest.Subtests) -> None:
    client = api.client()
    for malformed in ("1", 'W/"1"', '"one"', '""'):
        with subtests.test(header=malformed):
            headers = {"If-Match": malformed}
            answer = client.put("/v1/organization/name", json={"name": "Northlight"}, headers=headers)
            assert problem(answer, 422)["errors"][0]["header"] == "If-Match"


def test_what_has_not_changed_is_not_sent_again(api: Api) -> None:
    place = settle(api.client())
    for path in (
        place.url(),
        f"/v1/teams/{place.team}",
        f"/v1/cycles/{place.cycle}",
        f"/v1/people/{place.person}",
    ):
        current = place.client.get(path).headers["ETag"]
        again = place.client.get(path, headers={"If-None-Match": f'"77", W/{current}'})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", current)
        assert place.client.get(path, headers={"If-None-Match": '"77"'}).status_code == 200


def test_a_version_that_was_meant_is_no_reason_to_give_up_when_another_stream_moved(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt, calls = Executor._attempt, []

    def overtaken_once(*arguments: Any) -> Answer:
        calls.append(arguments)
        if len(calls) == 1:
            raise VersionConflict("cycle-1", "stream cycle-1 is at version 9, not 8")
        return attempt(*arguments)

    monkeypatch.setattr(Executor, "_attempt", overtaken_once)
    headers = {"If-Match": '"1"'}
    ok(api.client().put("/v1/organization/name", json={"name": "Northlight"}, headers=headers))
    assert len(calls) == 2


def test_a_conflict_that_lasts_is_told(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken(*_: object) -> None:
        raise VersionConflict("organization", "stream organization is at version 9, not 8")

    monkeypatch.setattr("events.executor.Executor._attempt", overtaken)
    document = problem(api.client().put("/v1/organization/name", json={"name": "Northlight"}), 409)
    assert document["type"] == "/problems/conflict"


def test_the_request_id_is_kept_in_the_log_as_correlation(api: Api) -> None:
    headers = {"X-Request-Id": "trace-42"}
    answer = api.client().put("/v1/organization/name", json={"name": "Northlight"}, headers=headers)
    assert answer.headers["X-Request-Id"] == "trace-42"
    with transaction(api.house.app, api.house.org) as connection:
        (stored,) = read.after(driver(connection), api.house.org, 1)
    assert (stored.correlation_id, stored.actor.partition(":")[0]) == ("trace-42", "token")


def test_a_request_id_that_is_not_well_formed_is_replaced(api: Api) -> None:
    answer = api.client().get("/v1/organization", headers={"X-Request-Id": "a b\tc"})
    assert (answer.status_code, len(answer.headers["X-Request-Id"])) == (200, 36)


def test_every_answer_carries_the_headers_browsers_heed(api: Api, subtests: pytest.Subtests) -> None:
    client = api.client()
    for path in ("/healthz", "/v1/organization", "/v1/nowhere", "/docs", "/openapi.json"):
        with subtests.test(path=path):
            headers = client.get(path).headers
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["X-Frame-Options"] == "DENY"
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
            assert "Access-Control-Allow-Origin" not in headers


def test_the_documentation_needs_no_other_host(api: Api) -> None:
    client = api.anonymous()
    page = client.get("/docs").text
    assert "http://" not in page
    assert "https://" not in page
    for asset in ("swagger-ui-bundle.js", "swagger-ui.css", "favicon.png"):
        assert f"/docs/assets/{asset}" in page
        assert len(client.get(f"/docs/assets/{asset}").content) > 1000


def test_whoever_comes_to_the_root_is_led_to_the_documentation(api: Api) -> None:
    answer = api.anonymous().get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (307, "/docs")
