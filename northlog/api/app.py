"""Putting the HTTP API together."""

from typing import Any

from fastapi import FastAPI

from northlog.api import (
    alignment_queries,
    commands,
    conversation_queries,
    cycle_reports,
    delivery_routes,
    docs_page,
    health,
    lint_queries,
    queries,
    refusals,
    replays,
    retrospective_queries,
    ritual_queries,
    running_queries,
    signal_queries,
    strategic_report,
)
from northlog.api.access import Gate
from northlog.api.middleware import Rim
from northlog.api.naming import name_schemas, operation_id
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
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=operation_id,
        # FastAPI's own would tell of paths, queries, and bodies that were refused.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.northlog = northlog
    refusals.install(app)
    app.include_router(health.router)
    app.include_router(queries.router, prefix="/v1")
    app.include_router(replays.router, prefix="/v1")
    app.include_router(cycle_reports.router, prefix="/v1")
    app.include_router(lint_queries.router, prefix="/v1")
    app.include_router(retrospective_queries.router, prefix="/v1")
    app.include_router(signal_queries.router, prefix="/v1")
    app.include_router(delivery_routes.router, prefix="/v1")
    app.include_router(alignment_queries.router, prefix="/v1")
    app.include_router(conversation_queries.router, prefix="/v1")
    app.include_router(ritual_queries.router, prefix="/v1")
    app.include_router(running_queries.router, prefix="/v1")
    app.include_router(strategic_report.router, prefix="/v1")
    app.include_router(commands.router(), prefix="/v1")
    docs_page.install(app)
    app.add_middleware(Gate, engine=northlog.app)
    app.add_middleware(Watched, watch=northlog.watch)
    app.add_middleware(Rim)  # the outermost: it stamps what the gate refuses, too
    _describe_problems(app)
    return app


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
