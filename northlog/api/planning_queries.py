"""Looking at plannings, and at what they start from."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query

from domain.words import Id
from northlog.api.cursors import After, Limit, Page
from northlog.api.etags import FreshAnswer, Unsaid
from northlog.api.listing import Listed, OfTeam, said
from northlog.api.looks import Look
from northlog.api.problems import there
from northlog.api.queries import LIST, ONE, PART, IdInPath
from northlog.reading import ground as starting
from northlog.reading import plannings as reading
from northlog.reading.ground import GroundView
from northlog.reading.plannings import PlanningView

router = APIRouter(tags=["plannings"])

PLANNINGS = Listed("plannings", lambda seen: partial(reading.plannings, seen), ("opened_at", "planning_id"))


@router.get("/plannings", response_model=Page[PlanningView], responses=LIST)
def plannings(
    look: Look,
    team: OfTeam = None,
    cycle: Annotated[Id | Unsaid, Query(description="Only of this cycle")] = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """Plannings with their stories and themes, in the order they were opened."""
    return PLANNINGS.page(look, said(team_id=team, cycle_id=cycle), after, limit)


@router.get("/plannings/{planning_id}", response_model=PlanningView, responses=ONE)
def planning(planning_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One planning with its stories and themes."""
    with look.snapshot() as seen:
        return fresh(there(reading.planning(seen, planning_id), "planning_id", "planning"))


@router.get("/plannings/{planning_id}/ground", response_model=GroundView, responses=PART)
def ground(planning_id: IdInPath, look: Look) -> Any:
    """What a planning starts from: how the cycle before ended, what was learnt and decided, the direction set."""
    with look.snapshot() as seen:
        found = there(reading.planning(seen, planning_id), "planning_id", "planning")
        return starting.ground(seen, found)
