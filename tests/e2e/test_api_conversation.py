"""Conversation over HTTP: comments in threads, reviews that gate nothing, agreements, goals negotiated."""

from typing import Any

from fastapi.testclient import TestClient

from northlog import tokens
from northlog.tokens import Role
from tests.api import Api, Workplace, ok, problem, settle


def made(client: TestClient, path: str, body: object) -> str:
    (key,) = ok(client.post(f"/v1/{path}", json=body))["made"].values()
    return str(key)


def bearer(api: Api, person: str, role: Role = Role.MEMBER) -> TestClient:
    """A client with a person's own token."""
    _, secret = tokens.create(api.house.owner, api.house.org, "own", role, person_id=person)
    return api.bearing(secret)


def another(place: Workplace) -> str:
    return made(place.client, "people", {"name": "Ben Bell", "email": "ben@example.org"})


def position(place: Workplace) -> int:
    return int(ok(place.client.get("/v1/teams"))["position"])


def whole(place: Workplace, objective: str) -> dict[str, Any]:
    """All of an objective that does not move with the clock alone."""
    seen = ok(place.client.get(f"/v1/objectives/{objective}"))
    return {name: said for name, said in seen.items() if name != "expected"}


def test_a_thread_is_written_answered_edited_and_withdrawn(api: Api) -> None:
    place = settle(api.client())
    ada = bearer(api, place.person)
    of_goal = {"subject": {"kind": "objective", "id": place.objective}}
    result = {"kind": "key_result", "id": place.completion, "objective_id": place.objective}
    asked = made(ada, "comments", of_goal | {"text": "Why now?", "mentions": [place.person]})
    answer = made(place.client, "comments", of_goal | {"text": "They leave.", "in_reply_to": asked})
    other = made(ada, "comments", {"subject": result, "text": "Does it count guests?"})
    before = position(place)
    meant = ok(ada.get("/v1/mentions"))["items"]
    assert [each["comment_id"] for each in meant] == [asked]
    assert ok(place.client.get("/v1/mentions", params={"person": place.person}))["items"] == meant
    refused = problem(place.client.get("/v1/mentions"), 422)
    assert refused["errors"][0]["parameter"] == "person"

    ok(ada.put(f"/v1/comments/{asked}", json={"text": "Why this quarter?"}))
    refused = problem(ada.post(f"/v1/comments/{answer}/withdraw", json={}), 409)
    assert refused["errors"][0]["rule"] == "own"
    ok(place.client.post(f"/v1/comments/{answer}/withdraw", json={"reason": "Said elsewhere"}))

    thread = ok(place.client.get("/v1/comments", params={"thread": asked}))["items"]
    assert [(each["comment_id"], each["text"]) for each in thread] == [
        (asked, "Why this quarter?"),
        (answer, None),
    ]
    assert (thread[0]["written_by"], thread[0]["mentions"]) == (f"person:{place.person}", [])
    then = ok(place.client.get("/v1/comments", params={"subject": place.objective, "as_of": before}))["items"]
    assert [each["text"] for each in then] == ["Why now?", "They leave."]
    assert ok(ada.get("/v1/mentions"))["items"] == []
    assert ok(ada.get("/v1/mentions", params={"as_of": before}))["items"] == meant
    about_it = {"objective": place.objective, "limit": 2}
    first = ok(place.client.get("/v1/comments", params=about_it))
    rest = ok(place.client.get("/v1/comments", params=about_it | {"after": first["next"]}))
    assert [each["comment_id"] for each in first["items"] + rest["items"]] == [asked, answer, other]
    assert rest["next"] is None
    lost = of_goal | {"text": "Who?", "mentions": [place.team]}
    assert problem(ada.post("/v1/comments", json=lost), 422)["errors"][0]["pointer"] == "/mentions/0"


def test_publishing_never_waits_for_a_review_that_was_asked(api: Api) -> None:
    """P2.1: the objective is the same before and after, and active at once."""
    place = settle(api.client())
    ben = another(place)
    drafted = {"cycle_id": place.cycle, "team_id": place.team, "title": "Make setup take a minute"}
    key = made(place.client, "objectives", drafted)
    unread = whole(place, key)
    asked = made(place.client, "reviews", {"objective_id": key, "reviewer": ben, "note": "Too broad?"})
    assert whole(place, key) == unread
    ok(place.client.post(f"/v1/objectives/{key}/publish"))
    assert ok(place.client.get(f"/v1/objectives/{key}"))["status"] == "published"
    (open_one,) = ok(place.client.get("/v1/reviews", params={"objective": key, "status": "asked"}))["items"]
    assert (open_one["review_id"], open_one["reviewer"]) == (asked, ben)
    assert problem(bearer(api, place.person).post(f"/v1/reviews/{asked}/give", json={"says": "No"}), 409)
    ok(bearer(api, ben).post(f"/v1/reviews/{asked}/give", json={"says": "Broad enough"}))
    given = ok(place.client.get(f"/v1/reviews/{asked}"))
    assert (given["status"], given["says"]) == ("given", "Broad enough")


