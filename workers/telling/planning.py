"""From notices to messages: what the pure planner says, written down under the organization's own lock."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from sqlalchemy import Connection, Engine

from domain.telling import Notice, Occasion, Planned, Told, plan
from events.transaction import driver, transaction
from projections.current.queries import CurrentReader
from projections.current.rows import DestinationRow, OrganizationRow
from workers.sending.message import Content, Message, MessageItem
from workers.telling import statements as sql
from workers.telling.listening import hold

LOOK_BACK = timedelta(days=9)
"""A week from Monday to Sunday in any time zone; what was told is remembered for longer."""


def plan_due(app: Engine, org: str, now: datetime) -> int:
    """Make the messages that are to leave at ``now``; returns how many."""
    with transaction(app, org) as connection:
        hold(connection, org)
        raw, destinations = driver(connection), CurrentReader(connection, org).destinations()
        organization = CurrentReader(connection, org).organization()
        if not destinations or organization is None:
            return 0
        _end(raw, org, [each.destination_id for each in destinations if each.removed], now)
        pending = _pending(raw, org, now)
        active = [each for each in destinations if not (each.removed or each.paused)]
        return _Round(connection, org, organization, now).plan(active, pending) if pending else 0


def _end(raw: psycopg.Connection[Any], org: str, removed: list[str], now: datetime) -> None:
    if removed:
        raw.execute(sql.END_NOTICES_OF, (org, removed))
        raw.execute(sql.END_DELIVERIES_OF, (now, org, removed))


def _pending(raw: psycopg.Connection[Any], org: str, now: datetime) -> dict[str, list[Notice]]:
    found: dict[str, list[Notice]] = defaultdict(list)
    for destination_id, body in raw.execute(sql.PENDING, (org, now)):
        found[destination_id].append(Notice.model_validate_json(body))
    return found


class _Round:
    """One look at all destinations of an organization."""

    def __init__(self, connection: Connection, org: str, organization: OrganizationRow, now: datetime) -> None:
        self._raw, self._org, self._now = driver(connection), org, now
        self._reader = CurrentReader(connection, org)
        self._organization = organization

    def plan(self, active: list[DestinationRow], pending: dict[str, list[Notice]]) -> int:
        recipients: dict[tuple[str, str | None], set[str]] = defaultdict(set)
        for each in active:
            recipients[each.audience_kind, each.audience_id].add(each.destination_id)
        rows = self._raw.execute(sql.TOLD, (self._org, self._now - LOOK_BACK))
        told = [
            Told(notice, subject, to, delivery, at, Occasion(said))
            for notice, subject, to, delivery, at, said in rows
        ]
        made = 0
        for each in active:
            theirs = recipients[each.audience_kind, each.audience_id]
            planned = self._planned(each, pending.get(each.destination_id, []), told, theirs)
            if planned is not None:
                self._write(each, planned)
                told += (self._told(each, planned, notice) for notice in planned.notices)
                made += 1
        return made

    def _planned(
        self, destination: DestinationRow, pending: list[Notice], told: list[Told], theirs: set[str]
    ) -> Planned | None:
        if not pending:
            return None
        preferences = destination.preferences
        zone = ZoneInfo(preferences.time_zone or self._organization.time_zone)
        to_them = [each for each in told if each.destination_id in theirs]
        return plan(destination.destination_id, preferences, zone, pending, to_them, self._now)

    def _told(self, destination: DestinationRow, planned: Planned, notice: Notice) -> Told:
        return Told(
            notice.notice_id,
            notice.subject_id,
            destination.destination_id,
            planned.delivery_id,
            self._now,
            notice.occasion,
        )

    def _write(self, destination: DestinationRow, planned: Planned) -> None:
        key = destination.destination_id
        self._raw.execute(
            sql.ADD_DELIVERY,
            {
                "org": self._org,
                "delivery": planned.delivery_id,
                "destination": key,
                "payload": self._message(key, planned.notices).model_dump_json(),
                "now": self._now,
            },
        )
        told = [each.notice_id for each in planned.notices]
        self._raw.execute(sql.MARK_TOLD, (planned.delivery_id, self._now, self._org, key, told))

    def _message(self, destination_id: str, notices: Iterable[Notice]) -> Message:
        items = tuple(self._item(each) for each in notices)
        content = Content(
            organization_id=self._org,
            organization=self._organization.name,
            destination_id=destination_id,
            items=items,
        )
        return Message(timestamp=self._now, data=content)

    def _item(self, notice: Notice) -> MessageItem:
        objective = None if notice.objective_id is None else self._reader.objective(notice.objective_id)
        team = None if notice.team_id is None else self._reader.team(notice.team_id)
        return MessageItem(
            notice=notice, objective=objective[0].title if objective else "", team=team.name if team else ""
        )
