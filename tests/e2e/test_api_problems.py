"""Wrong input is answered by a problem document that names the field and the rule, and the log is unchanged."""

from typing import Any

import pytest

from events.errors import BrokenEvent, LogError, ProjectionBehind, UnknownEvent, UnknownLog
from northlog.api.filling import MOST_TAKEN
from northlog.api.middleware import LARGEST_BODY
from tests.api import Api, Workplace, ok, problem, settle

NOBODY = "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e01"


def _check_in(place: Workplace, **says: Any) -> Any:
    document = problem(place.check_in(**says), 422)
    return document["errors"][0]


def test_a_reading_of_the_wrong_kind_is_pointed_at(api: Api) -> None:
    place = settle(api.client())
    fault = _check_in(place, readings=[{"key_result_id": place.binary, "value": 3}])
    assert (fault["pointer"], fault["rule"]) == ("/readings/0/value", "binary")


def test_a_reading_of_no_type_at_all_is_pointed_at(api: Api) -> None:
    place = settle(api.client())
    assert (
        _check_in(place, readings=[{"key_result_id": place.binary, "value": []}])["pointer"] == "/readings/0/value"
    )


def test_a_check_in_that_says_nothing_is_pointed_at(api: Api) -> None:
    assert _check_in(settle(api.client()))["rule"] == "empty"


WRONG_KEY_RESULTS: tuple[tuple[object, str], ...] = (
    ({}, "/title"),
    ({"title": "x", "measure": {"kind": "metric"}}, "/measure/target"),
    ({"title": "x", "measure": {"kind": "metric", "start": 1, "target": 1}}, "/measure"),
    ({"title": "x", "measure": {"kind": "metric", "start": 1, "target": "90"}}, "/measure/target"),
    ({"title": "x", "measure": {"kind": "completion", "start": True}}, "/measure/start"),
    ({"title": "x", "measure": {"kind": "guess"}}, "/measure"),
    ({"title": "x", "measure": {"kind": "binary"}, "a/b~": 1}, "/a~1b~0"),
    ({"title": "x\x00", "measure": {"kind": "binary"}}, "/title"),
    ({"title": "x", "measure": {"kind": "quantity", "target": 5, "unit": "\x00"}}, "/measure/unit"),
    ([], ""),
)


def test_the_pointer_leads_to_the_bad_field(api: Api, subtests: pytest.Subtests) -> None:
    place = settle(api.client())
    before = ok(place.client.get("/v1/teams"))["position"]
    for body, pointer in WRONG_KEY_RESULTS:
        with subtests.test(pointer=pointer, body=body):
            faults = problem(place.client.post(place.url("/key-results"), json=body), 422)["errors"]
            assert pointer in [fault["pointer"] for fault in faults]
    assert ok(place.client.get("/v1/teams"))["position"] == before


@pytest.mark.parametrize("edge", ["1900-01-01T00:00:00+09:00", "2200-12-31T23:59:59-12:00"])
def test_an_instant_whose_utc_lies_outside_the_years_is_pointed_at(api: Api, edge: str) -> None:
    place = settle(api.client(), "1900-01-01", "2200-01-01")
    assert _check_in(place, goal_confidence=5, occurred_at=edge)["pointer"] == "/occurred_at"


def test_more_key_results_than_go_along_have_to_be_chosen_from(api: Api) -> None:
    place = settle(api.client())
    other = ok(place.client.post("/v1/cycles", json={"name": "Next", "starts_on": "2026-04-01"}))["made"]
    for number in range(MOST_TAKEN):
        result = {"title": f"Step {number}", "measure": {"kind": "binary"}}
        ok(place.client.post(place.url("/key-results"), json=result))
    carried = place.client.post(place.url("/carry-forward"), json=other)
    assert problem(carried, 422)["errors"][0]["pointer"] == "/key_results"


def test_the_input_is_never_echoed(api: Api) -> None:
    secret = "s3cret@@"
    answer = api.client().post("/v1/people", json={"name": "Ada", "email": secret, "extra": secret})
    assert {fault["pointer"] for fault in problem(answer, 422)["errors"]} == {"/email", "/extra"}
    assert secret not in answer.text


def test_what_the_path_names_wrongly_is_named(api: Api) -> None:
    fault = problem(api.client().get("/v1/teams/not-an-id"), 422)["errors"][0]
    assert fault["parameter"] == "team_id"
    assert fault["detail"].startswith("must be an id, such as ")


NOT_THERE: tuple[tuple[str, str, object], ...] = (
    ("GET", f"/v1/teams/{NOBODY}", None),
    ("GET", f"/v1/people/{NOBODY}", None),
    ("GET", f"/v1/cycles/{NOBODY}", None),
    ("GET", "/v1/cycles/current", None),
    ("GET", f"/v1/objectives/{NOBODY}", None),
    ("GET", f"/v1/objectives/{NOBODY}/check-ins", None),
    ("PUT", f"/v1/teams/{NOBODY}/name", {"name": "Discover"}),
    ("POST", f"/v1/cycles/{NOBODY}/start", None),
    ("POST", f"/v1/objectives/{NOBODY}/check-ins", {"plan": "ship"}),
    ("POST", f"/v1/objectives/{NOBODY}/carry-forward", {"cycle_id": NOBODY}),
    ("GET", "/v1/nowhere", None),
)


