"""From a table of routes to handlers: read, decide, append; answer once that is committed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Header, Path, Request, Response
from pydantic import BaseModel, Field

from domain.scope import Scope
from domain.words import Id
from events.append import Origin
from northlog.api.access import needs
from northlog.api.bodies import bounded_json
from northlog.api.etags import IfMatch, Unsaid, tag, version_of
from northlog.api.problems import declared
from northlog.api.route import SPEAKER, Fields, Route, Work
from northlog.api.routes import ROUTES
from northlog.ids import derived_id, new_id
from northlog.tokens import Principal
from northlog.wiring import Northlog

IdempotencyKey = Annotated[
    str | Unsaid,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,200}$",
        description="Chosen by you, and yours alone. A repeated request under the same key gets the first answer "
        "and does nothing.",
    ),
]
_IN_PATHS: dict[str, Any] = {"scope": Scope}
"""The path's parameters that are more than an id."""


class CommandAnswer(BaseModel):
    """What became of a command. The positions are null where nothing changed."""

    made: dict[str, str] = Field(description="Ids of what came into being, by name")
    version: int = Field(description="Version of what was commanded, its ETag")
    first_position: int | None = Field(description="Position in the log of the first event of this command")
    last_position: int | None = Field(description="Position in the log of its last event")


@dataclass(frozen=True)
class Envelope:
    """What the headers of a command say. ``key`` is made where none was given."""

    key: str
    correlation_id: str
    expected_version: int | None


def _envelope(request: Request, key: IdempotencyKey = None, if_match: IfMatch = None) -> Envelope:
    return Envelope(key or new_id(), request.state.request_id, version_of(if_match))


def router() -> APIRouter:
    """A route for each command."""
    made = APIRouter()
    for route in ROUTES:
        made.add_api_route(
            route.path,
            _handler(route),
            methods=[route.method],
            operation_id=route.command.__name__,
            summary=_words(route.command.__name__),
            description=_description(route),
            tags=[route.path.split("/")[1]],
            status_code=201 if route.makes else 200,
            response_model=CommandAnswer,
            responses=declared(400, 404, 409, 412, 413, 415),
            dependencies=[Depends(bounded_json)] if route.body_model else [],
        )
    return made


def _handler(route: Route) -> Callable[..., CommandAnswer]:
    def handle(
        *,
        request: Request,
        response: Response,
        principal: Principal,
        envelope: Envelope,
        body: BaseModel | None = None,
        **path: str,
    ) -> CommandAnswer:
        sent = {name: getattr(body, name) for name in type(body).model_fields} if body is not None else {}
        northlog: Northlog = request.app.state.northlog
        return _execute(route, northlog, principal, envelope, {**path, **sent}, response)

    handle.__signature__ = _signature(route)  # type: ignore[attr-defined]
    return handle


def _execute(
    route: Route, northlog: Northlog, principal: Principal, envelope: Envelope, fields: Fields, response: Response
) -> CommandAnswer:
    # A key is its sender's own: another sender who chose the same one meant another command.
    command_id = f"{principal.actor}/{envelope.key}"
    work = Work(northlog, principal.org, command_id, principal.person_id)
    if route.makes:
        fields[route.makes] = derived_id(work.org, work.key, route.makes)
    if route.names_speaker:
        fields[SPEAKER] = work.person_id
    command = route.command(**(route.complete(work, fields) if route.complete else fields))
    origin = Origin(principal.actor, command_id, envelope.correlation_id)
    answer = northlog.executor.execute(principal.org, command, origin, envelope.expected_version)
    response.headers["Idempotency-Key"] = envelope.key
    response.headers["ETag"] = tag(answer.version)
    if answer.repeated:
        response.headers["Idempotency-Replayed"] = "true"
    if route.makes:
        response.headers["Location"] = "/v1" + route.location.format(**fields)
    return CommandAnswer(
        made={route.makes: fields[route.makes]} if route.makes else {},
        version=answer.version,
        first_position=answer.first_position,
        last_position=answer.last_position,
    )


def _signature(route: Route) -> Signature:
    """What FastAPI reads: the same for all commands but for the path's parameters and the body."""
    annotations: dict[str, Any] = {
        "request": Request,
        "response": Response,
        "principal": Annotated[Principal, Depends(needs(route.needs))],
        "envelope": Annotated[Envelope, Depends(_envelope)],
        **{name: Annotated[_IN_PATHS.get(name, Id), Path()] for name in route.parameters},
    }
    if route.body_model:
        annotations["body"] = Annotated[route.body_model, Body(examples=[route.example])]
    return Signature(
        [Parameter(name, Parameter.KEYWORD_ONLY, annotation=each) for name, each in annotations.items()]
    )


def _words(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", lambda m: " " + m[0].lower(), name)


def _description(route: Route) -> str:
    about = route.command.__doc__ or ""
    return f"{about}\n\nNeeds the role {route.needs}.".strip()
