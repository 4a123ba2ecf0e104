"""What a lint is, and what it finds. It is advice (P1.4, P1.6): nothing waits for it, anybody can dismiss it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar
from uuid import UUID, uuid5

from domain.lint.draft import KeyResultDraft, ObjectiveDraft
from domain.lint.words import Words

NAMESPACE = UUID("0b3c0f7e-9d0a-5b53-8f0d-6a1f7c1f2b90")
"""Fixed for ever: what was dismissed is known by ids made from it."""

Subject = TypeVar("Subject", ObjectiveDraft, KeyResultDraft)
SubjectKind = Literal["objective", "key_result"]


class Around(NamedTuple):
    """What a draft is read against. ``objectives``: how many its team has in its cycle, this one among them."""

    words: Words
    objectives: int


class Found(NamedTuple):
    """``words``: those of the text that gave rise to it; none where it is not about words."""

    sentence: str
    suggestion: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lint(Generic[Subject]):
    """One rule. ``principle``: its number in the practice, such as P1.6. ``bad`` and ``better``: an example.

    ``judges(subject)`` is the text that it judges: a dismissal holds until that changes. ``find(subject, around)``
    is what it finds there, if anything.
    """

    rule: str
    principle: str
    explanation: str
    bad: str
    better: str
    judges: Callable[[Subject], str]
    find: Callable[[Subject, Around], Found | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of an objective or a key result. ``lint_id``: what it is dismissed by."""

    lint_id: str
    rule: str
    principle: str
    subject_kind: SubjectKind
    subject_id: str
    sentence: str
    suggestion: str
    words: tuple[str, ...]


def lint_id_of(rule: str, subject_id: str, judged: str) -> str:
    """The id of what one rule says of one subject as long as the judged text is the same."""
    return str(uuid5(NAMESPACE, "\n".join((rule, subject_id, judged))))


def nothing_of(_subject: ObjectiveDraft) -> str:
    """Where no text is judged: a dismissal holds for good."""
    return ""


def title_of(subject: ObjectiveDraft | KeyResultDraft) -> str:
    return subject.title


def wording_of(subject: KeyResultDraft) -> str:
    return subject.wording
