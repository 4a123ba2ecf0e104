"""Facts that many tests begin with: one small company in the first quarter of 2026, in Zurich."""

from datetime import UTC, date, datetime
from typing import Any

from domain.alert import alert_id_of
from domain.cycle import CyclePlanned, CycleStarted
from domain.measure import Measure, Metric
from domain.objective.commands import CheckIn
from domain.objective.events import (
    CheckedIn,
    FinalScore,
    KeyResultAdded,
    ObjectiveClosed,
    ObjectiveDrafted,
    ObjectivePublished,
)
from domain.objective.grip import Reading
from domain.organization import OrganizationFounded
from domain.person import PersonIntroduced
from domain.signals.finding import SubjectKind
from domain.team import TeamFormed, TeamKind
from domain.words import Ambition, Event, Level, Outcome


def an_id(kind: int, number: int) -> str:
    """The ``number``-th readable id of a kind."""
    return f"{kind:08x}-0000-4000-8000-{number:012x}"


ANN, BEN = an_id(1, 1), an_id(1, 2)
COMPANY, UNIT, TEAM = an_id(2, 1), an_id(2, 2), an_id(2, 3)
CYCLE, NEXT_CYCLE = an_id(3, 1), an_id(3, 2)
OBJECTIVE, SUCCESSOR = an_id(4, 1), an_id(4, 2)
RESULT, OTHER_RESULT, NEW_RESULT = an_id(5, 1), an_id(5, 2), an_id(5, 3)
CHECK_IN, OTHER_CHECK_IN = an_id(6, 1), an_id(6, 2)
RETROSPECTIVE = an_id(7, 1)
ENTRY, OTHER_ENTRY = an_id(8, 1), an_id(8, 2)
ALERT = alert_id_of("confidence_drop", SubjectKind.KEY_RESULT, RESULT, CHECK_IN)
DESTINATION, OTHER_DESTINATION = an_id(9, 1), an_id(9, 2)
ADDRESS = an_id(10, 1)
PRIORITY, OTHER_PRIORITY = an_id(11, 1), an_id(11, 2)
CONTRIBUTION, OTHER_CONTRIBUTION = an_id(12, 1), an_id(12, 2)
LINK = an_id(13, 1)
DEPENDENCY = an_id(14, 1)
LINT = an_id(15, 1)
COMMENT, OTHER_COMMENT = an_id(16, 1), an_id(16, 2)
REVIEW = an_id(17, 1)
PROPOSAL, OTHER_PROPOSAL = an_id(18, 1), an_id(18, 2)
RITUAL = an_id(19, 1)
BACKLOG_ITEM = an_id(20, 1)
HEALTH_METRIC = an_id(21, 1)
READING, OTHER_READING = an_id(22, 1), an_id(22, 2)
PLANNING = an_id(23, 1)
STORY, OTHER_STORY = an_id(24, 1), an_id(24, 2)
THEME, OTHER_THEME = an_id(25, 1), an_id(25, 2)

ONBOARDING = Metric(start=65, target=90, unit="%")


def at(text: str) -> datetime:
    """An instant in UTC from its RFC 3339 text without a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def founded(time_zone: str = "Europe/Zurich", grace: int = 7) -> OrganizationFounded:
    return OrganizationFounded(name="Northwind", time_zone=time_zone, late_entry_grace_days=grace)


def introduced(person_id: str = ANN) -> PersonIntroduced:
    return PersonIntroduced(person_id=person_id, sealed="c2VhbGVk")


def formed(team_id: str = TEAM, kind: TeamKind = TeamKind.TEAM, parent_id: str | None = COMPANY) -> TeamFormed:
    return TeamFormed(team_id=team_id, name="Discover", kind=kind, parent_id=parent_id)


def company(team_id: str = COMPANY) -> TeamFormed:
    return formed(team_id, TeamKind.COMPANY, None)


def planned(cycle_id: str = CYCLE, time_zone: str = "Europe/Zurich", grace: int = 7) -> CyclePlanned:
    """January to March 2026."""
    return CyclePlanned(
        cycle_id=cycle_id,
        name="Q1 2026",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 3, 31),
        grace_days=grace,
        time_zone=time_zone,
    )


def drafted(objective_id: str = OBJECTIVE, **changed: Any) -> ObjectiveDrafted:
    usual = {
        "cycle_id": CYCLE,
        "team_id": TEAM,
        "title": "Make the first week seamless",
        "description": "For new users",
        "why_now": "Onboarding is this year's first priority",
        "owner": ANN,
        "ambition": Ambition.ASPIRATIONAL,
        "level": Level.TEAM,
        "carried_from": None,
    }
    return ObjectiveDrafted(objective_id=objective_id, **(usual | changed))


def added(key_result_id: str = RESULT, measure: Measure = ONBOARDING, **changed: Any) -> KeyResultAdded:
    usual = {"title": "Onboarding completion", "owner": None, "carried_from": None}
    return KeyResultAdded(
        objective_id=OBJECTIVE, key_result_id=key_result_id, measure=measure, **(usual | changed)
    )


def drafting() -> list[Event]:
    """A company with a started cycle and a draft."""
    return [founded(), introduced(), company(), formed(), planned(), CycleStarted(cycle_id=CYCLE), drafted()]


def running(*, measure: Measure = ONBOARDING) -> list[Event]:
    """The same, with the objective published and one key result."""
    return [*drafting(), added(measure=measure), ObjectivePublished(objective_id=OBJECTIVE)]


def reads(value: Any = None, key_result_id: str = RESULT, confidence: int | None = None) -> Reading:
    return Reading(key_result_id=key_result_id, value=value, confidence=confidence)


def check_in(**changed: Any) -> CheckIn:
    """A command; it reads 70 % unless told otherwise."""
    usual = {"objective_id": OBJECTIVE, "check_in_id": CHECK_IN, "readings": (reads(70.0),)}
    return CheckIn(**(usual | changed))


def checked_in(occurred_at: datetime, **changed: Any) -> CheckedIn:
    """The event that ``check_in`` leads to on the same day."""
    usual = {"objective_id": OBJECTIVE, "check_in_id": CHECK_IN, "readings": (reads(70.0),), "late": False}
    return CheckedIn(occurred_at=occurred_at, **(usual | changed))


def closed(
    *finals: FinalScore,
    outcome: Outcome = Outcome.PARTLY,
    computed: float | None = None,
    judged: float | None = None,
    reason: str = "",
) -> ObjectiveClosed:
    """The objective ended; partly and without any score unless told otherwise."""
    return ObjectiveClosed(
        objective_id=OBJECTIVE,
        outcome=outcome,
        computed=computed,
        judged=judged,
        reason=reason,
        key_results=finals,
    )
