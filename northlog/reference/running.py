"""The part of the story that runs beside the goals: a backlog with what became of it, and a health metric."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from domain.backlog import (
    BacklogKind,
    DraftFromBacklogItem,
    DropBacklogItem,
    EditBacklogItem,
    NoteBacklogItem,
    PromoteBacklogItem,
)
from domain.health_metric import ReadHealthMetric, RedefineHealthMetric, RetireHealthMetric, TrackHealthMetric
from domain.team import ReviewBacklog
from domain.words import Command


@dataclass(frozen=True, slots=True)
class Running:
    """Ids of the story. ``drafted``: the objective that an idea becomes; ``new``: ids for what comes to be."""

    cycle: str
    team: str
    person: str
    objective: str
    key_result: str
    drafted: str
    new: tuple[str, ...]

    def commands(self) -> Iterator[Command]:
        """An idea becomes an objective, an action a key result, a third is dropped; errors leave their band."""
        yield from self._backlog()
        yield from self._health()

    def _backlog(self) -> Iterator[Command]:
        friends, tutorial, parked = ({"backlog_item_id": each} for each in self.new[:3])
        yield NoteBacklogItem(**friends, team_id=self.team, kind=BacklogKind.PARKING_LOT, text="Bring a friend")
        idea = {"kind": BacklogKind.IDEA, "text": "Let newcomers bring a friend"}
        yield EditBacklogItem(**friends, **idea, note="Asked for twice in June.")
        yield DraftFromBacklogItem(**friends, objective_id=self.drafted, cycle_id=self.cycle)
        yield NoteBacklogItem(**tutorial, team_id=self.team, kind=BacklogKind.ACTION, text="Shorten the tutorial")
        yield PromoteBacklogItem(**tutorial, objective_id=self.objective, key_result_id=self.key_result)
        yield NoteBacklogItem(**parked, team_id=self.team, kind=BacklogKind.PARKING_LOT, text="Rename the app")
        yield DropBacklogItem(**parked, reason="Nobody asked for it since.")
        yield ReviewBacklog(team_id=self.team, reviewed_on=date(2026, 2, 12))

    def _health(self) -> Iterator[Command]:
        it = {"health_metric_id": self.new[3]}
        errors = {"name": "Sign-in errors", "unit": "%", "owner": self.person}
        yield TrackHealthMetric(**it, **errors, team_id=self.team, high=1.0)
        yield RedefineHealthMetric(**it, **errors, high=0.5, alert_after_days=3)
        tuesday = datetime(2026, 2, 10, 8, 0, tzinfo=UTC)
        yield ReadHealthMetric(**it, reading_id=self.new[4], value=0.7, occurred_at=tuesday, note="The release.")
        yield RetireHealthMetric(**it, reason="The old sign-in is gone.")
