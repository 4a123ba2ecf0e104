"""What all commands and events of an alert share: its identity, and the account it gives of itself (P5.4)."""

from typing import Annotated
from uuid import UUID, uuid5

from pydantic import Field, StrictBool

from domain.signals.finding import Finding, Severity, SubjectKind
from domain.words import Command, Event, Id, Instant, Line, Part, Reason

NAMESPACE = UUID("6f1d6f0e-5a0b-5c0e-9d55-3c2f0f6f4e61")
"""Fixed for ever: the id of an alert follows from it."""

Figure = StrictBool | int | Annotated[float, Field(allow_inf_nan=False)] | str | None
"""One of the figures that a rule used."""


def alert_id_of(rule: str, subject_kind: SubjectKind, subject_id: str, episode: str) -> str:
    """The id of the alert of one rule on one subject for one episode; the same whoever works it out."""
    return str(uuid5(NAMESPACE, "\n".join((rule, subject_kind, subject_id, episode))))


def alert_id_for(finding: Finding) -> str:
    """The id of the alert that a finding raises."""
    return alert_id_of(finding.rule, finding.subject_kind, finding.subject_id, finding.episode)


def stream_of(alert_id: str) -> str:
    return f"alert-{alert_id}"


class AlertCommand(Command):
    alert_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.alert_id)


class AlertEvent(Event):
    alert_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.alert_id)


class PolicyVersion(Part):
    """An override that was in force: of the organization or a team, and its version."""

    scope: str
    version: Annotated[int, Field(strict=True, ge=1)]


class Account(Part):
    """Why there is an alert.

    ``as_of``: the instant it was evaluated for. ``policy``: the overrides in force, the most general first; none
    are the defaults. ``inputs``: the figures used, by name. ``facts``: the positions in the log it rests on.
    ``what``, ``why``, ``clears_when``: the sentences people read.
    """

    rule_version: Annotated[int, Field(strict=True, ge=1)]
    policy: Annotated[tuple[PolicyVersion, ...], Field(max_length=20)]
    severity: Severity
    as_of: Instant
    inputs: dict[str, Figure]
    facts: tuple[Annotated[int, Field(strict=True, ge=1)], ...]
    what: Reason
    why: Reason
    clears_when: Reason

    def account(self) -> dict[str, object]:
        """The account itself by field, of a command or an event that bears it."""
        return {name: getattr(self, name) for name in Account.model_fields}


class Identity(Part):
    """What an alert is about. ``episode``: when the condition began, as a key; see ``Finding``. A health metric
    has neither ``objective_id`` nor ``cycle_id``."""

    rule: Line
    subject_kind: SubjectKind
    subject_id: Id
    episode: Line
    objective_id: Id | None
    team_id: Id
    cycle_id: Id | None
