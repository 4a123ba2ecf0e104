"""A small retrospective pack: one objective, two weeks, everything in it that a pack can hold."""

from datetime import date

from domain.measure import Metric
from domain.policy import Policy
from domain.signals.health import Health
from northlog.reading.retrospectives import QUESTIONS
from northlog.reading.views import CycleView
from northlog.reports.goalposts import GoalpostMove
from northlog.retro.pack import (
    Answered,
    CalibrationView,
    Change,
    Entry,
    HeldRetrospective,
    HeldSection,
    Journey,
    Line,
    Mark,
    Pack,
    PackedKeyResult,
    PackedObjective,
    Read,
    Recurrence,
    RecurringIssue,
    Remark,
    Spoken,
    StatedShare,
    Summary,
    Week,
    WeekHealth,
)
from northlog.retro.rules import rules_by
from tests.facts import CHECK_IN, CYCLE, OBJECTIVE, RESULT, at

MONDAYS = [at(f"2026-01-{day:02}T09:00") for day in (5, 12, 19, 26)]


def a_journey(*confidences: int | None) -> Journey:
    """The goal's line, one confidence a Monday of January, and that of a key result of which nothing was said."""
    goal = [Spoken(at=monday, confidence=each) for monday, each in zip(MONDAYS, confidences, strict=False)]
    result = [Spoken(at=point.at, confidence=None) for point in goal]
    lines = [Line(number=None, label="The goal", points=goal), Line(number=1, label="Onboarding", points=result)]
    return Journey(lines=lines, marks=[Mark(at=MONDAYS[1], label="key result 1: target moved")])


def a_cycle(name: str = "Q1 2026") -> CycleView:
    """January to March 2026 in Zurich, closed."""
    return CycleView(
        cycle_id=CYCLE,
        name=name,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 3, 31),
        grace_days=7,
        time_zone="Europe/Zurich",
        status="closed",
        expected=1.0,
        version=3,
    )


def a_pack(text: str = "said by people") -> Pack:
    """A pack in which everything that people write reads ``text``."""
    measure = Metric(start=65, target=90, unit=text[:40])
    move = GoalpostMove(
        at=MONDAYS[1],
        position=17,
        by=text,
        what="target",
        reason=text,
        before=measure,
        after=measure.model_copy(update={"target": 85}),
        start_before=65,
        start_after=65,
        target_before=90,
        target_after=85,
        farther=-0.2,
    )
    result = PackedKeyResult(
        key_result_id=RESULT,
        number=1,
        title=text,
        owner=text,
        unit=text[:40],
        start_text="65",
        value_text="80",
        target_text="85",
        progress=0.75,
        progress_original=0.6,
        computed=0.75,
        judged=0.7,
        judged_reason=text,
        dropped=True,
        dropped_reason=text,
        moves=[move],
    )
    entry = Entry(
        check_in_id=CHECK_IN,
        at=MONDAYS[0],
        late=True,
        corrections=[text],
        goal_confidence=7,
        energy=4,
        readings=[Read(number=1, title=text, value_text="80", confidence=6, note=text)],
        issues=text,
        plan=text,
    )
    objective = PackedObjective(
        objective_id=OBJECTIVE,
        title=text,
        description=text,
        why_now=text,
        team=text,
        owner=text,
        ambition="aspirational",
        level="strategic",
        status="closed",
        outcome="partly",
        computed=0.75,
        judged=0.7,
        judged_reason=text,
        carried_forward=True,
        journey=a_journey(7, None, 8, 9),
        health=[
            _week(1, Health.GREEN, Health.RED),
            _week(2, Health.UNKNOWN, Health.YELLOW),
        ],
        key_results=[result],
        entries=[entry],
        changes=[
            Change(
                at=MONDAYS[1], by=text, about="objective", what="reworded", before=text, after=text, reason=text
            )
        ],
    )
    times = [Recurrence(at=monday, objective=text, text=text) for monday in MONDAYS[:2]]
    calibration = CalibrationView(
        stated=[StatedShare(confidence=7, count=2, hits=1)], count=2, brier=0.29, base_rate=0.5, by_base_rate=0.25
    )
    return Pack(
        organization=text,
        cycle=a_cycle(text),
        teams=[text],
        whole=False,
        made_at=MONDAYS[3],
        position=42,
        weeks=[Week(number=1, at=MONDAYS[1]), Week(number=2, at=MONDAYS[2])],
        summary=Summary(
            objectives=1,
            key_results=1,
            check_ins=1,
            outcomes={"partly": 1},
            moved=1,
            watermelon_weeks=1,
            unknown_weeks=1,
            weeks=2,
        ),
        objectives=[objective],
        recurring=[RecurringIssue(team=text, times=times, shared_words=[text])],
        goals_calibration=calibration,
        key_results_calibration=calibration,
        retrospectives=[
            HeldRetrospective(
                team=text,
                kind="in mid-cycle",
                trigger="stalled progress",
                held_on=date(2026, 1, 20),
                closed=True,
                summary=text,
                sections=[
                    HeldSection(heading="Decisions", remarks=[Remark(text=text, about=text, carried_into=text)])
                ],
                answers=[Answered(question="What did we learn?", answer=text)],
            )
        ],
        questions=list(QUESTIONS.values()),
        rules=rules_by({text: Policy()}),
    )


def _week(number: int, reported: Health, computed: Health) -> WeekHealth:
    return WeekHealth(
        week=number,
        confidence=8 if reported is Health.GREEN else None,
        reported=reported,
        score=0.1 * number,
        computed=computed,
        running=3,
        known=2,
        at_risk=2 if computed is Health.RED else 0,
        watermelon=reported is Health.GREEN and computed is Health.RED,
    )
