"""What Prometheus is given: counted by the process, and asked of PostgreSQL and Redis when it comes."""

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import dramatiq
import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import create_engine, text

from domain.decider import Refused
from domain.objective.commands import PublishObjective
from events.errors import VersionConflict
from events.transaction import transaction
from northlog.settings import Settings, WrongSetting
from northlog.watching import standing
from northlog.watching.process import serving_metrics
from projections.current import CURRENT
from tests.api import northlog_of
from tests.house import House, new_id
from tests.post import OF_ANN, Post
from tests.receiver import Receiver, receiving
from tests.services import free_port
from tests.watching import counted
from tests.worked_example import play
from workers.broker import DELIVER, EVALUATE, connect
from workers.evaluator import Evaluator
from workers.following import follow

Series = dict[str, float]


@contextmanager
def exposed(
    house: House, redis_url: str | None = None, registry: CollectorRegistry | None = None
) -> Iterator[str]:
    """Where the metrics of a process over this house are."""
    settings = Settings(data_dir=Path("unused"), metrics_port=free_port())
    northlog = replace(northlog_of(house), settings=settings, redis_url=redis_url)
    with serving_metrics(northlog, registry or CollectorRegistry()):
        yield f"http://127.0.0.1:{settings.metrics_port}/metrics"


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        assert answer.status == 200
        said: str = answer.read().decode()
        return said


def scraped(house: House, redis_url: str | None = None, registry: CollectorRegistry | None = None) -> Series:
    """Each series of Northlog's own and its value, such as ``northlog_queue_due{deliver}``."""
    with exposed(house, redis_url, registry) as url:
        families = list(text_string_to_metric_families(read(url)))
    found = [sample for family in families for sample in family.samples]
    return {f"{it.name}{{{','.join(it.labels.values())}}}" if it.labels else it.name: it.value for it in found}


def test_the_lag_is_that_of_the_organization_furthest_behind(house: House) -> None:
    level = scraped(house)
    assert level["northlog_lag_events{current_state}"] == level["northlog_lag_organizations{current_state}"] == 0
    others = [house.another_organization() for _ in range(2)]
    play(others[0])
    with house.owner.begin() as connection:
        for each in others:
            put_back = text("update northlog.checkpoints set position = 0 where org = :org and schema = :schema")
            connection.execute(put_back, {"org": each.org, "schema": house.schema_of(CURRENT)})
        head = text("select position from northlog.heads where org = :org")
        furthest = connection.execute(head, {"org": others[0].org}).scalar_one()
    behind = scraped(house)
    assert behind["northlog_lag_events{current_state}"] == furthest > 1
    assert behind["northlog_lag_organizations{current_state}"] == 2


def read_on(house: House) -> None:
    """As the evaluator does before it evaluates."""
    with transaction(house.executor.engine, house.org) as connection:
        assert follow(connection, house.org, datetime.now(UTC))


def test_who_reads_the_log_without_tables_is_watched_too(house: House) -> None:
    of = play(house)
    before = scraped(house)
    assert before["northlog_lag_events{evaluation}"] == before["northlog_lag_events{telling}"] > 1
    read_on(house)
    assert scraped(house)["northlog_lag_events{evaluation}"] == 0
    house.do(of.check_in())
    assert scraped(house)["northlog_lag_events{evaluation}"] == 1


def test_the_queue_is_as_old_as_the_fact_that_waits_longest(house: House) -> None:
    of = play(house)
    Evaluator(house.executor).work(house.org)
    assert scraped(house)["northlog_queue_due{evaluate}"] == 0
    house.do(of.check_in())
    read_on(house)
    waiting = scraped(house)
    assert waiting["northlog_queue_due{evaluate}"] == 1
    assert 0 < waiting["northlog_queue_age_seconds{evaluate}"] < 60
    with house.owner.begin() as connection:
        connection.execute(text("update northlog.due_evaluations set due_at = now() - interval '1 hour'"))
    assert scraped(house)["northlog_queue_age_seconds{evaluate}"] == pytest.approx(3600, abs=60)


def test_deliveries_are_counted_by_state_and_attempts_by_outcome(post: Post) -> None:
    house, registry = counted(post.house)
    post = replace(post, house=house)
    with receiving(Receiver(answer=lambda got: 410 if got.path == "/gone" else 500)) as receiver:
        post.destination(receiver.url())
        post.destination(receiver.url(path="/gone"), audience=OF_ANN)
        first = post.raise_alert()
        post.escalate(first)
        post.plan()
        due = scraped(house)
        assert (due["northlog_deliveries{due}"], due["northlog_queue_due{deliver}"]) == (2, 2)
        assert due["northlog_queue_age_seconds{deliver}"] > 0
        post.run()
    tried = scraped(house, registry=registry)
    assert {state: tried[f"northlog_deliveries{{{state}}}"] for state in ("due", "failed", "dead")} == {
        "due": 0,
        "failed": 1,
        "dead": 1,
    }
    assert tried["northlog_delivery_attempts_total{webhook,failed}"] == 1
    assert tried["northlog_delivery_attempts_total{webhook,dead}"] == 1
    assert tried["northlog_delivery_duration_seconds_count{webhook}"] == 2


