"""P1.3, P1.7: a movement from nobody knows where."""

from domain.lint.base import Around, Found, Lint, wording_of
from domain.lint.draft import KeyResultDraft
from domain.measure import Metric, Relative, start_of


def find(subject: KeyResultDraft, around: Around) -> Found | None:
    if not isinstance(subject.measure, Metric | Relative) or start_of(subject.measure) is not None:
        return None
    return Found(
        "It has no start value: until it has one it shows “no baseline”, and cannot be scored.",
        "Measure where it stands today, and enter that as its start. Not being able to is a finding, too.",
    )


NO_START = Lint(
    rule="no_start",
    principle="P1.7",
    explanation="A key result has a starting point and a goal (P1.2); a relative goal needs its baseline before it"
    " can be scored (P1.3).",
    bad="Support call time −15 %",
    better="Support call time −15 %, from 8.5 minutes",
    judges=wording_of,
    find=find,
)
