"""`northlog align`: the layers from vision to teams, walked both ways, and loose links (P2.7)."""

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.text import Text

from domain.link import LinkKind, LinkObjectives, RemoveLink
from northlog import formatting
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import FirstMeant, group
from northlog.cli.lines import wrapped
from northlog.cli.options import AsJson, AsOf, KnownAt, spelt, word_of
from northlog.cli.output import print_json, print_lines, short
from northlog.cli.session import reading, session
from northlog.cli.strategy import strategy_lines
from northlog.ids import new_id
from northlog.reading.alignment import Aligned
from northlog.reading.alignment_views import AlignmentView, BriefView, DirectionView, PledgeView

app = group(FirstMeant)

KIND = typer.Option(
    parser=word_of(LinkKind), metavar=spelt(LinkKind), help="Up to the goal it serves, or between peers."
)


@app.command()
def show(
    ctx: typer.Context,
    subject: Annotated[
        str | None, typer.Argument(help="An objective, or a cycle; the current cycle if unsaid.")
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show what serves what: of the current cycle from the vision down, or of one objective both ways."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        aligned = Aligned(seen)
        teams = {each.team_id: each.name for each in seen.teams()}
        cycles = {each.cycle_id for each in seen.cycles() if subject in (each.cycle_id, each.name)}
        found: DirectionView | AlignmentView | None
        if subject is None or cycles:
            found = aligned.direction(at.find.cycle(subject).cycle_id)
        else:
            found = aligned.objective(at.find.objective_by_part(subject).objective_id)
    if as_json:
        print_json(found)
    elif isinstance(found, DirectionView):
        print_lines(_direction(found, teams))
    elif found is not None:
        print_lines(_objective(found, teams))


@app.command()
def link(
    ctx: typer.Context,
    objective: Annotated[str, typer.Argument(help="The objective, by title or id.")],
    other: Annotated[str, typer.Argument(help="The other one.")],
    kind: Annotated[LinkKind, KIND] = LinkKind.HORIZONTAL,
    note: Annotated[str, typer.Option(help="What they have to do with each other.")] = "",
    as_json: AsJson = False,
) -> None:
    """Link two objectives, loosely."""
    key = new_id()
    with session(ctx) as at:
        one, two = at.find.objective(objective), at.find.objective(other, "other_id")
        command = LinkObjectives(
            link_id=key, kind=kind, objective_id=one.objective_id, other_id=two.objective_id, note=note
        )
        at.do(command, f"Linked {short(key)}: “{one.title}” and “{two.title}”.", as_json, link_id=key)


@app.command()
def unlink(
    ctx: typer.Context,
    link: Annotated[str, typer.Argument(help="The link, by its id; `northlog align OBJECTIVE` names it.")],
    reason: Annotated[str, typer.Option(help="Why.")],
    as_json: AsJson = False,
) -> None:
    """Take a link away."""
    with session(ctx) as at:
        with at.look() as seen:
            candidates = [Candidate(each.link_id, each.note or each.kind) for each in Aligned(seen).links()]
        key = pick("link", "link_id", link, candidates)
        at.do(RemoveLink(link_id=key, reason=reason), f"Removed {short(key)}.", as_json)


def _direction(direction: DirectionView, teams: dict[str, str]) -> Iterator[Text]:
    yield from strategy_lines(direction.strategy)
    if not direction.objectives:
        yield Text("\nNo strategic objective in this cycle.", "dim")
    for each in direction.objectives:
        yield Text()
        yield from _objective(each, teams)


def _objective(it: AlignmentView, teams: dict[str, str]) -> Iterator[Text]:
    yield from wrapped(_named(it.objective, teams), indent=0, style="bold")
    if it.priority is not None:
        yield from wrapped(f"▲ priority of {it.priority.year}: {it.priority.title}", indent=2, style="cyan")
    for each in it.serves:
        yield from _pledge("▲", each, [_named(to, teams) for to in each.objectives], teams)
    for each in it.contributions:
        yield from _pledge("▼", each, [_named(own, teams) for own in each.objectives], teams)
    if it.contributed is not None:
        yield from wrapped(
            f"contributions that count: {formatting.score_text(it.contributed)}", indent=2, style=""
        )
    for link, other in zip(it.links, it.linked, strict=True):
        yield from wrapped(f"↔ {link.kind} link {short(link.link_id)} {link.note}".rstrip(), indent=2)
        yield from wrapped(_named(other, teams), indent=6, style="dim")
    for need in it.dependencies:
        said = f"← needs of {teams[need.of_team_id]} by {need.needed_by}: {need.what} ({need.status})"
        yield from wrapped(said, indent=2)
    for item in it.backlog:
        yield from wrapped(f"• from the backlog: {item.text}", indent=2)
    for theme in it.themes:
        yield from wrapped(f"• from planning: {theme.name}", indent=2)
    if not (it.priority or it.serves or it.contributions or it.links):
        # Legal, and no warning (P2.3).
        yield Text("  stands by itself", "dim")


def _pledge(mark: str, it: PledgeView, names: list[str], teams: dict[str, str]) -> Iterator[Text]:
    contribution = it.contribution
    manner = f"counts ×{formatting.number_text(contribution.weight)}" if contribution.counts else "supports"
    yield from wrapped(f"{mark} {teams[contribution.team_id]} {manner}: {contribution.what}", indent=2)
    for name in names:
        yield from wrapped(name, indent=6, style="dim")


def _named(objective: BriefView, teams: dict[str, str]) -> str:
    return f"{objective.title} · {teams[objective.team_id]} · score {formatting.score_text(objective.score)}"
