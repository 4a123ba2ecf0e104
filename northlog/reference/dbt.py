"""The reporting contract as sources of dbt. Its strings are written as JSON has them, which YAML reads as well."""

from collections.abc import Iterator

import orjson

from projections.reporting import VERSION, VIEWS
from projections.reporting.contract import View


def dbt_sources() -> str:
    """The schema.yml for the views of the contract, with tests of what is never null."""
    return "\n".join([*_head(), *(line for view in VIEWS for line in _table(view))]) + "\n"


def _head() -> Iterator[str]:
    yield "# Written by northlog reporting dbt; do not edit."
    yield "version: 2"
    yield "sources:"
    yield "  - name: northlog"
    yield "    schema: reporting"
    yield f"    description: {_quoted(f'Northlog reporting contract, version {VERSION}.')}"
    yield "    tables:"


def _table(view: View) -> Iterator[str]:
    yield f"      - name: {view.name}"
    yield f"        description: {_quoted(view.comment)}"
    yield "        columns:"
    for column in view.columns:
        yield f"          - name: {column.name}"
        yield f"            description: {_quoted(column.comment)}"
        yield f"            data_type: {column.type}"
        if column.name in ("organization_id", "known_from"):
            yield "            data_tests: [not_null]"


def _quoted(text: str) -> str:
    return orjson.dumps(text).decode()
