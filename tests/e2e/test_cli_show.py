"""The tree fits 80 columns, reads without colour, and never takes silence for green."""

from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from tests.e2e.cli import DAY, Cli, bare, cli, publish
from tests.e2e.terminal import Terminal

__all__ = ["bare", "cli"]


def lines_of(cli: Cli, *words: str) -> list[str]:
    return cli.says("show", *words).splitlines()


def line_after(lines: list[str], beginning: str) -> str:
    """The line below the one that holds a text."""
    return lines[next(place for place, line in enumerate(lines) if beginning in line) + 1]


def test_the_cycle_stands_above_with_its_week_and_the_expected_pace(cli: Cli) -> None:
    name, about, *_ = lines_of(cli)
    assert name == "This quarter"
    assert "· started · week 2 of " in about
    assert "· expected pace 9 %" in about or "· expected pace 10 %" in about


def test_no_check_in_is_unknown_and_no_reading_no_progress(cli: Cli) -> None:
    lines = lines_of(cli)
    assert "Ada Lovelace · published · aspirational · unknown: no check-in yet" in line_after(
        lines, "Make the first week seamless"
    )
    assert line_after(lines, "1  Onboarding completion").split() == [
        *["65", "→", "—", "→", "90"],
        "no",
        "reading",
        "yet",
        "—",
    ]


def test_a_reading_shows_start_now_target_progress_and_stated_confidence(cli: Cli) -> None:
    key = publish(cli, "Show a reading")
    cli.says("key-result", "add", key, "Completion of forms", "--from", "65", "--to", "90")
    cli.says("check-in", key, "--confidence", "7", "--reading", "1=78:6")
    lines = lines_of(cli)
    start, _, now, _, target, bar, progress, percent, confidence = line_after(lines, "Completion of forms").split()
    assert (start, now, target, progress, percent, confidence) == ("65", "78", "90", "52", "%", "6")
    assert bar.count("█") == 8  # of 17 cells nine are reached, and the pace is marked in one of them
    assert bar.count("┃") == 1
    about = " · ".join(line.strip() for line in lines)
    assert "score 0.52 · confidence 7 ▆ · checked in today" in about


def test_a_goal_without_baseline_says_so(cli: Cli) -> None:
    key = publish(cli, "Find the baseline")
    cli.says("key-result", "add", key, "Calls per week", "--change", "-30%")
    cli.says("check-in", key, "--reading", "1=400")
    assert line_after(lines_of(cli, key), "Calls per week").startswith("     no baseline →        400 → −30 %")


def test_no_line_is_wider_than_80_columns_and_no_number_is_cut(cli: Cli) -> None:
    key = publish(cli, f"{'Long words about improvement ' * 9}日本語の長い題名", owner="Ada Lovelace")
    title = "Amounts that fill their columns and a title which needs more than one line to be said"
    cli.says("key-result", "add", key, title, "--from", "-123456789", "--to", "987654321987", "--unit", "CHF" * 12)
    cli.says("key-result", "add", key, "Tiny", "--from", "0.00001", "--to", "0.00002")
    cli.says("check-in", key, "--confidence", "10", "--reading", "1=-99999999999:10")
    lines = [*lines_of(cli), *lines_of(cli, key)]
    assert [line for line in lines if cell_len(line) > 80] == []
    assert "−123.5M →      −100G → 987.7G" in " ".join(lines)


def test_strategic_objectives_stand_first_then_the_teams_in_the_order_of_the_tree(cli: Cli) -> None:
    key = publish(cli, "Lead the way")
    cli.says("objective", "level", key, "strategic")
    lines = lines_of(cli)
    assert lines.index("Strategic") < lines.index("Lead the way") < lines.index("Discover")


def test_without_colour_there_are_no_escape_codes(cli: Cli) -> None:
    assert "\x1b" not in cli.says("show")


def test_for_programs_the_tree_is_the_view_that_http_gives(cli: Cli) -> None:
    tree = cli.json("show")
    assert set(tree) == {"cycle", "objectives", "teams", "people", "position", "as_of"}
    assert tree["position"] == cli.position()


def test_a_planned_cycle_without_objectives_says_how_to_begin(cli: Cli) -> None:
    cli.says("cycle", "plan", "Far away", "2040-01-01")
    text = cli.says("show", "Far away")
    assert "begins in " in text
    assert "northlog objective draft" in text


def test_of_two_started_cycles_the_other_is_named_and_both_take_check_ins(cli: Cli) -> None:
    tomorrow = str(datetime.now(UTC).date() + DAY)
    started = cli.says("cycle", "plan", "The sprint", tomorrow, "--start")
    assert "Also started: “This quarter”" in started
    assert lines_of(cli)[0] == "This quarter"  # the other one begins tomorrow
    assert lines_of(cli)[-1].startswith("Also started: “The sprint”. See one with: northlog show 'The sprint'")
    assert "Also started" not in cli.says("show", "The sprint")
    with Terminal("--data-dir", str(cli.data_dir), "check-in") as terminal:
        terminal.until("On which objective")
        assert "Make the first week seamless" in terminal.seen
        assert terminal.interrupt() == 130
    cli.says("cycle", "close", "The sprint")


def test_who_asks_for_nothing_there_is_told_the_nearest_of_the_running_cycle(cli: Cli) -> None:
    assert "“Make the first week seamless”" in cli.refuses("show", "Make the furst week seamles")


def test_a_cycle_is_found_by_a_part_of_its_name(cli: Cli) -> None:
    assert lines_of(cli, "quarter")[0] == "This quarter"


@pytest.mark.parametrize("typed", ["Guide is public", "guide is"])
def test_a_key_result_is_found_in_the_objective_it_is_of(cli: Cli, typed: str) -> None:
    assert cli.json("show", typed)["title"] == "Make the first week seamless"


def test_unknown_words_name_cycles_and_objectives_that_are_like_them(cli: Cli) -> None:
    sentence = cli.refuses("show", "Thus quartr")
    assert sentence.startswith("There is no cycle, objective or key result “Thus quartr”; there is “This quarter”")


def test_a_day_in_place_of_a_name_is_told_its_option(cli: Cli) -> None:
    assert "northlog show --as-of 2026-03-31" in cli.refuses("show", "2026-03-31")
