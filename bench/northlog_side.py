"""Northlog itself: its append in autocommit as the application's role, its rebuild of the current state."""

from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256
from time import perf_counter
from uuid import uuid4

import psycopg
from sqlalchemy import NullPool, create_engine, make_url

from bench.database import Database
from bench.sides import chunks
from domain.words import Event
from events import sql
from events.append import Origin, append, found_log
from events.catalogue import CATALOGUE
from northlog.installation import APP_ROLE
from projections import builds, schema
from projections.building.rebuild import rebuild
from projections.current import CURRENT
from projections.follow import catch_up_live
from projections.projection import Projection

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
        self.versions: defaultdict[str, int] = defaultdict(int)

    def keep(self, events: Sequence[Event], together: int) -> float:
        seconds = 0.0
        for each in chunks(events, together):
            seen = {event.stream: self.versions[event.stream] for event in each}
            origin = Origin(actor="bench", command_id=str(uuid4()), correlation_id="bench")
            fingerprint = sha256(origin.command_id.encode()).digest()
            began = perf_counter()
            append(self._connection, CATALOGUE, self.org, each, seen, origin, fingerprint)
            seconds += perf_counter() - began
            for event in each:
                self.versions[event.stream] += 1
        return seconds

    def replay(self) -> tuple[int, float]:
        """Rebuild the current state, by one process."""
        return self.rebuilt((CURRENT,), jobs=1)

    def rebuilt(self, projections: Sequence[Projection], jobs: int) -> tuple[int, float]:
        """Rebuild these: filled, keyed and switched in.

        Untimed is the comparison with the build before, which is this one's twin: it is no part of building.
        """
        owner, clock, count = create_engine(self.database.owner_url, poolclass=NullPool), _Clock(), 0
        for projection in projections:
            clock.go_on()
            count = rebuild(owner, CATALOGUE, projection, jobs=jobs, told=clock.told).events
        with owner.begin() as connection:
            for each in builds.builds(connection):
                if each.state == builds.RETIRED:
                    schema.drop(connection, each.schema)
                    builds.forget(connection, each.schema)
        return count, clock.seconds

    def level(self, projections: Sequence[Projection]) -> None:
        """Have these read what was appended without them."""
        row = self._connection.execute(sql.HEAD, (self.org,)).fetchone()
        assert row is not None, "the log was begun"
        app = create_engine(make_url(self.database.owner_url).set(username=APP_ROLE), poolclass=NullPool)
        for each in projections:
            catch_up_live(app, CATALOGUE, each, self.org, row[0])

    def close(self) -> None:
        self._connection.close()


class _Clock:
    """The seconds of rebuilding without those of comparing."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.go_on()

    def go_on(self) -> None:
        self._since, self._comparing = perf_counter(), False

    def told(self, doing: str, _done: int, _of: int) -> None:
        now = perf_counter()
        if not self._comparing:
            self.seconds += now - self._since
        self._since, self._comparing = now, doing == "compare"