def test_an_agreement_stands_while_both_sides_say_why_now(api: Api) -> None:
    place = settle(api.client())
    path = f"/v1/agreements/{place.objective}"
    own = {"team_id": place.team, "why_now": "A quarter leaves"}
    problem(place.client.get(path), 404)
    ok(place.client.put(f"{path}/team", json=own))
    assert not ok(place.client.get(path))["stands"]
    above = {"why_now": "It carries the first priority"}
    problem(api.client(Role.MEMBER).put(f"{path}/leadership", json=above), 403)
    ok(place.client.put(f"{path}/leadership", json=above))
    standing = position(place)
    ok(place.client.post(f"{path}/leadership/revoke", json={"reason": "The merger first"}))
    now, then = ok(place.client.get(path)), ok(place.client.get(path, params={"as_of": standing}))
    assert (now["stands"], now["stands_since"], now["reason"]) == (False, None, "The merger first")
    assert (then["stands"], then["leadership_why_now"], then["team_why_now"]) == (True, *map(_why, (above, own)))
    assert ok(place.client.get("/v1/agreements", params={"stands": True}))["items"] == []
    assert ok(place.client.get("/v1/agreements", params={"team": place.team}))["items"] == [now]


def _why(said: dict[str, str]) -> str:
    return said["why_now"]


def proposal(place: Workplace, **said: Any) -> dict[str, Any]:
    lower = {"kind": "completion", "start": 65, "target": 80}
    change = {"kind": "retarget", "key_result_id": place.completion, "measure": lower}
    return {"objective_id": place.objective, "change": change, "reason": "Two of five are on leave"} | said


def target(place: Workplace, **at: Any) -> float:
    results = ok(place.client.get(place.url(), params=at))["key_results"]
    return float(results[0]["measure"]["target"])


def test_what_was_accepted_becomes_the_edit_itself_which_the_acceptance_names(api: Api) -> None:
    place = settle(api.client())
    ok(place.client.put(f"/v1/teams/{place.team}/members/{place.person}", json={"role": "member"}))
    ben, ada = bearer(api, another(place)), bearer(api, place.person)
    key = made(ben, "proposals", proposal(place, team_id=None))
    asked = position(place)
    assert target(place) == 90
    problem(ben.post(f"/v1/proposals/{key}/accept", json={}), 409)
    answer = ok(ada.post(f"/v1/proposals/{key}/accept", json={"note": "On Monday"}))
    assert target(place) == 80
    assert target(place, as_of=asked) == 90
    seen = ok(place.client.get(f"/v1/proposals/{key}"))
    assert (seen["status"], seen["answer"], seen["edit"]) == ("accepted", "On Monday", "key_result.retargeted.v1")
    assert seen["edit_position"] == answer["last_position"] == answer["first_position"] + 1
    assert ok(place.client.get(f"/v1/proposals/{key}", params={"as_of": asked}))["status"] == "open"


def test_a_proposal_is_countered_and_a_refusal_points_into_it(api: Api) -> None:
    place = settle(api.client())
    client = place.client
    drop = {"kind": "drop", "key_result_id": place.completion}
    first = made(client, "proposals", proposal(place, change=drop, team_id=place.company))
    second = made(client, "proposals", proposal(place, team_id=place.team, counters=first))
    mine = {"objective": place.objective}
    listed = ok(client.get("/v1/proposals", params=mine))["items"]
    assert [(each["proposal_id"], each["status"]) for each in listed] == [(first, "countered"), (second, "open")]
    assert (listed[0]["countered_by"], listed[1]["counters"]) == (second, first)
    ok(client.post(f"/v1/objectives/{place.objective}/key-results/{place.completion}/drop", json={"reason": "x"}))
    late = problem(client.post(f"/v1/proposals/{second}/accept", json={}), 422)
    assert (late["errors"][0]["pointer"], late["errors"][0]["rule"]) == ("/change/key_result_id", "dropped")
    ok(client.post(f"/v1/proposals/{second}/decline", json={"reason": "It was dropped"}))
    (declined,) = ok(client.get("/v1/proposals", params=mine | {"status": "declined"}))["items"]
    assert (declined["answer"], declined["edit"]) == ("It was dropped", None)
