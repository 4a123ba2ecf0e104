"""`northlog strategy`: vision, strategy and the priorities of a year, and what of them is served by whom."""

from typing import Annotated

import typer
from rich.text import Text

from domain.objective.commands import GiveContext, ServePriority
from domain.objective.context import Context, Support
from domain.strategy import DropPriority, RewordPriority, SetPriority, StateStrategy, StateVision
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.lines import wrapped
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import print_json, print_lines, say, short
from northlog.cli.session import Session, reading, session
from northlog.ids import new_id
from northlog.reading.alignment import Aligned
from northlog.reading.alignment_views import PriorityView, StrategyView

app = group()

Statement = Annotated[str, typer.Argument(help="In a few sentences.")]
Priority = Annotated[str, typer.Argument(help="The priority, by title or id.")]
Objective = Annotated[str, typer.Argument(help="The objective, by title or id.")]
Lines = list[str] | None


@app.command()
def vision(ctx: typer.Context, statement: Statement, as_json: AsJson = False) -> None:
    """Say where the organization wants to be."""
    with session(ctx) as at:
        at.do(StateVision(statement=statement), "The vision is stated.", as_json)


@app.command("state")
def state(ctx: typer.Context, statement: Statement, as_json: AsJson = False) -> None:
    """Say how it means to get there."""
    with session(ctx) as at:
        at.do(StateStrategy(statement=statement), "The strategy is stated.", as_json)


@app.command()
def priority(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(help="What matters most.")],
    year: Annotated[int, typer.Option(help="The year it is for.")],
    why: Annotated[str, typer.Option(help="Why this one, and why now.")] = "",
    as_json: AsJson = False,
) -> None:
    """Set a priority of the company for a year."""
    key = new_id()
    with session(ctx) as at:
        command = SetPriority(priority_id=key, year=year, title=title, why=why)
        at.do(command, f"Set {short(key)} “{title}” for {year}.", as_json, priority_id=key)


@app.command()
def reword(
    ctx: typer.Context,
    priority: Priority,
    title: Annotated[str, typer.Argument(help="The new words.")],
    why: Annotated[str | None, typer.Option(help="Why; stays if unsaid.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say a priority in other words."""
    with session(ctx) as at:
        it = _priority(at, priority)
        said = RewordPriority(priority_id=it.priority_id, title=title, why=it.why if why is None else why)
        at.do(said, f"“{it.title}” is now “{title}”.", as_json)


@app.command()
def drop(
    ctx: typer.Context,
    priority: Priority,
    reason: Annotated[str, typer.Option(help="Why it is a priority no more.")],
    as_json: AsJson = False,
) -> None:
    """End a priority."""
    with session(ctx) as at:
        it = _priority(at, priority)
        at.do(DropPriority(priority_id=it.priority_id, reason=reason), f"Dropped “{it.title}”.", as_json)


@app.command()
def serve(
    ctx: typer.Context,
    objective: Objective,
    priority: Annotated[str, typer.Argument(help="The priority, by title or id, or “none”.")],
    as_json: AsJson = False,
) -> None:
    """Say which priority an objective serves. None is legal."""
    with session(ctx) as at:
        found = at.find.objective(objective)
        it = None if priority == "none" else _priority(at, priority)
        said = ServePriority(objective_id=found.objective_id, priority_id=it.priority_id if it else None)
        at.do(said, f"“{found.title}” serves {f'“{it.title}”' if it else 'no priority'}.", as_json)


@app.command()
def context(
    ctx: typer.Context,
    objective: Objective,
    matters: Annotated[str | None, typer.Option(help="Why it matters.")] = None,
    constraint: Annotated[Lines, typer.Option(help="What holds anyway; may be said several times.")] = None,
    trade_off: Annotated[Lines, typer.Option(help="What may be given up for it; several times.")] = None,
    support: Annotated[Lines, typer.Option(help="A figure or source, as TEXT or TEXT=URL; several times.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say what teams need to know to find their part in an objective; what is not said stays."""
    with session(ctx) as at:
        found = at.find.objective(objective)
        before = found.context
        said = Context(
            why_it_matters=before.why_it_matters if matters is None else matters,
            constraints=before.constraints if constraint is None else tuple(constraint),
            trade_offs=before.trade_offs if trade_off is None else tuple(trade_off),
            supporting=before.supporting if support is None else tuple(map(_support, support)),
        )
        giving = GiveContext(objective_id=found.objective_id, context=said)
        at.do(giving, f"The context of “{found.title}” is said.", as_json)


@app.command()
def show(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """Show vision, strategy and priorities."""
    with reading(ctx, as_of, known_at, as_json) as (_, seen):
        found = Aligned(seen).strategy()
    if as_json:
        print_json(found)
    else:
        print_lines(strategy_lines(found))


def strategy_lines(strategy: StrategyView) -> list[Text]:
    """Vision, strategy and the priorities that stand."""
    lines: list[Text] = []
    for head, said in (("Vision", strategy.vision), ("Strategy", strategy.statement)):
        lines += [Text(head, "bold"), *wrapped(said or "not stated yet", indent=2, style="" if said else "dim")]
    for each in strategy.priorities:
        if not each.dropped:
            lines += wrapped(
                f"{each.year}  {each.title}  ({short(each.priority_id)})", indent=2, style="bold cyan"
            )
            lines += wrapped(each.why, indent=8, style="dim") if each.why else []
    return lines


def _support(text: str) -> Support:
    says, _, url = text.rpartition("=http")
    return Support(says=says, url=f"http{url}") if says else Support(says=text)


def _priority(at: Session, wanted: str) -> PriorityView:
    with at.look() as seen:
        found = {each.priority_id: each for each in Aligned(seen).strategy().priorities}
    if not found:
        say('There is no priority yet: northlog strategy priority "…" --year 2026')
    return found[pick("priority", "priority_id", wanted, [Candidate(key, it.title) for key, it in found.items()])]
