"""What a cycle tells in retrospect: moved goalposts, other scorings, and the retrospective pack."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import StringConstraints

from domain.rescoring import Scoring
from domain.words import Id
from northlog.api.cycle_path import SEVERAL, CycleThen
from northlog.api.looks import HEADERS, Look, headers_of
from northlog.api.problems import declared, there
from northlog.api.queries import PART
from northlog.pages.environment import POLICY
from northlog.pages.formats import MEDIA_TYPES, Format
from northlog.reports.goalposts import GoalpostLedger, ledger
from northlog.reports.rescoring import RescoredCycle, rescored_cycle
from northlog.retro.formats import written
from northlog.retro.gather import retrospective_pack
from northlog.retro.pack import Pack

router = APIRouter(tags=["cycles"])

Teams = Annotated[list[Id], Query(alias="team", description="Only of this team; may be said again")]
Weights = Annotated[
    list[Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{36}:[0-9]{1,4}(\.[0-9]{1,6})?$")]],
    Query(description="What a key result counts in `weighted`: its id, a colon, a number; else 1"),
]

_PACK: dict[int | str, dict[str, Any]] = {
    200: {
        "model": Pack,
        "headers": HEADERS,
        "content": {MEDIA_TYPES[each]: {"schema": {"type": "string"}} for each in (Format.HTML, Format.MARKDOWN)},
    },
    **declared(404, 409),
}


@router.get("/cycles/{cycle_id}/goalposts", response_model=GoalpostLedger, responses=PART | SEVERAL)
def goalposts(cycle_id: CycleThen, look: Look, team: Teams = []) -> Any:  # noqa: B006 - FastAPI copies it
    """Every key result's progress against its first and its current goal, and each move between them."""
    with look.snapshot() as seen:
        return there(ledger(seen, cycle_id, team), "cycle_id", "cycle")


@router.get("/cycles/{cycle_id}/rescored", response_model=RescoredCycle, responses=PART | SEVERAL)
def rescored(cycle_id: CycleThen, look: Look, scoring: Scoring = Scoring.LINEAR, weight: Weights = []) -> Any:  # noqa: B006
    """A cycle scored by another rule, beside the official scores, which stay as they are. Nothing is written."""
    weights = {key: float(number) for key, _, number in (each.partition(":") for each in weight)}
    with look.snapshot() as seen:
        return rescored_cycle(there(seen.cycle_tree(cycle_id), "cycle_id", "cycle"), scoring, weights)


@router.get("/cycles/{cycle_id}/retro", responses=_PACK)
def retro(
    cycle_id: CycleThen,
    look: Look,
    form: Annotated[Format, Query(alias="format", description="A page, Markdown, or JSON")] = Format.JSON,
    team: Teams = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """The retrospective pack: one self-contained file with all that is to be talked over."""
    moment = look.looking.moment(*look.said)
    pack = there(retrospective_pack(look.looking, moment, cycle_id, team), "cycle_id", "cycle")
    name = f"retrospective-{pack.cycle.starts_on}.{form}"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Content-Security-Policy": POLICY}
    headers |= headers_of(pack.position, pack.as_of)
    return Response(written(pack, form), media_type=MEDIA_TYPES[form], headers=headers)
