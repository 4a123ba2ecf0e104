"""ETags, If-None-Match and If-Match: a stream's version, quoted."""

from typing import Annotated, Protocol

from fastapi import Depends, Header, Response
from pydantic.json_schema import SkipJsonSchema

Unsaid = SkipJsonSchema[None]
"""Left out of a header or query: there is no way to write null there, so the document says nothing of it."""

IfMatch = Annotated[
    str | Unsaid,
    Header(
        alias="If-Match",
        pattern=r'^"[0-9]{1,9}"$',
        description='Carry it out only at this version: the ETag last seen, such as "3"; else 412',
    ),
]


class Versioned(Protocol):
    """A view of what has a version."""

    @property
    def version(self) -> int: ...


def tag(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def version_of(if_match: str | None) -> int | None:
    """The version an If-Match header names."""
    return None if if_match is None else int(if_match.strip('"'))


class Fresh:
    """Answers with a view and its ETag; with 304 and no body where the client has it already."""

    def __init__(
        self,
        response: Response,
        known: Annotated[
            str | Unsaid,
            Header(alias="If-None-Match", description="The ETag last seen: 304 when nothing has changed"),
        ] = None,
    ) -> None:
        self._response = response
        self._known = {each.strip().removeprefix("W/") for each in (known or "").split(",")}

    def __call__(self, view: Versioned) -> Versioned | Response:
        current = tag(view.version)
        if self._known & {current, "*"}:
            return Response(status_code=304, headers={**self._response.headers, "ETag": current})
        self._response.headers["ETag"] = current
        return view


FreshAnswer = Annotated[Fresh, Depends()]
