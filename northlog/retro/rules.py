"""The rules behind a pack's figures, in sentences for whoever reads it (P5.4)."""

from collections.abc import Callable, Mapping

from domain.policy import Policy
from domain.policy.settings import OffPace
from domain.scoring import SUCCESS
from domain.trajectory.wording import LETTERS, SHARED
from domain.words import Ambition
from northlog.retro.pack import Rule

_HOPED, _PROMISED = SUCCESS[Ambition.ASPIRATIONAL], SUCCESS[Ambition.COMMITTED]

RECURRING = "Issues that kept coming back"
"""The heading of their rule."""

_SCORES = (
    "Computed: progress from start to target, held within 0 and 1; an objective's is the mean of its key results"
    " without the dropped ones. Judged: what the team gave, with its reason."
)
_WATERMELON = (
    "Green outside, red inside: reported green while the figures compute red. A reason to talk, no fault."
)
CALIBRATION = (
    "A goal got there when it was closed, not dropped, and its official final score, the judged one where the team"
    f" judged and else the computed one, is at least {_HOPED} if aspirational, {_PROMISED:.0f} if committed."
    " A key result is held to the same. Statements about one goal are not independent of each other, so a few"
    " goals say little."
)
_GOALPOSTS = (
    "Progress stands against the current goal and against the one first set. A move is told as a share of the way"
    " from start to target before it."
)


def rules_by(policies: Mapping[str, Policy]) -> list[Rule]:
    """The rules by the policies in force, by team; where they differ, each team's. Without any, the defaults'."""
    policies = policies or {"": Policy()}
    return [
        Rule(heading="Scores", text=_SCORES),
        Rule(heading="Reported health", text=_said(policies, _reported)),
        Rule(heading="Computed health", text=_said(policies, _computed)),
        Rule(heading="Watermelon", text=_WATERMELON),
        Rule(heading="Goalposts", text=_GOALPOSTS),
        Rule(heading="Calibration", text=CALIBRATION),
        Rule(heading=RECURRING, text=_said(policies, _recurring)),
    ]


def _said(policies: Mapping[str, Policy], sentence: Callable[[Policy], str]) -> str:
    teams: dict[str, list[str]] = {}
    for team, policy in policies.items():
        teams.setdefault(sentence(policy), []).append(team)
    if len(teams) == 1:
        return next(iter(teams))
    return " ".join(f"{', '.join(names)}: {text}" for text, names in teams.items())


def _reported(policy: Policy) -> str:
    return (
        f"The confidence last stated: green from {policy.watermelon.green} of 10, red up to"
        f" {policy.confidence_drop.low}, yellow between. Unknown where none was stated, or the team has missed a"
        " check-in since, by its own rhythm."
    )


def _computed(policy: Policy) -> str:
    pace = policy.off_pace
    then = "at the end of the week" if pace.at == "now" else "on the day it was read"
    return (
        f"Each key result's progress against what was expected {then} of an even pace to success,"
        f" {pace.aspirational:g} if aspirational and 1 if committed: {_zones(pace)}. Unknown where nothing was"
        f" read after the first {pace.quiet:.0%} of the cycle, or it was on track and is no longer read. Red when"
        f" {policy.objective_at_risk.share:.0%} of them or more are at risk, green when all that are known are on"
        " track, yellow between."
    )


def _zones(pace: OffPace) -> str:
    zoning = pace.zoning
    if zoning.by == "ratio":
        return f"on track from {zoning.on_track:.0%} of it on, at risk below {zoning.at_risk:.0%}"
    return f"on track less than {zoning.on_track:.1%} of the way behind it, at risk more than {zoning.at_risk:.1%}"


def _recurring(policy: Policy) -> str:
    return (
        "Each sentence under “issues” counts as one issue. Two of the same team, from different check-ins, are"
        f" taken for the same when they share at least {SHARED} words that are at least"
        f" {policy.recurring_issue.likeness:.0%} of the words of the shorter one; words of fewer than {LETTERS}"
        " letters and the most common ones do not count."
    )
