"""What people and programs are shown of alerts."""

import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import orjson
from pydantic import Field

from domain.signals import out_of_band
from domain.signals.evaluate import RULES
from events import read
from events.transaction import driver
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import View
from projections.current.signal_queries import AlertFilter, SignalReader
from projections.current.signal_rows import AlertRow

_RULES: Mapping[str, Callable[..., object]] = {**RULES, out_of_band.RULE: out_of_band.find}
WORST_FIRST = ("critical", "warn", "info")


class LayerView(View):
    """An override that was in force: its ``scope``, a team's id or ``organization``, and its version."""

    scope: str
    version: int


class AlertView(View):
    """An alert (P5.4): ``what``, ``why`` and ``clears_when`` are for people; ``inputs`` the figures used and
    ``facts`` the positions it rests on. ``eased_at``: since when its condition has been clear; it resolves by
    itself if that lasts. ``policy``: the overrides in force, the most general first."""

    alert_id: str
    rule: str
    rule_version: int
    severity: str
    state: str
    what: str
    why: str
    clears_when: str
    subject_kind: str
    subject_id: str
    objective_id: str | None
    team_id: str
    cycle_id: str | None
    episode: str
    inputs: dict[str, Any]
    facts: list[int]
    policy: list[LayerView]
    raised_at: datetime
    escalated_at: datetime | None
    eased_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    will_do: str | None
    snoozed_until: datetime | None
    resolved_at: datetime | None
    resolved_by: str | None
    outcome: str | None
    note: str
    version: int


class FactView(View):
    """An event of the log: where it stands, when it was true and when it was learnt, and its body."""

    position: int
    type: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    body: dict[str, Any]


class ExplainedAlert(AlertView):
    """An alert, the ``formula`` and source of its rule, and the facts themselves."""

    formula: str
    rests_on: list[FactView] = Field(description="The events at `facts`")


def alerts(
    seen: Snapshot, wanted: AlertFilter, after: tuple[datetime, str] | None = None, limit: int | None = None
) -> list[AlertView]:
    """Alerts in the order they were raised."""
    rows = SignalReader(seen.reader).alerts(wanted, after, limit)
    return [AlertView.model_validate(row) for row in rows]


def worst_first(found: list[AlertView]) -> list[AlertView]:
    """Critical ones first; of the same severity the latest."""
    latest = sorted(found, key=lambda each: each.raised_at, reverse=True)
    return sorted(latest, key=lambda each: WORST_FIRST.index(each.severity))


def explained(seen: Snapshot, alert_id: str) -> ExplainedAlert | None:
    """One alert with all that it rests on; ``None`` where there is none."""
    row = SignalReader(seen.reader).alert(alert_id)
    if row is None:
        return None
    view = AlertView.model_validate(row)
    return ExplainedAlert(**dict(view), formula=formula(view.rule), rests_on=_facts(seen, row))


def formula(rule: str) -> str:
    """What a rule says of itself: what it finds, its formula, its source; empty for one there no longer is."""
    find = _RULES.get(rule)
    return "" if find is None else (sys.modules[find.__module__].__doc__ or "").strip()


def _facts(seen: Snapshot, row: AlertRow) -> list[FactView]:
    return [
        FactView(
            position=each.position,
            type=each.type,
            occurred_at=each.occurred_at,
            recorded_at=each.recorded_at,
            actor=each.actor,
            body=orjson.loads(each.body),
        )
        for each in read.at(driver(seen.connection), seen.org, row.facts)
    ]
