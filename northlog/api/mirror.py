"""The mirror: how work really flows over the last cycles (P6)."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from northlog.api.cycle_reports import Teams
from northlog.api.looks import HEADERS, Look
from northlog.api.problems import declared, there
from northlog.mirror.gather import MOST, USUAL, mirror
from northlog.mirror.views import Mirror

router = APIRouter(tags=["alignment"])

_ANSWERS: dict[int | str, dict[str, Any]] = {200: {"headers": HEADERS}, **declared(404)}
Cycles = Annotated[int, Query(ge=2, le=MOST, description="The last so many that have begun, the running one too")]


@router.get("/mirror", response_model=Mirror, responses=_ANSWERS)
def reflected(look: Look, cycles: Cycles = USUAL, team: Teams = []) -> Any:  # noqa: B006 - FastAPI copies it
    """What the last cycles show of how work flows: drag, chronic dependencies, copies of goals, theatre, rhythm,
    and the org chart against who works together.

    Each finding has its evidence and its rule with every threshold; none is about a person. That there is too
    little to tell is said, not guessed at.
    """
    with look.snapshot() as seen:
        return there(mirror(seen, cycles, team), "organization", "organization")
