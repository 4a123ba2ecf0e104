"""Looking at what stands now, or stood at a moment. Each answer is one snapshot, and says of which position."""

from operator import attrgetter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from domain.objective import ObjectiveStatus
from domain.words import Id, Level
from northlog.api.cursors import BY_ID, BY_NAME, BY_POSITION, After, Limit, Page, paging
from northlog.api.cycle_path import SEVERAL, CycleThen
from northlog.api.etags import FreshAnswer, Unsaid
from northlog.api.looks import HEADERS, Look
from northlog.api.problems import declared, there
from northlog.reading.check_ins import CheckInView
from northlog.reading.lints import LintedObjective, linted
from northlog.reading.views import (
    CycleTree,
    CycleView,
    OrganizationView,
    PersonView,
    TeamView,
)
from projections.reader import ObjectiveFilter

router = APIRouter()

_SEEN: dict[int | str, dict[str, Any]] = {200: {"headers": HEADERS}}
LIST = _SEEN | declared()
PART = _SEEN | declared(404)
ONE: dict[int | str, dict[str, Any]] = {
    **PART,
    304: {"description": "Nothing has changed since the version in If-None-Match"},
}


IdInPath = Annotated[Id, Path()]


def _asked(
    cycle: Annotated[Id | Unsaid, Query(description="Only of this cycle")] = None,
    team: Annotated[Id | Unsaid, Query(description="Only of this team")] = None,
    owner: Annotated[Id | Unsaid, Query(description="Only of this person")] = None,
    status: ObjectiveStatus | Unsaid = None,
    level: Level | Unsaid = None,
) -> ObjectiveFilter:
    return ObjectiveFilter(cycle_id=cycle, team_id=team, owner=owner, status=status, level=level)


@router.get("/organization", response_model=OrganizationView, tags=["organization"], responses=ONE)
def organization(look: Look, fresh: FreshAnswer) -> Any:
    """The organization and its settings."""
    with look.snapshot() as seen:
        return fresh(there(seen.organization(), "organization", "organization"))


@router.get("/people", response_model=Page[PersonView], tags=["people"], responses=LIST)
def people(look: Look, after: After = None, limit: Limit = 50) -> Any:
    """People, by id. Names and addresses of those who were forgotten are null."""
    asked = paging(after, "people", BY_ID, look.looking, look.said)
    with look.snapshot(asked.moment) as seen:
        found = list(seen.people(None, asked.after, limit + 1).values())
        return asked.page(found, limit, lambda each: (each.person_id,), seen)


@router.get("/people/{person_id}", response_model=PersonView, tags=["people"], responses=ONE)
def person(person_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One person."""
    with look.snapshot() as seen:
        return fresh(there(seen.people([person_id]).get(person_id), "person_id", "person"))


@router.get("/teams", response_model=Page[TeamView], tags=["teams"], responses=LIST)
def teams(look: Look, after: After = None, limit: Limit = 50) -> Any:
    """Teams, by name; `parent_id` makes them a tree."""
    asked = paging(after, "teams", BY_NAME, look.looking, look.said)
    with look.snapshot(asked.moment) as seen:
        found = seen.teams(asked.after, limit + 1)
        return asked.page(found, limit, lambda each: (each.name, each.team_id), seen)


@router.get("/teams/{team_id}", response_model=TeamView, tags=["teams"], responses=ONE)
def team(team_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One team."""
    with look.snapshot() as seen:
        return fresh(there(seen.team(team_id), "team_id", "team"))


@router.get("/cycles", response_model=Page[CycleView], tags=["cycles"], responses=LIST)
def cycles(look: Look) -> Any:
    """All cycles, the earliest first."""
    with look.snapshot() as seen:
        return {"items": seen.cycles(), "position": seen.position, "as_of": seen.as_of}


@router.get("/cycles/{cycle_id}", response_model=CycleView, tags=["cycles"], responses=ONE | SEVERAL)
def cycle(cycle_id: CycleThen, look: Look, fresh: FreshAnswer) -> Any:
    """One cycle."""
    with look.snapshot() as seen:
        return fresh(there(seen.cycle(cycle_id), "cycle_id", "cycle"))


@router.get("/cycles/{cycle_id}/tree", response_model=CycleTree, tags=["cycles"], responses=PART | SEVERAL)
def cycle_tree(cycle_id: CycleThen, look: Look) -> Any:
    """A cycle with its objectives, their key results, and the names its ids stand for."""
    with look.snapshot() as seen:
        return there(seen.cycle_tree(cycle_id), "cycle_id", "cycle")


@router.get("/objectives", response_model=Page[LintedObjective], tags=["objectives"], responses=LIST)
def objectives(
    look: Look, wanted: Annotated[ObjectiveFilter, Depends(_asked)], after: After = None, limit: Limit = 50
) -> Any:
    """Objectives with their key results, drafts with their lints, in the order they were drafted."""
    asked = paging(after, "objectives", BY_POSITION, look.looking, look.said)
    with look.snapshot(asked.moment) as seen:
        found = linted(seen, seen.objectives(wanted, asked.after, limit + 1))
        return asked.page(found, limit, attrgetter("position"), seen)


@router.get("/objectives/{objective_id}", response_model=LintedObjective, tags=["objectives"], responses=ONE)
def objective(objective_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One objective with its key results; a draft with what lints say of it.

    What moves with the clock alone (`expected`) has no part in the ETag, nor have lints: the words they go by are
    changed elsewhere. `/lints` is always fresh.
    """
    with look.snapshot() as seen:
        (found,) = linted(seen, [there(seen.objective(objective_id), "objective_id", "objective")])
        return fresh(found)


@router.get(
    "/objectives/{objective_id}/check-ins",
    response_model=Page[CheckInView],
    tags=["objectives"],
    responses=PART,
)
def check_ins(objective_id: IdInPath, look: Look, after: After = None, limit: Limit = 50) -> Any:
    """Check-ins and their corrections, the latest entry first. A correction is an entry beside the original."""
    asked = paging(after, f"check-ins {objective_id}", BY_POSITION, look.looking, look.said)
    with look.snapshot(asked.moment) as seen:
        there(seen.objective(objective_id), "objective_id", "objective")
        found = seen.check_ins(objective_id, asked.after, limit + 1)
        return asked.page(found, limit, attrgetter("position"), seen)
