"""What can be asked of alignment over HTTP: strategy by leads, all else by whoever may check in."""

from domain.contribution import AmendContribution, PledgeContribution, WithdrawContribution
from domain.dependency import (
    AcceptDependency,
    AskDependency,
    DeclineDependency,
    DeliverDependency,
    MissDependency,
    WithdrawDependency,
)
from domain.link import LinkObjectives, RemoveLink
from domain.objective.commands import GiveContext, ServePriority
from domain.strategy import DropPriority, RewordPriority, SetPriority, StateStrategy, StateVision
from northlog.api import filling
from northlog.api.route import Route
from northlog.tokens import Role

_A, _B, _C = (f"3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e0{number}" for number in range(1, 4))

_PRIORITIES = "/strategy/priorities"
_PRIORITY = _PRIORITIES + "/{priority_id}"
_OBJECTIVE = "/objectives/{objective_id}"
_CONTRIBUTIONS, _CONTRIBUTION = "/contributions", "/contributions/{contribution_id}"
_LINKS, _LINK = "/links", "/links/{link_id}"
_DEPENDENCIES, _DEPENDENCY = "/dependencies", "/dependencies/{dependency_id}"

_PLEDGE = {
    "what": "A first week without dead ends.",
    "approach": "Shadow ten newcomers a month.",
    "measured_by": "Onboarding completion.",
    "rests_on": [{"objective_id": _A, "key_result_id": _C}],
    "counts": True,
}
_CONTEXT = {
    "why_it_matters": "Whoever stays the first week stays for years.",
    "constraints": ["The identity provider stays."],
    "trade_offs": ["Fewer releases are acceptable."],
    "supporting": [{"says": "First-week drop-off 25 %", "url": "https://example.org/drop-off"}],
}


_STRATEGY_ROUTES = (
    Route("PUT", "/strategy/vision", StateVision, Role.LEAD, {"statement": "A bank that feels like a neighbour."}),
    Route("PUT", "/strategy/statement", StateStrategy, Role.LEAD, {"statement": "Win every first week."}),
    Route(
        "POST",
        _PRIORITIES,
        SetPriority,
        Role.LEAD,
        {"year": 2026, "title": "Simplify onboarding of new customers"},
        makes="priority_id",
        location="/strategy",
    ),
    Route("PUT", _PRIORITY, RewordPriority, Role.LEAD, {"title": "Simplify onboarding", "why": "They leave."}),
    Route("POST", _PRIORITY + "/drop", DropPriority, Role.LEAD, {"reason": "Reached in May."}),
    Route("PUT", _OBJECTIVE + "/context", GiveContext, Role.MEMBER, {"context": _CONTEXT}),
    Route("PUT", _OBJECTIVE + "/priority", ServePriority, Role.MEMBER, {"priority_id": _A}),
)

_CONTRIBUTION_ROUTES = (
    Route(
        "POST",
        _CONTRIBUTIONS,
        PledgeContribution,
        Role.MEMBER,
        {**_PLEDGE, "team_id": _A, "objective_id": _B},
        makes="contribution_id",
        location=_CONTRIBUTION,
        body=filling.PledgeBody,
        complete=filling.pledged,
    ),
    Route("PUT", _CONTRIBUTION, AmendContribution, Role.MEMBER, _PLEDGE),
    Route("POST", _CONTRIBUTION + "/withdraw", WithdrawContribution, Role.MEMBER, {"reason": "We are split up."}),
)

_LINK_ROUTES = (
    Route(
        "POST",
        _LINKS,
        LinkObjectives,
        Role.MEMBER,
        {"kind": "horizontal", "objective_id": _A, "other_id": _B, "note": "The same screens."},
        makes="link_id",
        location=_LINK,
    ),
    Route("POST", _LINK + "/remove", RemoveLink, Role.MEMBER, {"reason": "They went apart."}),
)

_DEPENDENCY_ROUTES = (
    Route(
        "POST",
        _DEPENDENCIES,
        AskDependency,
        Role.MEMBER,
        {"team_id": _A, "of_team_id": _B, "what": "Test accounts within a minute.", "needed_by": "2026-08-14"},
        makes="dependency_id",
        location=_DEPENDENCY,
    ),
    Route("POST", _DEPENDENCY + "/accept", AcceptDependency, Role.MEMBER, {"promised_by": "2026-08-21"}),
    Route("POST", _DEPENDENCY + "/decline", DeclineDependency, Role.MEMBER, {"reason": "All are booked."}),
    Route("POST", _DEPENDENCY + "/deliver", DeliverDependency, Role.MEMBER, {"note": "Two minutes, not one."}),
    Route("POST", _DEPENDENCY + "/miss", MissDependency, Role.MEMBER, {"reason": "The vendor was late."}),
    Route("POST", _DEPENDENCY + "/withdraw", WithdrawDependency, Role.MEMBER, {"reason": "We found another."}),
)

ALIGNMENT_ROUTES = (*_STRATEGY_ROUTES, *_CONTRIBUTION_ROUTES, *_LINK_ROUTES, *_DEPENDENCY_ROUTES)
