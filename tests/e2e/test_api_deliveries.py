"""Destinations and deliveries over HTTP: made, changed, listed, redriven; their addresses are shown to nobody."""

from typing import Any

from sqlalchemy import text

from northlog.tokens import Role
from tests.api import Api, ok, problem
from tests.facts import TEAM, an_id
from tests.post import Post
from tests.receiver import Receiver, receiving
from workers.telling import hand_out

CHAT: dict[str, Any] = {
    "kind": "slack",
    "audience": {"kind": "team", "id": TEAM},
    "name": "Channel",
    "address": "https://hooks.example.org/services/T0/verysecret",
}


def test_a_destination_is_added_changed_paused_and_removed(api: Api, post: Post) -> None:
    lead = api.client(Role.LEAD)
    key = ok(lead.post("/v1/destinations", json=CHAT))["made"]["destination_id"]
    path = f"/v1/destinations/{key}"
    seen = lead.get(path)
    assert (seen.json()["host"], seen.json()["preferences"]["digest"]) == ("hooks.example.org", "each")
    ok(lead.put(path, json={"address": "https://chat.example.org/x", "preferences": {"digest": "weekly"}}))
    changed = ok(lead.get(path))
    assert (changed["host"], changed["preferences"]["digest"]) == ("chat.example.org", "weekly")
    ok(lead.post(f"{path}/pause", json={"reason": "away"}))
    assert ok(lead.get("/v1/destinations"))["items"][0]["paused"]
    ok(lead.delete(path))
    assert ok(lead.get("/v1/destinations"))["items"] == []
    problem(lead.get(path), 404)
    assert "verysecret" not in seen.text


def test_a_webhook_subscribes_to_events_and_its_messages_are_listed(api: Api, post: Post) -> None:
    lead = api.client(Role.LEAD)
    key = post.destination("https://hooks.example.org/x")
    path = f"/v1/destinations/{key}"
    asked: dict[str, Any] = {"types": ["team.renamed.v1"]}
    assert problem(lead.put(f"{path}/subscription", json={"types": ["team.painted.v1"]}), 422)["errors"]
    assert (
        problem(lead.put(f"{path}/subscription", json={"after": 10_000}), 422)["errors"][0]["pointer"] == "/after"
    )
    ok(lead.put(f"{path}/subscription", json=asked))
    assert ok(lead.get(path))["subscribed"] == asked["types"]
    ok(lead.put(f"/v1/teams/{TEAM}/name", json={"name": "Explore"}))
    hand_out(post.house.app, post.house.org, post.now)
    (listed,) = ok(lead.get("/v1/deliveries"))["items"]
    (event,) = listed["message"]["data"]["events"]
    assert (listed["message"]["type"], event["type"], event["data"]["name"]) == (
        "events.v1",
        "team.renamed.v1",
        "Explore",
    )
    ok(lead.delete(f"{path}/subscription"))
    assert ok(lead.get(path))["subscribed"] is None


def test_an_address_counts_from_the_moment_its_event_is_there(api: Api, post: Post) -> None:
    lead = api.client(Role.LEAD)
    key = ok(lead.post("/v1/destinations", json=CHAT))["made"]["destination_id"]
    refused = lead.put(
        f"/v1/destinations/{key}", json={"address": "https://other.example/"}, headers={"If-Match": '"9"'}
    )
    problem(refused, 412)
    with post.house.owner.connect() as owner:
        place = text(f"select place->>'address_id' from {post.house.schema}.destinations")
        address = text("select address from northlog.destination_addresses where address_id = :id")
        held = owner.execute(address, {"id": owner.execute(place).scalar_one()}).scalar_one()
    assert held == CHAT["address"]


def test_a_request_that_is_repeated_adds_one(api: Api, post: Post) -> None:
    lead, headers = api.client(Role.LEAD), {"Idempotency-Key": "once"}
    first = ok(lead.post("/v1/destinations", json=CHAT, headers=headers))
    assert ok(lead.post("/v1/destinations", json=CHAT, headers=headers)) == first


def test_what_is_no_address_is_refused_with_the_field(api: Api, post: Post) -> None:
    lead = api.client(Role.LEAD)
    for wrong in ("ftp://example.org/", "https://user:password@example.org/", "example.org"):
        said = problem(lead.post("/v1/destinations", json={**CHAT, "address": wrong}), 422)
        assert said["errors"][0]["pointer"] == "/address"
    beyond = {**CHAT, "preferences": {"time_zone": "Mars/Olympus"}}
    said = problem(lead.post("/v1/destinations", json=beyond), 422)
    assert said["errors"][0]["pointer"] == "/preferences"


