"""From what the log says of alerts to notices: read on from a checkpoint that is committed with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import get_args

from sqlalchemy import Connection, Engine

from domain import comment
from domain.alert import (
    Alert,
    AlertAcknowledged,
    AlertEased,
    AlertEscalated,
    AlertRaised,
    AlertRenewed,
    AlertResolved,
    AlertSnoozed,
    alert,
    stream_of,
)
from domain.comment import Comment, CommentEdited, CommentEvent, CommentWithdrawn, CommentWritten
from domain.destination import Audience, AudienceKind
from domain.objective import stream_of as objective_stream
from domain.objective.events import CheckedIn, ObjectiveClosed
from domain.signals import silent
from domain.subject import TopicKind
from domain.team import MemberRole
from domain.telling import Notice, Standing, hearers, mentions, notice_of
from domain.words import Event
from events import read
from events.catalogue import CATALOGUE
from events.record import Recorded
from events.transaction import driver, transaction
from projections.current.queries import CurrentReader
from projections.current.rows import DestinationRow, TeamRow
from workers.telling import statements as sql

BATCH = 1000
GATHERING = timedelta(minutes=1)
"""So long reminders wait for those of the team's other objectives, which somebody else may be judging."""
ANSWERS: tuple[type[Event], ...] = (CheckedIn, ObjectiveClosed)
"""What makes a reminder needless."""
HEARD: tuple[type[Event], ...] = (
    AlertRaised,
    AlertEscalated,
    AlertEased,
    AlertRenewed,
    AlertAcknowledged,
    AlertSnoozed,
    AlertResolved,
    *get_args(CommentEvent),
    *ANSWERS,
)


def listen(app: Engine, org: str) -> int:
    """Read the log to its end; returns how many notices were made. Whoever comes second waits, and finds less to
    do."""
    made, more = 0, True
    while more:
        with transaction(app, org) as connection:
            count, more = _read_on(connection, org)
            made += count
    return made


def remind(app: Engine, org: str, reminders: Iterable[Notice], position: int) -> int:
    """Make reminders that were worked out by what stood at ``position`` of the log; returns how many. Those there
    are stay as they are, and of an objective that was spoken of in the meantime there is none."""
    with transaction(app, org) as connection:
        # Whoever listens later ends what a later check-in makes needless.
        hold(connection, org)
        desk = _Desk(connection, org)
        fresh = [each for each in reminders if not desk.answered(each, position)]
        return sum(desk.tell(each, each.at + GATHERING) for each in fresh)


def reported(app: Engine, org: str) -> date | None:
    """The first day of the last month whose report was told; ``None`` where none was."""
    with transaction(app, org) as connection:
        row = driver(connection).execute(sql.REPORTED, (org,)).fetchone()
    return None if row is None else row[0]


def report(app: Engine, org: str, month: date, pages: Iterable[Notice]) -> int:
    """Tell of a month, which begins on this day, once; returns how many notices were made."""
    with transaction(app, org) as connection:
        hold(connection, org)
        raw, desk = driver(connection), _Desk(connection, org)
        told: date | None = raw.execute(sql.REPORTED, (org,)).fetchone()[0]  # type: ignore[index]
        if told is not None and told >= month:
            return 0
        raw.execute(sql.REPORT_UP_TO, (month, org))
        return sum(desk.tell(each, None) for each in pages)


def hold(connection: Connection, org: str) -> int:
    """Be the only one who listens or plans for an organization, until the transaction ends; returns how far its
    log was read."""
    raw = driver(connection)
    raw.execute(sql.BEGIN_READING, (org,))
    row = raw.execute(sql.HOLD_READING, (org,)).fetchone()
    assert row is not None, "the row was just made, and nobody may delete it"
    return int(row[0])


def _read_on(connection: Connection, org: str) -> tuple[int, bool]:
    raw, position = driver(connection), hold(connection, org)
    head = read.head(raw, org)
    if head is None or head[0] == position:
        return 0, False
    desk = _Desk(connection, org)
    if not desk.destinations:
        # Whoever is added later is not told of what was before.
        raw.execute(sql.READ_UP_TO, (head[0], org))
        return 0, False
    stored = read.after(raw, org, position, BATCH)
    heard = CATALOGUE.names_of(*HEARD)
    made = sum(desk.hear(CATALOGUE.read(each)) for each in stored if each.type in heard)
    raw.execute(sql.READ_UP_TO, (stored[-1].position, org))
    return made, len(stored) == BATCH