def test_commands_are_counted_by_what_became_of_them(house: House) -> None:
    of = play(house)
    watched, registry = counted(house)
    check_in = of.check_in()
    watched.do(check_in, key="once")
    watched.do(check_in, key="once")
    with pytest.raises(Refused):
        watched.do(PublishObjective(objective_id=new_id()))
    with pytest.raises(VersionConflict):
        watched.do(of.check_in(), expected_version=1)
    found = scraped(house, registry=registry)
    outcomes = ("appended", "repeated", "refused", "version_conflict")
    assert [found[f"northlog_appends_total{{{each}}}"] for each in outcomes] == [1, 1, 1, 1]
    assert found["northlog_append_conflicts_total"] == 2
    assert found["northlog_append_duration_seconds_count"] == 4


def test_an_evaluation_is_as_late_as_the_fact_it_follows(house: House) -> None:
    of = play(house)
    Evaluator(house.executor).work(house.org)
    house.do(of.check_in())
    read_on(house)
    with house.owner.begin() as connection:
        connection.execute(text("update northlog.due_evaluations set due_at = due_at - interval '20 s'"))
    watched, registry = counted(house)
    Evaluator(watched.executor).work(house.org)
    found = scraped(house, registry=registry)
    assert found["northlog_evaluation_latency_seconds_count"] == 1
    assert 20 <= found["northlog_evaluation_latency_seconds_sum"] < 40
    assert found["northlog_evaluations_total{evaluated}"] == 1


def test_messages_that_wait_in_redis_are_counted_by_queue(house: House, redis_url: str) -> None:
    broker = connect(redis_url)
    try:
        broker.flush_all()
        before = scraped(house, redis_url)
        broker.enqueue(dramatiq.Message(DELIVER, DELIVER, (house.org,), {}, {}))
        after = scraped(house, redis_url)
    finally:
        broker.flush(DELIVER)
        broker.client.close()
    assert after["northlog_redis_up"] == 1
    grown = {queue: after[f"northlog_messages_waiting{{{queue}}}"] for queue in (EVALUATE, DELIVER)}
    assert grown == {
        EVALUATE: before[f"northlog_messages_waiting{{{EVALUATE}}}"],
        DELIVER: before[f"northlog_messages_waiting{{{DELIVER}}}"] + 1,
    }


def test_servers_that_are_away_are_said_to_be_and_the_rest_is_told(house: House) -> None:
    watched, registry = counted(house)
    play(watched)
    nowhere = create_engine("postgresql+psycopg://northlog_app@127.0.0.1:1/none")
    lost = replace(house, app=nowhere)
    found = scraped(lost, "redis://127.0.0.1:1/0", registry)
    assert (found["northlog_database_up"], found["northlog_redis_up"]) == (0, 0)
    assert not any(name.startswith(("northlog_lag", "northlog_queue", "northlog_messages_w")) for name in found)
    assert found["northlog_appends_total{appended}"] > 5


def test_a_question_that_takes_long_is_given_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "BE_BRIEF", "set local statement_timeout = '100ms'")
    with house.owner.begin() as holding:
        holding.execute(text("lock table northlog.heads in access exclusive mode"))
        assert scraped(house)["northlog_database_up"] == 0
    assert scraped(house)["northlog_database_up"] == 1


def test_no_label_names_an_organization_or_anything_of_it(post: Post, redis_url: str) -> None:
    house, registry = counted(post.house)
    post = replace(post, house=house)
    with receiving(Receiver()) as receiver:
        destination_id = post.destination(receiver.url())
        alert_id = post.raise_alert()
        post.run()
        with exposed(house, redis_url, registry) as url:
            said = read(url)
    assert 'northlog_delivery_attempts_total{kind="webhook",outcome="sent"} 1.0' in said
    for private in (house.org, destination_id, alert_id, "Northwind", "Discover", str(receiver.port)):
        assert private not in said


def test_without_a_port_nothing_listens(house: House) -> None:
    registry = CollectorRegistry()
    with serving_metrics(northlog_of(house), registry):
        assert list(registry.collect()) == []


def test_a_port_in_use_is_one_sentence_that_names_the_setting(house: House) -> None:
    with exposed(house) as url:
        port = int(url.split(":")[2].split("/")[0])
        settings = Settings(data_dir=Path("unused"), metrics_port=port)
        again = serving_metrics(replace(northlog_of(house), settings=settings), CollectorRegistry())
        with pytest.raises(WrongSetting, match=f"NORTHLOG_METRICS_PORT: port {port} of 127.0.0.1"), again:
            pass


def test_what_is_over_leaves_no_port_open(house: House) -> None:
    with exposed(house) as url:
        assert "northlog_database_up 1.0" in read(url)
    with pytest.raises(OSError, match="refused"):
        read(url)
