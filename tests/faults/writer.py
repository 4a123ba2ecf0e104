"""A writer that may be killed at any moment, and what it leaves behind to be counted by.

Every command has an id of its own and yields one event. An id is noted when its command begins, and again,
flushed to the disk, once it was answered, with the seconds that took; so at most the last one noted is in doubt.
"""

import multiprocessing
import os
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from uuid import UUID

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from domain.person import IntroducePerson
from domain.team import RenameTeam
from domain.words import Command
from events.append import Origin
from events.catalogue import CATALOGUE
from events.errors import VersionConflict
from events.executor import Executor
from northlog.wiring import INLINE

LOST = (psycopg.OperationalError, DBAPIError)
PATIENCE = 60.0
"""Seconds for which a writer goes on asking a server that is away."""


@dataclass(frozen=True)
class Task:
    """Who writes what: in ``org``, to people of its own and to ``teams`` shared with others, for ``seconds``, or
    until there is a file ``over``."""

    name: str
    url: str
    org: str
    teams: Sequence[str]
    notes: Path
    seconds: float
    over: Path | None = None

    def commands(self) -> Iterator[tuple[str, Command]]:
        """Commands without end, each with its id; the same for the same name."""
        chance = random.Random(self.name)
        number = 0
        while True:
            number += 1
            key = f"{self.name}-{number}"
            if chance.random() < 0.5:
                yield key, RenameTeam(team_id=chance.choice(self.teams), name=key)
            else:
                yield key, IntroducePerson(person_id=str(UUID(int=chance.getrandbits(128))), sealed=key)


def write(task: Task) -> None:
    """Write until the time is over; a command whose answer was lost is given again under the same id."""
    engine = create_engine(task.url, pool_size=1, max_overflow=0)
    executor = Executor(engine, CATALOGUE, INLINE)
    end = time.monotonic() + task.seconds
    with task.notes.open("a") as notes:
        for key, command in task.commands():
            if time.monotonic() > end or (task.over is not None and task.over.exists()):
                return
            print("begun", key, file=notes, flush=True)
            began = time.monotonic()
            _until_answered(executor, task.org, command, key)
            print("answered", key, time.monotonic() - began, "s", file=notes, flush=True)
            os.fsync(notes.fileno())


def _until_answered(executor: Executor, org: str, command: Command, key: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            executor.execute(org, command, Origin(actor="writer", command_id=key, correlation_id=key))
            return
        except VersionConflict:
            continue  # overtaken time and again by others on the same stream
        except LOST:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


@contextmanager
def writing(tasks: Sequence[Task]) -> Iterator[list[ForkServerProcess]]:
    """The tasks, each in a process of its own; killed if they are still there at the end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    processes = [context.Process(target=write, args=(task,), name=task.name) for task in tasks]
    try:
        for process in processes:
            process.start()
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.join()


def noted(task: Task) -> tuple[set[str], set[str]]:
    """The ids that were answered, and those only begun: one at most."""
    words = _words(task)
    answered = {word[1] for word in words if word[0] == "answered"}
    return answered, {word[1] for word in words if word[0] == "begun"} - answered


def waits(task: Task) -> list[float]:
    """How long each answer was waited for, seconds."""
    return [float(word[2]) for word in _words(task) if word[0] == "answered"]


def _words(task: Task) -> list[list[str]]:
    """The lines that were noted in full."""
    lines = task.notes.read_text().splitlines() if task.notes.exists() else []
    words = [line.split() for line in lines]
    return [each for each in words if (each[:1], len(each)) in ((["begun"], 2), (["answered"], 4))]
