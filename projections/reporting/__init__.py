"""The reporting contract: views over the live builds that other tools may rely on, told as of one position."""

from projections.reporting.alerting import ALERT
from projections.reporting.checking import CHECK_IN, READING
from projections.reporting.contract import View
from projections.reporting.contributing import CONTRIBUTION
from projections.reporting.dimensions import CALENDAR, CYCLE, KEY_RESULT, OBJECTIVE, TEAM
from projections.reporting.scoring import SCORE
from projections.reporting.weekly import WEEKLY_SNAPSHOT

VERSION = 1
"""Of the contract. What is added to it leaves the version; what breaks it needs the next."""

VIEWS: tuple[View, ...] = (
    CALENDAR,
    CYCLE,
    TEAM,
    OBJECTIVE,
    KEY_RESULT,
    CHECK_IN,
    READING,
    SCORE,
    ALERT,
    CONTRIBUTION,
    WEEKLY_SNAPSHOT,
)
"""Dimensions first."""
