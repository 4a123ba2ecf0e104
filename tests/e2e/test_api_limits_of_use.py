"""Scores never feed pay or rank people (P4.5): no answer of the API scores a person, or orders people."""

import re
from typing import Any

from projections.registry import PROJECTIONS
from projections.reporting import VIEWS
from tests.api import Api

FIGURES = re.compile(r"score|judged|progress|confidence|achieved|brier|rate$|count$", re.IGNORECASE)
ORDERED = re.compile(r"rank|leader-?board|top-|performer", re.IGNORECASE)


def test_no_answer_gives_a_person_a_figure(api: Api) -> None:
    schemas: dict[str, Any] = api.app.openapi()["components"]["schemas"]
    person = {name.lower() for name in schemas["PersonView"]["properties"]}
    assert not [each for each in person if FIGURES.search(each)]
    for name, schema in schemas.items():
        fields = set(schema.get("properties", {}))
        keyed_by_person = fields & {"person_id", "reviewer"}
        assert not (keyed_by_person and [each for each in fields if FIGURES.search(each)]), name


def test_no_route_and_no_table_puts_people_in_an_order(api: Api) -> None:
    assert not [path for path in api.app.openapi()["paths"] if ORDERED.search(path)]
    for projection in PROJECTIONS:
        for table in projection.tables:
            assert not ORDERED.search(table.name)
            if "person_id" in table.columns:
                assert not [column for column in table.columns if FIGURES.search(column)], table.name


def test_no_view_for_reporting_names_a_person_or_orders_people() -> None:
    for view in VIEWS:
        assert not ORDERED.search(view.name)
        names = {column.name for column in view.columns}
        assert not [each for each in names if re.search(r"person|reviewer|author|^owner|_by$", each)], view.name


def test_lists_are_not_sorted_by_figures(api: Api) -> None:
    """Nobody can ask for a list in the order of a score."""
    for methods in api.app.openapi()["paths"].values():
        for parameter in methods.get("get", {}).get("parameters", []):
            assert not re.search(r"sort|order_by", parameter["name"])
