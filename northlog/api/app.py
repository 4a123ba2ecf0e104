"""Putting the HTTP API together."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute

from northlog.api import (
    alignment_queries,
    commands,
    conversation_queries,
    cycle_reports,
    delivery_routes,
    docs_page,
    feed,
    health,
    lint_queries,
    mirror,
    planning_queries,
    queries,
    refusals,
    replays,
    retrospective_queries,
    ritual_queries,
    running_queries,
    schemas,
    signal_queries,
    strategic_report,
)
from northlog.api.access import Gate
from northlog.api.middleware import Rim
from northlog.api.naming import name_schemas, operation_id
from northlog.api.news import News
from northlog.api.problems import ProblemDocument
from northlog.api.watched import Watched
from northlog.wiring import Northlog

_ABOUT = """Commands and queries of an event-sourced system of record for OKRs.

Every answer to a command comes after its events were committed. Problems are RFC 9457 documents.
"""


def create_app(northlog: Northlog) -> FastAPI:
    """The API over a running Northlog."""
    app = FastAPI(
        title="Northlog",
        description=_ABOUT,
        version="1",
        routes=[*_routes()],
        docs_url=None,
        redoc_url=None,
        # FastAPI's own would tell of paths, queries, and bodies that were refused.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.northlog = northlog
    app.state.news = News(northlog.app)
    refusals.install(app)
    docs_page.install(app)
    app.add_middleware(Gate, engine=northlog.app)
    app.add_middleware(Watched, watch=northlog.watch)
    app.add_middleware(Rim)  # the outermost: it stamps what the gate refuses, too
    _describe_problems(app)
    return app


@cache
def _routes() -> Sequence[BaseRoute]:
    """What is served, the same by every app of a process: to work it out takes longer than most requests."""
    under_v1 = (
        queries.router,
        replays.router,
        cycle_reports.router,
        lint_queries.router,
        retrospective_queries.router,
        signal_queries.router,
        delivery_routes.router,
        alignment_queries.router,
        conversation_queries.router,
        ritual_queries.router,
        running_queries.router,
        mirror.router,
        planning_queries.router,
        strategic_report.router,
        feed.router,
        schemas.router,
        commands.router(),
    )
    served = APIRouter(generate_unique_id_function=operation_id)
    served.include_router(health.router)
    for each in under_v1:
        served.include_router(each, prefix="/v1")
    return served.routes


def _describe_problems(app: FastAPI) -> None:
    """FastAPI describes the models of bodies and answers. The problems' is added; all get names to program by."""
    describe = app.openapi

    def described() -> dict[str, Any]:
        document = describe()
        schemas = document["components"]["schemas"]
        if "ProblemDocument" not in schemas:
            problem = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(problem.pop("$defs"))
            schemas["ProblemDocument"] = problem
            name_schemas(document)
        return document

    app.openapi = described  # type: ignore[method-assign]
