"""P1.3: criteria or milestones that two people would read differently."""

from domain.lint.base import Around, Found, Lint
from domain.lint.draft import KeyResultDraft
from domain.lint.text import tokens
from domain.measure import Subjective, Zones

LEAST_WORDS = 4
"""Fewer cannot say who sees what."""


def find(subject: KeyResultDraft, around: Around) -> Found | None:
    match subject.measure:
        case Subjective(criteria=criteria) if len(tokens(criteria)) < LEAST_WORDS:
            return Found(
                f"“{criteria}” is too little to agree on in advance.",
                "List what must be true, one sentence each, so that two people would judge it alike.",
            )
        case Zones(commit=commit, target=target, stretch=stretch):
            if len({tokens(commit), tokens(target), tokens(stretch)}) < len(("commit", "target", "stretch")):
                return Found(
                    "Two of its milestones say the same.",
                    "Describe commit, target and stretch so that it is plain which one was reached.",
                )
    return None


def _judged(subject: KeyResultDraft) -> str:
    return subject.measure.model_dump_json()


CRITERIA = Lint(
    rule="criteria",
    principle="P1.3",
    explanation="What is judged is judged by criteria agreed in advance; milestones are each described in words.",
    bad="Good feedback",
    better="The three largest customers name us in their own plan; none of them asks for another supplier",
    judges=_judged,
    find=find,
)
