"""All rules of a policy over one objective."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from domain.policy import Policy
from domain.signals import (
    confidence_drop,
    done_too_early,
    forecast_miss,
    goalpost_moved_late,
    objective_at_risk,
    off_pace,
    orphan,
    recurring_issue,
    silent,
    stalled,
    watermelon,
)
from domain.signals.calendar import Calendar
from domain.signals.finding import Finding
from domain.signals.standing import Stands, standings
from domain.trajectory import Trajectory, as_of

Rule = Callable[[Trajectory, Policy, Calendar, datetime], Sequence[Finding]]
"""A rule is given a trajectory as it was known at ``now``."""

PaceRule = Callable[[Trajectory, Policy, Calendar, datetime, Sequence[Stands]], Sequence[Finding]]
"""A rule that judges by where the running key results stand is given that as well."""

_RULES: Mapping[str, Rule] = {
    module.RULE: module.find
    for module in (
        confidence_drop,
        stalled,
        silent,
        forecast_miss,
        goalpost_moved_late,
        recurring_issue,
        orphan,
        done_too_early,
    )
}
_PACE_RULES: Mapping[str, PaceRule] = {
    module.RULE: module.find for module in (off_pace, watermelon, objective_at_risk)
}
RULES: Mapping[str, Rule | PaceRule] = {**_RULES, **_PACE_RULES}
"""Name, which is also its policy's section -> rule."""


class Enabled(NamedTuple):
    """Rules, apart by what they are given."""

    rules: tuple[Rule, ...]
    pace_rules: tuple[PaceRule, ...]


def enabled(policy: Policy) -> Enabled:
    """The rules that a policy has turned on."""
    return Enabled(
        tuple(rule for name, rule in _RULES.items() if getattr(policy, name).enabled),
        tuple(rule for name, rule in _PACE_RULES.items() if getattr(policy, name).enabled),
    )


def watched(trajectory: Trajectory, now: datetime) -> bool:
    """Whether there is anything to look after: a published objective, not closed, in its cycle's time."""
    published, closed, span = trajectory.published, trajectory.closed, trajectory.span
    return (
        published is not None
        and published.at <= now
        and (closed is None or closed.at > now)
        and span.starts_at <= now < span.ends_at
    )


def evaluate(
    trajectory: Trajectory,
    policy: Policy,
    calendar: Calendar,
    now: datetime,
    rules: Enabled | None = None,
) -> tuple[Finding, ...]:
    """What the rules find at ``now`` by what was known then, ordered by subject, rule and episode.

    Whatever the trajectory holds of later instants is cut off first. ``rules``: those of the policy, where many
    objectives are evaluated by one policy and its rules are looked up once.
    """
    if not watched(trajectory, now):
        return ()
    seen = as_of(trajectory, now)
    simple, paced = enabled(policy) if rules is None else rules
    found = [finding for rule in simple for finding in rule(seen, policy, calendar, now)]
    if paced:
        stand = standings(seen, policy, calendar, now)
        found += [finding for rule in paced for finding in rule(seen, policy, calendar, now, stand)]
    found.sort(key=_order)
    return tuple(found)


def _order(finding: Finding) -> tuple[str, str, str, str]:
    return finding.subject_kind, finding.subject_id, finding.rule, finding.episode
