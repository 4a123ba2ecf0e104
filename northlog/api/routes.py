"""Every command over HTTP, one entry each. ``FoundOrganization`` is missing: operators do that."""

from domain.cycle import CloseCycle, PlanCycle, RenameCycle, RescheduleCycle, StartCycle
from domain.objective.commands import (
    AddKeyResult,
    AssignKeyResultOwner,
    AssignOwner,
    CarryForward,
    CheckIn,
    CloseObjective,
    CorrectCheckIn,
    DraftObjective,
    DropKeyResult,
    JudgeKeyResult,
    JudgeObjective,
    PublishObjective,
    RebaselineKeyResult,
    RetargetKeyResult,
    RewordKeyResult,
    RewordObjective,
    SetAmbition,
    SetLevel,
    StateWhyNow,
)
from domain.organization import ChangeSettings, RenameOrganization, SetTimeZone
from domain.person import ChangeDetails, ForgetPerson, IntroducePerson
from domain.team import AddMember, DissolveTeam, FormTeam, MoveTeam, RemoveMember, RenameTeam, SetCadence
from northlog.api import filling
from northlog.api.alignment_routes import ALIGNMENT_ROUTES
from northlog.api.conversation_routes import CONVERSATION_ROUTES
from northlog.api.destination_routes import DESTINATION_ROUTES
from northlog.api.lint_routes import LINT_ROUTES
from northlog.api.planning_routes import PLANNING_ROUTES
from northlog.api.retrospective_routes import RETROSPECTIVE_ROUTES
from northlog.api.ritual_routes import RITUAL_ROUTES
from northlog.api.route import Route
from northlog.api.running_routes import RUNNING_ROUTES
from northlog.api.signal_routes import SIGNAL_ROUTES
from northlog.people import Details
from northlog.tokens import Role

_A, _B, _C = (
    "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e01",
    "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e02",
    "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e03",
)
_ADA = {"name": "Ada Lovelace", "email": "ada@example.org"}
_READINGS = [{"key_result_id": _C, "value": 72.5, "confidence": 6, "note": "the new tutorial helps"}]
_GRIP = {
    "goal_confidence": 7,
    "readings": _READINGS,
    "issues": "two reviewers are away",
    "plan": "ship the shorter form",
    "energy": 4,
}
_MEASURE = {"kind": "completion", "start": 65, "target": 90}

_TEAM, _CYCLE, _OBJECTIVE = "/teams/{team_id}", "/cycles/{cycle_id}", "/objectives/{objective_id}"
_PERSON = "/people/{person_id}"
_MEMBER = _TEAM + "/members/{person_id}"
_RESULTS = _OBJECTIVE + "/key-results"
_RESULT = _RESULTS + "/{key_result_id}"
_CHECK_INS = _OBJECTIVE + "/check-ins"

_ORGANIZATION_ROUTES = (
    Route("PUT", "/organization/name", RenameOrganization, Role.ADMIN, {"name": "Northwind"}),
    Route("PUT", "/organization/time-zone", SetTimeZone, Role.ADMIN, {"time_zone": "Europe/Zurich"}),
    Route("PUT", "/organization/settings", ChangeSettings, Role.ADMIN, {"late_entry_grace_days": 10}),
)

_PEOPLE_ROUTES = (
    Route(
        "POST",
        "/people",
        IntroducePerson,
        Role.LEAD,
        _ADA,
        makes="person_id",
        location=_PERSON,
        body=Details,
        complete=filling.introduced,
    ),
    Route("PUT", _PERSON, ChangeDetails, Role.LEAD, _ADA, body=Details, complete=filling.changed),
    Route("DELETE", _PERSON, ForgetPerson, Role.ADMIN),
)

_TEAM_ROUTES = (
    Route(
        "POST",
        "/teams",
        FormTeam,
        Role.LEAD,
        {"name": "Discover", "kind": "team", "parent_id": _A},
        makes="team_id",
        location=_TEAM,
    ),
    Route("PUT", _TEAM + "/name", RenameTeam, Role.LEAD, {"name": "Discover & Delight"}),
    Route("PUT", _TEAM + "/parent", MoveTeam, Role.LEAD, {"parent_id": _A}),
    Route(
        "PUT", _TEAM + "/cadence", SetCadence, Role.LEAD, {"cadence": {"weekday": 1, "hour": 10, "every_weeks": 2}}
    ),
    Route("PUT", _MEMBER, AddMember, Role.LEAD, {"role": "lead"}),
    Route("DELETE", _MEMBER, RemoveMember, Role.LEAD),
    Route("DELETE", _TEAM, DissolveTeam, Role.LEAD),
)

