"""Check-ins over HTTP: by GRIP, late, corrected; and the tree they add up to."""

from datetime import UTC, datetime, timedelta

from tests.api import Api, ok, problem, settle
from tests.house import new_id


def test_a_check_in_by_grip_moves_progress_score_and_confidence(api: Api) -> None:
    place = settle(api.client())
    reading = {"key_result_id": place.completion, "value": 80, "confidence": 6}
    made = ok(place.check_in(goal_confidence=7, readings=[reading], issues="holidays", plan="ship", energy=4))

    (entry,) = ok(place.client.get(place.url("/check-ins")))["items"]
    assert (entry["check_in_id"], entry["goal_confidence"], entry["energy"]) == (made["made"]["check_in_id"], 7, 4)
    assert (entry["late"], entry["corrects"], entry["position"]) == (False, False, made["first_position"])
    first = ok(place.client.get(place.url()))["key_results"][0]
    assert (first["progress"], first["value"], first["confidence"]) == (0.6, 80, 6)


def test_what_was_not_stated_stays_absent(api: Api) -> None:
    place = settle(api.client())
    ok(place.check_in(plan="ship"))
    (entry,) = ok(place.client.get(place.url("/check-ins")))["items"]
    assert (entry["goal_confidence"], entry["energy"], entry["readings"]) == (None, None, [])


def test_an_entry_about_an_earlier_day_is_marked_late(api: Api) -> None:
    now = datetime(2026, 5, 20, 12, tzinfo=UTC)
    place = settle(api.at(lambda: now).client())
    ok(place.check_in(plan="ship", occurred_at=(now - timedelta(days=3)).isoformat()))
    ok(place.check_in(plan="ship", occurred_at=(now - timedelta(minutes=3)).isoformat()))
    entries = ok(place.client.get(place.url("/check-ins")))["items"]
    assert [entry["late"] for entry in entries] == [False, True]


def test_a_correction_stands_beside_the_original(api: Api) -> None:
    place = settle(api.client())
    check_in = ok(place.check_in(goal_confidence=9, plan="ship"))["made"]["check_in_id"]
    path = place.url(f"/check-ins/{check_in}/corrections")
    answer = place.client.post(path, json={"goal_confidence": 2, "plan": "ship", "reason": "a slip of the hand"})
    assert (answer.status_code, answer.json()["made"]) == (200, {})

    correction, original = ok(place.client.get(place.url("/check-ins")))["items"]
    assert (correction["goal_confidence"], correction["corrects"]) == (2, True)
    assert (original["goal_confidence"], original["corrects"]) == (9, False)
    assert {correction["check_in_id"], original["check_in_id"]} == {check_in}
    assert ok(place.client.get(place.url()))["confidence"] == 2


def test_a_correction_of_no_check_in_is_not_found(api: Api) -> None:
    place = settle(api.client())
    path = place.url(f"/check-ins/{new_id()}/corrections")
    document = problem(place.client.post(path, json={"plan": "ship", "reason": "a slip"}), 404)
    assert document["errors"][0]["parameter"] == "check_in_id"


def test_the_tree_holds_the_cycle_and_every_name_in_it(api: Api) -> None:
    place = settle(api.client())
    tree = ok(place.client.get(f"/v1/cycles/{place.cycle}/tree"))
    assert [each["objective_id"] for each in tree["objectives"]] == [place.objective]
    assert tree["people"][place.person]["name"] == "Ada Lovelace"
    assert tree["teams"][place.team]["name"] == "Discover"
    assert tree["position"] == ok(place.client.get("/v1/objectives"))["position"]
    problem(place.client.get(f"/v1/cycles/{new_id()}/tree"), 404)
