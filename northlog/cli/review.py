"""`northlog review`: a second pair of eyes on an objective, asked for and given; nothing waits for it (P2.1)."""

from typing import Annotated

import typer

from domain.review import AskReview, GiveReview, WithdrawReview
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import print_json, print_table, short
from northlog.cli.session import Session, reading, session
from northlog.ids import new_id
from northlog.reading.conversation import Conversation
from projections.reader import ObjectiveFilter

app = group()

Which = Annotated[str, typer.Argument(help="The review, by its objective's title or its id.")]


@app.command()
def ask(
    ctx: typer.Context,
    objective: Annotated[str, typer.Argument(help="The objective, by title or id.")],
    of: Annotated[str, typer.Option(help="The person who is asked.")],
    note: Annotated[str, typer.Option(help="What to look at.")] = "",
    as_json: AsJson = False,
) -> None:
    """Ask a person to look at an objective. It can be published meanwhile."""
    key = new_id()
    with session(ctx) as at:
        goal, reviewer = at.find.objective_by_part(objective), at.find.person(of, "reviewer")
        command = AskReview(review_id=key, objective_id=goal.objective_id, reviewer=reviewer, note=note)
        at.do(command, f"Asked {of} to look at “{goal.title}”, as {short(key)}.", as_json, review_id=key)


@app.command()
def give(
    ctx: typer.Context,
    review: Which,
    says: Annotated[str, typer.Argument(help="What the reviewer thinks of it.")],
    as_json: AsJson = False,
) -> None:
    """Say what the reviewer thinks of it."""
    with session(ctx) as at:
        at.do(GiveReview(review_id=_found(at, review), says=says), "Given.", as_json)


@app.command()
def withdraw(
    ctx: typer.Context, review: Which, reason: Annotated[str, typer.Option(help="Why.")], as_json: AsJson = False
) -> None:
    """Ask for it no more."""
    with session(ctx) as at:
        at.do(WithdrawReview(review_id=_found(at, review), reason=reason), "Withdrawn.", as_json)


@app.command("list")
def list_(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """List reviews, in the order they were asked for."""
    with reading(ctx, as_of, known_at, as_json) as (_, seen):
        found, people = Conversation(seen).reviews(), seen.people()
        titles = {each.objective_id: each.title for each in seen.objectives(ObjectiveFilter())}
    if as_json:
        print_json(found)
        return
    rows = [
        [
            short(it.review_id),
            titles[it.objective_id],
            people[it.reviewer].name or "forgotten",
            it.status,
            it.says or "",
        ]
        for it in found
    ]
    empty = "No review was asked for yet: northlog review ask OBJECTIVE --of PERSON"
    print_table(["id", "objective", "of", "status", "says"], rows, empty)


def _found(at: Session, wanted: str) -> str:
    with at.look() as seen:
        titles = {each.objective_id: each.title for each in seen.objectives(ObjectiveFilter())}
        candidates = [Candidate(it.review_id, titles[it.objective_id]) for it in Conversation(seen).reviews()]
    return pick("review", "review_id", wanted, candidates, part=True)
