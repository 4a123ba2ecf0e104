"""Rules over more streams than a decision can name: held in the append's own transaction.

There nobody else appends, and the current state already holds what was appended; a refusal takes it all back.
"""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from domain.cycle import CycleRescheduled, midnight
from domain.decider import Refused
from domain.objective.state import ObjectiveStatus
from domain.team import TeamDissolved
from domain.words import Event
from events.executor import Inline
from events.record import Recorded
from projections.builds import directed
from projections.current import CURRENT
from projections.current.queries import CurrentReader

NAMED = 3
"""So many objectives at most are named in a refusal."""


class WideRules(Inline):
    """Refuses what would leave something behind that nobody could mend by the rules of one aggregate alone."""

    def follow(self, connection: Connection, org: str, appended: Sequence[Recorded[Event]]) -> None:
        """Raises ``Refused``."""
        for each in appended:
            match each.event:
                case TeamDissolved(team_id=team_id):
                    _leaves_nothing_open(connection, org, team_id)
                case CycleRescheduled() as rescheduled:
                    _holds_all_check_ins(connection, org, rescheduled)


def _leaves_nothing_open(connection: Connection, org: str, team_id: str) -> None:
    """A dissolved team checks in no more, so that its objectives would be silent for ever."""
    of = CURRENT.sql_tables["objectives"].c
    query = (
        select(of.title)
        .where(of.org == org, of.team_id == team_id, of.status != ObjectiveStatus.CLOSED)
        .order_by(of.position)
    )
    titles = [f"“{title}”" for title in directed(connection).execute(query).scalars()]
    if titles:
        more = f" and {len(titles) - NAMED} more" if len(titles) > NAMED else ""
        named = f"{', '.join(titles[:NAMED])}{more}"
        raise Refused("team_id", "open_objectives", f"close or drop what is open of it first: {named}")


def _holds_all_check_ins(connection: Connection, org: str, cycle: CycleRescheduled) -> None:
    """A check-in is of a day of its cycle. The first day stays once there can be any."""
    row = CurrentReader(connection, org).cycle(cycle.cycle_id)
    assert row is not None, "what was rescheduled is there"
    of = CURRENT.sql_tables["objectives"].c
    query = (
        select(of.last_check_in_at, of.title)
        .where(
            of.org == org,
            of.cycle_id == cycle.cycle_id,
            of.last_check_in_at >= midnight(cycle.ends_on + timedelta(days=1), row.time_zone),
        )
        .order_by(of.last_check_in_at.desc())
        .limit(1)
    )
    outside = directed(connection).execute(query).one_or_none()
    if outside is not None:
        day = outside.last_check_in_at.astimezone(ZoneInfo(row.time_zone)).date()
        raise Refused("ends_on", "check_ins", f"must not lie before {day}, when “{outside.title}” was checked in")
