"""What can be asked of plannings over HTTP. Whoever may check in may plan."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from domain.measure import Measure
from domain.planning import (
    AddKeyResultFromTheme,
    ClosePlanning,
    DraftFromTheme,
    DropTheme,
    GroupStories,
    NameTheme,
    OpenPlanning,
    RenameTheme,
    ReopenPlanning,
    RewriteStory,
    WithdrawStory,
    WriteStory,
)
from domain.words import Ambition, Command, Id, Line, Prose
from northlog.api.route import Fields, Route, Work
from northlog.ids import derived_id
from northlog.tokens import Role

_A, _B = (f"3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e0{number}" for number in range(1, 3))

_PLANNINGS, _PLANNING = "/plannings", "/plannings/{planning_id}"
_STORY, _THEME = _PLANNING + "/stories/{story_id}", _PLANNING + "/themes/{theme_id}"
_COMPLETED = {"kind": "completion", "start": 65, "target": 90}


class DraftedKeyResultBody(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    title: Line
    measure: Measure
    owner: Id | None = None


class DraftFromThemeBody(BaseModel):
    """``title``: the theme's name unless said."""

    model_config = ConfigDict(extra="forbid")

    title: Line | None = None
    description: Prose = ""
    why_now: Prose = ""
    owner: Id | None = None
    ambition: Ambition = Ambition.ASPIRATIONAL
    key_results: Annotated[list[DraftedKeyResultBody], Field(max_length=20)] = []


def _with_ids(work: Work, fields: Fields) -> Fields:
    """The key results with the ids they get."""
    drafted = [
        {**dict(each), "key_result_id": derived_id(work.org, work.key, f"key_results {number}")}
        for number, each in enumerate(fields["key_results"])
    ]
    return {**fields, "key_results": drafted}


def _within(
    path: str, command: type[Command], example: Mapping[str, Any], makes: str | None = None, method: str = "POST"
) -> Route:
    location = _PLANNING if makes else ""
    return Route(method, path, command, Role.MEMBER, example, makes=makes, location=location)


PLANNING_ROUTES = (
    Route(
        "POST",
        _PLANNINGS,
        OpenPlanning,
        Role.MEMBER,
        {"team_id": _A, "cycle_id": _B, "note": "In the room by the lake."},
        makes="planning_id",
        location=_PLANNING,
    ),
    _within(_PLANNING + "/close", ClosePlanning, {"note": "Three candidates, to be talked over on Monday."}),
    _within(_PLANNING + "/reopen", ReopenPlanning, {"reason": "The company's priorities have shifted."}),
    _within(_PLANNING + "/stories", WriteStory, {"text": "Nobody calls us in the first week."}, "story_id"),
    _within(_STORY, RewriteStory, {"text": "Hardly anybody calls us in the first week."}, method="PUT"),
    _within(_STORY + "/withdraw", WithdrawStory, {"reason": "Said better by others."}),
    _within(_PLANNING + "/themes", NameTheme, {"name": "A calm first week", "stories": [_A]}, "theme_id"),
    _within(_THEME + "/name", RenameTheme, {"name": "A first week without a question"}, method="PUT"),
    _within(_THEME + "/stories", GroupStories, {"stories": [_A, _B]}, method="PUT"),
    _within(_THEME + "/drop", DropTheme, {"reason": "Not ours to change."}),
    Route(
        "POST",
        _THEME + "/draft",
        DraftFromTheme,
        Role.MEMBER,
        {
            "why_now": "Newcomers leave us in their first week.",
            "key_results": [{"title": "Onboarding completed", "measure": _COMPLETED}],
        },
        makes="objective_id",
        location="/objectives/{objective_id}",
        body=DraftFromThemeBody,
        complete=_with_ids,
    ),
    Route(
        "POST",
        _THEME + "/key-result",
        AddKeyResultFromTheme,
        Role.MEMBER,
        {"objective_id": _A, "measure": _COMPLETED},
        makes="key_result_id",
        location="/objectives/{objective_id}",
    ),
)