def test_what_is_not_there_is_not_found(api: Api, subtests: pytest.Subtests) -> None:
    client = api.client()
    for method, path, body in NOT_THERE:
        with subtests.test(method=method, path=path):
            problem(client.request(method, path, json=body), 404)


def test_what_the_body_names_and_is_not_there_is_pointed_at(api: Api) -> None:
    place = settle(api.client())
    fault = problem(place.client.put(place.url("/owner"), json={"owner": NOBODY}), 422)["errors"][0]
    assert (fault["pointer"], fault["rule"]) == ("/owner", "unknown")


def test_a_method_that_is_not_there_is_not_allowed(api: Api) -> None:
    answer = api.client().patch("/v1/teams", json={})
    problem(answer, 405)
    assert "POST" in answer.headers["Allow"]


def test_a_body_that_is_not_json_is_pointed_out(api: Api) -> None:
    headers = {"Content-Type": "application/json"}
    answer = api.client().post("/v1/teams", content=b'{"name": ', headers=headers)
    assert problem(answer, 422)["errors"][0]["rule"] == "json_invalid"


def test_a_body_that_parsers_choke_on_is_refused(api: Api, subtests: pytest.Subtests) -> None:
    client, headers = api.client(), {"Content-Type": "application/json"}
    for content in (b"[" * 100_000, b'{"name": ' + b"9" * 5000 + b"}", b"\xff\xfe", b'"\\ud800"'):
        with subtests.test(begins=content[:12]):
            answer = client.post("/v1/teams", content=content, headers=headers)
            assert answer.status_code in (400, 422)
            problem(answer, answer.status_code)


def test_a_long_list_of_faults_is_not_told_to_its_end(api: Api) -> None:
    body = {"kind": "output", "words": [1] * 10_000}
    answer = api.client().post("/v1/vocabularies/organization/add", json=body)
    told = problem(answer, 422)
    assert len(told["errors"]) == 100
    assert told["detail"].endswith("; and 9,998 more"), "each word, and that there are too many"


def test_a_body_of_more_values_than_faults_can_be_told_of_is_refused(api: Api) -> None:
    lists = {"kind": "output", "words": [[1] * 1000] * 21}
    keys = {"kind": "output", "words": ["soon"], **{f"word {number}": 1 for number in range(20_001)}}
    for body in (lists, keys):
        told = problem(api.client().post("/v1/vocabularies/organization/add", json=body), 413)
        assert "send less at a time" in told["detail"]


def test_another_media_type_is_refused(api: Api, subtests: pytest.Subtests) -> None:
    client = api.client()
    for kind in ("text/plain", "application/xml", "multipart/form-data; boundary=x", "json"):
        with subtests.test(kind=kind):
            problem(client.post("/v1/teams", content=b'{"name": "x"}', headers={"Content-Type": kind}), 415)


def test_a_body_over_the_limit_is_refused_however_it_is_sent(api: Api) -> None:
    client, headers = api.client(), {"Content-Type": "application/json"}
    whole = b'{"name": "' + b"x" * LARGEST_BODY + b'"}'
    problem(client.post("/v1/teams", content=whole, headers=headers), 413)
    in_pieces = (whole[at : at + 65536] for at in range(0, len(whole), 65536))
    problem(client.post("/v1/teams", content=in_pieces, headers=headers), 413)


@pytest.mark.parametrize(
    ("error", "status", "next_step"),
    [
        (UnknownEvent("x.y.v9"), 503, "install a newer Northlog"),
        (BrokenEvent("the stored body does not fit"), 503, "does not fit"),
        (ProjectionBehind("current_state"), 503, "northlog rebuild"),
        (UnknownLog("there is no log"), 404, "no log"),
    ],
)
def test_trouble_with_the_log_is_told_with_the_next_step(
    api: Api, monkeypatch: pytest.MonkeyPatch, error: LogError, status: int, next_step: str
) -> None:
    def trouble(*_: object) -> None:
        raise error

    monkeypatch.setattr("events.executor.Executor._attempt", trouble)
    answer = api.client().put("/v1/organization/name", json={"name": "Northlight"})
    assert next_step in problem(answer, status)["detail"]


def test_a_defect_shows_no_trace_of_itself(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def defect(*_: object) -> None:
        raise RuntimeError("s3cret")

    monkeypatch.setattr("events.executor.Executor._attempt", defect)
    headers = {"X-Request-Id": "trace-42"}
    answer = api.client().put("/v1/organization/name", json={"name": "Northlight"}, headers=headers)
    problem(answer, 500)
    assert "s3cret" not in answer.text
    assert (answer.headers["X-Request-Id"], answer.headers["X-Content-Type-Options"]) == ("trace-42", "nosniff")
