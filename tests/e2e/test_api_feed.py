"""The feed: every event once and in order, whichever way it is asked for, cut off anywhere, and witnessed."""

import threading
from typing import Any

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from jsonschema import Draft202012Validator

from domain.team import FormTeam
from events import read
from events.transaction import driver, transaction
from northlog.api import feed
from tests.api import Api, northlog_of, ok, problem, settle
from tests.embedded_tools import until
from tests.feeding import BATCH, LINES, STREAM, asking, served, token_of, whole_events, witnessed
from tests.house import House, new_id

FEED = "/v1/feed"


def _head(house: House) -> tuple[int, str]:
    with transaction(house.app, house.org) as connection:
        position, last = read.head(driver(connection), house.org) or (0, b"")
        return position, last.hex()


def test_each_way_to_ask_gives_every_event_once_and_in_order(api: Api) -> None:
    client = api.client()
    settle(client)
    end, last = _head(api.house)
    walked, url = [], f"{FEED}?as=stored&limit=3"
    while page := ok(answer := client.get(url)):
        walked += page
        assert answer.headers["Northlog-Position"] == page[-1]["position"]
        url = answer.links["next"]["url"]
    assert witnessed(api.house.org, walked) == last
    lines = client.get(FEED, params={"as": "stored"}, headers={"Accept": LINES})
    assert whole_events(LINES, lines.content) == walked
    assert lines.headers["Northlog-Position"] == str(end)
    # Cut off at any byte, what came whole is a beginning; and what is asked for after it is the rest of it.
    for cut in range(0, len(lines.content), 97):
        came = whole_events(LINES, lines.content[:cut])
        assert came == walked[: len(came)]
    for after in (0, 1, end - 1, end):
        assert ok(client.get(FEED, params={"as": "stored", "after": after})) == walked[after:]


def test_a_filter_leaves_out_events_and_never_positions(api: Api) -> None:
    client = api.client()
    place = settle(client)
    end, _ = _head(api.house)
    asked: dict[str, Any] = {"type": ["team.formed.v1", "cycle.started.v1"], "subject": f"team-{place.team}"}
    answer = client.get(FEED, params=asked)
    assert [each["subject"] for each in ok(answer)] == [f"team-{place.team}"]
    assert answer.headers["Northlog-Position"] == str(end)
    nothing = client.get(answer.links["next"]["url"])
    assert (ok(nothing), nothing.headers["Northlog-Position"]) == ([], str(end))
    assert problem(client.get(FEED, params={"type": "team.formed"}), 422)["errors"][0]["parameter"] == "type"
    assert problem(client.get(FEED, params={"after": end + 1}), 422)["errors"][0]["rule"] == "beyond"
    problem(client.get(FEED, headers={"Accept": "text/html"}), 406)
    stranger = api.client(house=api.house.another_organization())
    assert [each["type"] for each in ok(stranger.get(FEED))] == ["organization.founded.v1"]


def test_the_official_sdk_reads_each_event_and_its_data_fits_its_schema(api: Api) -> None:
    client = api.client()
    settle(client)
    known = {each["type"]: each["href"] for each in ok(client.get("/v1/schemas"))["items"]}
    for event in ok(client.get(FEED)):
        body = client.get(FEED, params={"after": int(event["position"]) - 1, "limit": 1}).content[1:-1]
        headers = {"content-type": "application/cloudevents+json"}
        parsed = from_http_event(HTTPMessage(headers=headers, body=body))
        assert (parsed.get_id(), parsed.get_source()) == (event["position"], f"urn:uuid:{api.house.org}")
        assert parsed.get_extension("hash") == event["hash"]
        schema = ok(client.get(known[parsed.get_type()]))
        Draft202012Validator(schema).validate(parsed.get_data())
    problem(client.get("/v1/schemas/team.formed"), 404)


def test_who_waits_hears_of_the_next_event_that_was_asked_for(api: Api) -> None:
    client, house = api.client(), api.house
    end, _ = _head(house)
    got: list[Any] = []
    asked = {"after": end, "wait": "30s", "type": "team.formed.v1"}
    waiting = threading.Thread(target=lambda: got.append(client.get(FEED, params=asked)))
    waiting.start()
    until(lambda: any(each.name == "news" for each in threading.enumerate()))
    ok(client.put("/v1/organization/name", json={"name": "Southwind"}))
    house.do(FormTeam(team_id=new_id(), name="Discover", kind="company"))
    waiting.join(10)
    (event,) = ok(got[0])
    assert event["position"] == got[0].headers["Northlog-Position"] == str(end + 2)


def test_a_stream_goes_on_where_it_broke_off_and_tells_positions_without_events(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "HEARTBEAT_SECONDS", 0.05)
    client, house = api.client(), api.house
    settle(client)
    end, _ = _head(house)
    token = token_of(house)
    with served(northlog_of(house)) as port:
        with asking(port, token, STREAM, type="team.formed.v1") as answer:
            received = b""
            while received.count(b"id: %d\n\n" % end) < 2:
                received += answer.read1(64)
            assert len(whole_events(STREAM, received)) == 2
        client.headers["Last-Event-ID"] = str(end - 1)
        house.do(FormTeam(team_id=new_id(), name="Holding", kind="company"))
        assert [each["position"] for each in ok(client.get(FEED))] == [str(end), str(end + 1)]
        with asking(port, token, STREAM, after=end) as answer:
            assert answer.getheader("Content-Type", "").startswith(STREAM)
            assert answer.readline() == b"retry: 1000\n"
            assert answer.readline() == b"\n"
            assert answer.readline() == b"id: %d\n" % (end + 1)
        with asking(port, token, BATCH, after=end, wait="30s") as answer:
            assert len(whole_events(BATCH, answer.read())) == 1
