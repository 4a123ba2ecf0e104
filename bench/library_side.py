"""The ``eventsourcing`` library on its PostgreSQL backend: an aggregate a stream, equal payloads."""

from collections.abc import Sequence
from time import perf_counter
from typing import Any

import orjson
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from bench.database import Database
from bench.sides import chunks
from domain.objective.events import ObjectiveClosed
from domain.words import Event
from events.catalogue import CATALOGUE

PAGE = 1_000
"""So many events a page of the notification log."""


class Stream(Aggregate):
    """Keeps nothing in memory but its version: what an event does to a state is not measured here."""

    @event("Begun")
    def __init__(self, name: str, body: dict[str, Any]) -> None:
        pass

    @event("Continued")
    def go_on(self, name: str, body: dict[str, Any]) -> None:
        pass


class Library:
    """``replay`` decodes the whole notification log by the library's mapper, and folds nothing."""

    name = "eventsourcing"
    batch = 41

    def __init__(self, database: Database) -> None:
        self._application: Application[Any] = Application(
            env={
                "PERSISTENCE_MODULE": "eventsourcing.postgres",
                "POSTGRES_DBNAME": database.name,
                "POSTGRES_HOST": database.host,
                "POSTGRES_PORT": str(database.port),
                "POSTGRES_USER": database.owner,
                "POSTGRES_PASSWORD": "none",
            }
        )
        self._streams: dict[str, Stream] = {}

    def keep(self, events: Sequence[Event], together: int) -> float:
        seconds = 0.0
        for each in chunks(events, together):
            changed = {event.stream: self._changed(event) for event in each}
            began = perf_counter()
            self._application.save(*changed.values())
            seconds += perf_counter() - began
        return seconds

    def _changed(self, event: Event) -> Stream:
        name, body = event.stored_as, orjson.loads(CATALOGUE.encode(event))
        stream = self._streams.get(event.stream)
        if stream is None:
            stream = self._streams[event.stream] = Stream(name, body)
        else:
            stream.go_on(name, body)
        if isinstance(event, ObjectiveClosed):
            del self._streams[event.stream]  # its last event
        return stream

    def replay(self) -> tuple[int, float]:
        select, decode = self._application.recorder.select_notifications, self._application.mapper.to_domain_event
        count, start = 0, 1
        began = perf_counter()
        while page := select(start=start, limit=PAGE):
            for notification in page:
                decode(notification)
            count, start = count + len(page), page[-1].id + 1
        return count, perf_counter() - began

    def close(self) -> None:
        self._application.close()
