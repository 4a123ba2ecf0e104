"""Silent: a check-in was missed by the team's own rhythm. The cycle of these tests begins on a Thursday."""

from typing import Any

import pytest

from domain.signals.finding import Severity, SubjectKind
from domain.team import Cadence
from domain.trajectory import Trajectory
from tests.facts import OTHER_RESULT
from tests.signals import found, goal, line, objective, one, position_of

RULE = "silent"
ONE: dict[str, Any] = {"after": 1}
"""By a policy to which one missed check-in is enough."""
MONDAYS = Cadence(weekday=1, hour=0)
"""Due on days 4, 11, 18, 25, 32 ...; two working days of grace make Wednesday, 6, 13, 20 ..."""


def checked_in(*days: float, published: float | None = -4, cadence: Cadence | None = MONDAYS) -> Trajectory:
    return objective(goals=[goal(day) for day in days], published=published, cadence=cadence)


@pytest.mark.parametrize(
    ("days", "now", "missed"),
    [
        ((), 5.9, 0),
        ((), 6, 1),
        ((), 12.9, 1),
        ((), 13, 2),
        ((4,), 12.9, 0),
        ((4,), 13, 1),
        ((6,), 12.9, 0),
        ((6,), 13, 1),
        ((6.1,), 13, 0),
        ((6.1,), 19.9, 0),
        ((6.1,), 20, 1),
        ((10,), 19.9, 0),
        ((10,), 20, 1),
        ((3, 40), 45, 0),
    ],
)
def test_a_check_in_answers_the_one_due_before_whose_grace_it_comes(
    days: tuple[float, ...], now: float, missed: int
) -> None:
    counts = [finding.inputs["missed"] for finding in found(RULE, checked_in(*days), now, **ONE)]
    assert counts == [missed] * bool(missed)


def test_what_was_due_before_the_publication_is_not_missed() -> None:
    assert found(RULE, checked_in(published=5), 6, **ONE) == ()
    assert one(RULE, checked_in(published=5), 13, **ONE).inputs["missed"] == 1


def test_one_missed_check_in_is_life_and_two_running_are_silence() -> None:
    """P5.5."""
    assert found(RULE, checked_in(4), 19.9) == ()
    assert one(RULE, checked_in(4), 20).inputs["missed"] == 2
    assert found(RULE, checked_in(4, 14), 27) == found(RULE, checked_in(4, 14, 28), 34) == ()


def test_biweekly_teams_are_not_late_after_eleven_days() -> None:
    """P3.8: never a fixed number of days."""
    biweekly = Cadence(weekday=1, hour=0, every_weeks=2)
    assert found(RULE, checked_in(11, cadence=biweekly), 26.9, **ONE) == ()
    assert found(RULE, checked_in(11, cadence=biweekly), 27, **ONE) != ()


def test_a_team_without_cadence_is_never_late() -> None:
    assert found(RULE, checked_in(cadence=None), 99) == ()


def test_it_lasts_as_one_episode_and_gets_critical() -> None:
    silent = checked_in(4)
    episodes = {one(RULE, silent, day).episode for day in (20, 27, 34)}
    assert episodes == {"due 2026-01-12T00:00:00+00:00"}
    assert [one(RULE, silent, day).severity for day in (20, 27, 33.9, 34)] == [
        Severity.WARN,
        Severity.WARN,
        Severity.WARN,
        Severity.CRITICAL,
    ]
    assert one(RULE, checked_in(4, 28), 48).episode == "due 2026-02-09T00:00:00+00:00"


def test_it_says_unknown_and_rests_on_the_last_check_in() -> None:
    finding = one(RULE, checked_in(4), 20)
    assert finding.what == (
        "How “Make the first week seamless” stands is unknown: no word of it, 2 check-ins due in a row."
    )
    assert finding.why == "By the team's own rhythm one was due on 2026-01-12, and its grace has passed."
    assert finding.facts == (position_of(4),)
    assert one(RULE, checked_in(), 20).facts == (position_of(-4),)


def test_a_key_result_nobody_reads_is_silent_though_its_objective_is_spoken_of() -> None:
    read, unread = line((4, 1.0), (11, 2.0), (18, 3.0), (25, 4.0)), line((4, 1.0), key_result_id=OTHER_RESULT)
    both = objective(read, unread, cadence=MONDAYS)
    assert found(RULE, both, 26.9) == ()
    finding = one(RULE, both, 27)
    assert (finding.subject_kind, finding.subject_id, finding.severity) == (
        SubjectKind.KEY_RESULT,
        OTHER_RESULT,
        Severity.INFO,
    )


def test_a_key_result_is_not_silent_beside_its_objective_nor_when_done() -> None:
    """One nudge a subject (P5.5)."""
    unread = objective(line((4, 1.0)), cadence=MONDAYS)
    assert [each.subject_kind for each in found(RULE, unread, 40)] == [SubjectKind.OBJECTIVE]
    done = objective(line((4, 100.0)), goals=[goal(day) for day in (11, 18, 25)], cadence=MONDAYS)
    assert found(RULE, done, 27) == ()


@pytest.mark.parametrize(("grace", "late"), [(0, 4), (1, 5), (5, 11)])
def test_the_policy_moves_the_grace(grace: int, late: float) -> None:
    assert found(RULE, checked_in(), late - 0.01, grace=grace, **ONE) == ()
    assert found(RULE, checked_in(), late, grace=grace, **ONE) != ()
