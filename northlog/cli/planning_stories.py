"""The commands of `northlog planning` that speak of a planning itself and of its stories (P3.2)."""

from typing import Annotated

import typer

from domain.planning import ClosePlanning, OpenPlanning, ReopenPlanning, RewriteStory, WithdrawStory, WriteStory
from northlog.cli import finding_plannings
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt, OfTeam
from northlog.cli.output import print_json, print_table, short
from northlog.cli.session import reading, session
from northlog.ids import new_id
from northlog.reading.ground import ground as ground_of

app = group()

In = Annotated[str | None, typer.Option("--in", help="The planning, by name or id; the open one if unsaid.")]
Which = Annotated[str | None, typer.Argument(metavar="PLANNING", help="By name or id; the open one if unsaid.")]
Story = Annotated[str, typer.Argument(help="The story, by its number, a part of its words, or its id.")]


@app.command("open")
def open_(
    ctx: typer.Context,
    team: Annotated[str, typer.Option(help="The team that plans.")],
    cycle: Annotated[str | None, typer.Argument(help="The cycle; the current one if unsaid.")] = None,
    note: Annotated[str, typer.Option(help="What is to be said of it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Begin to plan a cycle; `ground` shows what to start from."""
    key = new_id()
    with session(ctx) as at:
        found = at.find.cycle(cycle)
        command = OpenPlanning(planning_id=key, team_id=at.find.team(team), cycle_id=found.cycle_id, note=note)
        at.do(command, f"Opened {short(key)}, a planning of {found.name}.", as_json, planning_id=key)


@app.command()
def tell(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(help="What success looked like, from the cycle's end.")],
    of: In = None,
    as_json: AsJson = False,
) -> None:
    """Tell a story from the end of the cycle: what did success look like?"""
    key = new_id()
    with session(ctx) as at:
        it, names = finding_plannings.which(at, of)
        command = WriteStory(planning_id=it.planning_id, story_id=key, text=text)
        number = len(it.stories) + 1
        at.do(command, f"Told as story {number} of {names.of(it)}.", as_json, story_id=key)


@app.command()
def retell(
    ctx: typer.Context,
    story: Story,
    text: Annotated[str, typer.Argument(help="The story, told anew.")],
    of: In = None,
    as_json: AsJson = False,
) -> None:
    """Tell a story anew."""
    with session(ctx) as at:
        it, _ = finding_plannings.which(at, of)
        key = finding_plannings.story(it, story).story_id
        at.do(RewriteStory(planning_id=it.planning_id, story_id=key, text=text), "Told anew.", as_json)


@app.command()
def withdraw(
    ctx: typer.Context,
    story: Story,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    of: In = None,
    as_json: AsJson = False,
) -> None:
    """Take a story back; its text is shown no more."""
    with session(ctx) as at:
        it, _ = finding_plannings.which(at, of)
        key = finding_plannings.story(it, story).story_id
        at.do(WithdrawStory(planning_id=it.planning_id, story_id=key, reason=reason), "Withdrawn.", as_json)


@app.command()
def close(
    ctx: typer.Context,
    planning: Which = None,
    note: Annotated[str, typer.Option(help="What remains of it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Close a planning; nothing waits for it, and `reopen` opens it again."""
    with session(ctx) as at:
        it, names = finding_plannings.which(at, planning)
        at.do(ClosePlanning(planning_id=it.planning_id, note=note), f"Closed {names.of(it)}.", as_json)


@app.command()
def reopen(
    ctx: typer.Context,
    planning: Annotated[str, typer.Argument(help="The planning, by name or id.")],
    reason: Annotated[str, typer.Option(help="Why.")],
    as_json: AsJson = False,
) -> None:
    """Open a planning again."""
    with session(ctx) as at:
        it, names = finding_plannings.which(at, planning)
        at.do(ReopenPlanning(planning_id=it.planning_id, reason=reason), f"Open again: {names.of(it)}.", as_json)


@app.command("list")
def list_(
    ctx: typer.Context, team: OfTeam = None, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False
) -> None:
    """List plannings in the order they were opened."""
    with reading(ctx, as_of, known_at, as_json) as (at, _):
        wanted = None if team is None else {"team_id": at.find.team(team)}
        found, names = finding_plannings.all_of(at, wanted)
    if as_json:
        print_json(found)
        return
    rows = [
        [
            short(it.planning_id),
            names.of(it),
            str(len(it.stories)),
            str(len(it.themes)),
            "open" if it.closed_at is None else "closed",
        ]
        for it in found
    ]
    empty = "Nothing was planned here yet: northlog planning open --team TEAM"
    print_table(["id", "planning", "stories", "themes", "status"], rows, empty)


@app.command()
def show(
    ctx: typer.Context,
    planning: Which = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show the stories of a planning, their themes, and what these became."""
    with reading(ctx, as_of, known_at, as_json) as (at, _):
        it, names = finding_plannings.which(at, planning)
    if as_json:
        print_json(it)
    else:
        finding_plannings.show(it, names)


@app.command()
def ground(
    ctx: typer.Context,
    planning: Which = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show what a planning starts from: prior results, what was learnt and decided, the direction set."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        it, _ = finding_plannings.which(at, planning)
        found = ground_of(seen, it)
    if as_json:
        print_json(found)
    else:
        finding_plannings.show_ground(found)
