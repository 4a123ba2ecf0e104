"""Alerts and policies over HTTP."""

from typing import Any

import pytest

from northlog.tokens import Role
from tests.api import Api, Workplace, ok, problem, settle
from workers.evaluator import Evaluator

SECTION = {"confidence_drop": {"low": 5}}


def worry(api: Api, place: Workplace, **said: int) -> None:
    """A check-in whose confidence is an alert by itself, evaluated."""
    ok(place.check_in(readings=[{"key_result_id": place.completion, "value": 70, "confidence": 2}], **said))
    Evaluator(api.house.executor).work(api.house.org)


def alerts(place: Workplace, **wanted: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ok(place.client.get("/v1/alerts", params=wanted))["items"]
    return found


def the_alert(place: Workplace) -> dict[str, Any]:
    (found,) = alerts(place, rule="confidence_drop")
    return found


def test_alerts_are_filtered_by_cycle_team_objective_rule_and_state(api: Api) -> None:
    place = settle(api.client())
    worry(api, place)
    found = the_alert(place)
    assert (found["severity"], found["state"]) == ("critical", "open")
    fitting = {"cycle": place.cycle, "team": place.team, "objective": place.objective, "state": "open"}
    for name, value in fitting.items():
        assert found in alerts(place, **{name: value})
    assert alerts(place, team=place.company) == []
    assert alerts(place, state="resolved") == []
    problem(place.client.get("/v1/alerts", params={"state": "green"}), 422)


def test_the_pages_of_alerts_hold_each_one_once(api: Api) -> None:
    place = settle(api.client())
    worry(api, place, goal_confidence=2)
    whole = [each["alert_id"] for each in alerts(place)]
    assert len(whole) > 1
    paged, after = [], {}
    while True:
        page = ok(place.client.get("/v1/alerts", params={"limit": 1, **after}))
        paged += [each["alert_id"] for each in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert paged == whole


def test_an_alert_explains_itself_by_its_formula_and_the_facts_it_rests_on(api: Api) -> None:
    place = settle(api.client())
    worry(api, place)
    found = the_alert(place)
    explained = ok(place.client.get(f"/v1/alerts/{found['alert_id']}"))
    assert {name: explained[name] for name in found} == found
    assert "Formula" in explained["formula"]
    assert [each["position"] for each in explained["rests_on"]] == found["facts"]
    assert explained["rests_on"][-1]["type"] == "objective.checked_in.v1"
    problem(place.client.get(f"/v1/alerts/{place.cycle}"), 404)


def test_an_alert_is_acknowledged_snoozed_and_resolved(api: Api) -> None:
    place = settle(api.client())
    worry(api, place)
    path = f"/v1/alerts/{the_alert(place)['alert_id']}"
    ok(place.client.post(f"{path}/snooze", json={"until": "2200-01-01T00:00:00Z"}))
    ok(place.client.post(f"{path}/acknowledge", json={"will_do": "We ask five users."}))
    seen = ok(place.client.get(path))
    assert (seen["state"], seen["will_do"]) == ("acknowledged", "We ask five users.")
    assert seen["snoozed_until"] == "2200-01-01T00:00:00Z"
    ok(place.client.post(f"{path}/resolve", json={"outcome": "acted", "note": "Asked."}))
    seen = ok(place.client.get(path))
    assert (seen["state"], seen["outcome"], seen["note"]) == ("resolved", "acted", "Asked.")
    problem(place.client.post(f"{path}/acknowledge", json={"will_do": "More"}), 409)


def test_alerts_and_policies_are_told_as_of_a_past_day_as_they_stood_then(api: Api) -> None:
    place = settle(api.client())
    worry(api, place)
    found = the_alert(place)
    path = f"/v1/alerts/{found['alert_id']}"
    raised = ok(place.client.get("/v1/alerts"))["position"]
    ok(place.client.post(f"{path}/resolve", json={"outcome": "acted", "note": "Asked."}))
    ok(place.client.put(f"/v1/policies/{place.team}", json={"override": SECTION, "reason": "Speak up."}))
    answer = ok(place.client.get("/v1/alerts", params={"as_of": raised, "rule": "confidence_drop"}))
    assert (answer["items"], answer["position"]) == ([found], raised)
    assert alerts(place, as_of=str(raised), state="resolved") == []
    then = ok(place.client.get(path, params={"as_of": raised}))
    assert (then["state"], then["version"]) == ("open", found["version"])
    assert ok(place.client.get(path))["state"] == "resolved"
    problem(place.client.get(path, params={"as_of": found["facts"][0]}), 404)
    policy = f"/v1/policies/{place.team}"
    assert ok(place.client.get(policy, params={"known_at": raised}))["version"] == 0
    assert ok(place.client.get(policy))["version"] == 1


def test_the_pages_of_a_past_days_alerts_keep_to_that_day(api: Api) -> None:
    place = settle(api.client())
    worry(api, place, goal_confidence=2)
    first = ok(place.client.get("/v1/alerts"))
    then, every = {"as_of": first["position"], "limit": 1}, [each["alert_id"] for each in first["items"]]
    page = ok(place.client.get("/v1/alerts", params=then))
    for key in every:
        ok(place.client.post(f"/v1/alerts/{key}/resolve", json={"outcome": "accepted"}))
    paged = page["items"]
    while page["next"] is not None:
        page = ok(place.client.get("/v1/alerts", params={**then, "after": page["next"]}))
        paged += page["items"]
    assert [(each["alert_id"], each["state"]) for each in paged] == [(key, "open") for key in every]


def test_nobody_says_by_hand_that_an_alert_cleared_by_itself(api: Api) -> None:
    place = settle(api.client())
    worry(api, place)
    path = f"/v1/alerts/{the_alert(place)['alert_id']}/resolve"
    problem(place.client.post(path, json={"outcome": "cleared"}), 422)


def test_a_teams_policy_lies_over_the_organizations(api: Api) -> None:
    place = settle(api.client())
    ok(place.client.put("/v1/policies/organization", json={"override": SECTION, "reason": "Speak up."}))
    own = {"confidence_drop": {"low": 4}, "stalled": {"days": 14}}
    ok(place.client.put(f"/v1/policies/{place.team}", json={"override": own, "reason": "Ours."}))
    seen = ok(place.client.get(f"/v1/policies/{place.team}"))
    assert (seen["override"], seen["version"], seen["reason"]) == (own, 1, "Ours.")
    assert [each["scope"] for each in seen["layers"]] == ["organization", place.team]
    assert seen["effective"]["confidence_drop"]["low"] == 4
    ok(place.client.post(f"/v1/policies/{place.team}/clear", json={"reason": "No more."}))
    seen = ok(place.client.get(f"/v1/policies/{place.team}"))
    assert (seen["override"], seen["version"]) == (None, 2)
    assert seen["effective"]["confidence_drop"]["low"] == 5


def test_a_policy_that_no_rule_understands_is_refused(api: Api) -> None:
    client = api.client()
    wrong = {"override": {"stalled": {"days": 0}}, "reason": "?"}
    assert "stalled.days" in problem(client.put("/v1/policies/organization", json=wrong), 422)["detail"]
    problem(client.get("/v1/policies/elsewhere"), 422)
    problem(client.get("/v1/policies/3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e01"), 404)


def test_the_presets_are_listed_and_can_be_set_as_they_are(api: Api) -> None:
    client = api.client()
    presets = ok(client.get("/v1/policy-presets"))
    assert "viva-goals" in presets
    for override in presets.values():
        ok(client.put("/v1/policies/organization", json={"override": override, "reason": "As we know it."}))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MEMBER])
def test_policies_are_the_leads_to_set(api: Api, role: Role) -> None:
    sent = {"override": SECTION, "reason": "Mine."}
    problem(api.client(role).put("/v1/policies/organization", json=sent), 403)
