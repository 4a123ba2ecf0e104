"""`northlog rescore`: a cycle by another scoring, beside the official scores."""

from typing import Annotated

import typer

from domain.decider import Refused
from domain.rescoring import Scoring
from northlog.cli.goalposts import Cycle, there
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import print_json, print_table, say
from northlog.cli.session import Session, session
from northlog.formatting import score_text
from northlog.reports.rescoring import RescoredCycle, RescoredKeyResult, RescoredObjective, rescored_cycle

app = group()


@app.command()
def rescore(
    ctx: typer.Context,
    scoring: Annotated[Scoring, typer.Option(help="By which rule.")],
    cycle: Cycle = None,
    weight: Annotated[
        list[str] | None,
        typer.Option(help="What a key result counts in `weighted`, as OBJECTIVE.NUMBER=WEIGHT; else 1."),
    ] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Score a cycle by another rule and show it beside the official scores; nothing is written."""
    with session(ctx) as at:
        meant = at.find.cycle(cycle)
        with at.looking.snapshot(as_of, known_at) as seen:
            at.say_moment(seen, as_json)
            tree = there(seen.cycle_tree(meant.cycle_id))
        found = rescored_cycle(tree, scoring, _weights(at, weight or []))
        if as_json:
            print_json(found)
        else:
            _say(found)


def _weights(at: Session, said: list[str]) -> dict[str, float]:
    weights = {}
    for each in said:
        result, equals, number = each.rpartition("=")
        if not equals:
            raise Refused("weight", "form", f"“{each}” is no weight; write it like 3f2a.1=2")
        try:
            weights[at.find.key_result(result).key_result_id] = float(number)
        except ValueError:
            raise Refused("weight", "number", f"“{number}” is no number") from None
    return weights


def _say(found: RescoredCycle) -> None:
    say(f"{found.cycle.name}, scored anew by {found.scoring}: {found.rule}")
    say("The official scores stay as they are.")
    rows = []
    for objective in found.objectives:
        rows.append(_row(objective.title, objective))
        rows += [_row(f"  {each.number}  {each.title}", each) for each in objective.key_results]
    say("")
    print_table(("", "Computed", "Judged", "Anew"), rows, "No objective was published in this cycle.")


def _row(name: str, it: RescoredObjective | RescoredKeyResult) -> tuple[str, ...]:
    return name, score_text(it.official), score_text(it.judged), score_text(it.rescored)
