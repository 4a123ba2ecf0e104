"""What happened to objectives, read from the log itself, and who did it."""

from collections.abc import Iterable, Mapping
from typing import Any

from domain.objective import stream_of
from domain.words import Event
from events import read
from events.catalogue import CATALOGUE
from events.record import Recorded
from events.transaction import driver
from northlog.snapshot import Snapshot
from northlog.views import PersonView

_PERSON = "person:"


def happened(seen: Snapshot, objective_ids: Iterable[str], *types: type[Event]) -> list[Recorded[Any]]:
    """All events of these types in the streams of these objectives, in the order of the log; one query."""
    streams = [stream_of(each) for each in objective_ids]
    names = CATALOGUE.names_of(*types)
    stored = read.streams(driver(seen.connection), seen.org, streams, names, seen.position)
    return [CATALOGUE.read(each) for each in stored]


def person_of(actor: str) -> str | None:
    """The person an actor of the log is, if it is one."""
    return actor.removeprefix(_PERSON) if actor.startswith(_PERSON) else None


def actor_name(actor: str, people: Mapping[str, PersonView]) -> str:
    """An actor of the log as people know it."""
    person = people.get(person_of(actor) or "")
    if person is not None:
        return person.name or "a forgotten person"
    return "a program" if actor.startswith("token:") else actor