def test_a_secret_is_made_for_webhooks_by_leads_alone(api: Api, post: Post) -> None:
    lead = api.client(Role.LEAD)
    chat = ok(lead.post("/v1/destinations", json=CHAT))["made"]["destination_id"]
    hook = ok(lead.post("/v1/destinations", json={**CHAT, "kind": "webhook"}))["made"]["destination_id"]
    secrets = [ok(lead.post(f"/v1/destinations/{hook}/secrets"))["secret"] for _ in range(2)]
    assert len(set(secrets)) == 2
    assert all(each.startswith("whsec_") for each in secrets)
    problem(lead.post(f"/v1/destinations/{chat}/secrets"), 409)
    problem(lead.post(f"/v1/destinations/{an_id(9, 9)}/secrets"), 404)
    problem(api.client(Role.MEMBER).post(f"/v1/destinations/{hook}/secrets"), 403)


def test_deliveries_are_listed_and_dead_ones_redriven(api: Api, post: Post) -> None:
    lead = api.client(Role.LEAD)
    with receiving(Receiver(answer=lambda _: 410)) as receiver:
        post.destination(receiver.url())
        for number in (1, 2):
            post.raise_alert(number)
            post.later(minutes=1).run()
    listed = ok(lead.get("/v1/deliveries?state=dead&limit=1"))
    [latest] = listed["items"]
    [first] = ok(lead.get("/v1/deliveries", params={"after": listed["next"]}))["items"]
    assert (latest["sequence"], first["sequence"], latest["last_error"]) == (2, 1, "answered 410: thanks")
    path = f"/v1/deliveries/{latest['delivery_id']}"
    assert ok(lead.post(f"{path}/redrive")) == {"delivery_ids": [latest["delivery_id"]]}
    assert ok(lead.post(f"{path}/redrive")) == {"delivery_ids": []}
    assert (ok(lead.get(path))["state"], ok(lead.get(path))["attempts"]) == ("due", 0)
    problem(lead.post(f"/v1/deliveries/{an_id(12, 1)}/redrive"), 404)
    problem(api.client(Role.MEMBER).get("/v1/deliveries"), 403)


def test_dead_deliveries_are_dropped_and_no_others(api: Api, post: Post) -> None:
    lead, answers = api.client(Role.LEAD), iter([410, 503])
    with receiving(Receiver(answer=lambda _: next(answers))) as receiver:
        post.destination(receiver.url())
        for number in (1, 2):
            post.raise_alert(number)
            post.later(minutes=1).run()
    dead, failed = (each.delivery_id for each in post.deliveries())
    problem(api.client(Role.MEMBER).delete(f"/v1/deliveries/{dead}"), 403)
    assert ok(lead.delete(f"/v1/deliveries/{failed}")) == {"delivery_ids": []}
    assert ok(lead.delete(f"/v1/deliveries/{dead}")) == {"delivery_ids": [dead]}
    problem(lead.delete(f"/v1/deliveries/{dead}"), 404)
    assert [each.delivery_id for each in post.deliveries()] == [failed]


def test_a_destination_is_tried_by_leads_and_the_answer_says_what_came_back(api: Api, post: Post) -> None:
    key = post.destination("https://10.0.0.1/")
    said = ok(api.client(Role.LEAD).post(f"/v1/destinations/{key}/try"))
    assert said["arrived"] is False
    assert said["said"].startswith("It did not arrive: 10.0.0.1 is no public address")
    problem(api.client(Role.MEMBER).post(f"/v1/destinations/{key}/try"), 403)
    problem(api.client(Role.LEAD).post(f"/v1/destinations/{an_id(9, 9)}/try"), 404)


def test_another_organization_sees_no_delivery_and_no_destination(api: Api, post: Post) -> None:
    key = post.destination("https://127.0.0.1/")
    post.raise_alert()
    post.run()
    stranger = api.client(Role.ADMIN, post.house.another_organization())
    assert ok(stranger.get("/v1/deliveries"))["items"] == ok(stranger.get("/v1/destinations"))["items"] == []
    problem(stranger.get(f"/v1/deliveries/{post.deliveries()[0].delivery_id}"), 404)
    problem(stranger.post(f"/v1/destinations/{key}/secrets"), 404)
