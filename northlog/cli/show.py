"""`northlog show`: a cycle as a tree, or one objective with its check-ins."""

import re
from collections.abc import Callable
from typing import Annotated

import typer
from rich.text import Text

from northlog.cli.finding import Finder, Unclear
from northlog.cli.groups import group
from northlog.cli.lines import hanging, wrapped
from northlog.cli.lint import print_findings
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import console, print_json, print_lines, short
from northlog.cli.session import Session, also_started, reading
from northlog.cli.tree import cycle_tree, objective_lines
from northlog.formatting import confidence_text, value_text
from northlog.reading.check_ins import CheckInView
from northlog.reading.lints import linted
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import CycleView, ObjectiveView

app = group()


@app.command()
def show(
    ctx: typer.Context,
    what: Annotated[
        str | None, typer.Argument(help="A cycle, an objective or a key result, by name or id.")
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show the current cycle as a tree, or another one, or an objective with its check-ins; now or as of a day."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        found = None if what is None else _meant(at.find, what)
        if isinstance(found, ObjectiveView):
            _show_objective(at, seen, found, as_json)
        else:
            show_cycle(at, found, as_json)


def show_cycle(at: Session, cycle: CycleView | None = None, as_json: bool = False) -> None:
    """Print a cycle's tree; without a word the current one's, and the names of those that run beside it."""
    shown = cycle or at.find.cycle(None)
    with at.look() as seen:
        tree, now = seen.cycle_tree(shown.cycle_id), seen.now
    if as_json:
        print_json(tree)
    elif tree is not None:
        console().print(cycle_tree(tree, now), no_wrap=True, overflow="ignore", crop=False)
        if cycle is None:
            also_started(at, shown.cycle_id)


def _meant(find: Finder, wanted: str) -> CycleView | ObjectiveView:
    """A cycle or an objective; parts of titles go last, and a key result stands for the objective it is of."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", wanted):
        raise Unclear("what", "day", f"“{wanted}” is a day; what stood then: northlog show --as-of {wanted}")
    finders: list[Callable[[str], CycleView | ObjectiveView]] = [
        find.objective,
        find.cycle,
        find.objective_by_part,
        find.objective_of_key_result,
    ]
    for attempt in finders:
        try:
            return attempt(wanted)
        except Unclear as miss:
            if miss.rule == "ambiguous":
                raise
    near = find.near(wanted)
    there_is = f"; there is {near}" if near else " yet"
    raise Unclear("what", "unknown", f"there is no cycle, objective or key result “{wanted}”{there_is}")


def _show_objective(at: Session, seen: Snapshot, objective: ObjectiveView, as_json: bool) -> None:
    """Print one objective, what was said of it, and when."""
    check_ins = seen.check_ins(objective.objective_id)
    (found,) = linted(seen, [objective])
    if as_json:
        print_json({**found.model_dump(mode="json"), "check_ins": check_ins})
        return
    tree = seen.cycle_tree(objective.cycle_id)
    assert tree is not None, "no objective without its cycle"
    out = console()
    for line in objective_lines(objective, tree, seen.now, team_said=False)[1:]:
        out.print(line, no_wrap=True, overflow="ignore", crop=False)
    for name, text in (("Why now", objective.why_now), ("About", objective.description)):
        if text:
            out.print(f"\n{name}", style="bold")
            print_lines(wrapped(text, 0))
    if advice := [each for each in found.lints or () if each.dismissed is None]:
        out.print("\nAdvice on the draft", style="bold")
        print_findings(objective, advice)
    out.print("\nCheck-ins, the latest first" if check_ins else "\nNo check-in yet", style="bold")
    for each in check_ins:
        _check_in(at, objective, each)


def _check_in(at: Session, objective: ObjectiveView, said: CheckInView) -> None:
    marks = " · late entry" * said.late + f" · correction: {said.reason}" * said.corrects
    head = f"{at.local(said.occurred_at)} · {short(said.check_in_id)}"
    print_lines(wrapped(Text(head).append(marks, "yellow"), 0))
    energy = "" if said.energy is None else f", energy {said.energy} of 5"
    print_lines([Text(f"  confidence {confidence_text(said.goal_confidence)}{energy}")])
    results = {each.key_result_id: each for each in objective.key_results}
    for each in said.readings:
        result = results[each.key_result_id]
        value = "—" if each.value is None else value_text(each.value, result.measure)
        print_lines(hanging(f"  {result.number}  ", f"{value}, confidence {confidence_text(each.confidence)}"))
    for name, text in (("issues", said.issues), ("plan", said.plan)):
        if text:
            print_lines(hanging(f"  {name}: ", text))
