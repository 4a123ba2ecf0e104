"""Alerts and policies in the terminal."""

import json
from pathlib import Path
from typing import Any

import pytest

from northlog.organizations import heads
from northlog.settings import Settings
from northlog.wiring import open_northlog
from northlog.working import evaluator_of
from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]

GOAL = "Make the first week seamless"


def evaluate(cli: Cli) -> None:
    """What a worker would do."""
    with open_northlog(Settings(data_dir=cli.data_dir)) as northlog:
        for org in heads(northlog.owner):
            evaluator_of(northlog).work(org)


@pytest.fixture(scope="module")
def worried(cli: Cli) -> Cli:
    """The company after a check-in with little confidence."""
    cli.says("check-in", GOAL, "--confidence", "2", "--reading", "1=66:2")
    evaluate(cli)
    return cli


def the_alert(cli: Cli) -> dict[str, Any]:
    listed: list[dict[str, Any]] = cli.json("alerts", "list", "--rule", "confidence_drop", "--all")
    return next(each for each in listed if each["subject_kind"] == "key_result")


def test_alerts_are_listed_with_whose_they_are_and_why_within_eighty_columns(worried: Cli) -> None:
    said = worried.says("alerts")
    found = the_alert(worried)
    head = f"{found['alert_id'][:8]}  critical · confidence drop · Discover"
    of, *_ = said.partition(head)[2].strip().splitlines()
    assert of.strip() == worried.json("show", GOAL)["title"]
    assert all(len(line) <= 80 for line in said.splitlines())
    assert "Stated" in said


def test_an_alert_is_explained(worried: Cli) -> None:
    found = the_alert(worried)
    said = worried.says("alerts", "explain", found["alert_id"][:8])
    assert found["what"] in " ".join(said.split())
    assert "Clears when:" in said
    assert "objective.checked_in.v1" in said
    assert "Formula" in said


def test_an_alert_is_acknowledged_snoozed_and_resolved(worried: Cli) -> None:
    key = the_alert(worried)["alert_id"]
    worried.says("alerts", "acknowledge", key, "We ask five users.")
    assert the_alert(worried)["state"] == "acknowledged"
    worried.says("alerts", "snooze", key, "--days", "3")
    assert the_alert(worried)["snoozed_until"] is not None
    told = " ".join(worried.says("alerts", "explain", key).split())
    assert "acknowledged 20" in told
    assert f"who will: {the_alert(worried)['will_do']}" in told
    worried.says("alerts", "resolve", key, "acted", "--note", "Asked.")
    assert "acted: Asked." in " ".join(worried.says("alerts", "explain", key).split())
    assert key not in [each["alert_id"] for each in worried.json("alerts", "list")]
    assert "has ended" in worried.refuses("alerts", "acknowledge", key, "More.")


def test_a_policy_is_set_compared_and_cleared(worried: Cli) -> None:
    worried.says("policy", "set", "stalled.days=14", "confidence_drop.low=4", "--reason", "Two weeks.")
    worried.says("policy", "set", "stalled.days=10", "--reason", "Sooner.")
    changed = {f"{each['section']}.{each['setting']}": each["after"] for each in worried.json("policy", "diff")}
    assert changed == {"stalled.days": 10, "confidence_drop.low": 4}
    assert worried.json("policy", "show", "--team", "Discover")["effective"]["stalled"]["days"] == 10
    worried.says("policy", "clear", "--reason", "Enough.")
    assert "no difference" in worried.says("policy", "diff")


def test_a_preset_and_a_file_can_be_set(worried: Cli, tmp_path: Path) -> None:
    worried.says("policy", "set", "--preset", "ally", "--reason", "As we know it.", "--team", "Discover")
    assert (
        worried.json("policy", "show", "--team", "Discover")["override"]
        == worried.json("policy", "presets")["ally"]
    )
    file = tmp_path / "policy.json"
    file.write_text(json.dumps({"silent": {"grace": 3}}))
    worried.says("policy", "set", "--file", str(file), "--reason", "Ours.", "--team", "Discover")
    assert worried.json("policy", "show", "--team", "Discover")["override"] == {"silent": {"grace": 3}}


def test_a_policys_file_may_be_toml_and_is_compared_before_it_is_set(worried: Cli, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("[stalled]\ndays = 15\n")
    worried.says("policy", "clear", "--reason", "Anew.", "--team", "Discover")
    (change,) = worried.json("policy", "diff", "--file", str(file), "--team", "Discover")
    assert (change["section"], change["setting"], change["before"], change["after"]) == ("stalled", "days", 21, 15)
    worried.says("policy", "set", "--file", str(file), "--reason", "Ours.", "--team", "Discover")
    assert worried.json("policy", "show", "--team", "Discover")["override"] == {"stalled": {"days": 15}}
    file.write_text("[stalled]\ndayz = 15\n")
    assert "stalled.dayz" in worried.refuses("policy", "set", "--file", str(file), "--reason", "Ours.")


def test_alerts_and_policies_are_shown_as_of_a_past_day(worried: Cli) -> None:
    worried.says("policy", "set", "stalled.days=12", "--reason", "Sooner.")
    before = str(worried.position())
    worried.says("policy", "set", "stalled.days=13", "--reason", "Later.")
    shown = worried.says("policy", "show", "--as-of", before)
    assert f"as known at position {before}" in shown
    changed = [each.split() for each in shown.splitlines() if each.endswith("set")]
    assert changed == [["stalled", "days", "12", "set"]]
    worried.says("policy", "clear", "--reason", "Enough.")
    checked_in = str(the_alert(worried)["facts"][-1])
    assert "No alert stands" in worried.says("alerts", "--as-of", checked_in)


def test_what_is_no_setting_is_refused(worried: Cli) -> None:
    assert "stalled.days=14" in worried.refuses("policy", "set", "14", "--reason", "?")
    assert "JSON" in worried.refuses("policy", "set", "stalled.days=often", "--reason", "?")
    assert "stalled" in worried.refuses("policy", "set", "stalled.days=0", "--reason", "?")
