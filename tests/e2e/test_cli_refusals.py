"""Bad input is refused by one sentence that names the field and the rule, and the log stays as it was."""

import io
import sys

import pytest

from northlog.cli.failing import FAILED, Failed, told
from tests.e2e.cli import Cli, bare, cli

__all__ = ["bare", "cli"]

GOAL = "Make the first week seamless"
REFUSALS = {
    "field and rule of a decision": (["objective", "publish", "nothing"], "nothing", "There is no objective"),
    "near misses are named": (["objective", "publish", "first week"], GOAL, "There is no objective"),
    "score too high": (
        ["objective", "judge", GOAL, "1.5", "--reason", "x"],
        "judged",
        "less than or equal to 1. ",
    ),
    "outcome without reason": (["objective", "close", GOAL, "missed", "--judged", "0.1"], "reason", "required"),
    "empty title": (["objective", "draft", " ", "--team", "Discover"], "title", "at least 1 character. "),
    "no such owner": (["objective", "owner", GOAL, "Nobody Known"], "Nobody Known", "There is no person"),
    "carried into its own cycle": (
        ["objective", "carry-forward", GOAL, "--to", "This quarter"],
        "cycle_id",
        "same",
    ),
    "two ways to measure": (["key-result", "add", GOAL, "x", "--to", "1", "--binary"], "measure", "kind"),
    "no way to measure": (["key-result", "add", GOAL, "x"], "measure", "kind"),
    "no movement": (
        ["key-result", "add", GOAL, "x", "--from", "1", "--to", "1"],
        "Refused: measure: ",
        "must differ",
    ),
    "no start to move": (["key-result", "rebaseline", "Guide is public", "--from", "1"], "start", "kind"),
    "two targets": (
        ["key-result", "retarget", "Onboarding completion", "--to", "1", "--count", "2", "--reason", "x"],
        "measure",
        "target",
    ),
    "unknown zone": (["org", "set-time-zone", "Mars/Olympus"], "time_zone", "IANA"),
    "a team in a ring": (["team", "move", "Discover", "Discover"], "parent_id", "tree"),
    "hour of no clock": (["team", "cadence", "Discover", "--weekday", "monday", "--hour", "25"], "hour", "less"),
    "no member": (["team", "member", "remove", "Discover", "Ada Lovelace"], "person_id", "unknown"),
    "no day": (["cycle", "plan", "x", "tomorrow"], "starts_on", "day"),
    "ends before it starts": (["cycle", "plan", "x", "2030-02-01", "2030-01-01"], "ends_on", "after_start"),
    "e-mail without at": (["person", "add", "Eve", "--email", "eve"], "email", "pattern"),
    "token that expired": (["token", "create", "--role", "viewer", "--expires", "2001-01-01"], "expires", "past"),
    "token for a while": (["token", "create", "--role", "viewer", "--expires", "soon"], "expires", "span"),
    "role unheard of": (["token", "create", "--role", "king", "--expires", "1d"], "--role", "king"),
    "check-in on nothing": (["check-in"], "objective_id", "required"),
    "check-in that says nothing": (["check-in", GOAL, "--plan", ""], "goal_confidence", "empty"),
    "confidence too high": (["check-in", GOAL, "--confidence", "11"], "goal_confidence", "range"),
    "energy too low": (["check-in", GOAL, "--energy", "0"], "energy", "range"),
    "reading of nothing": (
        ["check-in", GOAL, "--reading", "9=1"],
        "1 “Onboarding completion”",
        "2 “Guide is public”",
    ),
    "reading without value": (["check-in", GOAL, "--reading", "1"], "readings.0", "form"),
    "reading no number": (["check-in", GOAL, "--reading", "1=many"], "readings.0.value", "number"),
    "reading not yes or no": (["check-in", GOAL, "--reading", "2=5"], "readings.0.value", "binary"),
    "reading twice": (["check-in", GOAL, "--reading", "1=1", "--reading", "1=2"], "readings.1", "twice"),
    "check-in in the future": (
        ["check-in", GOAL, "--confidence", "5", "--at", "2100-01-01"],
        "occurred_at",
        "future",
    ),
    "check-in before the cycle": (
        ["check-in", GOAL, "--confidence", "5", "--at", "2001-01-01"],
        "occurred_at",
        "cycle",
    ),
    "correcting nothing": (
        ["check-in", "correct", "ffff0000", "--reason", "x"],
        "ffff0000",
        "There is no check-in",
    ),
    "showing nothing": (["show", "nothing"], "nothing", "There is no cycle, objective or key result"),
    "another organization": (["--org", "Other", "show"], "Other", "Northwind"),
    "unknown command": (["sohw"], "sohw", "--help"),
    "command near another": (["check-in", "corect", GOAL], "corect", "northlog check-in correct"),
    "log's command near another": (["log", "verfy"], "verfy", "northlog log verify"),
    "choice unheard of": (["replay", "--by", "day"], "--by", "': 'day' is not one of"),
    "choice unsaid": (["rescore"], "--scoring", "Choose from: linear, thresholds, "),
    "unknown option": (["show", "--colour"], "--colour", "--help"),
}


@pytest.mark.parametrize(("words", "field", "rule"), REFUSALS.values(), ids=REFUSALS)
def test_it_is_refused_with_field_and_rule(cli: Cli, words: list[str], field: str, rule: str) -> None:
    sentence = cli.refuses(*words)
    assert field in sentence
    assert rule in sentence


def test_a_wrong_setting_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHLOG_PORT", "0")
    result = cli.call("show")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("NORTHLOG_PORT: ")


def test_a_database_that_does_not_answer_is_one_sentence(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHLOG_OWNER_URL", "postgresql://nobody@127.0.0.1:1/none")
    result = cli.call("show")
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "northlog doctor" in result.stderr


def test_at_a_terminal_a_long_sentence_breaks_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "200")
    sentence = (
        "There is nothing of this kind here, so say a little more about what you were looking for: --first-on."
    )
    assert told(Failed(sentence)) == FAILED
    lines = screen.getvalue().splitlines()
    assert [len(line) <= 80 for line in lines] == [True, True]
    assert " ".join(lines) == sentence
