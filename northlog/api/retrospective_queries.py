"""Looking at retrospectives."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from domain.words import Id
from northlog.api.cursors import BY_DRAFT, After, Limit, Page, paging
from northlog.api.etags import FreshAnswer, Unsaid
from northlog.api.looks import Look
from northlog.api.problems import there
from northlog.api.queries import LIST, ONE, PART, IdInPath
from northlog.reading.retrospectives import RetrospectiveView
from northlog.reports.triggers import RetrospectiveTriggers, retrospective_triggers
from projections.reader import RetrospectiveFilter

router = APIRouter(tags=["retrospectives"])

BY_OPENING = BY_DRAFT
"""An instant and an id, too."""


@router.get("/retrospectives", response_model=Page[RetrospectiveView], responses=LIST)
def retrospectives(
    look: Look,
    cycle: Annotated[Id | Unsaid, Query(description="Only of this cycle")] = None,
    team: Annotated[Id | Unsaid, Query(description="Only of this team")] = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """Retrospectives with their entries, in the order they were opened."""
    asked = paging(after, "retrospectives", BY_OPENING, look.looking, look.said)
    wanted = RetrospectiveFilter(cycle_id=cycle, team_id=team)
    with look.snapshot(asked.moment) as seen:
        found = seen.retrospectives(wanted, asked.after, limit + 1)
        return asked.page(found, limit, lambda each: (each.opened_at, each.retrospective_id), seen)


@router.get("/retrospectives/{retrospective_id}", response_model=RetrospectiveView, responses=ONE)
def retrospective(retrospective_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One retrospective with its entries."""
    with look.snapshot() as seen:
        return fresh(there(seen.retrospective(retrospective_id), "retrospective_id", "retrospective"))


@router.get("/teams/{team_id}/retrospective-triggers", response_model=RetrospectiveTriggers, responses=PART)
def triggers(team_id: IdInPath, look: Look) -> Any:
    """What calls for a retrospective of a team in mid-cycle, with the evidence as attractors and detractors."""
    with look.snapshot() as seen:
        return there(retrospective_triggers(seen, team_id), "team_id", "team")
