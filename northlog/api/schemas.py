"""The JSON Schema of every event type and version: what the feed's events carry as their data."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from events.catalogue import CATALOGUE
from events.schemas import schema_of
from northlog.api.access import Reader
from northlog.api.problems import declared, there

router = APIRouter(tags=["feed"])

SCHEMA = "application/schema+json"
EventType = Annotated[str, Path(max_length=100, description="As it is stored: `key_result.retargeted.v1`")]


class SchemaEntry(BaseModel):
    """A type of events in one of its versions."""

    type: str = Field(description="The name its events are stored under")
    upcast: str = Field(description="The type as which they are read today; their own where it still is written")
    href: str = Field(description="Where the schema is")


class Schemas(BaseModel):
    """All types and versions that can stand in a log."""

    items: list[SchemaEntry]


@router.get("/schemas", response_model=Schemas, responses=declared())
def schemas(_reader: Reader) -> Any:
    """Every event type in every version, by name."""
    upcast = {name: CATALOGUE.type_of(name).stored_as for name in CATALOGUE.names}
    return {"items": [{"type": it, "upcast": upcast[it], "href": f"/v1/schemas/{it}"} for it in CATALOGUE.names]}


@router.get(
    "/schemas/{type}",
    response_class=JSONResponse,
    responses={200: {"content": {SCHEMA: {"schema": {"type": "object"}}}}, **declared(404)},
)
def schema(type: EventType, _reader: Reader) -> Any:  # noqa: A002 - the path's own word
    """The JSON Schema of the data of one type and version."""
    return JSONResponse(there(schema_of(CATALOGUE, type), "type", "event type"), media_type=SCHEMA)
