"""``python -m northlog.api.document``: the OpenAPI document on stdout, without a database."""

import sys
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import create_engine

from events.catalogue import CATALOGUE
from events.executor import Executor
from northlog.api.app import create_app
from northlog.people import People
from northlog.settings import Settings
from northlog.wiring import Northlog


def document() -> dict[str, Any]:
    """What the API of this version takes and answers."""
    nowhere = create_engine("postgresql+psycopg://")  # connects when it is first used, and never is
    executor = Executor(nowhere, CATALOGUE, ())
    northlog = Northlog(Settings(data_dir=Path("unused")), nowhere, None, executor, People(nowhere))
    return create_app(northlog).openapi()


if __name__ == "__main__":
    sys.stdout.buffer.write(orjson.dumps(document(), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS))
