"""What people ask of alerts, and of the policies behind them, over HTTP."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from domain.alert import AcknowledgeAlert, ResolveAlert, SnoozeAlert
from domain.policy import ClearPolicy, SetPolicy
from domain.words import Prose
from northlog.api.route import Route
from northlog.tokens import Role

_ALERT = "/alerts/{alert_id}"
_POLICY = "/policies/{scope}"
_OVERRIDE = {"stalled": {"days": 14}, "off_pace": {"quiet": 0.2}}


class Resolution(BaseModel):
    """How people end an alert: they ``acted``, ``accepted`` it as it is, or it was ``mistaken``."""

    model_config = ConfigDict(extra="forbid")

    outcome: Literal["acted", "accepted", "mistaken"]
    note: Prose = ""


SIGNAL_ROUTES = (
    Route(
        "POST",
        _ALERT + "/acknowledge",
        AcknowledgeAlert,
        Role.MEMBER,
        {"will_do": "We move the identity check to the end of the form this week."},
    ),
    Route("POST", _ALERT + "/snooze", SnoozeAlert, Role.MEMBER, {"until": "2026-08-03T07:00:00Z"}),
    Route(
        "POST",
        _ALERT + "/resolve",
        ResolveAlert,
        Role.MEMBER,
        {"outcome": "acted", "note": "The check was moved."},
        body=Resolution,
    ),
    Route("PUT", _POLICY, SetPolicy, Role.LEAD, {"override": _OVERRIDE, "reason": "Two weeks are enough."}),
    Route("POST", _POLICY + "/clear", ClearPolicy, Role.LEAD, {"reason": "The defaults serve us."}),
)
