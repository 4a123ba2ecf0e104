"""Every query of the past over HTTP: what was true then, as it was known at another time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from northlog.api.app import create_app
from tests.api import Api, Workplace, northlog_of, ok, problem, settle
from tests.facts import at


@pytest.fixture
def clock() -> Callable[..., datetime]:
    """A clock that stands still until it is set on."""
    now = [at("2026-01-05T09:00")]

    def told(on: timedelta = timedelta()) -> datetime:
        now[0] += on
        return now[0]

    return told


@pytest.fixture
def place(api: Api, clock: Callable[..., datetime]) -> Workplace:
    """A workplace that lived for three weeks: renamed in the first, 70 % read in the second, 80 % in the third."""
    house = api.house.another_organization(clock)
    lived = replace(api, house=house, app=create_app(northlog_of(house)))
    made = settle(lived.client())
    clock(timedelta(days=2))
    ok(made.client.put(made.url("/wording"), json={"title": "Make the first week easy"}))
    for value, confidence in ((70, 6), (80, 8)):
        clock(timedelta(weeks=1))
        ok(
            made.check_in(
                readings=[{"key_result_id": made.completion, "value": value}], goal_confidence=confidence
            )
        )
    return made


def _value(objective: Any) -> Any:
    return objective["key_results"][0]["value"]


def test_every_query_answers_as_of_a_day_and_says_so(place: Workplace, subtests: pytest.Subtests) -> None:
    asked = {"as_of": "2026-01-06"}
    until = "2026-01-06T22:59:59.999999Z"
    lists = (
        "/v1/people",
        "/v1/teams",
        "/v1/cycles",
        "/v1/objectives",
        "/v1/lints",
        "/v1/retrospectives",
        "/v1/alerts",
        place.url("/check-ins"),
    )
    for path in (*lists, f"/v1/cycles/{place.cycle}/tree"):
        with subtests.test(path=path):
            answer = place.client.get(path, params=asked)
            found = ok(answer)
            assert (found["position"], found["as_of"]) == (13, until)
            assert answer.headers["Northlog-Position"] == "13"
            assert answer.headers["Northlog-As-Of"] == until
    one = (
        "/v1/organization",
        f"/v1/people/{place.person}",
        f"/v1/teams/{place.team}",
        "/v1/cycles/current",
        f"/v1/cycles/{place.cycle}",
        place.url(),
    )
    for path in one:
        with subtests.test(path=path):
            answer = place.client.get(path, params=asked)
            assert ok(answer)
            assert answer.headers["Northlog-As-Of"] == until
            assert answer.headers["ETag"]
            now = place.client.get(path)
            assert "Northlog-As-Of" not in now.headers
            assert now.headers["Northlog-Position"] == "13"


def test_an_objective_is_told_as_it_was_worded_and_read(place: Workplace) -> None:
    def told(**moment: str) -> tuple[str, Any, int]:
        found = ok(place.client.get(place.url(), params=moment))
        return found["title"], _value(found), found["version"]

    assert told() == ("Make the first week easy", 80.0, 7)
    assert told(as_of="2026-01-06") == ("Make the first week seamless", None, 4)
    assert told(as_of="2026-01-14T09:00:00Z") == ("Make the first week easy", 70.0, 6)
    assert told(known_at="2026-01-20") == ("Make the first week easy", 70.0, 6)
    assert told(as_of="12") == ("Make the first week easy", 70.0, 6)


def test_the_list_of_check_ins_reaches_as_far_as_the_moment(place: Workplace) -> None:
    def listed(**moment: str) -> list[int | None]:
        found = ok(place.client.get(place.url("/check-ins"), params=moment))
        return [each["goal_confidence"] for each in found["items"]]

    assert (listed(), listed(as_of="2026-01-14"), listed(as_of="2026-01-13")) == ([8, 6], [6], [])


def test_the_next_page_is_of_the_same_moment(place: Workplace, clock: Callable[..., datetime]) -> None:
    def draft(title: str) -> None:
        body = {"cycle_id": place.cycle, "team_id": place.team, "title": title}
        ok(place.client.post("/v1/objectives", json=body))

    for title in ("Grow", "Harden"):
        clock(timedelta(days=1))
        draft(title)
    first = ok(place.client.get("/v1/objectives", params={"as_of": "2026-01-23", "limit": 2}))
    clock(timedelta(days=1))
    draft("Later")
    ok(place.client.put(place.url("/wording"), json={"title": "Another one"}))
    second = ok(place.client.get("/v1/objectives", params={"after": first["next"], "limit": 2}))
    assert [each["title"] for each in first["items"] + second["items"]] == [
        "Make the first week easy",
        "Grow",
        "Harden",
    ]
    assert second["next"] is None
    assert (second["position"], second["as_of"]) == (first["position"], first["as_of"])


def test_an_unchanged_past_is_not_sent_again(place: Workplace) -> None:
    asked = {"as_of": "2026-01-14"}
    tag = place.client.get(place.url(), params=asked).headers["ETag"]
    again = place.client.get(place.url(), params=asked, headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["Northlog-Position"]) == (304, "13")
    assert place.client.get(place.url(), headers={"If-None-Match": tag}).status_code == 200


def test_what_was_not_there_yet_is_not_found(place: Workplace) -> None:
    assert problem(place.client.get(place.url(), params={"as_of": "2"}), 404)["errors"][0]["rule"] == "unknown"
    assert ok(place.client.get("/v1/objectives", params={"as_of": "2"}))["items"] == []


REFUSED = (
    ("as_of", "2026-01-04", "before_log"),
    ("known_at", "2026-01-04T12:00:00Z", "before_log"),
    ("as_of", "2026-01-22", "future"),
    ("as_of", "14", "position"),
    ("known_at", "0", "position"),
    ("as_of", "last week", "moment"),
    ("as_of", "2026-01-14T09:00:00", "moment"),
)


def test_a_moment_that_cannot_be_asked_of_is_a_problem_with_its_parameter(
    place: Workplace, subtests: pytest.Subtests
) -> None:
    for parameter, said, rule in REFUSED:
        with subtests.test(parameter=parameter, said=said):
            document = problem(place.client.get("/v1/objectives", params={parameter: said}), 422)
            (fault,) = document["errors"]
            assert (document["type"], fault["parameter"], fault["rule"]) == (f"/problems/{rule}", parameter, rule)


@pytest.mark.parametrize("field", ["as_of", "known_at"])
def test_an_instant_without_an_offset_is_refused_and_not_guessed_at(place: Workplace, field: str) -> None:
    told = problem(place.client.get(place.url(), params={field: "2026-01-07T12:00"}), 422)
    (fault,) = told["errors"]
    assert (fault["parameter"], fault["rule"]) == (field, "moment")
    assert "offset from UTC" in fault["detail"]


def test_the_document_says_that_instants_need_an_offset(place: Workplace) -> None:
    document = ok(place.client.get("/openapi.json"))
    parameters = document["paths"]["/v1/cycles/{cycle_id}/tree"]["get"]["parameters"]
    (said,) = [each["description"] for each in parameters if each["name"] == "as_of"]
    assert "offset" in said
