"""What tests of telling begin with: notices and preferences that differ in one thing."""

from datetime import datetime
from typing import Any

from domain.destination import Preferences
from domain.signals.finding import Severity
from domain.telling import Notice, Occasion
from tests.facts import ALERT, OBJECTIVE, RESULT, TEAM, an_id, at

ALWAYS = Preferences(quiet_from=0, quiet_until=0)
"""Never quiet, everything at once."""


MONDAY = at("2026-02-16T09:00")


def a_notice(number: int = 1, at: datetime = MONDAY, **changed: Any) -> Notice:
    """A key result's alert was raised, unless told otherwise; notices of other numbers are of other subjects."""
    usual = {
        "notice_id": an_id(11, number),
        "occasion": Occasion.RAISED,
        "alert_id": ALERT,
        "rule": "stalled",
        "subject_id": RESULT if number == 1 else an_id(5, number),
        "objective_id": OBJECTIVE,
        "team_id": TEAM,
        "severity": Severity.WARN,
        "at": at,
        "what": "“Onboarding completion” has not moved.",
        "why": "Three readings of 70 % running.",
        "clears_when": "The next reading is another.",
    }
    return Notice(**(usual | changed))
