"""Whether the process lives, and whether it can do its work."""

from fastapi import APIRouter, Request
from pydantic import BaseModel
from sqlalchemy import Connection

import migrations
from northlog.api.problems import Fault, Problem, declared
from northlog.api.refusals import LOST_DATABASE
from northlog.wiring import Northlog
from projections import builds
from projections.projection import Projection
from projections.registry import PROJECTIONS

router = APIRouter(tags=["health"])


class ServiceHealth(BaseModel):
    status: str


@router.get("/healthz", response_model=ServiceHealth)
def alive() -> ServiceHealth:
    """The process answers."""
    return ServiceHealth(status="alive")


@router.get("/readyz", response_model=ServiceHealth, responses={503: declared()[503]})
def ready(request: Request) -> ServiceHealth:
    """Database, migrations and projections are as this version needs them; else 503 says what is wrong."""
    northlog: Northlog = request.app.state.northlog
    faults = _faults(northlog)
    if faults:
        raise Problem(503, "not-ready", "; ".join(fault.detail for fault in faults), faults, {"Retry-After": "2"})
    return ServiceHealth(status="ready")


def _faults(northlog: Northlog) -> list[Fault]:
    try:
        with northlog.app.connect() as connection:
            found, newest = migrations.current(connection), migrations.newest()
            if found != newest:
                detail = f'the schema is at {found or "nothing"}, not {newest}; run "northlog migrate"'
                return [Fault(rule="migrations", detail=detail)]
            return [fault for each in PROJECTIONS for fault in _lagging(connection, each)]
    except LOST_DATABASE:
        return [Fault(rule="database", detail="the database cannot be reached")]


def _lagging(connection: Connection, projection: Projection) -> list[Fault]:
    name = projection.name
    installed = builds.live_version(connection, projection)
    if installed != projection.version:
        detail = f'the tables of "{name}" are of version {installed}, not {projection.version}'
        return [Fault(rule="projection", detail=f'{detail}; run "northlog migrate"')]
    lag = builds.lag(connection, projection)
    if lag and projection.inline:
        return [Fault(rule="lag", detail=f'"{name}" is up to {lag} events behind; run "northlog rebuild"')]
    return []
