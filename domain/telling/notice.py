"""One thing worth telling: an alert raised or got worse, a check-in due, a month's report, a mention."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

from domain.alert import AlertEscalated, AlertRaised
from domain.signals.finding import Severity

NAMESPACE = UUID("9c0f1a52-5f0b-5d43-8a2e-6b1d3c7e9f10")
"""Fixed for ever: the ids of notices and of messages follow from it."""


def id_of(*parts: str) -> str:
    """The id of what follows from these parts; the same whoever works it out."""
    return str(uuid5(NAMESPACE, "\n".join(parts)))


class Occasion(StrEnum):
    """Why it is told: an alert was ``raised`` or ``escalated``, a check-in is due (``reminder``), a month of a
    strategic objective is over (``report``), or a comment means somebody (``mention``)."""

    RAISED = "raised"
    ESCALATED = "escalated"
    REMINDER = "reminder"
    REPORT = "report"
    MENTION = "mention"

    @property
    def nudges(self) -> bool:
        """Whether it is Northlog that speaks up; a mention was asked for by a person."""
        return self is not Occasion.MENTION


class Notice(BaseModel):
    """``at``: since when there is reason to tell it. ``alert_id`` and ``rule``: ``None`` but for an alert. The
    subject of a reminder and of a report is the objective, that of a mention whatever is talked about;
    ``objective_id`` and ``team_id``: ``None`` where it has to do with none. ``comment_id`` and ``person_id``: the
    comment, and the person meant, of a mention. ``what``, ``why`` and ``clears_when`` are sentences; they name no
    person."""

    model_config = ConfigDict(frozen=True)

    notice_id: str
    occasion: Occasion
    alert_id: str | None
    rule: str | None
    subject_id: str
    objective_id: str | None
    team_id: str | None
    comment_id: str | None = None
    person_id: str | None = None
    severity: Severity
    at: datetime
    what: str
    why: str
    clears_when: str


def notice_of(raised: AlertRaised, said: AlertRaised | AlertEscalated, position: int) -> Notice:
    """What is told of an alert. ``raised`` says what it is about, ``said`` (which may be the same) what is new;
    ``position`` is where ``said`` stands in the log."""
    return Notice(
        notice_id=id_of(said.alert_id, str(position)),
        occasion=Occasion.RAISED if isinstance(said, AlertRaised) else Occasion.ESCALATED,
        alert_id=said.alert_id,
        rule=raised.rule,
        subject_id=raised.subject_id,
        objective_id=raised.objective_id,
        team_id=raised.team_id,
        severity=said.severity,
        at=said.as_of,
        what=said.what,
        why=said.why,
        clears_when=said.clears_when,
    )
