"""Loading the sample company: its steps as ordinary commands, on the story's clock."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from domain.decider import Refused
from domain.person import IntroducePerson
from domain.words import Command
from events import read
from events.append import Origin, found_log
from events.executor import Executor
from events.transaction import driver, transaction
from northlog.demo.company import FOUNDING
from northlog.demo.step import Introduce, Step, person_id
from northlog.demo.story import tell
from northlog.demo.timeline import today_of
from workers.following import hold

HELD = timedelta(minutes=10)
"""Longer than loading takes; should it die, evaluations begin then."""

Seal = Callable[[str, dict[str, str]], str]
"""Seals a person's details under that person's own key: id and details to text, equal for equal details."""

Progress = Callable[[int, int], object]
"""Told the number of steps done and of all, after every step."""


class CannotLoad(Exception):
    """The sample company does not fit this log; nothing was appended. The sentence says what to do."""


def told_for(executor: Executor, org: str) -> date | None:
    """The today for which the sample company was begun in this log; ``None`` where the log is empty.

    Raises ``CannotLoad`` where the log was begun by anything else.
    """
    with transaction(executor.engine, org) as connection:
        first = read.after(driver(connection), org, 0, 1)
    if not first:
        return None
    if first[0].command_id != _command_id(FOUNDING):
        raise CannotLoad("this log belongs to another organization; load the sample company into an empty one")
    return today_of(first[0].recorded_at)


def load(
    executor: Executor,
    org: str,
    today: date,
    seal: Seal,
    progress: Progress = lambda _done, _all: None,
) -> int:
    """Tell the story into an organization's log, begun here if need be; returns how many steps were new.

    ``today``: the day by UTC, or what ``told_for`` says. Steps done before, by a load that was cut off too,
    are not repeated.

    Raises ``CannotLoad`` where the log holds another organization, or the story of another day, and for a day
    that has not come: no fact may be recorded after the true now.
    """
    if today > datetime.now(UTC).date():
        raise CannotLoad(f"{today} has not come yet; load the sample company as of today or a day before")
    told = told_for(executor, org)
    if told not in (None, today):
        raise CannotLoad(f"the sample company was loaded as of {told}; load it again with that day")
    with transaction(executor.engine, org) as connection:
        found_log(driver(connection), org)
        hold(driver(connection), org, HELD)
    steps = list(tell(today))
    new = 0
    for done, step in enumerate(steps, 1):
        new += not _take(executor, org, step, seal)
        progress(done, len(steps))
    with transaction(executor.engine, org) as connection:
        hold(driver(connection), org, timedelta())
    return new


def _take(executor: Executor, org: str, step: Step, seal: Seal) -> bool:
    """Execute one step; whether it had been done before."""
    clock = replace(executor, clock=lambda: step.at)
    key = _command_id(step.label)
    origin = Origin(actor=f"person:{person_id(step.actor)}", command_id=key, correlation_id=key)
    try:
        return clock.execute(org, _command(step, seal), origin).repeated
    except Refused as refusal:
        raise AssertionError(f"the story breaks a rule at {step.label}: {refusal}") from refusal


def _command(step: Step, seal: Seal) -> Command:
    wants = step.wants
    if not isinstance(wants, Introduce):
        return wants
    sealed = seal(wants.person_id, {"name": wants.name, "email": wants.email})
    return IntroducePerson(person_id=wants.person_id, sealed=sealed)


def _command_id(label: str) -> str:
    return f"demo/{label}"
