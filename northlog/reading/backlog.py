"""What people and programs are shown of backlogs (P1.10)."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.backlog import BacklogStatus, review_due_on
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import View
from projections.current.running_rows import BACKLOG_ITEMS
from projections.reader import After, Wanted


class BacklogItemView(View):
    """``objective_id``, ``key_result_id``: what it became. ``ended_at``: when it was promoted or dropped."""

    backlog_item_id: str
    team_id: str
    kind: str
    text: str
    note: str
    status: str
    objective_id: str | None
    key_result_id: str | None
    dropped_reason: str | None
    noted_at: datetime
    noted_by: str
    ended_at: datetime | None
    version: int


class BacklogView(View):
    """A team's backlog in a line. ``due_on``: the last day on which its next review is in time, in the
    organization's time zone; null where nothing is open. ``review_due``: that day has passed."""

    team_id: str
    open: int
    reviewed_on: date | None
    due_on: date | None
    review_due: bool


@dataclass(frozen=True)
class Backlogs:
    """One look at the backlogs of an organization."""

    seen: Snapshot

    def items(
        self, wanted: Wanted | None = None, after: After = None, limit: int | None = None
    ) -> list[BacklogItemView]:
        """In the order they were noted, promoted and dropped ones included."""
        rows = self.seen.reader.rows(BACKLOG_ITEMS, wanted, ("noted_at", "backlog_item_id"), after, limit)
        return [BacklogItemView.model_validate(each) for each in rows]

    def of_team(self, team_id: str) -> BacklogView | None:
        """The backlog of a team; ``None`` where there is no such team."""
        team, house = self.seen.reader.team(team_id), self.seen.organization()
        if team is None or house is None:
            return None
        zone = ZoneInfo(house.time_zone)
        found = self.items({"team_id": team_id, "status": BacklogStatus.OPEN})
        oldest = found[0].noted_at.astimezone(zone).date() if found else None
        due_on = review_due_on(team.backlog_reviewed_on, oldest)
        return BacklogView(
            team_id=team_id,
            open=len(found),
            reviewed_on=team.backlog_reviewed_on,
            due_on=due_on,
            review_due=due_on is not None and self.seen.now.astimezone(zone).date() > due_on,
        )
