"""What is drawn of a replay: lines that fit, marks where something changed, and a player that keys lead."""

from datetime import date, timedelta
from functools import lru_cache

import pytest
from rich.cells import cell_len
from rich.text import Text

from domain.cycle import Cycle, CycleStatus
from domain.objective.events import KeyResultDropped, KeyResultRetargeted
from domain.words import Event
from northlog.cli.differences import cycle_diff
from northlog.cli.frame import Drawn, draw
from northlog.cli.keyboard import Key, keys
from northlog.cli.playing import Player, page
from northlog.demo.story import tell
from northlog.reading.views import CycleTree
from northlog.reports.diff import diff
from tests.facts import (
    CYCLE,
    NEW_RESULT,
    OBJECTIVE,
    ONBOARDING,
    OTHER_CHECK_IN,
    RESULT,
    SUCCESSOR,
    added,
    at,
    checked_in,
    drafted,
    reads,
    running,
)
from tests.looks import Watched
from tests.tale import live_through

MONDAY = at("2026-01-12T09:00")
RESULT_OF = {"objective_id": OBJECTIVE, "key_result_id": RESULT}


def made_of(*events: Event, known: tuple[Event, ...] = ()) -> Drawn:
    """A frame in which these events have happened since the frame before."""
    watched = Watched()
    for event in (*running(), *known):
        watched.happened(event, MONDAY)
    before = watched.tree(CYCLE, MONDAY)
    for event in events:
        watched.happened(event, MONDAY)
    after = watched.tree(CYCLE, MONDAY)
    return draw(after, diff(before, after), "2026-01-12", "week 2 of 13")


def drawn(*events: Event, known: tuple[Event, ...] = ()) -> list[str]:
    """The lines of the same frame's tree."""
    made = made_of(*events, known=known)
    marked = {place for place, line in enumerate(made.body) if line.plain[:1] in {"+", "▸", "×"}}
    assert marked == set(made.changed)
    return [line.plain for line in made.body]


def line_with(lines: list[str], text: str) -> str:
    (found,) = [line for line in lines if text in line]
    return found


def test_what_did_not_change_is_not_marked() -> None:
    assert [line for line in drawn() if line[:1].strip() not in ("", "D")] == []


def test_a_reading_marks_its_key_result_and_objective_and_says_by_how_much() -> None:
    said = checked_in(MONDAY, goal_confidence=6, readings=(reads(70.0, confidence=4),))
    lines = drawn(
        checked_in(MONDAY + timedelta(1), check_in_id=OTHER_CHECK_IN, readings=(reads(75.0, confidence=7),)),
        known=(said,),
    )
    assert line_with(lines, "Onboarding").split()[0] == "▸"
    assert line_with(lines, "Onboarding").split()[-4:] == ["40", "%", "+20", "7↑"]
    assert line_with(lines, "seamless").split()[-3:] == ["0.40", "+0.20", "—"]


def test_a_mark_lends_its_colour_to_nothing_else() -> None:
    (line, *_) = [line for line in made_of(checked_in(MONDAY)).body if "Onboarding" in line.plain]
    assert line.style == ""
    assert {str(span.style): line.plain[span.start : span.end] for span in line.spans}["bold yellow"] == "▸ "


def test_what_was_added_dropped_and_retargeted_is_marked_and_said() -> None:
    lower = ONBOARDING.model_copy(update={"target": 80.0})
    lines = drawn(
        KeyResultRetargeted(**RESULT_OF, measure=lower, reason="the market turned"),
        KeyResultDropped(**RESULT_OF, reason="superseded by the guide"),
        added(NEW_RESULT, title="Guide is read"),
        drafted(SUCCESSOR, title="Keep what works"),
    )
    assert line_with(lines, "Onboarding").startswith("× ")
    assert line_with(lines, "target 90 → 80").strip() == "dropped: superseded by the guide · target 90 → 80"
    assert line_with(lines, "Guide is read").startswith("+ ")
    assert line_with(lines, "Keep what works").startswith("+ ")


def test_a_published_objective_without_a_check_in_is_unknown() -> None:
    """P5.2: silence is never green."""
    assert "unknown" in line_with(drawn(), "seamless")
    assert "no reading yet" in line_with(drawn(), "Onboarding")


