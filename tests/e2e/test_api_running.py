"""What runs beside the goals, over HTTP: backlogs with what became of them, and health metrics (P1.9, P1.10)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from fastapi.testclient import TestClient

from tests.api import Api, Workplace, ok, problem, settle
from tests.spec import NOW
from workers.evaluator import Evaluator


def note(client: TestClient, team: str, text: str, kind: str = "idea") -> str:
    asked = {"team_id": team, "text": text, "kind": kind}
    return str(ok(client.post("/v1/backlog-items", json=asked))["made"]["backlog_item_id"])


def test_an_idea_becomes_an_objective_with_its_trail_and_stands_as_an_idea_on_days_before(api: Api) -> None:
    place = settle(api.client())
    client = place.client
    friend, tutorial, parked = (note(client, place.team, text) for text in ("Friends", "Tutorial", "Rename"))
    ok(client.put(f"/v1/backlog-items/{parked}", json={"kind": "parking_lot", "text": "Rename the app"}))
    before = ok(client.get("/v1/teams"))["position"]

    answer = ok(client.post(f"/v1/backlog-items/{friend}/draft", json={"cycle_id": place.cycle}))
    assert answer["last_position"] == answer["first_position"] + 1
    drafted = answer["made"]["objective_id"]
    into = {"objective_id": place.objective, "key_result_id": place.completion}
    ok(client.post(f"/v1/backlog-items/{tutorial}/promote", json=into))
    ok(client.post(f"/v1/backlog-items/{parked}/drop", json={"reason": "Nobody asks"}))

    assert ok(client.get(f"/v1/objectives/{drafted}"))["title"] == "Friends"
    (trail,) = ok(client.get("/v1/backlog-items", params={"objective": place.objective}))["items"]
    assert (trail["backlog_item_id"], trail["key_result_id"]) == (tutorial, place.completion)
    assert ok(client.get(place.url("/alignment")))["backlog"] == [trail]
    assert ok(client.get(f"/v1/backlog-items/{parked}"))["dropped_reason"] == "Nobody asks"
    problem(client.post(f"/v1/backlog-items/{friend}/drop", json={"reason": "Late"}), 409)

    listed = ok(client.get("/v1/backlog-items", params={"team": place.team, "status": "open", "as_of": before}))
    assert [each["text"] for each in listed["items"]] == ["Friends", "Tutorial", "Rename the app"]
    assert ok(client.get("/v1/backlog-items", params={"team": place.team, "status": "open"}))["items"] == []
    assert ok(client.get("/v1/backlog-items", params={"team": place.company}))["items"] == []


def test_a_backlog_is_listed_in_pages(api: Api) -> None:
    place = settle(api.client())
    noted = [note(place.client, place.team, f"Idea {number}") for number in range(3)]
    first = ok(place.client.get("/v1/backlog-items", params={"limit": 2}))
    rest = ok(place.client.get("/v1/backlog-items", params={"limit": 2, "after": first["next"]}))
    assert [each["backlog_item_id"] for each in first["items"] + rest["items"]] == noted
    assert rest["next"] is None


class Clock:
    """A simulated now."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)


def settled(api: Api, clock: Clock) -> Workplace:
    """A workplace of an organization that was founded by this clock, and lives by it."""
    house = api.house.another_organization(clock)
    return settle(replace(api, house=house).at(clock).client())


def test_a_review_is_due_once_a_quarter_has_passed_since_the_last(api: Api) -> None:
    clock = Clock()
    place = settled(api, clock)
    url = f"/v1/teams/{place.team}/backlog"

    def seen() -> tuple[Any, ...]:
        said = ok(place.client.get(url))
        return said["open"], said["reviewed_on"], said["due_on"], said["review_due"]

    assert seen() == (0, None, None, False)
    note(place.client, place.team, "Friends")
    assert seen() == (1, None, "2026-05-19", False)
    clock.wait(days=93)
    assert seen() == (1, None, "2026-05-19", True)
    ok(place.client.post(url + "/review", json={}))
    assert seen() == (1, "2026-05-20", "2026-08-20", False)
    assert ok(place.client.get(url, params={"as_of": "2026-05-01"}))["reviewed_on"] is None
    problem(place.client.post(url + "/review", json={"reviewed_on": "2026-05-22"}), 422)


