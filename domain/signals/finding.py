"""What a rule found: enough to tell people, to raise an alert, and to check it by hand (P5.4)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from domain.trajectory import KeyResultLine, Trajectory

Input = bool | int | float | str | None


class Severity(StrEnum):
    """``info``: worth knowing. ``warn``: worth a talk at the next check-in. ``critical``: now."""

    INFO = "info"
    WARN = "warn"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class SubjectKind(StrEnum):
    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    HEALTH_METRIC = "health_metric"


# Looked up once: in Python 3.11 the lookup of a member is slow.
INFO, WARN, CRITICAL = Severity
OBJECTIVE, KEY_RESULT, HEALTH_METRIC = SubjectKind


class Finding(NamedTuple):
    """A condition that holds.

    ``episode``: a key of when it began; the same as long as it holds unbroken, another when it comes back.
    ``inputs``: the figures used, by name. ``facts``: positions in the log, ascending. ``what``, ``why`` and
    ``clears_when`` are sentences for people; they name no person and quote no check-in.
    """

    rule: str
    rule_version: int
    subject_kind: SubjectKind
    subject_id: str
    episode: str
    severity: Severity
    inputs: Mapping[str, Input]
    facts: tuple[int, ...]
    what: str
    why: str
    clears_when: str


Subject = tuple[SubjectKind, str, str]
"""Kind, id, and title in quotation marks."""


def of_objective(trajectory: Trajectory) -> Subject:
    return OBJECTIVE, trajectory.objective_id, f"“{trajectory.title}”"


def of_key_result(line: KeyResultLine) -> Subject:
    return KEY_RESULT, line.key_result_id, f"“{line.title}”"


def percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def number(value: float) -> str:
    """A figure in full, as large as people count in; no more of a fraction than they read."""
    return f"{value:.10g}"


def times(count: int, thing: str) -> str:
    """A number with its noun: 1 check-in, 2 check-ins."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def began_with(check_in_id: str, line: KeyResultLine) -> str:
    """An episode that began with a check-in, under the goal as it stands since its last move."""
    return f"{check_in_id}/{line.moves[-1].position}" if line.moves else check_in_id
