"""Northlog itself: its append in autocommit as the application's role, its rebuild of the current state."""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from time import perf_counter
from uuid import uuid4

import psycopg
from sqlalchemy import NullPool, create_engine

from bench.database import Database
from bench.sides import chunks
from domain.words import Event
from events.append import Origin, append, found_log
from events.catalogue import CATALOGUE
from northlog.installation import APP_ROLE
from projections import builds, schema
from projections.building.rebuild import rebuild
from projections.current import CURRENT

_SPEAK_FOR = "select set_config('northlog.org', %s, false)"


class Northlog:
    name = "Northlog"
    batch = 1_000  # as imports do

    def __init__(self, database: Database) -> None:
        self.database = database
        self.org = str(uuid4())
        self._connection = psycopg.connect(database.conninfo(APP_ROLE), autocommit=True)
        self._connection.execute(_SPEAK_FOR, (self.org,))
        found_log(self._connection, self.org)
        self._versions: defaultdict[str, int] = defaultdict(int)

    def keep(self, events: Sequence[Event], together: int) -> float:
        seconds = 0.0
        for each in chunks(events, together):
            seen = {event.stream: self._versions[event.stream] for event in each}
            origin = Origin(actor="bench", command_id=str(uuid4()), correlation_id="bench")
            fingerprint = sha256(origin.command_id.encode()).digest()
            began = perf_counter()
            append(self._connection, CATALOGUE, self.org, each, seen, origin, fingerprint)
            seconds += perf_counter() - began
            for event in each:
                self._versions[event.stream] += 1
        return seconds

    def replay(self, jobs: int = 1) -> tuple[int, float]:
        """The whole rebuild: filled, keyed, compared with the build before, which stays, and switched."""
        owner = create_engine(self.database.owner_url, poolclass=NullPool)
        began = perf_counter()
        count = rebuild(owner, CATALOGUE, CURRENT, jobs=jobs).events
        seconds = perf_counter() - began
        with owner.begin() as connection:
            for each in builds.builds(connection):
                if each.state == builds.RETIRED:
                    schema.drop(connection, each.schema)
                    builds.forget(connection, each.schema)
        return count, seconds

    def close(self) -> None:
        self._connection.close()
