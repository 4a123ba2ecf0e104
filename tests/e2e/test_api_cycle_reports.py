"""Goalposts, other scorings and the retrospective pack over HTTP."""

from dataclasses import replace

import pytest

from northlog.api.app import create_app
from northlog.pages.environment import POLICY
from tests.api import Api, Workplace, northlog_of, ok, problem, settle
from tests.facts import at
from tests.house import new_id


def moved(api: Api) -> Workplace:
    """A workplace whose first goal was read at 80 of 65 to 90 and then brought nearer, to 85."""
    place = settle(api.client())
    ok(place.check_in(goal_confidence=7, readings=[{"key_result_id": place.completion, "value": 80}]))
    retarget = {"measure": {"kind": "completion", "start": 65, "target": 85}, "reason": "the market turned"}
    ok(place.client.put(place.url(f"/key-results/{place.completion}/measure"), json=retarget))
    return place


def test_a_moved_goal_stands_in_the_ledger_with_both_progresses_and_its_reason(api: Api) -> None:
    place = moved(api)
    found = ok(place.client.get(f"/v1/cycles/{place.cycle}/goalposts"))
    completion, binary = found["key_results"]
    assert (completion["progress_original"], completion["progress"]) == (0.6, 0.75)
    (move,) = completion["moves"]
    assert (move["what"], move["farther"], move["reason"]) == ("target", pytest.approx(-0.2), "the market turned")
    assert move["by"] == "a program"
    assert binary["moves"] == []
    assert found["position"] == move["position"]


def test_the_ledger_is_of_the_teams_asked_for(api: Api) -> None:
    place = moved(api)
    path = f"/v1/cycles/{place.cycle}/goalposts"
    assert ok(place.client.get(path, params={"team": place.company}))["key_results"] == []
    both = ok(place.client.get(path, params={"team": [place.company, place.team]}))
    assert len(both["key_results"]) == 2


def test_before_it_moved_a_goal_had_not_moved(api: Api) -> None:
    place = moved(api)
    path = f"/v1/cycles/{place.cycle}/goalposts"
    last = ok(place.client.get(path))["position"]
    found = ok(place.client.get(path, params={"as_of": last - 1}))
    assert [each["moves"] for each in found["key_results"]] == [[], []]
    assert found["key_results"][0]["progress"] == 0.6


def test_another_scoring_stands_beside_the_official_score(api: Api) -> None:
    place = moved(api)
    path = f"/v1/cycles/{place.cycle}/rescored"
    found = ok(place.client.get(path, params={"scoring": "weakest"}))
    (objective,) = found["objectives"]
    assert (objective["official"], objective["rescored"]) == (0.375, 0.0)
    weights = [f"{place.completion}:3", f"{place.binary}:1"]
    (objective,) = ok(place.client.get(path, params={"scoring": "weighted", "weight": weights}))["objectives"]
    assert objective["rescored"] == pytest.approx(0.75 * 3 / 4)
    assert ok(place.client.get(place.url()))["score"] == 0.375


@pytest.mark.parametrize(
    ("scoring", "weight"),
    [
        ("fairest", []),
        ("linear", ["{completion}:2"]),
        ("weighted", ["{completion}:0"]),
        ("weighted", ["{completion}:1001"]),
        ("weighted", ["{completion}"]),
        ("weighted", [f"{new_id()}:2"]),
    ],
)
def test_a_scoring_or_weight_that_cannot_be_is_named(api: Api, scoring: str, weight: list[str]) -> None:
    place = moved(api)
    params = {"scoring": scoring, "weight": [each.format(completion=place.completion) for each in weight]}
    document = problem(place.client.get(f"/v1/cycles/{place.cycle}/rescored", params=params), 422)
    assert document["errors"][0]["parameter"].startswith("weight" if weight else "scoring")


@pytest.mark.parametrize(
    ("form", "media_type", "beginning"),
    [
        ("html", "text/html", "<!doctype html>"),
        ("md", "text/markdown", "# Retrospective: 2026"),
        ("json", "application/json", "{"),
    ],
)
def test_the_pack_comes_as_a_page_as_markdown_and_as_data(
    api: Api, form: str, media_type: str, beginning: str
) -> None:
    place = moved(api)
    answer = place.client.get(f"/v1/cycles/{place.cycle}/retro", params={"format": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["content-disposition"] == f'inline; filename="retrospective-2026-01-01.{form}"'
    assert answer.text.lstrip().startswith(beginning)
    assert "Make the first week seamless" in answer.text


def test_the_pack_as_of_a_position_says_so_and_knows_no_more(api: Api) -> None:
    place = moved(api)
    path = f"/v1/cycles/{place.cycle}/retro"
    now = ok(place.client.get(path))
    answer = place.client.get(path, params={"as_of": now["position"] - 1})
    past = ok(answer)
    assert answer.headers["northlog-position"] == str(now["position"] - 1)
    assert answer.headers["northlog-as-of"] == past["as_of"]
    assert (now["as_of"], now["summary"]["moved"]) == (None, 1)
    assert (past["position"], past["summary"]["moved"]) == (now["position"] - 1, 0)


@pytest.mark.parametrize("report", ["goalposts", "rescored?scoring=linear", "retro"])
def test_a_cycle_that_is_not_there_is_not_found(api: Api, report: str) -> None:
    document = problem(settle(api.client()).client.get(f"/v1/cycles/{new_id()}/{report}"), 404)
    assert document["errors"][0]["parameter"] == "cycle_id"


def test_the_pack_of_a_past_day_keeps_its_weeks_when_the_cycle_is_rescheduled_later(api: Api) -> None:
    day = [at("2026-01-05T09:00")]
    lived = api.house.another_organization(lambda: day[0])
    client = replace(api, house=lived, app=create_app(northlog_of(lived))).client()
    team = settle(client).team
    planned = {"name": "Q1", "starts_on": "2026-01-01", "ends_on": "2026-03-31"}
    cycle = ok(client.post("/v1/cycles", json=planned))["made"]["cycle_id"]
    drafted = {"cycle_id": cycle, "team_id": team, "title": "Grow"}
    objective = ok(client.post("/v1/objectives", json=drafted))["made"]["objective_id"]
    ok(client.post(f"/v1/objectives/{objective}/publish"))
    day[0] = at("2026-01-20T09:00")
    then = ok(client.get(f"/v1/cycles/{cycle}/retro"))["weeks"]
    assert [each["number"] for each in then] == [1, 2, 3]
    day[0] = at("2026-01-21T09:00")
    dates = {"starts_on": "2026-01-18", "ends_on": "2026-03-31"}
    ok(client.put(f"/v1/cycles/{cycle}/dates", json=dates))
    found = ok(client.get(f"/v1/cycles/{cycle}/retro", params={"as_of": "2026-01-20T09:00:00Z"}))
    assert found["cycle"]["starts_on"] == "2026-01-01"
    assert found["weeks"] == then
