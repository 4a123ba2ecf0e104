"""The tables of alerts and of policies as they stand now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from projections.table import Json, ReadTable

OPEN, ACKNOWLEDGED, RESOLVED = "open", "acknowledged", "resolved"
"""The states of an alert: nobody has acknowledged it; somebody has; it has ended."""

Inputs = Annotated[dict[str, Any], Json()]
Positions = Annotated[list[int], Json()]
Versions = Annotated[list[dict[str, Any]], Json()]
"""The overrides in force, the most general first: ``scope`` and ``version``."""
Override = Annotated[dict[str, Any] | None, Json()]


@dataclass(slots=True)
class AlertRow:
    """An alert with the account it gave when it was raised, or last escalated. ``raised_at``, ``escalated_at``,
    ``eased_at``: the instants it was evaluated for; ``eased_at`` is null while its condition holds."""

    alert_id: str
    rule: str
    subject_kind: str
    subject_id: str
    episode: str
    objective_id: str | None
    team_id: str
    cycle_id: str | None
    severity: str
    rule_version: int
    policy: Versions
    inputs: Inputs
    facts: Positions
    what: str
    why: str
    clears_when: str
    raised_at: datetime
    version: int
    state: str = OPEN
    escalated_at: datetime | None = None
    eased_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    will_do: str | None = None
    snoozed_until: datetime | None = None
    resolved_at: datetime | None = None
    resolved_by: str | None = None
    outcome: str | None = None
    note: str = ""


@dataclass(slots=True)
class PolicyRow:
    """``scope``: ``organization`` or a team's id; ``policy_id``: the same as its stream says it, empty or that id.
    ``override``: null where it was taken back."""

    policy_id: str
    scope: str
    version: int
    override: Override
    reason: str
    set_at: datetime
    set_by: str


ALERTS = ReadTable(
    AlertRow,
    "alerts",
    "alert",
    indexes=[["objective_id"], ["subject_id"], ["cycle_id", "state"], ["team_id", "state"]],
)
POLICIES = ReadTable(PolicyRow, "policies", "policy")

TABLES = (ALERTS, POLICIES)
