"""Looking at an organization, now or on a past day: rows of projections and people's names, put together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from events import clocks
from events.catalogue import CATALOGUE
from events.errors import BuildSwitched
from events.transaction import driver, transaction
from northlog.reading import past
from northlog.reading.moments import Log, look_at, nothing_yet, resolve
from northlog.reading.past import Past
from northlog.reading.snapshot import Snapshot
from northlog.wiring import Northlog
from projections import builds
from projections.current.queries import CurrentReader
from projections.follow import catch_up_live
from projections.history import HISTORY
from projections.history.queries import HistoryReader
from projections.moment import Moment
from projections.registry import PROJECTIONS

ATTEMPTS = 3
"""So many snapshots are taken until the builds that one shows as live are there still."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Looking:
    """Queries of one organization. ``clock`` says the now that the expected pace is measured at."""

    northlog: Northlog
    org: str
    clock: Callable[[], datetime] = _now

    @contextmanager
    def snapshot(self, as_of: str | None = None, known_at: str | None = None) -> Iterator[Snapshot]:
        """Several looks at one state of the log: at what stands now, or at what was true as of an instant, a date
        or a position, as it was known at another.

        Raises ``WrongMoment``; ``northlog.reading.moments.resolve`` says what may be given.
        """
        with self.at(self.moment(as_of, known_at)) as seen:
            yield seen

    def moment(self, as_of: str | None, known_at: str | None) -> Moment | None:
        """The moment meant; ``None`` for now. Raises ``WrongMoment``."""
        if as_of is None and known_at is None:
            return None
        with transaction(self.northlog.app, self.org) as connection:
            log = self._log(connection)
            if log is None:
                raise nothing_yet("known_at" if as_of is None else "as_of")
            return resolve(log, as_of, known_at)

    def known_by(self, as_of: str | None) -> int:
        """The last position known at an instant, a date or a position; at now without one. The history has been
        followed so far. Raises ``WrongMoment``."""
        with transaction(self.northlog.app, self.org) as connection:
            log = self._log(connection)
            if log is None:
                raise nothing_yet("as_of")
            position = log.position
            if as_of is not None:
                # As known then, too: late entries and corrections since would make another answer of it.
                at = resolve(log, as_of, None)
                position = min(at.position, log.position_at(at.at))
        catch_up_live(self.northlog.app, CATALOGUE, HISTORY, self.org, position)
        return position

    def reached(self, moment: Moment) -> bool:
        """Whether a moment that somebody else names can be looked at."""
        with transaction(self.northlog.app, self.org) as connection:
            log = self._log(connection)
            return log is not None and log.reached(moment)

    @contextmanager
    def at(self, moment: Moment | None) -> Iterator[Snapshot]:
        """Several looks at what stood at a moment, or stands now; the moment is one that the log has reached."""
        if moment is None:
            with self._one_state() as (connection, position):
                yield Snapshot(connection, self.org, CurrentReader(connection, self.org), position, self.clock())
            return
        edits = self._edits(moment)
        catch_up_live(self.northlog.app, CATALOGUE, HISTORY, self.org, edits)
        with self._one_state() as (connection, _):
            reader = HistoryReader(connection, self.org, moment, edits)
            yield Snapshot(connection, self.org, reader, moment.position, moment.at, moment)

    def past(self, cycle_id: str, team_id: str | None = None, upto: Moment | None = None) -> Past | None:
        """A cycle's whole history, to be looked at in memory; ``None`` where there is no such cycle.

        Of one team's objectives or of all; up to now, or to a moment that was now before.
        """
        with transaction(self.northlog.app, self.org) as connection:
            log = self._log(connection)
        if log is None:
            return None
        position, now = log.position, log.now
        if upto is not None:
            position, now = min(position, upto.position), min(now, upto.at)
        catch_up_live(self.northlog.app, CATALOGUE, HISTORY, self.org, position)
        with self._one_state() as (connection, _):
            return past.load(connection, self.org, cycle_id, team_id, position, now)

    def _edits(self, moment: Moment) -> int:
        """The last position at which something was edited by then: known, and recorded."""
        with transaction(self.northlog.app, self.org) as connection:
            return min(moment.position, clocks.position_at(driver(connection), self.org, moment.at))

    def _log(self, connection: Connection) -> Log | None:
        organization = CurrentReader(connection, self.org).organization()
        zone = organization.time_zone if organization else "UTC"
        return look_at(driver(connection), self.org, zone, self.clock())

    @contextmanager
    def _one_state(self) -> Iterator[tuple[Connection, int]]:
        """A transaction that sees one state of the log, and up to which position."""
        engine = self.northlog.app.execution_options(isolation_level="REPEATABLE READ")
        for left in reversed(range(ATTEMPTS)):
            with transaction(engine, self.org) as connection:
                try:
                    position = builds.look(connection, self.org, PROJECTIONS)
                except BuildSwitched:
                    if left:
                        continue  # only a new snapshot sees the build that is live since
                    raise
                yield connection, position
                return
