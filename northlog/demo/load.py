"""Loading the sample company: its steps as ordinary commands, on the story's clock."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from domain.decider import Refused
from domain.person import IntroducePerson
from domain.words import Command
from events import read
from events.append import Origin, found_log
from events.executor import Executor, fingerprint_of
from events.succession import Succession
from events.transaction import driver, transaction
from northlog.demo.company import FOUNDING
from northlog.demo.step import Introduce, Step, person_id
from northlog.demo.story import tell
from northlog.demo.timeline import today_of
from workers.following import hold

HELD = timedelta(minutes=10)
"""Longer than loading takes; should it die, evaluations begin then."""

TOGETHER = 100
"""So many steps are taken in one transaction."""

Seal = Callable[[str, dict[str, str]], str]
"""Seals a person's details under that person's own key: id and details to text, equal for equal details."""

Progress = Callable[[int, int], object]
"""Told the number of steps done and of all, whenever some more are committed."""


Story = Sequence[tuple[Step, Command]]


class CannotLoad(Exception):
    """The sample company does not fit this log; nothing was appended. The sentence says what to do."""


class ToldOtherwise(CannotLoad):
    """What was loaded before is not the beginning of this version's story; nothing was appended."""


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
    that has not come: no fact may be recorded after the true now. Raises ``ToldOtherwise`` where it holds another
    version's story.
    """
    if today > datetime.now(UTC).date():
        raise CannotLoad(f"{today} has not come yet; load the sample company as of today or a day before")
    told = told_for(executor, org)
    if told not in (None, today):
        raise CannotLoad(f"the sample company was loaded as of {told}; load it again with that day")
    with transaction(executor.engine, org) as connection:
        found_log(driver(connection), org)
    story, new = [(step, _command(step, seal)) for step in tell(today)], 0
    for begin in range(_done(executor, org, story), len(story), TOGETHER):
        some = story[begin : begin + TOGETHER]
        if _take(executor, org, some):
            new += len(some)
        progress(begin + len(some), len(story))
    with transaction(executor.engine, org) as connection:
        hold(driver(connection), org, timedelta())
    return new


def _done(executor: Executor, org: str, story: Story) -> int:
    """How many steps were done before. Raises ``ToldOtherwise`` unless these are the first ones of this story."""
    with transaction(executor.engine, org) as connection:
        ids = [_command_id(step.label) for step, _ in story]
        answered = Succession(executor, connection, org).answered(ids)
    for step, command in story[: len(answered)]:
        if answered.get(_command_id(step.label)) != fingerprint_of(command):
            raise ToldOtherwise("the sample company here was loaded by another version of Northlog")
    return len(answered)


def _take(executor: Executor, org: str, some: Story) -> bool:
    """Execute some steps, all or none; whether nobody else who loads the same story had done so."""
    with transaction(executor.engine, org) as connection:
        # Until the transaction ends, whoever else loads waits here.
        hold(driver(connection), org, HELD)
        succession = Succession(executor, connection, org)
        if succession.answered([_command_id(some[0][0].label)]):
            return False
        for step, command in some:
            key = _command_id(step.label)
            origin = Origin(f"person:{person_id(step.actor)}", key, correlation_id=key, recorded_at=step.at)
            try:
                succession.execute(command, origin, step.at)
            except Refused as refusal:
                raise AssertionError(f"the story breaks a rule at {step.label}: {refusal}") from refusal
        succession.follow()
    return True


def _command(step: Step, seal: Seal) -> Command:
    wants = step.wants
    if not isinstance(wants, Introduce):
        return wants
    sealed = seal(wants.person_id, {"name": wants.name, "email": wants.email})
    return IntroducePerson(person_id=wants.person_id, sealed=sealed)


def _command_id(label: str) -> str:
    return f"demo/{label}"
