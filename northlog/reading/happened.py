"""What happened to objectives, read from the log itself, and who did it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from domain.objective import stream_of
from domain.objective.events import CheckedIn, CheckInCorrected
from domain.words import Event
from events import read
from events.catalogue import CATALOGUE
from events.record import Recorded
from events.transaction import driver
from northlog.reading.check_ins import CheckInView
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import PersonView

_PERSON = "person:"


def happened(seen: Snapshot, objective_ids: Iterable[str], *types: type[Event]) -> list[Recorded[Any]]:
    """All events of these types in the streams of these objectives, in the order of the log; one query.

    Of the past: those that were known then, of what was true by then.
    """
    streams = [stream_of(each) for each in objective_ids]
    names = CATALOGUE.names_of(*types)
    stored = read.streams(driver(seen.connection), seen.org, streams, names, seen.position)
    events: list[Recorded[Any]] = [CATALOGUE.read(each) for each in stored]
    return events if seen.moment is None else _by_then(events, seen.moment.at)


def last_check_ins(seen: Snapshot, objective_ids: Iterable[str]) -> dict[str, CheckInView]:
    """What was entered last of each of these objectives, a correction, too; those without any left out. One query.

    Of the past as ``happened`` has it.
    """
    last = {each.event.objective_id: each for each in happened(seen, objective_ids, CheckedIn, CheckInCorrected)}
    return {key: CheckInView.of(each) for key, each in last.items()}


def _by_then(events: Iterable[Recorded[Any]], at: datetime) -> list[Recorded[Any]]:
    """An edit is true from when it was recorded, a check-in from when it occurred, a correction with it."""
    true: list[Recorded[Any]] = []
    check_ins: set[str] = set()
    for each in events:
        match each.event:
            case CheckedIn(check_in_id=key):
                holds = each.occurred_at <= at
                if holds:
                    check_ins.add(key)
            case CheckInCorrected(check_in_id=key):
                holds = key in check_ins
            case _:
                holds = each.recorded_at <= at
        if holds:
            true.append(each)
    return true


def person_of(actor: str) -> str | None:
    """The person an actor of the log is, if it is one."""
    return actor.removeprefix(_PERSON) if actor.startswith(_PERSON) else None


def actor_name(actor: str, people: Mapping[str, PersonView]) -> str:
    """An actor of the log as people know it."""
    person = people.get(person_of(actor) or "")
    if person is not None:
        return person.called
    return "a program" if actor.startswith("token:") else actor
