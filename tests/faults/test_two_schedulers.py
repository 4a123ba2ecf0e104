"""Two schedulers look at two hundred organizations at once: each is acted for by one of them, once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from tests.faults.alarm import calm, raised, worry
from tests.house import House
from workers import scheduler
from workers.evaluator import Evaluator
from workers.scheduler import Scheduler

ORGANIZATIONS = 200


def test_each_of_many_organizations_is_acted_for_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "BATCH", 10)
    of = calm(house)
    worry(house, of)
    others = [house.another_organization().org for _ in range(ORGANIZATIONS - 1)]
    together = Barrier(2)

    def act_until_nothing_is_left(_: int) -> list[str]:
        acted: list[str] = []
        evaluator = Evaluator(house.executor)

        def act(org: str) -> None:
            acted.append(org)
            evaluator.work(org)

        one = Scheduler(house.app, act, Event())
        together.wait(10)
        while one.once():
            pass
        return acted

    with ThreadPoolExecutor(2) as pool:
        by_scheduler = list(pool.map(act_until_nothing_is_left, range(2)))
    assert all(by_scheduler), "both have done something"
    assert Counter(org for acted in by_scheduler for org in acted) == Counter([house.org, *others])
    assert raised(house, of) == 1
