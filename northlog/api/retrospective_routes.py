"""Every command of a retrospective over HTTP. Whoever may check in may speak here, too."""

from collections.abc import Mapping
from typing import Any

from domain.retrospective.commands import (
    AddAttractor,
    AddDetractor,
    AddLearning,
    AddNote,
    AnswerQuestion,
    CarryDecision,
    CloseRetrospective,
    MakeDecision,
    OpenRetrospective,
    WithdrawEntry,
)
from domain.words import Command
from northlog.api.retrospective_bodies import OpenRetrospectiveBody, opening
from northlog.api.route import Route
from northlog.tokens import Role

_A, _B = "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e01", "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e02"

_RETROSPECTIVES = "/retrospectives"
_RETROSPECTIVE = _RETROSPECTIVES + "/{retrospective_id}"
_ENTRY = _RETROSPECTIVE + "/entries/{entry_id}"


def _adding(path: str, command: type[Command], example: Mapping[str, Any]) -> Route:
    return Route(
        "POST", _RETROSPECTIVE + path, command, Role.MEMBER, example, makes="entry_id", location=_RETROSPECTIVE
    )


RETROSPECTIVE_ROUTES = (
    Route(
        "POST",
        _RETROSPECTIVES,
        OpenRetrospective,
        Role.MEMBER,
        {"cycle_id": _A, "team_id": _B, "kind": "mid_cycle", "trigger": "stalled_progress"},
        makes="retrospective_id",
        location=_RETROSPECTIVE,
        body=OpenRetrospectiveBody,
        complete=opening,
    ),
    _adding("/notes", AddNote, {"text": "The new form came a week late.", "objective_id": _A}),
    _adding("/attractors", AddAttractor, {"text": "Customers at the table."}),
    _adding("/detractors", AddDetractor, {"text": "Every change waits nine days for its review."}),
    _adding("/learnings", AddLearning, {"text": "People leave at the identity check, not at the form."}),
    _adding("/decisions", MakeDecision, {"text": "Own the identity check end to end.", "carried_into": _A}),
    Route(
        "POST",
        _RETROSPECTIVE + "/answers",
        AnswerQuestion,
        Role.MEMBER,
        {"question": "surprised", "answer": "How many come back the next day and finish."},
    ),
    Route("POST", _ENTRY + "/withdraw", WithdrawEntry, Role.MEMBER, {"reason": "said twice"}),
    Route(
        "POST",
        _RETROSPECTIVE + "/decisions/{entry_id}/carry",
        CarryDecision,
        Role.MEMBER,
        {"cycle_id": _A, "became": _B},
    ),
    Route(
        "POST",
        _RETROSPECTIVE + "/close",
        CloseRetrospective,
        Role.MEMBER,
        {"summary": "Stalled at the identity check, and we know why."},
    ),
)
