"""The doorbell: rung by many it is one message, until somebody answers."""

from contextlib import closing

from tests.house import new_id
from workers.broker import EVALUATE, connect
from workers.doorbell import RedisBell, answering

QUEUE = f"northlog:{EVALUATE}"


def test_who_rings_while_it_rings_adds_nothing_and_whoever_rings_after_an_answer_does(redis_url: str) -> None:
    here, there = new_id(), new_id()
    with closing(connect(redis_url)) as broker, closing(RedisBell(redis_url)) as bell:
        broker.flush(EVALUATE)

        def messages() -> int:
            return int(broker.client.llen(QUEUE))

        def a_fact_meanwhile(org: str) -> None:
            bell(org)
            assert messages() == 3, "it came too late to be sure that this round sees it"

        for org in (here, here, there, here):
            bell(org)
        assert messages() == 2
        answering(broker.client, EVALUATE, a_fact_meanwhile)(here)
        bell(here)
        bell(there)
        assert messages() == 3
        broker.flush(EVALUATE)


def test_work_is_done_though_redis_is_away() -> None:
    done: list[str] = []
    with closing(connect("redis://127.0.0.1:1/0", 0.1)) as broker:
        answering(broker.client, EVALUATE, done.append)("here")
    assert done == ["here"]
