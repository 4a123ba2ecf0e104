"""Rituals and their meetings: how their events change the current state."""

from domain.ritual import (
    MeetingCancelled,
    MeetingEvent,
    MeetingHeld,
    MeetingMissed,
    MeetingStatus,
    RitualChanged,
    RitualEnded,
    RitualEvent,
    RitualSet,
)
from domain.words import Event
from events.record import Recorded
from projections.current.ritual_rows import MeetingRow, RitualRow
from projections.current.workspace import CurrentRows
from projections.projection import Handler


def ritual_set(rows: CurrentRows, at: Recorded[RitualSet]) -> None:
    event, schedule = at.event, at.event.schedule
    rows.rituals.add(
        RitualRow(
            ritual_id=event.ritual_id,
            team_id=event.team_id,
            kind=event.kind,
            name=event.name,
            first_on=schedule.first_on,
            hour=schedule.hour,
            minute=schedule.minute,
            minutes=schedule.minutes,
            every=schedule.every,
            set_at=at.recorded_at,
            changed_at=at.recorded_at,
            version=at.version,
        )
    )


def changed(rows: CurrentRows, at: Recorded[RitualChanged]) -> None:
    row, schedule = _ritual(rows, at), at.event.schedule
    row.name, row.changed_at = at.event.name, at.recorded_at
    row.first_on, row.hour, row.minute = schedule.first_on, schedule.hour, schedule.minute
    row.minutes, row.every = schedule.minutes, schedule.every


def ended(rows: CurrentRows, at: Recorded[RitualEnded]) -> None:
    row = _ritual(rows, at)
    row.ended_at, row.ended_reason = at.recorded_at, at.event.reason


def held(rows: CurrentRows, at: Recorded[MeetingHeld]) -> None:
    row, event = _meeting(rows, at, MeetingStatus.HELD), at.event
    row.minutes, row.present, row.people, row.note = event.minutes, event.present, list(event.people), event.note
    row.reason = None


def missed(rows: CurrentRows, at: Recorded[MeetingMissed]) -> None:
    _not_held(_meeting(rows, at, MeetingStatus.MISSED), at.event.reason)


def cancelled(rows: CurrentRows, at: Recorded[MeetingCancelled]) -> None:
    _not_held(_meeting(rows, at, MeetingStatus.CANCELLED), at.event.reason)


def _not_held(row: MeetingRow, reason: str) -> None:
    row.minutes, row.present, row.people, row.note, row.reason = None, None, [], "", reason


def _ritual(rows: CurrentRows, at: Recorded[RitualEvent]) -> RitualRow:
    row = rows.rituals.of(at.event.ritual_id)
    row.version = at.version
    return row


def _meeting(rows: CurrentRows, at: Recorded[MeetingEvent], status: MeetingStatus) -> MeetingRow:
    """The row of a day's meeting, which begins with whatever is first said of it."""
    _ritual(rows, at)
    key, on = at.event.ritual_id, at.event.on
    row = rows.meetings.group(key).get(str(on)) or rows.meetings.add(
        MeetingRow(key, on, status, None, None, [], "", None, at.recorded_at)
    )
    row.status, row.said_at = status, at.recorded_at
    return row


HANDLERS: dict[type[Event], Handler] = {
    RitualSet: ritual_set,
    RitualChanged: changed,
    RitualEnded: ended,
    MeetingHeld: held,
    MeetingMissed: missed,
    MeetingCancelled: cancelled,
}
