"""The monthly report of the strategic objectives."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from domain.decider import Refused
from northlog.api.etags import Unsaid
from northlog.api.looks import HEADERS, AnyMoment, headers_of
from northlog.api.problems import Fault, Problem, declared, there
from northlog.pages.environment import POLICY
from northlog.pages.formats import MEDIA_TYPES, Format
from northlog.strategic import month as months
from northlog.strategic.formats import written
from northlog.strategic.gather import strategic_report
from northlog.strategic.report import StrategicReport

router = APIRouter(tags=["alignment"])

_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "model": StrategicReport,
        "headers": HEADERS,
        "content": {MEDIA_TYPES[each]: {"schema": {"type": "string"}} for each in (Format.HTML, Format.MARKDOWN)},
    },
    **declared(404),
}
AMonth = Annotated[
    str | Unsaid, Query(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", description="As 2026-02; the last whole one if unsaid")
]


@router.get("/reports/strategic", responses=_ANSWERS)
def report(
    looking: AnyMoment,
    month: AMonth = None,
    form: Annotated[Format, Query(alias="format", description="A page, Markdown, or JSON")] = Format.JSON,
) -> Response:
    """A month of the strategic objectives: progress, confidence of who contributes, what changed, risks, asks.

    Nothing of a team's own check-ins is in it (P2.10).
    """
    try:
        made = strategic_report(looking, None if month is None else months.read(month))
    except Refused as refused:
        fault = Fault(parameter="month", rule=refused.rule, detail=refused.message)
        raise Problem(422, refused.rule, refused.message, [fault]) from None
    found = there(made, "organization", "organization")
    headers = {"Content-Security-Policy": POLICY} | headers_of(found.position, found.as_of)
    return Response(written(found, form), media_type=MEDIA_TYPES[form], headers=headers)
