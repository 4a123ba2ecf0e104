"""A company in which nothing is left to evaluate, what alarms it, how often it was alarmed, and who was told."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from domain.objective.commands import CheckIn
from northlog.settings import Settings
from northlog.wiring import Northlog
from tests.api import northlog_of
from tests.facts import reads
from tests.house import House, new_id
from tests.receiver import Receiver
from tests.worked_example import Example, play
from workers.doorbell import RedisBell
from workers.evaluator import Evaluator

RAISED = text("""
select count(*) from northlog.events
where org = :org and type = 'alert.raised.v2' and body::jsonb ->> 'subject_id' = :subject
  and body::jsonb ->> 'rule' = 'confidence_drop'
""")

ALARMS = ["confidence_drop"]
"""What the rules find once they hear of it: so early in a cycle the pace says nothing."""


def raised(house: House, of: Example) -> int:
    """How often the alert was raised: counted in the log."""
    with house.owner.connect() as connection:
        asked = {"org": house.org, "subject": of.key_result_id}
        return int(connection.execute(RAISED, asked).scalar_one())


def worry(house: House, of: Example) -> None:
    """A check-in that is a cause for alarm by itself."""
    readings = (reads(71.0, of.key_result_id, 2),)
    house.do(CheckIn(objective_id=of.objective_id, check_in_id=new_id(), readings=readings))


@contextmanager
def with_redis(house: House, url: str) -> Iterator[tuple[House, Northlog]]:
    """The house as a process that rings, and as one that works."""
    bell = RedisBell(url)
    ringing = replace(house, executor=replace(house.executor, committed=bell))
    try:
        yield ringing, replace(northlog_of(house), redis_url=url)
    finally:
        bell.close()


def calm(house: House) -> Example:
    """An example in which nothing is left to evaluate."""
    of = play(house)
    Evaluator(house.executor).work(house.org)
    return of


def northlog_that_may_send(house: House) -> Northlog:
    """The house as a process to whom receivers on this host are allowed."""
    settings = Settings(data_dir=Path("unused"), allowed_networks="127.0.0.0/8")
    return replace(northlog_of(house), settings=settings)


def told(receiver: Receiver) -> list[str]:
    """The rules of the notices that came, sorted; of a message that came twice, once."""
    messages = {got.id: json.loads(got.body)["data"]["items"] for got in receiver.got}
    return sorted(item["notice"]["rule"] for items in messages.values() for item in items)
