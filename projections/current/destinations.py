"""Destinations: how their events change the current state. Addresses and secrets stand elsewhere."""

from domain.destination import (
    DestinationAdded,
    DestinationChanged,
    DestinationPaused,
    DestinationRemoved,
    DestinationResumed,
    DestinationSubscribed,
    DestinationUnsubscribed,
)
from domain.words import Event
from events.record import Recorded
from projections.current.rows import DestinationRow
from projections.current.workspace import CurrentRows
from projections.projection import Handler


def added(rows: CurrentRows, at: Recorded[DestinationAdded]) -> None:
    event = at.event
    rows.destinations.add(
        DestinationRow(
            destination_id=event.destination_id,
            kind=event.kind,
            audience_kind=event.audience.kind,
            audience_id=event.audience.id,
            name=event.name,
            place=event.place,
            preferences=event.preferences,
            added_at=at.recorded_at,
            version=at.version,
        )
    )


def changed(rows: CurrentRows, at: Recorded[DestinationChanged]) -> None:
    row, event = rows.destinations.of(at.event.destination_id), at.event
    row.name, row.place, row.preferences, row.version = event.name, event.place, event.preferences, at.version


def paused(rows: CurrentRows, at: Recorded[DestinationPaused]) -> None:
    row = rows.destinations.of(at.event.destination_id)
    row.paused, row.version = True, at.version


def resumed(rows: CurrentRows, at: Recorded[DestinationResumed]) -> None:
    row = rows.destinations.of(at.event.destination_id)
    row.paused, row.version = False, at.version


def subscribed(rows: CurrentRows, at: Recorded[DestinationSubscribed]) -> None:
    row = rows.destinations.of(at.event.destination_id)
    row.subscribed, row.version = list(at.event.types), at.version


def unsubscribed(rows: CurrentRows, at: Recorded[DestinationUnsubscribed]) -> None:
    row = rows.destinations.of(at.event.destination_id)
    row.subscribed, row.version = None, at.version


def removed(rows: CurrentRows, at: Recorded[DestinationRemoved]) -> None:
    row = rows.destinations.of(at.event.destination_id)
    row.removed, row.version = True, at.version


HANDLERS: dict[type[Event], Handler] = {
    DestinationAdded: added,
    DestinationChanged: changed,
    DestinationPaused: paused,
    DestinationResumed: resumed,
    DestinationSubscribed: subscribed,
    DestinationUnsubscribed: unsubscribed,
    DestinationRemoved: removed,
}
