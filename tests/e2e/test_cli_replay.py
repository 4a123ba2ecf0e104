"""A cycle plays in a terminal of 80 columns by keys, leaves the terminal as it was, and is plain without one."""

import shlex
import signal
from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from northlog.api.cursors import Page
from northlog.reports.replay import Frame
from tests.e2e.cli import Cli, bare, cli, publish
from tests.e2e.terminal import COMMAND, Terminal, run

__all__ = ["bare", "cli"]


@pytest.fixture(scope="module")
def played(cli: Cli) -> Cli:
    """Twenty objectives, more than a screen holds, and check-ins on the first."""
    for number in range(20):
        publish(cli, f"Goal {number}")
    seamless = "Make the first week seamless"
    for value, confidence in ((70, 4), (75, 7)):
        cli.says("check-in", seamless, "--confidence", str(confidence), "--reading", f"1={value}:{confidence}")
    cli.says("objective", "reword", seamless, "A first week to remember")
    return cli


@pytest.fixture
def terminal(played: Cli) -> Iterator[Terminal]:
    """A replay event by event, slow enough to press a key at its first frame."""
    with Terminal("--data-dir", str(played.data_dir), "replay", "--by", "event", "--speed", "0.1") as terminal:
        terminal.until("space pause")
        yield terminal


def test_arrows_step_and_scroll_and_the_page_fills_the_screen_and_no_more(terminal: Terminal) -> None:
    assert len(terminal.page) == 24
    terminal.type("n")
    seen = terminal.until("paused · frame 2 of 49")
    terminal.type("\x1b[C\x1b[C\x1b[D")
    terminal.until("paused · frame 3 of 49", seen)
    seen = len(terminal.seen)
    terminal.type("n" * 60)
    terminal.until("the end · frame 49 of 49", seen)
    seen = terminal.until("q quit", seen)
    assert len(terminal.page) == 24
    assert [line for line in terminal.page if cell_len(line) > 80] == []
    assert any(line.startswith("▸ A first week to remember") for line in terminal.page)
    terminal.type("\x1b[B\x1b[B\x1b[B")
    terminal.until("lines 8–26 of 26", seen)


def test_what_changed_is_marked_and_its_move_is_said(terminal: Terminal) -> None:
    terminal.type("n" * 47)
    seen = terminal.until("paused · frame 48 of 49")
    terminal.until("q quit", seen)
    changed = [line for line in terminal.page if line.startswith("▸")]
    assert [line.split()[-4:] for line in changed] == [
        ["published", "0.20", "+0.10", "7↑"],
        ["40", "%", "+20", "7↑"],
    ]


def test_it_plays_by_itself_to_the_end_and_begins_again(played: Cli) -> None:
    with Terminal("--data-dir", str(played.data_dir), "replay", "--by", "event", "--speed", "50") as terminal:
        seen = terminal.until("the end · frame 49 of 49")
        terminal.type(" ")
        terminal.until("playing · frame 1 of 49", seen)


def test_q_leaves_the_terminal_as_it_was(terminal: Terminal) -> None:
    assert not terminal.is_a_shells()
    terminal.type("q")
    assert terminal.ends() == 0
    assert terminal.is_a_shells()


def test_ctrl_c_leaves_the_terminal_as_it_was(terminal: Terminal) -> None:
    terminal.type("\x03")
    assert terminal.ends() == 130
    assert terminal.is_a_shells()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_end_leaves_the_terminal_as_it_was(terminal: Terminal, sent: signal.Signals) -> None:
    terminal.process.send_signal(sent)
    assert terminal.ends() == 143
    assert terminal.is_a_shells()


def test_without_a_terminal_frames_are_printed_one_after_the_other(played: Cli) -> None:
    code, out, errors = run("--data-dir", str(played.data_dir), "replay", "--by", "event")
    assert (code, errors) == (0, "")
    assert "\x1b" not in out
    lines = out.splitlines()
    assert [line for line in lines if cell_len(line) > 80] == []
    assert len([line for line in lines if line.startswith("This quarter ")]) == 49
    assert any(line.startswith("+ Goal 3 ") for line in lines)
    assert "    was “Make the first week seamless”" in lines


@pytest.mark.parametrize("redirection", ["< /dev/null", "<&-"])
def test_at_a_screen_without_a_keyboard_frames_are_printed_too(played: Cli, redirection: str) -> None:
    line = shlex.join([*COMMAND, "--data-dir", str(played.data_dir), "replay"])
    with Terminal(program=["sh", "-c", f"{line} {redirection}"]) as terminal:
        assert terminal.ends() == 0
        assert "confidence as stated, 0–10" in terminal.seen
        assert terminal.is_a_shells()


def test_week_by_week_the_running_week_is_the_last(played: Cli) -> None:
    heads = [line for line in played.says("replay").splitlines() if line.startswith("This quarter ")]
    assert heads[-1].split()[-4:-1] == ["week", "2", "of"]


def test_for_programs_frames_and_differences_are_those_of_http(played: Cli) -> None:
    found = played.json("replay", "--by", "event")
    assert set(found) == set(Page[Frame].model_fields)
    assert (len(found["items"]), found["next"], found["position"]) == (49, None, played.position())
    assert [each["tree"] is None for each in found["items"]] == [False, *[True] * 48]


def test_a_diff_says_what_is_new_reworded_and_moved_in_lines_that_fit(played: Cli) -> None:
    head = played.position()
    lines = played.says("diff", "--from", str(head - 3)).splitlines()
    assert [line for line in lines if cell_len(line) > 80] == []
    assert "▸ A first week to remember" in lines
    assert "  was “Make the first week seamless” · score 0.00 → 0.20 · confidence — → 7" in lines
    assert played.says("diff", "--from", str(head), "--to", str(head)).count("No objective changed.") == 1
    (told,) = played.json("diff", "--from", str(head - 1))["objectives"]
    assert told["reworded"] == {"before": "Make the first week seamless", "after": "A first week to remember"}


def test_days_that_cannot_be_compared_are_refused_by_the_option_they_stand_in(played: Cli) -> None:
    assert played.refuses("diff", "--from", "2199-01-01").startswith("--from: ")
    assert "must not lie after to" in played.refuses("diff", "--from", str(played.position()), "--to", "9")
    assert "--from" in played.refuses("diff")


@pytest.mark.parametrize("speed", ["nan", "inf", "0", "50.1"])
def test_a_speed_out_of_range_is_refused_by_field_and_rule(played: Cli, speed: str) -> None:
    said = "Refused: speed: must be a number from 0.1 to 50 (rule range). The log is unchanged.\n"
    assert played.refuses("replay", "--speed", speed) == said


def test_a_diff_says_what_came_into_being_and_how_it_ended(played: Cli) -> None:
    before = played.position()
    key = publish(played, "Short-lived")
    played.says("key-result", "add", key, "Guide is public", "--binary")
    played.says("objective", "close", key, "missed")
    lines = played.says("diff", "--from", str(before), "--team", "Discover").splitlines()
    assert lines[lines.index("+ Short-lived") + 1].startswith("  added · closed: missed")
    assert lines[lines.index("  +  1 Guide is public") + 1] == "       added"
    assert "Short-lived" not in played.says("diff", "--from", str(before), "--team", "Northwind Ltd")
