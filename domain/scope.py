"""Whose setting something is: the organization's, or a team's or unit's."""

from typing import Literal

from domain import organization, team
from domain.decider import Given, existing
from domain.organization import Organization
from domain.words import Id

Scope = Literal["organization"] | Id
"""The organization, or a team or unit by its id."""


def stream_of(kind: str, scope: str) -> str:
    """The stream of what is kept by scope: ``policy`` is the organization's, a team's bears its id."""
    return kind if scope == organization.STREAM else f"{kind}-{scope}"


def of_whom(scope: str) -> str:
    """The stream of the organization or the team itself."""
    return organization.STREAM if scope == organization.STREAM else team.stream_of(scope)


def working(given: Given, scope: str) -> None:
    """Refuse a scope that is not there, or a team that was dissolved. ``of_whom`` must be among the needs."""
    if scope == organization.STREAM:
        existing(given.state(organization.STREAM, Organization), "organization", "organization")
    else:
        team.working_team(given, scope, "scope")
