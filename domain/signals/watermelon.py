"""Watermelon: green outside, red inside. What is reported and what is computed disagree (P5.3).

Formula: the latest stated confidence is ``green`` or more, and the key result is at risk by its pace
(``domain.signals.standing``). Of the objective: its goal confidence is ``green`` or more, and its key results put
it at risk (``objective_at_risk``). An unstated confidence reports nothing; what is unknown is not red.
Source: "watermelon status", a term of project reporting; the comparison is Northlog's own.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from domain.policy.settings import Policy
from domain.signals.calendar import Calendar
from domain.signals.finding import (
    WARN,
    Finding,
    Input,
    Subject,
    began_with,
    of_key_result,
    of_objective,
    percent,
    times,
)
from domain.signals.objective_at_risk import RollUp, began_weak, roll_up
from domain.signals.runs import since
from domain.signals.standing import AT_RISK, RED, began, standings
from domain.trajectory import KeyResultLine, Reading, Stated, Trajectory

RULE, VERSION = "watermelon", 1


def find(trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime) -> list[Finding]:
    green = policy.watermelon.green
    stand = standings(trajectory, policy, calendar, now)
    found = []
    if trajectory.stated and trajectory.stated[-1].confidence >= green:
        rolled = roll_up(stand, policy)
        if rolled is not None:
            found.append(_of_objective(trajectory, rolled, policy))
    for line, stands in stand:
        if stands is AT_RISK and line.stated and line.stated[-1].confidence >= green:
            found.append(_of_key_result(line, trajectory, policy))
    return found


def _of_key_result(line: KeyResultLine, trajectory: Trajectory, policy: Policy) -> Finding:
    red_since = began(line, trajectory.span, policy.off_pace, RED)
    latest = line.readings[-1]
    progress = latest.progress or 0.0
    red = f"by its pace it is at risk at {percent(progress)} of the way"
    positions = {latest.position, red_since.position}
    return _finding(
        of_key_result(line), line, red_since, line.stated, positions, {"progress": progress}, red, policy
    )


def _of_objective(trajectory: Trajectory, rolled: RollUp, policy: Policy) -> Finding:
    known, weak = rolled
    line, red_since = began_weak(trajectory, rolled, policy)
    red = f"{len(weak)} of {times(known, 'key result')} that something is known of are at risk"
    return _finding(
        of_objective(trajectory),
        line,
        red_since,
        trajectory.stated,
        {red_since.position},
        {"weak": len(weak), "known": known},
        red,
        policy,
    )


def _finding(
    subject: Subject,
    line: KeyResultLine,
    red_since: Reading | Stated,
    stated: Sequence[Stated],
    positions: Collection[int],
    inputs: Mapping[str, Input],
    red: str,
    policy: Policy,
) -> Finding:
    kind, subject_id, title = subject
    green, latest = policy.watermelon.green, stated[-1]
    green_since = since(stated, lambda each: each.confidence >= green)
    assert green_since is not None, "the latest is green"
    # Both must hold, so it began with the later of the two.
    first = red_since if red_since.at >= green_since.at else green_since
    return Finding(
        rule=RULE,
        rule_version=VERSION,
        subject_kind=kind,
        subject_id=subject_id,
        episode=began_with(first.check_in_id, line),
        severity=WARN,
        inputs={"confidence": latest.confidence, "green": green, **inputs},
        facts=tuple(sorted({*positions, latest.position, first.position})),
        what=f"{title} is reported green and computed red.",
        why=f"The confidence stated is {latest.confidence} of 10, and {red}.",
        clears_when=f"It is no longer at risk, or the confidence stated is below {green}.",
    )