def test_a_health_metric_out_of_its_band_says_since_when_and_alerts_after_what_was_agreed(api: Api) -> None:
    clock = Clock()
    place = settled(api, clock)
    asked = {"team_id": place.team, "name": "Errors", "unit": "%", "high": 0.5, "alert_after_days": 3}
    key = ok(place.client.post("/v1/health-metrics", json=asked | {"owner": place.person}))["made"]
    url = f"/v1/health-metrics/{key['health_metric_id']}"

    def read(value: float, **said: str) -> None:
        ok(place.client.post(url + "/readings", json={"value": value, **said}))

    def state(**asked: str) -> tuple[Any, ...]:
        said = ok(place.client.get(url, params=asked))
        return said["state"], said["out_of_band_since"], said["alerting"], said["value"]

    assert state() == ("silent", None, False, None)
    read(0.3)
    clock.wait(days=1)
    read(0.7)
    out = clock.now.isoformat().replace("+00:00", "Z")
    tag = place.client.get(url).headers["ETag"]
    clock.wait(days=4)
    assert state() == ("out_of_band", out, True, 0.7)
    assert place.client.get(url, headers={"If-None-Match": tag}).status_code == 304

    # A late entry of half a day before, and a correction of the last reading.
    late = (NOW + timedelta(hours=12)).isoformat()
    read(0.9, occurred_at=late)
    assert state()[1] == late.replace("+00:00", "Z")
    read(0.4, occurred_at=out, note="Misread")
    assert state() == ("ok", None, False, 0.4)
    assert len(ok(place.client.get(url + "/readings"))["items"]) == 4
    then = (NOW + timedelta(days=2)).isoformat().replace("+00:00", "Z")
    assert state(as_of=then) == ("ok", None, False, 0.4)
    assert state(as_of=then, known_at=then) == ("out_of_band", out, False, 0.7)

    page = ok(place.client.get(url + "/readings", params={"limit": 3}))
    (last,) = ok(place.client.get(url + "/readings", params={"limit": 3, "after": page["next"]}))["items"]
    assert (page["items"][1]["value"], last["occurred_at"]) == (0.9, out)
    clock.wait(days=32)
    assert state()[0] == "silent"
    redefined = {"name": "Errors", "high": 0.2, "alert_after_days": 3}
    ok(place.client.put(url, json=redefined))
    assert state()[:2] == ("silent", NOW.isoformat().replace("+00:00", "Z"))
    ok(place.client.post(url + "/retire", json={"reason": "Gone"}))
    assert state()[0] is None
    problem(place.client.post(url + "/readings", json={"value": 1}), 409)
    (listed,) = ok(place.client.get("/v1/health-metrics", params={"team": place.team}))["items"]
    assert (listed["retired_reason"], listed["alerting"]) == ("Gone", False)


def test_its_alert_is_raised_when_time_has_passed_explains_itself_and_clears_by_itself(api: Api) -> None:
    clock = Clock()
    house = api.house.another_organization(clock)
    place = settle(replace(api, house=house).at(clock).client())
    evaluator = Evaluator(house.executor)
    asked = {"team_id": place.team, "name": "Errors", "unit": "%", "high": 0.5, "alert_after_days": 3}
    key = ok(place.client.post("/v1/health-metrics", json=asked))["made"]["health_metric_id"]

    def read(value: float) -> int:
        answer = ok(place.client.post(f"/v1/health-metrics/{key}/readings", json={"value": value}))
        return int(answer["last_position"])

    def alerts(**wanted: str) -> list[dict[str, Any]]:
        evaluator.work(house.org)
        found = ok(place.client.get("/v1/alerts", params={"rule": "out_of_band", **wanted}))["items"]
        return [dict(each) for each in found]

    position = read(0.7)
    assert alerts() == []
    clock.wait(days=3)
    assert alerts() == []
    clock.wait(minutes=1)
    (raised,) = alerts(team=place.team)
    assert (raised["subject_kind"], raised["subject_id"], raised["severity"]) == ("health_metric", key, "warn")
    assert (raised["objective_id"], raised["cycle_id"], raised["facts"]) == (None, None, [position])
    told = ok(place.client.get(f"/v1/alerts/{raised['alert_id']}"))
    assert told["formula"].startswith("Out of band")
    assert told["rests_on"][0]["body"]["value"] == 0.7
    subject = {"kind": "alert", "id": raised["alert_id"]}
    ok(place.client.post("/v1/comments", json={"subject": subject, "text": "The release"}))

    read(0.4)
    assert alerts()[0]["eased_at"] is not None
    clock.wait(hours=23)
    assert alerts()[0]["state"] == "open"
    clock.wait(hours=1)
    assert [(each["state"], each["outcome"]) for each in alerts()] == [("resolved", "cleared")]
