"""The reporting contract as dbt reads it, and what Parquet needs."""

import sys

import pytest
import yaml

from northlog.exporting.formats import Format, writer
from northlog.exporting.refusals import CannotExport
from northlog.reference.dbt import dbt_sources
from projections.reporting import VERSION, VIEWS


def test_dbt_is_told_every_view_and_column_by_its_documented_keys() -> None:
    told = yaml.safe_load(dbt_sources())
    assert set(told) == {"version", "sources"}
    assert told["version"] == 2
    (source,) = told["sources"]
    assert set(source) == {"name", "schema", "description", "tables"}
    assert source["schema"] == "reporting"
    assert str(VERSION) in source["description"]
    for table, view in zip(source["tables"], VIEWS, strict=True):
        assert set(table) == {"name", "description", "columns"}
        assert (table["name"], table["description"]) == (view.name, view.comment)
        said = [(each["name"], each["data_type"], each["description"]) for each in table["columns"]]
        assert said == [(each.name, each.type, each.comment) for each in view.columns]
        for column in table["columns"]:
            assert set(column) <= {"name", "description", "data_type", "data_tests"}


def test_every_view_says_what_tells_its_rows_apart() -> None:
    for view in VIEWS:
        names = [each.name for each in view.columns]
        assert len(set(names)) == len(names)
        assert set(view.key) <= set(names)


def test_parquet_without_pyarrow_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "northlog.exporting.parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CannotExport, match=r"pip install \"northlog\[export\]\""):
        writer(Format.PARQUET)
    assert writer(Format.CSV)
    assert writer(Format.NDJSON)
