"""`northlog replay`: a cycle played again."""

from datetime import timedelta
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.text import Text

from domain.decider import Refused
from northlog.cli import keyboard
from northlog.cli.differences import LEGEND
from northlog.cli.frame import Drawn, draw
from northlog.cli.groups import group
from northlog.cli.options import AsJson, KnownAt, OfCycle, OfTeam
from northlog.cli.output import console, print_json, print_lines
from northlog.cli.playing import play
from northlog.cli.session import Session, session
from northlog.cli.tree import place_in
from northlog.reading.views import CycleTree
from northlog.reports.diff import diff
from northlog.reports.reel import By, Reel
from projections.moment import Moment

app = group()


@app.command()
def replay(
    ctx: typer.Context,
    cycle: OfCycle = None,
    by: Annotated[By, typer.Option(help="A frame for each week, or for each event.")] = By.WEEK,
    speed: Annotated[float, typer.Option(help="Frames a second, 0.1 to 50.")] = 1.0,
    known_at: KnownAt = None,
    team: OfTeam = None,
    as_json: AsJson = False,
) -> None:
    """Play a cycle again: space pauses, arrows step and scroll, q quits. Without a terminal print its frames."""
    if not 0.1 <= speed <= 50:
        raise Refused("speed", "range", "must be a number from 0.1 to 50")
    with session(ctx) as at:
        team_id = None if team is None else at.find.team(team)
        past = at.looking.past(at.find.cycle(cycle).cycle_id, team_id, at.looking.moment(None, known_at))
        assert past is not None, "the cycle was found"
        reel = Reel.of(past, by)
        if as_json:
            whole = {"items": list(reel.frames()), "next": None, "position": past.position, "as_of": past.as_of}
            print_json(whole)
            return
        out = console()
        # A frame is drawn against the one before it, which most often was drawn just now.
        look = lru_cache(maxsize=2)(reel.look)

        def drawn(index: int) -> Drawn:
            before = look(index - 1) if index else None
            return _drawn(at, look(index), before, by, reel.moments[index])

        if out.is_terminal and not out.is_dumb_terminal and keyboard.is_there():
            play(len(reel.moments), drawn, speed, out)
            return
        for index in range(len(reel.moments)):
            frame = drawn(index)
            print_lines([*frame.head, *frame.body, Text()])
        print_lines([Text(LEGEND, "dim")])


def _drawn(at: Session, tree: CycleTree, before: CycleTree | None, by: By, moment: Moment) -> Drawn:
    found = None if before is None else diff(before, tree)
    if by is By.EVENT:
        return draw(tree, found, at.local(moment.at), f"position {moment.position:,}")
    # A week ends with the midnight that the next one begins with.
    day = (moment.at - timedelta(microseconds=1)).astimezone(ZoneInfo(tree.cycle.time_zone)).date()
    return draw(tree, found, str(day), place_in(tree.cycle, day))
