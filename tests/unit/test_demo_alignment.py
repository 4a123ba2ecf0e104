"""The sample company aligns by talk: it pledges, needs, proposes, agrees, meets, and keeps things running."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from typing import TypeVar

import pytest

from domain.agreement import Agreement
from domain.backlog import BacklogItem, BacklogKind, BacklogStatus
from domain.comment import Comment, CommentWritten
from domain.contribution import ContributionPledged
from domain.dependency import Dependency, DependencyAsked, DependencyStatus
from domain.health_metric import HealthMetric, HealthState, Standing, standing
from domain.objective.events import KeyResultRetargeted
from domain.proposal import ChangeKind, ChangeProposed, Proposal, ProposalAccepted, ProposalStatus
from domain.review import Review, ReviewStatus
from domain.ritual import MeetingCancelled, MeetingHeld, MeetingMissed, Ritual, RitualKind
from domain.words import Event
from northlog.demo.step import id_of, team_id
from northlog.demo.story import tell
from northlog.demo.timeline import quarters
from tests.tale import Tale, live_through

TODAY = date(2026, 11, 18)
EVERY_CYCLE = {0, 1, 2, 3}
S = TypeVar("S")


@pytest.fixture(scope="module")
def tale() -> Tale:
    return live_through(tell(TODAY))


def states(tale: Tale, kind: type[S]) -> list[S]:
    return [state for state in tale.states.values() if isinstance(state, kind)]


def number_of(at: datetime) -> int:
    """The cycle that had begun by then."""
    return max(each.number for each in quarters(TODAY) if each.starts_at <= at)


@pytest.mark.parametrize(
    "kind", [CommentWritten, ContributionPledged, DependencyAsked, ChangeProposed, ProposalAccepted]
)
def test_talk_goes_through_every_cycle(tale: Tale, kind: type[Event]) -> None:
    assert {number_of(step.at) for step, event in tale.events if isinstance(event, kind)} == EVERY_CYCLE


def test_two_teams_wait_for_the_same_others_cycle_after_cycle(tale: Tale) -> None:
    """What the mirror is to find (P6.1)."""
    asked = defaultdict(set)
    for step, event in tale.events:
        if isinstance(event, DependencyAsked):
            asked[event.team_id, event.of_team_id].add(number_of(step.at))
    assert asked[team_id("discover"), team_id("ledger")] == EVERY_CYCLE
    assert asked[team_id("fieldwork"), team_id("backbone")] == {0, 1, 2}


def test_dependencies_come_to_every_end(tale: Tale) -> None:
    assert {each.status for each in states(tale, Dependency)} == set(DependencyStatus) - {DependencyStatus.ASKED}


def test_proposals_are_answered_in_every_way_and_the_accepted_are_the_edits(tale: Tale) -> None:
    assert Counter(each.status for each in states(tale, Proposal)) == {
        ProposalStatus.ACCEPTED: 5,
        ProposalStatus.DECLINED: 4,
        ProposalStatus.COUNTERED: 1,
        ProposalStatus.WITHDRAWN: 1,
        ProposalStatus.OPEN: 1,
    }
    assert {each.change.kind for each in tale.of(ChangeProposed)} == set(ChangeKind)
    (raised,) = [
        event
        for step, event in tale.events
        if step.label == "proposal/day-one/accept" and isinstance(event, KeyResultRetargeted)
    ]
    assert raised.measure.model_dump()["target"] == 66


def test_agreements_stand_hang_on_one_side_and_were_revoked(tale: Tale) -> None:
    assert Counter((each.stands, len(each.sides)) for each in states(tale, Agreement)) == {
        (True, 2): 4,
        (False, 1): 2,
    }


def test_reviews_were_given_and_some_are_still_asked_for(tale: Tale) -> None:
    assert Counter(each.status for each in states(tale, Review)) == {ReviewStatus.GIVEN: 5, ReviewStatus.ASKED: 2}


def test_comments_are_threads_with_mentions_and_one_was_taken_back(tale: Tale) -> None:
    comments = states(tale, Comment)
    assert (len(comments), len({each.thread_id for each in comments})) == (27, 15)
    assert sum(each.withdrawn for each in comments) == 1
    assert sum(bool(each.mentions) for each in comments) > 10
    assert len({each.subject.kind for each in comments}) >= 6


def test_what_was_no_goal_became_one_was_dropped_or_waits(tale: Tale) -> None:
    items = states(tale, BacklogItem)
    assert Counter(each.status for each in items) == {
        BacklogStatus.PROMOTED: 6,
        BacklogStatus.DROPPED: 2,
        BacklogStatus.OPEN: 7,
    }
    assert {each.noted.kind for each in items} == set(BacklogKind)
    assert Counter(each.became[1] is None for each in items if each.became) == {True: 3, False: 3}


def test_health_is_in_its_band_out_of_it_silent_and_retired(tale: Tale) -> None:
    now = datetime.combine(TODAY, datetime.min.time(), UTC)

    def stands(key: str) -> Standing:
        metric = tale.states[f"health_metric-{id_of('health metric', key)}"]
        assert isinstance(metric, HealthMetric)
        readings = [(each.occurred_at, each.value) for each in metric.readings.values()]
        band = (metric.definition.low, metric.definition.high)
        return standing(readings, band, 7, metric.definition.silent_after_days, now)

    assert (stands("availability").state, stands("invoices-out").state) == (HealthState.OK, HealthState.OK)
    assert (stands("waiting").state, stands("waiting").alerting) == (HealthState.OUT_OF_BAND, True)
    assert stands("vans").state is HealthState.SILENT
    assert [each.definition.name for each in states(tale, HealthMetric) if each.retired] == [
        "Reseller portal, errors a day"
    ]


def test_meetings_are_held_missed_called_off_and_longer_than_agreed(tale: Tale) -> None:
    rituals = states(tale, Ritual)
    assert {each.kind for each in rituals} == set(RitualKind) - {RitualKind.DAILY}
    became = Counter(type(meeting) for each in rituals for meeting in each.meetings.values())
    assert became[MeetingHeld] > 30
    assert min(became[MeetingMissed], became[MeetingCancelled]) >= 3
    (calm,) = [each for each in rituals if each.name == "Welcome Care's hour"]
    held = [each.minutes for each in calm.meetings.values() if isinstance(each, MeetingHeld)]
    assert sum(minutes > calm.schedule.minutes for minutes in held) >= 4
    assert [each.ended for each in rituals].count(True) == 1
