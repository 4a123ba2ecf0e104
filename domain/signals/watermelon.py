"""Watermelon: green outside, red inside. What is reported and what is computed disagree (P5.3).

Formula: ``domain.signals.health``, which judges both sides: reported green and computed red. Of a key result,
where the policy has them judged one by one: its own latest confidence is green, and it is at risk by its pace
(``domain.signals.standing``). What is unknown, on either side, is no watermelon.
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
)
from domain.signals.health import Computed, Health, Judged, computed, reported
from domain.signals.objective_at_risk import began_red, how_many
from domain.signals.runs import since
from domain.signals.standing import RED, Stands, began
from domain.trajectory import KeyResultLine, Reading, Stated, Trajectory

RULE, VERSION = "watermelon", 2


def find(
    trajectory: Trajectory, policy: Policy, calendar: Calendar, now: datetime, stand: Sequence[Stands]
) -> list[Finding]:
    said = reported(trajectory.stated, policy, calendar, now)
    if said is not Health.GREEN and not policy.watermelon.key_results:
        return []
    judged = Judged(said, computed(stand, policy))
    found = [_of_objective(trajectory, judged.computed, policy)] if judged.watermelon else []
    if policy.watermelon.key_results:
        found += [
            _of_key_result(line, trajectory, policy)
            for line in judged.computed.at_risk
            if reported(line.stated, policy, calendar, now) is Health.GREEN
        ]
    return found


def _of_key_result(line: KeyResultLine, trajectory: Trajectory, policy: Policy) -> Finding:
    red_since = began(line, trajectory, policy.off_pace, RED)
    latest = line.readings[-1]
    progress = latest.progress or 0.0
    red = f"by its pace it is at risk at {percent(progress)} of the way"
    positions = {latest.position, red_since.position}
    return _finding(
        of_key_result(line), line, red_since, line.stated, positions, {"progress": progress}, red, policy
    )


def _of_objective(trajectory: Trajectory, seen: Computed, policy: Policy) -> Finding:
    line, red_since = began_red(trajectory, seen, policy)
    return _finding(
        of_objective(trajectory),
        line,
        red_since,
        trajectory.stated,
        {red_since.position},
        {"at_risk": len(seen.at_risk), "running": seen.running},
        how_many(seen),
        policy,
    )


def _finding(
    subject: Subject,
    line: KeyResultLine,
    red_since: Reading,
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
    first: Reading | Stated = red_since if red_since.at >= green_since.at else green_since
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