@lru_cache
def sample() -> list[CycleTree]:
    """A whole quarter of the sample company, week by week."""
    tale = live_through(tell(date(2026, 11, 18)))
    closed = {
        key: it for key, it in tale.states.items() if isinstance(it, Cycle) and it.status is CycleStatus.CLOSED
    }
    key, cycle = max(closed.items(), key=lambda item: item[1].starts_at)
    watched, weeks, happened = Watched(), [], iter(tale.events)
    step, event = next(happened)
    for number in range(1, 15):
        until = cycle.starts_at + timedelta(weeks=number)
        while step.at < until:
            watched.happened(event, step.at)
            step, event = next(happened)
        weeks.append(watched.tree(key.removeprefix("cycle-"), until))
    return weeks


def test_of_a_whole_quarter_no_line_is_wider_than_80_columns() -> None:
    weeks = sample()
    lines: list[Text] = []
    for number, tree in enumerate(weeks):
        found = diff(weeks[number - 1], tree) if number else None
        made = draw(tree, found, "2026-07-06 23:59", f"week {number + 1} of {len(weeks)}")
        lines += [*made.head, *made.body]
    lines += cycle_diff(diff(weeks[0], weeks[-1]), "then → now")
    assert len(lines) > 1000
    assert [line.plain for line in lines if cell_len(line.plain) > 80] == []


def shown(
    player: Player, body: int = 50, room: int = 10, changed: tuple[int, ...] = ()
) -> tuple[Player, list[str]]:
    """A page of a frame whose tree has so many lines, each with its number."""
    made = Drawn([Text("head")], [Text(f"line {number}") for number in range(1, body + 1)], list(changed))
    seeing = player.seeing(made, room)
    return seeing, page(seeing, made, room).plain.split("\n")


def test_a_page_is_as_high_as_the_window_and_says_which_lines_it_shows() -> None:
    _, lines = shown(Player(4, at=1))
    assert lines[:2] == ["head", "line 1"]
    assert len(lines) == 1 + 10 + 2
    assert lines[-2].endswith("playing · 2 of 4 · lines 1–10 of 50")
    assert [cell_len(line) > 80 for line in lines].count(True) == 0
    _, short = shown(Player(4), body=3)
    assert len(short) == len(lines)
    assert short[-2].endswith("playing · 1 of 4")


def test_a_frame_just_come_to_shows_the_first_change_where_none_is_in_view() -> None:
    player, lines = shown(Player(4, at=1), changed=(30, 31))
    assert "line 31" in lines
    player, lines = shown(player.pressed(Key.UP), changed=(30, 31))
    assert player.top == 29 - 3, "scrolling is left alone"
    still, _ = shown(player.to(2), changed=(33,))
    assert still.top == player.top, "what is in view stays where it is"


def test_scrolling_ends_with_the_tree() -> None:
    player, lines = shown(Player(4, top=39).pressed(Key.DOWN))
    assert lines[-3] == "line 50"
    assert shown(player.pressed(Key.DOWN))[0].top == player.top
    assert shown(Player(4).pressed(Key.UP))[0].top == 0


@pytest.mark.parametrize(
    ("pressed", "at_frame", "plays"),
    [
        ([], 1, True),
        ([Key.PAUSE], 1, False),
        ([Key.PAUSE, Key.PAUSE], 1, True),
        ([Key.FORWARD], 2, False),
        ([Key.BACK], 0, False),
        ([Key.BACK, Key.BACK], 0, False),
        ([Key.FORWARD, Key.FORWARD, Key.FORWARD], 3, False),
        ([Key.FORWARD, Key.FORWARD, Key.PAUSE], 0, True),
        ([Key.QUIT], 1, False),
    ],
)
def test_space_pauses_arrows_step_within_the_frames_and_at_the_end_it_begins_again(
    pressed: list[Key], at_frame: int, plays: bool
) -> None:
    player = Player(4, at=1)
    for key in pressed:
        player = player.pressed(key)
    assert (player.at, player.plays) == (at_frame, plays)
    assert player.left == (pressed == [Key.QUIT])


def test_keys_are_letters_and_arrows_in_both_of_a_terminals_modes_and_others_are_passed_over() -> None:
    sent = b" bn\x1b[D\x1b[C\x1bOA\x1bOBxq\x1b[15~\xc3\xa4\x1b"
    expected = [Key.PAUSE, Key.BACK, Key.FORWARD, Key.BACK, Key.FORWARD, Key.UP, Key.DOWN, Key.QUIT]
    assert keys(sent) == expected
