"""What a retrospective pack holds, ready for JSON; the pages are drawn from nothing else.

Shares, progress and scores are 0 to 1 (progress may pass both ends), confidence 0 to 10, energy 1 to 5; null is
what nobody said or nothing can be said of. Nobody is ranked, and who checked in is not scored (P4.5).
"""

from datetime import date, datetime

from domain.signals.health import Health
from northlog.reading.views import AS_OF, POSITION, CycleView, View
from northlog.reports.goalposts import GoalpostMove


class Week(View):
    """One week of the cycle. ``at``: the instant it is told for, its end or, where that is earlier, the cycle's
    closing or now."""

    number: int
    at: datetime


class Spoken(View):
    """One point of a line of confidence; ``confidence`` is null, a gap, where the check-in left it unstated."""

    at: datetime
    confidence: int | None


class Line(View):
    """The confidence in the goal (``number`` null) or in one key result, check-in by check-in."""

    number: int | None
    label: str
    points: list[Spoken]


class Mark(View):
    """Something that happened to the goal on the way."""

    at: datetime
    label: str


class Journey(View):
    """The confidence journey of an objective: the goal's line first, then those of its key results."""

    lines: list[Line]
    marks: list[Mark]


class WeekHealth(View):
    """An objective at the end of a week, judged as the rules of alerts judge it. ``confidence``: the last one
    stated; ``reported`` follows from it. ``computed`` follows from its key results: ``at_risk`` of ``running``, of
    ``known`` of which something is known. A
    ``watermelon`` is reported green and computes red (P5.3)."""

    week: int
    confidence: int | None
    reported: Health
    score: float | None
    computed: Health
    running: int
    known: int
    at_risk: int
    watermelon: bool


class PackedKeyResult(View):
    """``start_text``, ``value_text`` and ``target_text`` are the measure's numbers as people write them."""

    key_result_id: str
    number: int
    title: str
    owner: str | None
    unit: str
    start_text: str
    value_text: str
    target_text: str
    progress: float | None
    progress_original: float | None
    computed: float | None
    judged: float | None
    judged_reason: str | None
    dropped: bool
    dropped_reason: str | None
    moves: list[GoalpostMove]


class Read(View):
    """What one check-in said of one key result."""

    number: int
    title: str
    value_text: str
    confidence: int | None
    note: str


class Entry(View):
    """One check-in by GRIP as it stands now. ``corrections``: the reasons of its corrections."""

    check_in_id: str
    at: datetime
    late: bool
    corrections: list[str]
    goal_confidence: int | None
    energy: int | None
    readings: list[Read]
    issues: str
    plan: str


class Change(View):
    """One change of the goal after it was published. ``about``: "objective" or "key result 2"."""

    at: datetime
    by: str
    about: str
    what: str
    before: str
    after: str
    reason: str


class PackedObjective(View):
    objective_id: str
    title: str
    description: str
    why_now: str
    team: str
    owner: str | None
    ambition: str
    level: str
    status: str
    outcome: str | None
    computed: float | None
    judged: float | None
    judged_reason: str | None
    carried_forward: bool
    journey: Journey
    health: list[WeekHealth]
    key_results: list[PackedKeyResult]
    entries: list[Entry]
    changes: list[Change]


class Recurrence(View):
    """One time an issue was named."""

    at: datetime
    objective: str
    text: str


class RecurringIssue(View):
    """An issue that was named in several check-ins of a team, the first naming first."""

    team: str
    times: list[Recurrence]
    shared_words: list[str]


class Rule(View):
    """What a figure of the pack goes by, by the policies in force (P5.4)."""

    heading: str
    text: str


class StatedShare(View):
    """Of ``count`` statements of one confidence ``hits`` came true."""

    confidence: int
    count: int
    hits: int


class CalibrationView(View):
    """When the team said 7 of 10, how often did it get there? ``brier``: 0 is best, 0.25 is what always saying
    5 of 10 scores, 1 worst; ``by_base_rate``: what always saying the true rate would have scored."""

    stated: list[StatedShare]
    count: int
    brier: float | None
    base_rate: float | None
    by_base_rate: float | None


class Remark(View):
    """One thing that was said. ``about``: the objective it speaks of; ``carried_into``: the cycle that a decision
    is meant for, or was carried into."""

    text: str
    about: str | None
    carried_into: str | None


class HeldSection(View):
    """What was said of one kind, such as what pulled the team toward the goal."""

    heading: str
    remarks: list[Remark]


class Answered(View):
    """A closing question and the answer it was given."""

    question: str
    answer: str


class HeldRetrospective(View):
    """A retrospective that was held on the way or at the end; what was withdrawn is left out. ``team`` is null for
    the whole organization's, ``kind`` and ``trigger`` are in words."""

    team: str | None
    kind: str
    trigger: str
    held_on: date
    closed: bool
    summary: str
    sections: list[HeldSection]
    answers: list[Answered]


class Summary(View):
    """The pack in figures. ``outcomes``: of closed objectives, outcome to count."""

    objectives: int
    key_results: int
    check_ins: int
    outcomes: dict[str, int]
    moved: int
    watermelon_weeks: int
    unknown_weeks: int
    weeks: int


class Pack(View):
    """The whole pack of a cycle. ``teams``: those it is of; ``whole``: all of them."""

    organization: str
    cycle: CycleView
    teams: list[str]
    whole: bool
    made_at: datetime
    position: int = POSITION
    as_of: datetime | None = AS_OF
    weeks: list[Week]
    summary: Summary
    objectives: list[PackedObjective]
    recurring: list[RecurringIssue]
    goals_calibration: CalibrationView
    key_results_calibration: CalibrationView
    retrospectives: list[HeldRetrospective]
    questions: list[str]
    rules: list[Rule]
