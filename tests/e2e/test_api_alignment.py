"""Alignment over HTTP: from the vision down to what a team pledges, and back up, today and on past days."""

from typing import Any

from fastapi.testclient import TestClient

from northlog import tokens
from northlog.tokens import Role
from tests.api import Api, Workplace, ok, problem, settle


def made(client: TestClient, path: str, body: object) -> str:
    (key,) = ok(client.post(path, json=body))["made"].values()
    return str(key)


def north(place: Workplace) -> str:
    """A strategic objective of the company."""
    drafted = {
        "cycle_id": place.cycle,
        "team_id": place.company,
        "title": "Delight newcomers",
        "level": "strategic",
    }
    return made(place.client, "/v1/objectives", drafted)


def pledge(place: Workplace, objective: str, **said: Any) -> dict[str, Any]:
    return {"team_id": place.team, "objective_id": objective, "what": "A first week without dead ends"} | said


def test_the_layers_can_be_walked_down_and_up(api: Api) -> None:
    place = settle(api.client())
    client, strategic = place.client, north(place)
    ok(client.put("/v1/strategy/vision", json={"statement": "Near"}))
    ok(client.put("/v1/strategy/statement", json={"statement": "Win the first week"}))
    priority = made(client, "/v1/strategy/priorities", {"year": 2026, "title": "Simplify onboarding"})
    ok(client.put(f"/v1/objectives/{strategic}/priority", json={"priority_id": priority}))
    context = {"why_it_matters": "Who stays a week stays for years", "supporting": [{"says": "25 % leave"}]}
    ok(client.put(f"/v1/objectives/{strategic}/context", json={"context": context}))
    ok(place.check_in(readings=[{"key_result_id": place.completion, "value": 77.5}]))
    rests = [{"objective_id": place.objective, "key_result_id": place.completion}]
    pledged = made(client, "/v1/contributions", pledge(place, strategic, rests_on=rests, counts=True))

    down = ok(client.get(f"/v1/cycles/{place.cycle}/direction"))
    assert (down["strategy"]["vision"], down["strategy"]["statement"]) == ("Near", "Win the first week")
    (goal,) = down["objectives"]
    assert (goal["objective"]["objective_id"], goal["priority"]["title"]) == (strategic, "Simplify onboarding")
    (carrying,) = goal["contributions"]
    assert carrying["contribution"]["contribution_id"] == pledged
    assert [each["objective_id"] for each in carrying["objectives"]] == [place.objective]
    assert goal["contributed"] == carrying["contribution"]["score"] == 0.5

    up = ok(client.get(place.url("/alignment")))
    assert [each["objectives"][0]["objective_id"] for each in up["serves"]] == [strategic]
    assert ok(client.get(f"/v1/objectives/{strategic}"))["context"]["why_it_matters"] == context["why_it_matters"]


def test_a_person_pledges_for_their_own_team_alone(api: Api) -> None:
    place = settle(api.client())
    strategic, house = north(place), api.house
    _, secret = tokens.create(house.owner, house.org, "Ada", Role.MEMBER, person_id=place.person)
    ada = api.bearing(secret)
    refused = problem(ada.post("/v1/contributions", json=pledge(place, strategic)), 422)
    assert refused["errors"][0]["pointer"] == "/team_id"
    ok(place.client.put(f"/v1/teams/{place.team}/members/{place.person}", json={"role": "member"}))
    ok(ada.post("/v1/contributions", json=pledge(place, strategic)))
    forged = pledge(place, strategic, by=place.person)
    problem(api.client(Role.MEMBER).post("/v1/contributions", json=forged), 422)


def test_what_was_pledged_linked_and_needed_stands_on_the_day_it_did(api: Api) -> None:
    place = settle(api.client())
    client, strategic = place.client, north(place)
    pledged = made(client, "/v1/contributions", pledge(place, strategic))
    ends = {"objective_id": place.objective, "other_id": strategic}
    linked = made(client, "/v1/links", ends | {"kind": "vertical"})
    need = {"team_id": place.team, "of_team_id": place.company, "what": "Accounts", "needed_by": "2026-02-13"}
    needed = made(client, "/v1/dependencies", need | {"objective_id": place.objective})
    ok(client.post(f"/v1/dependencies/{needed}/accept", json={"promised_by": "2026-02-20"}))
    before = ok(client.get("/v1/teams"))["position"]
    ok(client.post(f"/v1/contributions/{pledged}/withdraw", json={"reason": "Split up"}))
    ok(client.post(f"/v1/links/{linked}/remove", json={"reason": "Apart"}))
    ok(client.post(f"/v1/dependencies/{needed}/deliver", json={"note": "There"}))

    now, then = {}, {"as_of": before}
    for asked, there, status in ((now, 0, "delivered"), (then, 1, "accepted")):
        seen = ok(client.get(place.url("/alignment"), params=asked))
        assert len(seen["links"]) == there
        assert [each["status"] for each in seen["dependencies"]] == [status]
        goal = ok(client.get(f"/v1/objectives/{strategic}/alignment", params=asked))
        assert len(goal["contributions"]) == there
    listed = ok(client.get("/v1/contributions", params={"team": place.team} | then))["items"]
    assert [(each["contribution_id"], each["withdrawn"]) for each in listed] == [(pledged, False)]
    assert ok(client.get(f"/v1/contributions/{pledged}"))["withdrawn_reason"] == "Split up"
    assert ok(client.get(f"/v1/links/{linked}"))["removed"]
    (dependency,) = ok(client.get("/v1/dependencies", params={"of_team": place.company}))["items"]
    assert (dependency["note"], dependency["promised_by"]) == ("There", "2026-02-20")
    assert ok(client.get("/v1/links", params={"other": strategic}))["items"][0]["link_id"] == linked


def test_publishing_and_checking_in_never_wait_for_alignment(api: Api) -> None:
    """P2.1, P2.3: what stands by itself is whole."""
    place = settle(api.client())
    seen = ok(place.client.get(place.url("/alignment")))
    assert (seen["priority"], seen["serves"], seen["contributions"], seen["contributed"]) == (None, [], [], None)
    assert ok(place.client.get(place.url()))["status"] == "published"
    assert ok(place.client.get("/v1/strategy"))["priorities"] == []
