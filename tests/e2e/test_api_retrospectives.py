"""Retrospectives over HTTP: held by members, read by everybody, closed for good."""

from typing import Any

import httpx2 as httpx
from fastapi.testclient import TestClient

from northlog.tokens import Role
from tests.api import Api, Workplace, ok, problem, settle


def opened(client: TestClient, place: Workplace, **said: Any) -> str:
    """The path of a new retrospective of the workplace's team."""
    asked = {"cycle_id": place.cycle, "team_id": place.team, "kind": "mid_cycle", "held_on": "2026-02-16", **said}
    answer = client.post("/v1/retrospectives", json=asked)
    assert answer.headers["Location"] == f"/v1/retrospectives/{ok(answer)['made']['retrospective_id']}"
    return answer.headers["Location"]


def added(answer: httpx.Response) -> str:
    return str(ok(answer)["made"]["entry_id"])


def test_a_member_holds_a_retrospective_and_a_viewer_reads_it(api: Api) -> None:
    place, member = settle(api.client()), api.client(Role.MEMBER)
    path = opened(member, place, trigger="slipping_momentum")
    texts = {kind: f"{kind} of Monday" for kind in ("notes", "attractors", "detractors", "learnings", "decisions")}
    spoken = {"objective_id": place.objective}
    entries = [added(member.post(f"{path}/{kind}", json={"text": text, **spoken})) for kind, text in texts.items()]
    ok(member.post(f"{path}/answers", json={"question": "learnt", "answer": "That silence is no yes"}))
    for text in ("Everything", ""):
        ok(member.post(f"{path}/answers", json={"question": "achieved", "answer": text}))
    ok(member.post(f"{path}/entries/{entries[0]}/withdraw", json={"reason": "said twice"}))
    ok(member.post(f"{path}/close", json={"summary": "Slipping, and we know why"}))

    seen = ok(api.client(Role.VIEWER).get(path))
    assert (seen["cycle_id"], seen["team_id"], seen["held_on"]) == (place.cycle, place.team, "2026-02-16")
    assert (seen["kind"], seen["trigger"], seen["summary"]) == (
        "mid_cycle",
        "slipping_momentum",
        "Slipping, and we know why",
    )
    assert seen["closed_at"] is not None
    assert [(each["entry_id"], each["number"], each["objective_id"]) for each in seen["entries"]] == [
        (entry, number, place.objective) for number, entry in enumerate(entries, 1)
    ]
    assert [each["kind"] for each in seen["entries"]] == [
        *("note", "attractor", "detractor", "learning", "decision"),
    ]
    assert [each["text"] for each in seen["entries"]] == [None, *list(texts.values())[1:]]
    assert seen["entries"][0]["withdrawn_reason"] == "said twice"
    assert {question: said["text"] for question, said in seen["answers"].items()} == {
        "learnt": "That silence is no yes"
    }
    said_by = {
        seen["opened_by"],
        seen["answers"]["learnt"]["author"],
        *(each["author"] for each in seen["entries"]),
    }
    assert len(said_by) == 1


def test_a_closed_retrospective_takes_nothing_but_the_carrying_of_its_decisions(api: Api) -> None:
    client = api.client()
    place = settle(client)
    path = opened(client, place)
    decision = added(client.post(f"{path}/decisions", json={"text": "Own the identity check"}))
    ok(client.post(f"{path}/close", json={}))
    assert problem(client.post(f"{path}/notes", json={"text": "Too late"}), 409)["type"] == "/problems/closed"

    later = ok(client.post("/v1/cycles", json={"name": "next", "starts_on": "2026-04-01"}))["made"]["cycle_id"]
    drafted = {"cycle_id": later, "team_id": place.team, "title": "Own the identity check"}
    became = ok(client.post("/v1/objectives", json=drafted))["made"]["objective_id"]
    carry = f"{path}/decisions/{decision}/carry"
    assert problem(client.post(carry, json={"cycle_id": place.cycle}), 422)["type"] == "/problems/not_later"
    ok(client.post(carry, json={"cycle_id": later, "became": became}))
    assert ok(client.post(carry, json={"cycle_id": later, "became": became}))["first_position"] is None
    (entry,) = ok(client.get(path))["entries"]
    assert (entry["carried_into"], entry["became"]) == (later, became)
    assert entry["carried_at"] is not None


def test_a_decision_may_be_meant_for_a_cycle_that_has_not_taken_it_up(api: Api) -> None:
    client = api.client()
    place = settle(client)
    path = opened(client, place, team_id=None, kind="end")
    later = ok(client.post("/v1/cycles", json={"name": "next", "starts_on": "2026-04-01"}))["made"]["cycle_id"]
    ok(client.post(f"{path}/decisions", json={"text": "Meet on Mondays", "carried_into": later}))
    (entry,) = ok(client.get(path))["entries"]
    assert (entry["carried_into"], entry["carried_at"], entry["became"]) == (later, None, None)


def test_the_list_is_of_a_cycle_or_a_team_page_by_page_in_the_order_of_opening(api: Api) -> None:
    client = api.client()
    place = settle(client)
    other = {"name": "Q2", "starts_on": "2026-01-01"}
    elsewhere = ok(client.post("/v1/cycles", json=other))["made"]["cycle_id"]
    ok(client.post(f"/v1/cycles/{elsewhere}/start"))
    paths = [
        opened(client, place),
        opened(client, place, team_id=None),
        opened(client, place, cycle_id=elsewhere),
    ]

    def listed(**wanted: Any) -> list[str]:
        items = ok(client.get("/v1/retrospectives", params=wanted))["items"]
        return [f"/v1/retrospectives/{each['retrospective_id']}" for each in items]

    assert listed() == paths
    assert listed(cycle=place.cycle) == paths[:2]
    assert listed(team=place.team) == [paths[0], paths[2]]
    assert listed(cycle=elsewhere, team=place.company) == []
    first = ok(client.get("/v1/retrospectives", params={"limit": 2}))
    assert len(first["items"]) == 2
    assert listed(limit=2, after=first["next"]) == paths[2:]


def test_a_retrospective_has_an_etag_that_every_change_of_it_moves(api: Api) -> None:
    client = api.client()
    path = opened(client, settle(client))
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    ok(client.post(f"{path}/notes", json={"text": "Quiet"}, headers={"If-Match": tag}))
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200
    problem(client.post(f"{path}/notes", json={"text": "Quieter"}, headers={"If-Match": tag}), 412)


def test_what_is_not_there_is_not_found_and_a_viewer_does_not_speak(api: Api) -> None:
    client = api.client()
    place = settle(client)
    path, nothing = opened(client, place), "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e09"
    problem(client.get(f"/v1/retrospectives/{nothing}"), 404)
    problem(client.post(f"{path}/entries/{nothing}/withdraw", json={"reason": "typo"}), 404)
    problem(client.post("/v1/retrospectives", json={"cycle_id": nothing, "kind": "end"}), 422)
    problem(api.client(Role.VIEWER).post(f"{path}/notes", json={"text": "Quiet"}), 403)
