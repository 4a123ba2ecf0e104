"""How many key results a second all rules evaluate, from loaded trajectories, on one core: the default policy with
every rule on.

``python -m bench.rules [--count N]``. Made up are teams with a weekly cadence, three key results an objective and
13 weeks of readings each: most on their way with ups and downs, some standing still, some late, some green by word
only. They are evaluated three days before the cycle ends, when every reading is there and all rules have the most
to do.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from time import process_time
from typing import NamedTuple

from domain.cycle import Cycle
from domain.measure import Metric
from domain.policy import effective
from domain.signals.calendar import calendar_of
from domain.signals.evaluate import RULES, enabled, evaluate
from domain.team import Cadence
from domain.trajectory import (
    GoalPoint,
    KeyResultLine,
    Mark,
    OwnerMark,
    Point,
    Trajectory,
    key_result_line,
    span_of,
    trajectory,
)
from domain.words import Ambition

SEED = 20261122
COUNT, WEEKS, KEY_RESULTS = 100_000, 13, 3
SPAN = span_of("cycle", Cycle("Q1", date(2026, 1, 5), date(2026, 4, 5), 7, "Europe/Zurich"))
_CADENCE = Cadence(weekday=1, hour=9)
_MADE = datetime(2026, 1, 2, 9, tzinfo=UTC)
_NOW = SPAN.ends_at - timedelta(days=3)


class Evaluation(NamedTuple):
    """``per_second``: key results a second. ``findings``: how many were found, by rule."""

    per_second: float
    findings: dict[str, int]


def evaluation(count: int = COUNT) -> Evaluation:
    """Evaluate so many key results once. Timed by the processor, so that others on the machine do not count."""
    trajectories = list(objectives(count))
    policy = effective([{rule: {"enabled": True} for rule in RULES}])
    calendar, rules = calendar_of(SPAN, _CADENCE, policy), enabled(policy)
    found: dict[str, int] = {}
    begun = process_time()
    for each in trajectories:
        for finding in evaluate(each, policy, calendar, _NOW, rules):
            found[finding.rule] = found.get(finding.rule, 0) + 1
    return Evaluation(count / (process_time() - begun), dict(sorted(found.items())))


def objectives(count: int) -> Iterator[Trajectory]:
    """Objectives that have so many key results together; the same in every run."""
    random, drawn = Random(SEED), 0
    while drawn < count:
        number = min(KEY_RESULTS, count - drawn)
        yield _objective(random, drawn, number)
        drawn += number


def _objective(random: Random, first: int, number: int) -> Trajectory:
    mark = Mark(_MADE, 1)
    weeks = [SPAN.starts_at + timedelta(weeks=week, hours=9) for week in range(WEEKS)]
    return trajectory(
        objective_id=f"objective {first}",
        title="Make the first week seamless",
        team_id="team",
        ambition=Ambition.ASPIRATIONAL,
        span=SPAN,
        cadence=_CADENCE,
        drafted=mark,
        published=mark,
        owners=[OwnerMark(*mark, "somebody" if random.random() < 0.97 else None)],
        check_ins=[
            GoalPoint(at, at, 10 + week, f"check-in {first} {week}", random.randint(5, 8), _issue(random), "Go on")
            for week, at in enumerate(weeks)
        ],
        key_results=[_line(random, first + place, weeks, mark) for place in range(number)],
    )


def _issue(random: Random) -> str:
    return random.choice(("", "Legal has not answered yet", "Two reviewers are away", "The form loses people"))


def _line(random: Random, number: int, weeks: list[datetime], mark: Mark) -> KeyResultLine:
    kind = random.random()
    pace = 0.2 if kind < 0.1 else random.uniform(0.75, 1.1)
    stops = random.randint(4, 9) if kind > 0.95 else WEEKS
    confidence, points = 7, []
    for week, at in enumerate(weeks):
        share = pace * min(week + 1, stops) / WEEKS + (random.gauss(0, 0.02) if week < stops else 0)
        confidence = min(9, max(4, confidence + random.choice((-1, 0, 0, 0, 1))))
        stated = confidence if random.random() < 0.6 else None
        points.append(Point(at, at, 10 + week, f"check-in {number} {week}", 65 + 25 * share, stated))
    measure = Metric(start=65, target=90, unit="%")
    return key_result_line(
        SPAN, key_result_id=f"result {number}", title="Onboarding", original=measure, added=mark, points=points
    )


def main() -> None:
    parser = ArgumentParser(prog="python -m bench.rules", description="How fast the rules are, on one core.")
    parser.add_argument("--count", type=int, default=COUNT, help="key results (%(default)s)")
    count = parser.parse_args().count
    measured = evaluation(count)
    print(f"{count} key results of {WEEKS} weeks: {measured.per_second:,.0f} a second")
    for rule, number in measured.findings.items():
        print(f"  {rule}: {number} findings")


if __name__ == "__main__":
    main()