@dataclass
class _Desk:
    """Where it is decided who hears, within one transaction."""

    connection: Connection
    org: str

    @cached_property
    def reader(self) -> CurrentReader:
        return CurrentReader(self.connection, self.org)

    @cached_property
    def destinations(self) -> list[DestinationRow]:
        return [each for each in self.reader.destinations() if not each.removed]

    @cached_property
    def teams(self) -> dict[str, TeamRow]:
        return {each.team_id: each for each in self.reader.teams()}

    def hear(self, recorded: Recorded[Event]) -> int:
        """What follows from one event; returns how many notices were made."""
        match recorded.event:
            case AlertRaised() | AlertEscalated() as said:
                return self._alert(said, recorded)
            case AlertAcknowledged(alert_id=key) | AlertResolved(alert_id=key):
                self._run(sql.END_ALERT, self.org, key)
            case AlertEased(alert_id=key):
                self._run(sql.HOLD_ALERT, self.org, key)
            case AlertSnoozed(alert_id=key) | AlertRenewed(alert_id=key):
                self._release(key)
            case CheckedIn(objective_id=key) | ObjectiveClosed(objective_id=key):
                self._run(sql.END_REMINDERS, self.org, key)
            case CommentWritten() | CommentEdited() | CommentWithdrawn() as said:
                return self._comment(said.comment_id, recorded)
        return 0

    def _comment(self, comment_id: str, recorded: Recorded[Event]) -> int:
        """Tell whom this means anew, if it still does: who was meant before has been told, or will be."""
        before, state = self._known_before(comment_id, recorded.version)
        meant = () if state.withdrawn else state.mentions
        self._run(sql.END_MENTIONS, self.org, comment_id, list(meant))
        subject = state.subject
        objective_id = subject.objective_id or (subject.id if subject.kind is TopicKind.OBJECTIVE else None)
        whole = None if objective_id is None else self.reader.objective(objective_id)
        about = None if whole is None else (whole[0].objective_id, whole[0].title)
        team_id = whole[0].team_id if whole else None
        fresh = mentions(comment_id, state, before, about, team_id, recorded.recorded_at)
        return sum(self.tell(each, None, recorded.recorded_at) for each in fresh)

    def _known_before(self, comment_id: str, version: int) -> tuple[tuple[str, ...], Comment]:
        """Whom a comment meant before a version of it, and what it is now."""
        before: tuple[str, ...] = ()
        state: Comment | None = None
        stream = comment.stream_of(comment_id)
        for number, event in read.stream(driver(self.connection), CATALOGUE, self.org, stream):
            before = state.mentions if state and number == version else before
            state = comment.evolve(state, event)  # type: ignore[arg-type]
        assert state, "a comment's stream begins with its being written"
        return before, state

    def _alert(self, said: AlertRaised | AlertEscalated, recorded: Recorded[Event]) -> int:
        raised, state = self._known_of(said.alert_id)
        if state.outcome is not None or state.will_do is not None:
            return 0  # quiet already, whatever was said in between
        # What got worse is told in place of what was not told yet; silence, in place of the reminders before it.
        self._run(sql.END_ALERT, self.org, said.alert_id)
        if raised.rule == silent.RULE:
            self._run(sql.END_REMINDERS, self.org, raised.subject_id)
        return self.tell(notice_of(raised, said, recorded.position), state.snoozed_until, recorded.recorded_at)

    def _release(self, alert_id: str) -> None:
        """What waits to be told of an alert waits until its snooze is over, and while its condition is clear."""
        _, state = self._known_of(alert_id)
        if state.eased_at is None:
            self._run(sql.RELEASE_ALERT, state.snoozed_until, self.org, alert_id)

    def _known_of(self, alert_id: str) -> tuple[AlertRaised, Alert]:
        raised: AlertRaised | None = None
        state: Alert | None = None
        for _, event in read.stream(driver(self.connection), CATALOGUE, self.org, stream_of(alert_id)):
            raised = event if isinstance(event, AlertRaised) else raised
            state = alert.evolve(state, event)  # type: ignore[arg-type]
        assert raised, "an alert's stream begins with its raising"
        assert state, "and its state with it"
        return raised, state

    def tell(self, notice: Notice, held_until: datetime | None, known_at: datetime | None = None) -> int:
        """Make a notice for every destination that hears, and was there at ``known_at`` if it is old news."""
        there = {_audience(each): True for each in self.destinations}
        hear = hearers(notice, self._standing(notice, frozenset(there)))
        told = [each for each in self.destinations if _audience(each) in hear]
        told = [each for each in told if known_at is None or each.added_at <= known_at]
        values = {
            "org": self.org,
            "notice": notice.notice_id,
            "alert": notice.alert_id,
            "objective": notice.objective_id,
            "subject": notice.subject_id,
            "body": notice.model_dump_json(),
            "held_until": held_until,
        }
        raw = driver(self.connection)
        return sum(
            raw.execute(sql.ADD_NOTICE, {**values, "destination": it.destination_id}).rowcount for it in told
        )

    def answered(self, reminder: Notice, since: int) -> bool:
        """Whether a check-in came after a position, or the objective's end."""
        assert reminder.objective_id is not None, "a reminder is of an objective"
        raw, stream = driver(self.connection), objective_stream(reminder.objective_id)
        found = read.back(raw, self.org, stream, CATALOGUE.names_of(*ANSWERS), limit=1)
        return any(each.position > since for each in found)

    def _standing(self, notice: Notice, reachable: frozenset[Audience]) -> Standing:
        whole = None if notice.objective_id is None else self.reader.objective(notice.objective_id)
        owners = [whole[0].owner] if whole else []
        owners += [each.owner for each in (whole[1] if whole else ()) if each.key_result_id == notice.subject_id]
        team = None if notice.team_id is None else self.teams.get(notice.team_id)
        members = {who: MemberRole(role) for who, role in team.members.items()} if team else {}
        return Standing(members, [each for each in owners if each is not None], reachable)

    def _run(self, statement: str, *values: object) -> None:
        driver(self.connection).execute(statement, values)


def _audience(row: DestinationRow) -> Audience:
    return Audience(kind=AudienceKind(row.audience_kind), id=row.audience_id)
