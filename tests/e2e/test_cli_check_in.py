"""Checking in by GRIP: by flags, asked at a terminal, and corrected."""

import pytest

from tests.e2e.cli import Cli, bare, cli, publish
from tests.e2e.terminal import Terminal

__all__ = ["bare", "cli"]


@pytest.fixture
def goal(cli: Cli, request: pytest.FixtureRequest) -> str:
    """A published objective with a number, a yes or no, and milestones."""
    key = publish(cli, f"Goal of {request.node.name}")
    cli.says("key-result", "add", key, "Completion", "--from", "65", "--to", "90")
    cli.says("key-result", "add", key, "Guide", "--binary")
    cli.says("key-result", "add", key, "Launch", "--zones", "a draft", "a pilot", "a launch")
    return key


def test_all_of_grip_is_recorded_from_flags(cli: Cli, goal: str) -> None:
    readings = ["--reading", "1=78:6", "--reading", "Guide=yes", "--reading", "3=commit:8"]
    cli.says(
        *["check-in", goal, "--confidence", "7", *readings],
        *["--issues", "too few testers", "--plan", "ask sales", "--energy", "4"],
    )
    shown = cli.json("show", goal)
    (said,) = shown["check_ins"]
    assert (said["goal_confidence"], said["issues"], said["plan"], said["energy"]) == (
        7,
        "too few testers",
        "ask sales",
        4,
    )
    assert [(each["value"], each["confidence"]) for each in said["readings"]] == [
        (78, 6),
        (True, None),
        ("commit", 8),
    ]
    assert shown["key_results"][0]["progress"] == pytest.approx(0.52)


def test_what_is_not_said_stays_unstated(cli: Cli, goal: str) -> None:
    cli.says("check-in", goal, "--reading", "1=70")
    shown = cli.json("show", goal)
    assert (shown["confidence"], shown["key_results"][0]["confidence"]) == (None, None)
    assert "confidence —" in cli.says("show", goal)


def test_a_late_entry_is_marked_as_one(cli: Cli, goal: str) -> None:
    first = cli.json("cycle", "list")[0]["starts_on"]
    cli.says("check-in", goal, "--confidence", "5", "--at", first)
    (said,) = cli.json("show", goal)["check_ins"]
    assert (said["late"], said["occurred_at"]) == (True, f"{first}T12:00:00Z")


def test_a_correction_changes_what_it_names_and_keeps_the_rest(cli: Cli, goal: str) -> None:
    made = cli.json("check-in", goal, "--confidence", "7", "--reading", "1=78:6", "--plan", "ask sales")
    cli.says(
        "check-in", "correct", made["check_in_id"][:8], "--reading", "1=87:6", "--reason", "a slip of the finger"
    )
    correction, original = cli.json("show", goal)["check_ins"]
    assert (correction["goal_confidence"], correction["plan"]) == (7, "ask sales")
    assert (correction["readings"][0]["value"], original["readings"][0]["value"]) == (87, 78)
    assert correction["reason"] == "a slip of the finger"


def test_a_correction_may_take_a_confidence_back(cli: Cli, goal: str) -> None:
    made = cli.json("check-in", goal, "--confidence", "7", "--plan", "ask sales")
    cli.says("check-in", "correct", made["check_in_id"], "--confidence", "unstated", "--reason", "nobody said so")
    assert cli.json("show", goal)["confidence"] is None


def test_at_a_terminal_every_question_is_asked_and_enter_leaves_it_unanswered(cli: Cli, goal: str) -> None:
    with Terminal("--data-dir", str(cli.data_dir), "check-in", goal) as terminal:
        place = 0
        for question, answer in (
            ("Goal confidence, 0 to 10", "12"),
            ("whole number from 0 to 10", "7"),
            ("Value now", "many"),
            ("is no number", "78"),
            ("Confidence, 0 to 10", ""),
            ("Done, yes or no", "yes"),
            ("Confidence, 0 to 10", "9"),
            ("Zone: fail", ""),
            ("Confidence, 0 to 10", ""),
            ("Issues", "too few testers"),
            ("Plan", ""),
            ("Energy", "4"),
            ("Record this check-in?", "y"),
        ):
            place = terminal.until(question, place)
            terminal.type(f"{answer}\n")
        terminal.until("Recorded check-in", place)
        assert terminal.ends() == 0
    (said,) = cli.json("show", goal)["check_ins"]
    assert (said["goal_confidence"], said["issues"], said["plan"], said["energy"]) == (7, "too few testers", "", 4)
    assert [(each["value"], each["confidence"]) for each in said["readings"]] == [(78, None), (True, 9)]


def test_without_a_word_it_asks_which_objective(cli: Cli) -> None:
    publish(cli, "The one that is chosen")
    with Terminal("--data-dir", str(cli.data_dir), "check-in") as terminal:
        place = terminal.until("On which objective")
        terminal.type("The one that is chosen\n")
        terminal.until("Goal confidence", place)
        assert terminal.interrupt() == 130


def test_ctrl_c_leaves_without_a_trace(cli: Cli, goal: str) -> None:
    before = cli.position()
    with Terminal("--data-dir", str(cli.data_dir), "check-in", goal) as terminal:
        terminal.until("Goal confidence")
        assert terminal.interrupt() == 130
        terminal.until("Nothing recorded.")
        assert "Traceback" not in terminal.seen
    assert cli.position() == before


def test_where_nothing_was_said_nothing_is_asked_and_nothing_recorded(cli: Cli) -> None:
    goal = publish(cli, "A goal without key results")
    before = cli.position()
    with Terminal("--data-dir", str(cli.data_dir), "check-in", goal) as terminal:
        place = 0
        for question in ("Goal confidence", "Issues", "Plan", "Energy"):
            place = terminal.until(question, place)
            terminal.type("\n")
        terminal.until("Nothing was said; nothing recorded.", place)
        assert terminal.ends() == 0
        assert "Record this" not in terminal.seen
    assert cli.position() == before


def test_a_part_of_the_title_will_do_where_no_other_has_it(cli: Cli) -> None:
    publish(cli, "Answer every letter within a day")
    assert "“Answer every letter within a day”" in cli.says("check-in", "EVERY LETTER", "--confidence", "6")
    assert cli.json("show", "every letter")["confidence"] == 6
