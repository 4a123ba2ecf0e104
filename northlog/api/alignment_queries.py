"""Looking at alignment: strategy, contributions, links, dependencies, and an objective among its neighbours."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from domain.dependency import DependencyStatus
from domain.link import LinkKind
from domain.words import Id
from northlog.api.cursors import BY_POSITION, After, Limit, Page
from northlog.api.etags import FreshAnswer, Unsaid
from northlog.api.listing import Listed, OfObjective, OfTeam, said
from northlog.api.looks import Look
from northlog.api.problems import there
from northlog.api.queries import LIST, ONE, PART, IdInPath
from northlog.reading.alignment import Aligned
from northlog.reading.alignment_views import (
    AlignmentView,
    ContributionView,
    DependencyView,
    DirectionView,
    LinkView,
    StrategyView,
)

router = APIRouter(tags=["alignment"])

CONTRIBUTIONS = Listed(
    "contributions", lambda seen: Aligned(seen).contributions, ("pledged_at", "contribution_id")
)
LINKS = Listed("links", lambda seen: Aligned(seen).links, ["position"], BY_POSITION)
DEPENDENCIES = Listed("dependencies", lambda seen: Aligned(seen).dependencies, ("asked_at", "dependency_id"))


@router.get("/strategy", response_model=StrategyView, responses=ONE)
def strategy(look: Look, fresh: FreshAnswer) -> Any:
    """Vision, strategy and the priorities of the years."""
    with look.snapshot() as seen:
        return fresh(Aligned(seen).strategy())


@router.get("/cycles/{cycle_id}/direction", response_model=DirectionView, responses=PART)
def direction(cycle_id: IdInPath, look: Look) -> Any:
    """From the vision down to all that carries the strategic objectives of a cycle."""
    with look.snapshot() as seen:
        there(seen.cycle(cycle_id), "cycle_id", "cycle")
        return Aligned(seen).direction(cycle_id)


@router.get("/objectives/{objective_id}/alignment", response_model=AlignmentView, responses=PART)
def alignment(objective_id: IdInPath, look: Look) -> Any:
    """What an objective serves and what carries it, its links, and what it waits for."""
    with look.snapshot() as seen:
        return there(Aligned(seen).objective(objective_id), "objective_id", "objective")


@router.get("/contributions", response_model=Page[ContributionView], responses=LIST)
def contributions(
    look: Look, team: OfTeam = None, objective: OfObjective = None, after: After = None, limit: Limit = 50
) -> Any:
    """Contributions in the order they were pledged; of an objective: those pledged to it."""
    return CONTRIBUTIONS.page(look, said(team_id=team, objective_id=objective), after, limit)


@router.get("/contributions/{contribution_id}", response_model=ContributionView, responses=ONE)
def contribution(contribution_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One contribution. What moves with check-ins alone (`score`) has no part in the ETag."""
    with look.snapshot() as seen:
        return fresh(there(Aligned(seen).contribution(contribution_id), "contribution_id", "contribution"))


@router.get("/links", response_model=Page[LinkView], responses=LIST)
def links(
    look: Look,
    kind: LinkKind | Unsaid = None,
    objective: Annotated[Id | Unsaid, Query(description="Only from this objective")] = None,
    other: Annotated[Id | Unsaid, Query(description="Only to this objective")] = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """Links between objectives in the order they were made."""
    wanted = said(kind=kind, objective_id=objective, other_id=other)
    return LINKS.page(look, wanted, after, limit)


@router.get("/links/{link_id}", response_model=LinkView, responses=ONE)
def link(link_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One link."""
    with look.snapshot() as seen:
        return fresh(there(Aligned(seen).link(link_id), "link_id", "link"))


@router.get("/dependencies", response_model=Page[DependencyView], responses=LIST)
def dependencies(
    look: Look,
    team: Annotated[Id | Unsaid, Query(description="Only asked by this team")] = None,
    of_team: Annotated[Id | Unsaid, Query(description="Only asked of this team")] = None,
    objective: OfObjective = None,
    status: DependencyStatus | Unsaid = None,
    after: After = None,
    limit: Limit = 50,
) -> Any:
    """What teams need of each other, in the order it was asked for."""
    wanted = said(team_id=team, of_team_id=of_team, objective_id=objective, status=status)
    return DEPENDENCIES.page(look, wanted, after, limit)


@router.get("/dependencies/{dependency_id}", response_model=DependencyView, responses=ONE)
def dependency(dependency_id: IdInPath, look: Look, fresh: FreshAnswer) -> Any:
    """One dependency."""
    with look.snapshot() as seen:
        return fresh(there(Aligned(seen).dependency(dependency_id), "dependency_id", "dependency"))
