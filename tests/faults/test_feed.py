"""Consumers of the feed are cut off, killed, and left alone by PostgreSQL: each ends with the log's own chain."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from domain.organization import RenameOrganization
from domain.person import IntroducePerson
from events import read
from events.transaction import driver, transaction
from northlog.api import feed
from northlog.embedded import EmbeddedServer, Programs
from northlog.settings import Settings
from northlog.wiring import Northlog, open_northlog
from tests.api import northlog_of
from tests.embedded_tools import REPOSITORY, is_gone, server_pid, until
from tests.feeding import BATCH, LINES, STREAM, asking, rehashed, served, token_of, whole_events, witnessed
from tests.house import House, new_id, settle

SECONDS = float(os.environ.get("SOAK", "0")) / 3
"""So long the writers write; five times at least."""
CONSUMERS, WRITERS, ORGANIZATIONS = 10, 16, 4
MIRROR = REPOSITORY / "examples/consumers/mirror.py"


def _head(house: House) -> tuple[int, str]:
    with transaction(house.app, house.org) as connection:
        position, last = read.head(driver(connection), house.org) or (0, b"")
        return position, last.hex()


def _write(house: House, over: Callable[[], bool]) -> int:
    number = 0
    while number < 5 or not over():
        number += 1
        house.do(IntroducePerson(person_id=new_id(), sealed="c2VhbGVk"))
    return number


@dataclass
class Consumer:
    """Asks in any of the three ways, takes some bytes, hangs up, and keeps what came whole."""

    house: House
    port: int
    chance: random.Random
    events: list[dict[str, Any]] = field(default_factory=list)
    cut_off: int = 0

    def follow(self, over: Callable[[], bool]) -> None:
        """Until the writers are done and the whole log is there."""
        token = token_of(self.house)
        while not over() or len(self.events) < _head(self.house)[0]:
            media = self.chance.choice((BATCH, LINES, STREAM))
            size = self.chance.choice((700, 3_000, 100_000))
            asked = {"as": "stored", "after": len(self.events), "limit": 50}
            with asking(self.port, token, media, **asked) as answer:
                assert answer.status == 200
                received = self._some(answer, size)
            came = whole_events(media, received)
            self.cut_off += media != BATCH or not came
            self.events += came

    def _some(self, answer: Any, size: int) -> bytes:
        received, deadline = b"", time.monotonic() + 0.2
        while len(received) < size and time.monotonic() < deadline and (more := answer.read1(size)):
            received += more
        return received[:size]


def test_ten_consumers_that_are_cut_off_end_with_the_chain_of_the_log(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "HEARTBEAT_SECONDS", 0.05)  # who reads a stream hangs up after the next bytes
    houses = [house, *(house.another_organization() for _ in range(ORGANIZATIONS - 1))]
    written, ends_at = threading.Event(), time.monotonic() + SECONDS
    with served(northlog_of(house)) as port, ThreadPoolExecutor(CONSUMERS + WRITERS) as pool:
        consumers = [Consumer(houses[n % ORGANIZATIONS], port, random.Random(n)) for n in range(CONSUMERS)]
        following = [pool.submit(each.follow, written.is_set) for each in consumers]
        writing = [
            pool.submit(_write, houses[n % ORGANIZATIONS], lambda: time.monotonic() > ends_at)
            for n in range(WRITERS)
        ]
        try:
            written_events = sum(each.result(SECONDS + 60) for each in writing)
        finally:
            written.set()
        for each in following:
            each.result(60)
    assert sum(_head(each)[0] - 1 for each in houses) == written_events
    for consumer in consumers:
        position, last = _head(consumer.house)
        assert len(consumer.events) == position
        assert witnessed(consumer.house.org, consumer.events) == last
    assert sum(each.cut_off for each in consumers) > CONSUMERS


@dataclass
class Mirror:
    """The example in a process of its own, and the file it keeps."""

    house: House
    port: int
    token: str
    file: Path

    def start(self) -> subprocess.Popen[bytes]:
        url = f"http://127.0.0.1:{self.port}"
        return subprocess.Popen([sys.executable, MIRROR, url, self.token, self.file])

    def kept(self) -> list[tuple[int, str]]:
        """Positions and hashes, in order."""
        mirror = sqlite3.connect(self.file, timeout=5)
        try:
            return mirror.execute("select position, hash from events order by position").fetchall()
        except sqlite3.OperationalError:
            return []  # it has not begun
        finally:
            mirror.close()

    def is_level(self) -> bool:
        return self.kept()[-1:] == [_head(self.house)]


def test_the_example_is_killed_again_and_again_and_mirrors_every_event_once(house: House, tmp_path: Path) -> None:
    over = threading.Event()
    with served(northlog_of(house)) as port, ThreadPoolExecutor(1) as pool:
        mirror = Mirror(house, port, token_of(house), tmp_path / "mirror.sqlite")
        writing = pool.submit(_write, house, over.is_set)
        try:
            for kill in range(3):
                before = len(mirror.kept())
                process = mirror.start()
                try:
                    until(lambda before=before, kill=kill: len(mirror.kept()) > before + 3 * kill)
                finally:
                    process.send_signal(signal.SIGKILL)
                    process.wait()
        finally:
            over.set()
        assert writing.result(20) > 0
        process = mirror.start()
        try:
            until(mirror.is_level)
        finally:
            process.kill()
            process.wait()
    assert [position for position, _ in mirror.kept()] == list(range(1, _head(house)[0] + 1))


def test_who_waits_while_postgres_is_restarted_hears_of_what_comes_then(
    tmp_path: Path, programs: Programs
) -> None:
    with open_northlog(Settings(data_dir=tmp_path)) as northlog:
        house = replace(settle(northlog.owner, northlog.app), executor=northlog.executor)
        with served(northlog) as port:
            _outlive(house, northlog, port, programs, tmp_path)


def _outlive(house: House, northlog: Northlog, port: int, programs: Programs, tmp_path: Path) -> None:
    (end, last), token = _head(house), token_of(house)
    asked = {"as": "stored", "after": end}
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(_batch, port, token, {**asked, "wait": "60s"})
        until(lambda: any(each.name == "news" for each in threading.enumerate()))
        with asking(port, token, STREAM, **asked) as stream:
            assert stream.readline() == b"retry: 1000\n"
            os.kill(server_pid(tmp_path), signal.SIGINT)
            until(lambda: is_gone(tmp_path))
            northlog.app.dispose()
            with EmbeddedServer(tmp_path, programs):
                house.do(RenameOrganization(name="Southwind"))
                (told,) = waiting.result(15)
                received = b""
                while not (streamed := whole_events(STREAM, received)):
                    received += stream.readline()
                assert streamed == [told]
                assert told["hash"] == rehashed(last, told) == _head(house)[1]


def _batch(port: int, token: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    with asking(port, token, BATCH, **asked) as answer:
        return whole_events(BATCH, answer.read())
