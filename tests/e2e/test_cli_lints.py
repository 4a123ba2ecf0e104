"""Lints in the terminal."""

from typing import Any

import pytest

from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]

DRAFT = "Maintain the billing platform"


@pytest.fixture(scope="module")
def drafted(cli: Cli) -> Cli:
    """The company with a draft that has something of everything."""
    cli.says("objective", "draft", DRAFT, "--team", "Discover")
    cli.says("key-result", "add", DRAFT, "Launch the new invoice layout", "--binary")
    cli.says("key-result", "add", DRAFT, "Onboard the clinics", "--binary")
    return cli


def of_draft(cli: Cli) -> dict[str, Any]:
    (found,) = cli.json("lint", DRAFT)
    return {each["rule"]: each for each in found["lints"]}


def test_drafts_are_linted_in_a_table_within_eighty_columns(drafted: Cli) -> None:
    said = drafted.says("lint")
    assert all(len(line) <= 80 for line in said.splitlines())
    assert DRAFT in said
    assert "P1.6 output" in said
    assert "business as usual" in said
    assert "Make the first week seamless" not in said
    assert drafted.says("lint", "show", "--team", "Discover", "--cycle", "This quarter") == said
    assert "Make the first week seamless" in drafted.says("lint", "--published")


def test_an_objective_is_shown_with_the_advice_on_its_draft(drafted: Cli) -> None:
    said = drafted.says("show", DRAFT)
    assert "Advice on the draft" in said
    assert "P1.1 business as usual" in said
    assert {each["rule"] for each in drafted.json("show", DRAFT)["lints"]} == set(of_draft(drafted))


def test_a_lint_is_dismissed_and_restored_by_its_id(drafted: Cli) -> None:
    key = of_draft(drafted)["output"]["lint_id"]
    assert "Dismissed: output" in drafted.says("lint", "dismiss", key[:8], "--reason", "They paid for it.")
    assert of_draft(drafted)["output"]["dismissed"]["reason"] == "They paid for it."
    assert "P1.6 output" not in drafted.says("lint")
    assert "They paid for it." in drafted.says("lint", "--all")
    drafted.says("lint", "restore", key[:8])
    assert of_draft(drafted)["output"]["dismissed"] is None
    assert "no dismissal" in drafted.refuses("lint", "restore", key[:8])
    assert "no lint" in drafted.refuses("lint", "dismiss", "0000", "--reason", "x")


def test_words_are_added_removed_and_shown(drafted: Cli) -> None:
    drafted.says("lint", "words", "add", "output", "Onboard", "cut-over", "--team", "Discover")
    assert [each["words"] for each in drafted.json("lint", DRAFT)[0]["lints"] if each["rule"] == "output"] == [
        ["launch"],
        ["onboard"],
    ]
    drafted.says("lint", "words", "remove", "output", "launch")
    said = drafted.says("lint", "words", "show", "--team", "Discover")
    assert "added    cut over, onboard" in said
    assert all(len(line) <= 80 for line in said.splitlines())
    assert drafted.json("lint", "words", "show")["removed"] == {"output": ["launch"]}
    assert of_draft(drafted)["output"]["words"] == ["onboard"]
    assert "Nothing changed" in drafted.says("lint", "words", "remove", "output", "Launch")
    drafted.says("lint", "words", "add", "output", "launch")
    assert "words.0" in drafted.refuses("lint", "words", "add", "output", "—")


def test_the_rules_are_listed_with_examples(drafted: Cli) -> None:
    said = drafted.says("lint", "rules")
    assert "P1.6 output · of key results" in said
    assert "better  " in said
    assert all(len(line) <= 80 for line in said.splitlines())
    assert len(drafted.json("lint", "rules")) == 14


def test_a_past_day_is_linted_as_it_was(drafted: Cli) -> None:
    before = drafted.position()
    drafted.says("objective", "draft", "Onboarding", "--team", "Discover")
    assert "Onboarding  " in drafted.says("lint")
    said = drafted.says("lint", "--as-of", str(before))
    assert said.startswith("As of ")
    assert "Onboarding  " not in said
