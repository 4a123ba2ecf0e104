"""`northlog backlog`: what is no "hell yes" now, and what became of it (P1.10)."""

from typing import Annotated

import typer

from domain.backlog import (
    BacklogKind,
    DraftFromBacklogItem,
    DropBacklogItem,
    EditBacklogItem,
    NoteBacklogItem,
    PromoteBacklogItem,
)
from domain.team import ReviewBacklog
from northlog.cli import parsing
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt, OfTeam, spelt, word_of
from northlog.cli.output import print_json, print_table, say, short
from northlog.cli.session import Session, reading, session
from northlog.ids import new_id
from northlog.reading.backlog import BacklogItemView, Backlogs
from projections.reader import ObjectiveFilter

app = group()

Which = Annotated[str, typer.Argument(help="The item, by what it says or its id.")]
KIND = typer.Option(parser=word_of(BacklogKind), metavar=spelt(BacklogKind), help="What it is.")


@app.command()
def note(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(help="It in a line.")],
    team: Annotated[str, typer.Option(help="Whose backlog.")],
    kind: Annotated[BacklogKind, KIND] = BacklogKind.IDEA,
    note: Annotated[str, typer.Option(help="What else is to be said of it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Note an idea, an action, or what is parked."""
    key = new_id()
    with session(ctx) as at:
        command = NoteBacklogItem(backlog_item_id=key, team_id=at.find.team(team), kind=kind, text=text, note=note)
        at.do(command, f"Noted {short(key)}.", as_json, backlog_item_id=key)


@app.command()
def edit(
    ctx: typer.Context,
    item: Which,
    text: Annotated[str | None, typer.Option(help="It in a line.")] = None,
    kind: Annotated[BacklogKind | None, KIND] = None,
    note: Annotated[str | None, typer.Option(help="What else is to be said of it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say an item anew; what is not said stays."""
    with session(ctx) as at:
        it = _found(at, item)
        command = EditBacklogItem(
            backlog_item_id=it.backlog_item_id,
            kind=BacklogKind(it.kind) if kind is None else kind,
            text=it.text if text is None else text,
            note=it.note if note is None else note,
        )
        at.do(command, f"Edited {short(it.backlog_item_id)}.", as_json)


@app.command()
def drop(
    ctx: typer.Context,
    item: Which,
    reason: Annotated[str, typer.Option(help="Why it will not be taken up.")],
    as_json: AsJson = False,
) -> None:
    """Drop an item."""
    with session(ctx) as at:
        it = _found(at, item)
        at.do(DropBacklogItem(backlog_item_id=it.backlog_item_id, reason=reason), f"Dropped: {it.text}", as_json)


@app.command()
def promote(
    ctx: typer.Context,
    item: Which,
    into: Annotated[str, typer.Option(help="The objective it became, or the key result as OBJECTIVE.NUMBER.")],
    as_json: AsJson = False,
) -> None:
    """Say which objective or key result an item has become; `draft` makes a new objective of it."""
    with session(ctx) as at:
        it = _found(at, item)
        objective_id, key_result_id = at.find.objective_or_key_result(into)
        command = PromoteBacklogItem(
            backlog_item_id=it.backlog_item_id, objective_id=objective_id, key_result_id=key_result_id
        )
        at.do(command, f"Promoted: {it.text}", as_json)


@app.command()
def draft(
    ctx: typer.Context,
    item: Which,
    title: Annotated[str | None, typer.Option(help="The objective's title, if not the item's words.")] = None,
    cycle: Annotated[str | None, typer.Option(help="Its cycle; the current one if unsaid.")] = None,
    why_now: Annotated[str, typer.Option(help="Why it matters now.")] = "",
    owner: Annotated[str | None, typer.Option(help="Who looks after it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Draft an objective of the team that an item becomes."""
    key = new_id()
    with session(ctx) as at:
        it = _found(at, item)
        command = DraftFromBacklogItem(
            backlog_item_id=it.backlog_item_id,
            objective_id=key,
            cycle_id=at.find.cycle(cycle).cycle_id,
            title=title,
            why_now=why_now,
            owner=at.find.owner(owner),
        )
        at.do(command, f"Drafted {short(key)} of: {it.text}", as_json, objective_id=key)


@app.command()
def review(
    ctx: typer.Context,
    team: Annotated[str, typer.Option(help="Whose backlog.")],
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day; today if unsaid.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say that a team went through its backlog."""
    with session(ctx) as at:
        day = None if on is None else parsing.day(on, "reviewed_on")
        at.do(ReviewBacklog(team_id=at.find.team(team), reviewed_on=day), "Reviewed.", as_json)


@app.command("list")
def list_(
    ctx: typer.Context, team: OfTeam = None, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False
) -> None:
    """List backlogs, and what became of their items, in the order they were noted."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        key = None if team is None else at.find.team(team)
        backlogs = Backlogs(seen)
        found = backlogs.items(None if key is None else {"team_id": key})
        teams = {each.team_id: each.name for each in seen.teams()}
        titles = {each.objective_id: each.title for each in seen.objectives(ObjectiveFilter())}
        views = [backlogs.of_team(each) for each in dict.fromkeys(it.team_id for it in found)]
        due = [each for each in views if each is not None and each.review_due]
    if as_json:
        print_json(found)
        return
    rows = [[short(it.backlog_item_id), teams[it.team_id], it.text, _now(it, titles)] for it in found]
    print_table(["id", "team", "what", "is"], rows, 'Nothing is noted here: northlog backlog note "…" --team TEAM')
    for each in due:
        say(f"{teams[each.team_id]}: the review was due by {each.due_on}.")


def _now(it: BacklogItemView, titles: dict[str, str]) -> str:
    if it.objective_id is not None:
        return f"{'a key result of' if it.key_result_id else 'became'} “{titles[it.objective_id]}”"
    return "dropped" if it.dropped_reason else it.kind.replace("_", " ")


def _found(at: Session, wanted: str) -> BacklogItemView:
    with at.look() as seen:
        found = {each.backlog_item_id: each for each in Backlogs(seen).items()}
    candidates = [Candidate(key, it.text) for key, it in found.items()]
    return found[pick("backlog item", "backlog_item_id", wanted, candidates, part=True)]
