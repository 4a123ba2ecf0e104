"""Which cycle a path names: one by its id, or as ``current`` the one that runs."""

from typing import Annotated

from fastapi import Depends, Path
from pydantic import StringConstraints

from northlog.api.looks import AnyMoment, Look
from northlog.api.problems import Fault, Problem, declared
from northlog.reading.snapshot import Snapshot

CURRENT = "current"
SEVERAL = declared(409)
"""What these routes may answer beside the problems of others."""

_Named = Annotated[
    str,
    StringConstraints(
        pattern=rf"^({CURRENT}|[0-9a-f]{{8}}-[0-9a-f]{{4}}-[0-9a-f]{{4}}-[0-9a-f]{{4}}-[0-9a-f]{{12}})$"
    ),
    Path(
        description="The cycle's id; or `current`: of the started ones the shortest that runs today, 404 without "
        "one, 409 among several of the same days"
    ),
]


def _seen_there(cycle_id: _Named, look: Look) -> str:
    if cycle_id != CURRENT:
        return cycle_id
    with look.snapshot() as seen:
        return _running(seen)


def _seen_now(cycle_id: _Named, looking: AnyMoment) -> str:
    if cycle_id != CURRENT:
        return cycle_id
    with looking.snapshot() as seen:
        return _running(seen)


CycleThen = Annotated[str, Depends(_seen_there)]
"""The id of the cycle; the current one is that of the moment that is asked for."""

CycleNow = Annotated[str, Depends(_seen_now)]
"""The id of the cycle; the current one is that of now, whatever moments are compared."""


def _running(seen: Snapshot) -> str:
    current = seen.current_cycles()
    if len(current) == 1:
        return current[0].cycle_id
    if current:
        named = ", ".join(f"{each.name} ({each.cycle_id})" for each in current)
        raise _unclear(409, "several", f"several cycles run alike; say which by its id: {named}")
    raise _unclear(404, "unknown", "no cycle is started; name one by its id, as /v1/cycles lists them")


def _unclear(status: int, rule: str, detail: str) -> Problem:
    return Problem(status, rule, detail, [Fault(parameter="cycle_id", rule=rule, detail=detail)])
