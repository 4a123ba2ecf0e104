"""From what Northlog raises to the problem that is told over HTTP."""

import logging
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy import exc
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from domain.decider import Refused
from events.errors import CommandReused, LogError, ProjectionBehind, UnknownLog, VersionConflict
from northlog.api.middleware import HEADERS
from northlog.api.problems import Fault, Problem
from northlog.reading.moments import WrongMoment

_LOGGER = logging.getLogger("northlog.api")

MOST_FAULTS = 100
"""So many of a body's faults are told at most: each element of a long list may be one."""
MOST_SAID = 3
"""So many of them are said in the sentence that sums them up."""

LOST_DATABASE = (psycopg.OperationalError, psycopg.InterfaceError, exc.OperationalError, exc.InterfaceError)


def install(app: FastAPI) -> None:
    """Have every error answered by a problem document."""
    kinds: dict[type[Exception], Callable[[Request, Any], Problem]] = {
        Problem: lambda _, problem: problem,
        RequestValidationError: _invalid,
        HTTPException: _by_status,
        Refused: _refused,
        LogError: _of_log,
        exc.TimeoutError: lambda _request, _error: busy(),
        Exception: _failure,
        **dict.fromkeys(LOST_DATABASE, _lost),
    }
    for kind, explain in kinds.items():
        app.add_exception_handler(kind, _answering(explain))


def _answering(explain: Callable[[Request, Any], Problem]) -> Callable[[Request, Exception], JSONResponse]:
    return lambda request, error: explain(request, error).response()


def lost_database() -> Problem:
    """The database cannot be reached, or went away in the middle; retrying under the same key is safe."""
    detail = "the database cannot be reached; repeat the request, with the same Idempotency-Key, in a moment"
    return Problem(503, "database-lost", detail, headers={"Retry-After": "2"})


def _lost(_request: Request, _error: Exception) -> Problem:
    return lost_database()


def busy() -> Problem:
    """No connection came free in time."""
    detail = "all database connections are in use; repeat the request in a moment, or raise NORTHLOG_POOL_SIZE"
    return Problem(503, "busy", detail, headers={"Retry-After": "2"})


def _failure(request: Request, error: Exception) -> Problem:
    """A defect. It is answered outside of the rim, so the rim's headers are put on here."""
    request_id: str = request.state.request_id
    _LOGGER.error("request failed", exc_info=error, extra={"request_id": request_id})
    detail = "something went wrong here; the server's log says what, under this X-Request-Id"
    return Problem(500, "failure", detail, headers={**HEADERS, "X-Request-Id": request_id})


def _by_status(request: Request, error: HTTPException) -> Problem:
    rule = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
    headers = {"Allow": _allowed(request)} if error.status_code == 405 else error.headers or {}
    return Problem(error.status_code, rule, str(error.detail), headers=headers)


def _allowed(request: Request) -> str:
    """Every method of a path; the router knows only those of the first route that fits."""
    paths: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    fitting = [methods for path, methods in paths.items() if compile_path(path)[0].match(request.url.path)]
    return ", ".join(sorted({method.upper() for methods in fitting for method in methods})) or "GET"


def _refused(request: Request, refusal: Refused) -> Problem:
    """In the path: not there is 404, not now 409. In the query: 422. In the body: 422, with a pointer."""
    name = refusal.field.partition(".")[0]
    if isinstance(refusal, WrongMoment) or name in request.query_params:
        fault = Fault(parameter=name, rule=refusal.rule, detail=refusal.message)
        return Problem(422, refusal.rule, f"{name}: {refusal.message}", [fault])
    if name in request.path_params:
        status = 404 if refusal.rule == "unknown" else 409
        fault = Fault(parameter=name, rule=refusal.rule, detail=refusal.message)
    else:
        status = 409 if refusal.rule == "exists" else 422
        fault = Fault(pointer=_pointer(refusal.field.split(".")), rule=refusal.rule, detail=refusal.message)
    return Problem(status, refusal.rule, refusal.message, [fault])


def _of_log(request: Request, error: LogError) -> Problem:
    message = str(error)
    match error:
        case VersionConflict() if "if-match" in request.headers:
            return Problem(412, "version", message, [Fault(header="If-Match", rule="version", detail=message)])
        case VersionConflict():
            return Problem(409, "conflict", f"others wrote at the same time, again and again: {message}")
        case CommandReused():
            return Problem(
                422, "key-reused", message, [Fault(header="Idempotency-Key", rule="reused", detail=message)]
            )
        case UnknownLog():
            return Problem(404, "unknown", message)
        case ProjectionBehind():
            return Problem(503, "projection-behind", message)
        case _:
            return Problem(503, "log", message)


def _invalid(_request: Request, error: RequestValidationError) -> Problem:
    found = error.errors()
    faults = [_fault(each, error.body) for each in found[:MOST_FAULTS]]
    told = [_said(fault) for fault in faults[:MOST_SAID]]
    if len(found) > MOST_SAID:
        told.append(f"and {len(found) - MOST_SAID:,} more")
    return Problem(422, "invalid", "; ".join(told), faults)


def _said(fault: Fault) -> str:
    where = fault.parameter or fault.header or fault.pointer or "the body"
    return f"{where}: {fault.detail}"


def _fault(error: dict[str, Any], body: Any) -> Fault:
    place, *rest = error["loc"]
    rule, detail = str(error["type"]), str(error["msg"]).removeprefix("Value error, ")
    if rule == "json_invalid":
        return Fault(pointer="", rule=rule, detail=f"the body is not JSON: {error['ctx']['error']} at {rest[0]}")
    if place == "body":
        return Fault(pointer=_pointer(_path(rest, body, rule == "missing")), rule=rule, detail=detail)
    if place == "header":
        return Fault(header=str(rest[0]), rule=rule, detail=detail)
    if place == "path" and rule == "string_pattern_mismatch":
        detail = "must be an id, such as 5b0c1e9e-7a53-4c58-9a35-0d1f6a1f2b3c"
    return Fault(parameter=str(rest[0]), rule=rule, detail=detail)


def _path(loc: Sequence[str | int], body: Any, is_missing: bool) -> list[str | int]:
    """Where in the body: pydantic's locations also name the branches of unions, which no body holds."""
    path: list[str | int] = []
    for index, step in enumerate(loc):
        known = step in body if isinstance(body, dict) else isinstance(body, list) and step in range(len(body))
        if known or (is_missing and index == len(loc) - 1):
            path.append(step)
        if known:
            body = body[step]
    return path


def _pointer(path: Sequence[str | int]) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
