"""One check-in over HTTP is one trace: request, append, evaluation, alert, delivery, and on to the receiver."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import ReadableSpan

from domain.destination import AddDestination, Audience, AudienceKind, DestinationKind
from northlog import destinations
from northlog.api.app import create_app
from northlog.settings import Settings
from northlog.wiring import Northlog
from northlog.working import scheduling, serving_messages
from tests.api import Api, Workplace, northlog_of, ok, settle
from tests.embedded_tools import until
from tests.house import House, new_id
from tests.receiver import Receiver, receiving
from tests.telling import ALWAYS
from tests.watching import Watched, watched
from workers.doorbell import RedisBell
from workers.evaluator import Evaluator

REQUEST = "POST /v1/objectives/{objective_id}/check-ins"


@pytest.fixture
def seen(house: House) -> Iterator[Watched]:
    with watched(house) as seen:
        yield seen


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as receiver:
        yield receiver


@pytest.fixture
def calm(api: Api, receiver: Receiver) -> Workplace:
    """A company in which nothing is left to do, and whose team hears at the receiver. Nobody watched it begin."""
    place = settle(api.client())
    _hear(api.house, place.team, receiver.url())
    Evaluator(api.house.executor).work(api.house.org)
    return place


def _hear(house: House, team: str, url: str) -> None:
    key, kind = new_id(), DestinationKind.WEBHOOK
    place = destinations.keep_address(house.app, house.org, key, new_id(), kind, url)
    audience = Audience(kind=AudienceKind.TEAM, id=team)
    house.do(
        AddDestination(
            destination_id=key, kind=kind, audience=audience, name="Board", place=place, preferences=ALWAYS
        )
    )
    destinations.rotate(house.app, house.org, key, datetime.now(UTC))


@pytest.fixture
def northlog(seen: Watched, redis_url: str) -> Iterator[Northlog]:
    """A process that is watched and rings, and whose receivers may be on this host."""
    bell = RedisBell(redis_url, watch=seen.house.executor.watch)
    ringing = replace(seen.house, executor=replace(seen.house.executor, committed=bell))
    settings = Settings(data_dir=Path("unused"), allowed_networks="127.0.0.0/8")
    try:
        yield replace(northlog_of(ringing), settings=settings, redis_url=redis_url)
    finally:
        bell.close()


def worry(api: Api, northlog: Northlog, place: Workplace, **headers: str) -> None:
    """A check-in over HTTP that is an alert by itself."""
    client = replace(api, app=create_app(northlog)).client()
    readings = [{"key_result_id": place.completion, "confidence": 1}]
    ok(client.post(place.url("/check-ins"), json={"readings": readings}, headers=headers))


def test_a_check_in_is_one_trace_from_the_request_to_the_receiver(
    api: Api, calm: Workplace, seen: Watched, northlog: Northlog, receiver: Receiver
) -> None:
    given_trace, given_span = secrets.token_hex(16), secrets.token_hex(8)
    with serving_messages(northlog):
        worry(api, northlog, calm, traceparent=f"00-{given_trace}-{given_span}-01")
        until(lambda: bool(receiver.got))
    spans = {it.name: it for it in seen.exporter.get_finished_spans() if trace_of(it) == given_trace}
    chain = ("deliver", "process deliver", "evaluate", "process evaluate", "append CheckIn", REQUEST)
    assert spans.keys() >= {*chain, "append RaiseAlert"}
    for inner, outer in pairwise(chain):
        assert parent_of(spans[inner]) == id_of(spans[outer]), (inner, outer)
    assert parent_of(spans[REQUEST]) == given_span
    [got] = receiver.got
    assert got.headers["traceparent"].split("-")[1:3] == [given_trace, id_of(spans["deliver"])]


def test_where_the_scheduler_finds_the_work_the_alert_leads_back_to_the_check_in(
    api: Api, calm: Workplace, seen: Watched, northlog: Northlog, receiver: Receiver
) -> None:
    deaf = replace(northlog, redis_url=None, executor=replace(northlog.executor, committed=lambda _: None))
    with scheduling(deaf):
        worry(api, deaf, calm)
        until(lambda: bool(receiver.got))
    (checked_in,) = seen.spans("append CheckIn")
    raised = seen.spans("append RaiseAlert")
    assert trace_of(checked_in) not in map(trace_of, raised)
    position = str((checked_in.attributes or {})["northlog.position"])
    assert position in {(each.attributes or {})["northlog.causation_id"] for each in raised}


def test_a_line_of_log_leads_to_its_span(api: Api, calm: Workplace, seen: Watched, northlog: Northlog) -> None:
    worry(api, northlog, calm)
    (span,) = seen.spans(REQUEST)
    [line] = [it for it in seen.logged("request") if it["route"] == REQUEST.split()[1]]
    assert (line["trace_id"], line["span_id"]) == (trace_of(span), id_of(span))


def test_a_span_tells_no_path_and_no_text(api: Api, calm: Workplace, seen: Watched, northlog: Northlog) -> None:
    worry(api, northlog, calm)
    client = replace(api, app=create_app(northlog)).client()
    client.get("/v1/teams", params={"name": "Ada Lovelace"})
    client.post(calm.url("/check-ins"), json={"issues": "Ada is away", "energy": 99})
    told = "".join(span.to_json() for span in seen.exporter.get_finished_spans())
    assert "/v1/teams" in told
    for private in ("Ada", calm.objective, "127.0.0.1", "testclient", "northlog_"):
        assert private not in told.replace("northlog_test", ""), private


def trace_of(span: ReadableSpan) -> str:
    assert span.context is not None
    return f"{span.context.trace_id:032x}"


def id_of(span: ReadableSpan) -> str:
    assert span.context is not None
    return f"{span.context.span_id:016x}"


def parent_of(span: ReadableSpan) -> str:
    assert span.parent is not None
    return f"{span.parent.span_id:016x}"
