"""Everything that goes wrong over HTTP, as RFC 9457 problem documents. Input is never echoed: it may be secret."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeVar

from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

T = TypeVar("T")

MEDIA_TYPE = "application/problem+json"


class Fault(BaseModel):
    """One thing that is wrong with a request. It stands at one of ``pointer``, ``parameter`` and ``header``."""

    pointer: str | None = Field(default=None, description="JSON pointer (RFC 6901) into the body")
    parameter: str | None = Field(default=None, description="Name of a parameter of the path or the query")
    header: str | None = Field(default=None, description="Name of a header")
    rule: str = Field(description="A stable short name, for programs")
    detail: str = Field(description="A sentence for people that says what would be accepted")


class ProblemDocument(BaseModel):
    """What every answer of status 400 and above holds (RFC 9457)."""

    type: str = Field(description="/problems/ and the rule that was broken")
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    errors: list[Fault] = []


@dataclass
class Problem(Exception):
    """Ends a request. ``rule`` is the last part of the problem's type."""

    status: int
    rule: str
    detail: str
    faults: list[Fault] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> JSONResponse:
        """The problem as an answer."""
        document = ProblemDocument(
            type=f"/problems/{self.rule}",
            title=HTTPStatus(self.status).phrase,
            status=self.status,
            detail=self.detail,
            errors=self.faults,
        )
        content = document.model_dump(exclude_none=True)
        return JSONResponse(content, self.status, dict(self.headers), MEDIA_TYPE)


def missing(parameter: str, what: str) -> Problem:
    """What the path names is not there, or not yours: that looks the same."""
    detail = f"there is no such {what}"
    return Problem(404, "unknown", detail, [Fault(parameter=parameter, rule="unknown", detail=detail)])


def there(view: T | None, parameter: str, what: str) -> T:
    """The view, or the problem that it is missing."""
    if view is None:
        raise missing(parameter, what)
    return view


def declared(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route's documentation says of the problems it may answer with, beside those of every route."""
    schema = {"$ref": "#/components/schemas/ProblemDocument"}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in sorted({401, 403, 422, 503, *statuses})
    }
