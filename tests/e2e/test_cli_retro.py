"""Goalposts, other scorings and the retrospective pack at the terminal."""

import json
from pathlib import Path

import pytest

from tests.e2e.cli import Cli, bare, cli, publish
from tests.e2e.terminal import Terminal

__all__ = ["bare", "cli"]


@pytest.fixture
def goal(cli: Cli, request: pytest.FixtureRequest) -> str:
    """A goal read at 78 of 65 to 90, then brought nearer, to 85."""
    key = publish(cli, f"Goal of {request.node.originalname}")
    cli.says("key-result", "add", key, "Completion", "--from", "65", "--to", "90")
    cli.says("key-result", "add", key, "Guide", "--binary")
    cli.says("check-in", key, "--confidence", "7", "--reading", "1=78:6", "--reading", "2=no")
    cli.says("key-result", "retarget", f"{key}.1", "--to", "85", "--reason", "the market turned")
    return key


def test_the_ledger_tells_how_far_a_goal_moved_and_why(cli: Cli, goal: str) -> None:
    lines = [line.strip() for line in cli.says("goalposts", "--team", "Discover", "--all").splitlines()]
    place = lines.index(f"Goal of {test_the_ledger_tells_how_far_a_goal_moved_and_why.__name__}")
    completion, progress, move, why, guide, other = lines[place + 1 : place + 7]
    assert completion == "1  Completion"
    assert progress == "65 % of the way 65 → 85; 52 % of the way first set, 65 → 90"
    assert move.endswith("target: 65 → 90 became 65 → 85, 20 % nearer")
    assert why == "operator: the market turned"
    assert (guide, other) == ("2  Guide", "0 % of the way to done, never moved")


def test_the_ledger_shows_what_moved_and_counts_what_stayed(cli: Cli, goal: str) -> None:
    said = cli.says("goalposts")
    assert "1  Completion" in said
    assert "2  Guide" not in said
    still = [row for row in cli.json("goalposts")["key_results"] if not row["moves"]]
    assert said.endswith(f"\n{len(still)} goal{'s' * (len(still) > 1)} never moved. See all with --all.\n")


def test_the_ledger_is_json_for_programs(cli: Cli, goal: str) -> None:
    rows = [row for row in cli.json("goalposts")["key_results"] if row["objective_id"] == goal]
    assert [len(row["moves"]) for row in rows] == [1, 0]


def test_another_scoring_is_shown_beside_the_official_one(cli: Cli, goal: str) -> None:
    before = cli.position()
    found = cli.json("rescore", "--scoring", "weighted", "--weight", f"{goal}.1=3")
    (objective,) = [each for each in found["objectives"] if each["objective_id"] == goal]
    assert (objective["official"], objective["rescored"]) == pytest.approx((0.65 / 2, 0.65 * 3 / 4))
    said = cli.says("rescore", "--scoring", "zones")
    assert "The official scores stay as they are." in said
    assert cli.position() == before


@pytest.mark.parametrize("weight", ["1", "GOAL.1=heavy", "GOAL.1=0", "GOAL.9=2"])
def test_a_weight_that_cannot_be_is_refused(cli: Cli, goal: str, weight: str) -> None:
    cli.refuses("rescore", "--scoring", "weighted", "--weight", weight.replace("GOAL", goal))


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_a_pack_is_printed_or_written_to_a_file(cli: Cli, goal: str, form: str, tmp_path: Path) -> None:
    title = cli.json("show", goal)["title"]
    printed = cli.says("retro", "--team", "Discover", "--format", form)
    file = tmp_path / f"retro.{form}"
    said = cli.says("retro", "--team", "Discover", "--out", str(file))
    assert said == f"Wrote the pack of This quarter to {file}.\n"
    assert file.read_text(encoding="utf-8")[:9] == printed[:9]
    assert title.replace("_", "\\_" if form == "md" else "_") in printed
    assert len(file.read_text(encoding="utf-8")) > 1000


def test_a_file_that_was_there_is_said_to_be_replaced(cli: Cli, goal: str, tmp_path: Path) -> None:
    file = tmp_path / "notes"
    file.write_text("mine")
    assert cli.says("retro", "--json", "--out", str(file)).endswith("in place of the file that was there.\n")
    assert json.loads(file.read_text(encoding="utf-8"))["whole"]


def test_a_pack_of_another_team_holds_nothing_of_this_one(cli: Cli, goal: str) -> None:
    pack = json.loads(cli.says("retro", "--team", "Northwind Ltd", "--format", "json"))
    assert (pack["objectives"], pack["whole"]) == ([], False)


def test_a_page_is_not_poured_into_a_terminal(cli: Cli, goal: str) -> None:
    with Terminal("--data-dir", str(cli.data_dir), "retro") as terminal:
        assert terminal.ends() == 2
        assert "such as --out retro.html" in " ".join(terminal.seen.split())
        assert "<html" not in terminal.seen


def test_a_folder_that_is_not_there_is_said_in_a_sentence(cli: Cli, goal: str, tmp_path: Path) -> None:
    result = cli.call("retro", "--out", str(tmp_path / "nowhere" / "retro.html"))
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
