"""`northlog export` and `northlog reporting`."""

import json
from pathlib import Path

import yaml

from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]


def test_an_export_is_written_once_and_added_to(cli: Cli, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    tables = ("--tables", "dim_objective,dim_team", "--format", "ndjson", "--out", out)
    assert "2 files" in cli.says("export", *tables)
    assert "already" in cli.says("export", *tables)
    cli.says("team", "form", "Delight", "--parent", "Northwind Ltd")
    added = cli.json("export", *tables)
    assert [path.split("/")[0] for path in added["added"]] == ["dim_team"]
    assert added["position"] == cli.position()
    manifest = json.loads((tmp_path / "out/manifest.json").read_bytes())
    assert manifest["tables"] == ["dim_objective", "dim_team"]
    past = cli.json("export", "--as-of", "3", "--format", "csv", "--out", str(tmp_path / "past"))
    assert past["position"] == 3


def test_what_cannot_be_exported_is_said_in_a_sentence(cli: Cli, tmp_path: Path) -> None:
    assert "there is no table “teams”" in cli.refuses("export", "--tables", "teams", "--out", str(tmp_path))
    assert "--as-of" in cli.refuses("export", "--as-of", "2999-01-01", "--out", str(tmp_path))


def test_a_login_is_made_listed_and_dropped(cli: Cli) -> None:
    made = cli.json("reporting", "login", "metabase")
    assert len(made["password"]) > 30
    assert "there is a role metabase already" in cli.refuses("reporting", "login", "metabase")
    assert cli.json("reporting", "logins") == ["metabase"]
    cli.says("reporting", "revoke", "metabase")
    assert cli.json("reporting", "logins") == []
    assert "there is no login" in cli.refuses("reporting", "revoke", "metabase")
    assert cli.json("reporting", "publish") == {"published": False}


def test_dbt_is_given_its_sources(cli: Cli) -> None:
    assert yaml.safe_load(cli.says("reporting", "dbt"))["sources"][0]["schema"] == "reporting"