_CYCLE_ROUTES = (
    Route(
        "POST",
        "/cycles",
        PlanCycle,
        Role.LEAD,
        {"name": "2026 Q3", "starts_on": "2026-07-01"},
        makes="cycle_id",
        location=_CYCLE,
    ),
    Route("PUT", _CYCLE + "/name", RenameCycle, Role.LEAD, {"name": "Summer 2026"}),
    Route(
        "PUT", _CYCLE + "/dates", RescheduleCycle, Role.LEAD, {"starts_on": "2026-07-01", "ends_on": "2026-10-15"}
    ),
    Route("POST", _CYCLE + "/start", StartCycle, Role.LEAD),
    Route("POST", _CYCLE + "/close", CloseCycle, Role.LEAD),
)

_OBJECTIVE_ROUTES = (
    Route(
        "POST",
        "/objectives",
        DraftObjective,
        Role.MEMBER,
        {
            "cycle_id": _A,
            "team_id": _B,
            "title": "Make the first week seamless and confidence-boosting for new users",
            "why_now": "A quarter of new users leave in their first week.",
            "ambition": "aspirational",
        },
        makes="objective_id",
        location=_OBJECTIVE,
    ),
    Route("POST", _OBJECTIVE + "/publish", PublishObjective, Role.MEMBER),
    Route("PUT", _OBJECTIVE + "/wording", RewordObjective, Role.MEMBER, {"title": "A first week to remember"}),
    Route("PUT", _OBJECTIVE + "/why-now", StateWhyNow, Role.MEMBER, {"why_now": "Sign-ups doubled in June."}),
    Route("PUT", _OBJECTIVE + "/owner", AssignOwner, Role.MEMBER, {"owner": _B}),
    Route("PUT", _OBJECTIVE + "/ambition", SetAmbition, Role.MEMBER, {"ambition": "committed"}),
    Route("PUT", _OBJECTIVE + "/level", SetLevel, Role.MEMBER, {"level": "strategic"}),
    Route(
        "PUT",
        _OBJECTIVE + "/judgement",
        JudgeObjective,
        Role.MEMBER,
        {"judged": 0.7, "reason": "The last step is live since Friday."},
    ),
    Route("POST", _OBJECTIVE + "/close", CloseObjective, Role.MEMBER, {"outcome": "partly"}),
    Route(
        "POST",
        _OBJECTIVE + "/carry-forward",
        CarryForward,
        Role.MEMBER,
        {"cycle_id": _A},
        makes="successor_id",
        location="/objectives/{successor_id}",
        body=filling.CarryForwardBody,
        complete=filling.carried,
    ),
)

_KEY_RESULT_ROUTES = (
    Route(
        "POST",
        _RESULTS,
        AddKeyResult,
        Role.MEMBER,
        {"title": "Onboarding completion from 65 % to 90 %", "measure": _MEASURE},
        makes="key_result_id",
        location=_OBJECTIVE,
    ),
    Route("PUT", _RESULT + "/wording", RewordKeyResult, Role.MEMBER, {"title": "Onboarding completed"}),
    Route("PUT", _RESULT + "/owner", AssignKeyResultOwner, Role.MEMBER, {"owner": _B}),
    Route("PUT", _RESULT + "/baseline", RebaselineKeyResult, Role.MEMBER, {"start": 62, "reason": "recounted"}),
    Route(
        "PUT",
        _RESULT + "/measure",
        RetargetKeyResult,
        Role.MEMBER,
        {"measure": {**_MEASURE, "target": 85}, "reason": "the market turned"},
    ),
    Route("POST", _RESULT + "/drop", DropKeyResult, Role.MEMBER, {"reason": "superseded by the new sign-up"}),
    Route(
        "PUT",
        _RESULT + "/judgement",
        JudgeKeyResult,
        Role.MEMBER,
        {"judged": 0.6, "reason": "half of it seasonal"},
    ),
)

_CHECK_IN_ROUTES = (
    Route("POST", _CHECK_INS, CheckIn, Role.MEMBER, _GRIP, makes="check_in_id", location=_CHECK_INS),
    Route(
        "POST",
        _CHECK_INS + "/{check_in_id}/corrections",
        CorrectCheckIn,
        Role.MEMBER,
        {**_GRIP, "reason": "typed into the wrong row"},
    ),
)

ROUTES: tuple[Route, ...] = (
    *_ORGANIZATION_ROUTES,
    *_PEOPLE_ROUTES,
    *_TEAM_ROUTES,
    *_CYCLE_ROUTES,
    *_OBJECTIVE_ROUTES,
    *_KEY_RESULT_ROUTES,
    *_CHECK_IN_ROUTES,
    *LINT_ROUTES,
    *RETROSPECTIVE_ROUTES,
    *SIGNAL_ROUTES,
    *DESTINATION_ROUTES,
    *ALIGNMENT_ROUTES,
    *CONVERSATION_ROUTES,
    *RITUAL_ROUTES,
    *RUNNING_ROUTES,
    *PLANNING_ROUTES,
)
