"""`northlog cycle`: planned, started, closed."""

from typing import Annotated

import typer

from domain.cycle import CloseCycle, PlanCycle, RenameCycle, RescheduleCycle, StartCycle
from northlog.cli import parsing
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import print_json, print_table, short
from northlog.cli.session import also_started, reading, session
from northlog.ids import new_id

app = group()

Cycle = Annotated[str, typer.Argument(help="The cycle, by name or id.")]
Name = Annotated[str, typer.Argument(help="What it is called.")]


@app.command()
def plan(
    ctx: typer.Context,
    name: Name,
    starts_on: Annotated[str, typer.Argument(help="First day, such as 2027-01-01.")],
    ends_on: Annotated[str | None, typer.Argument(help="Last day; three months without it.")] = None,
    grace_days: Annotated[int | None, typer.Option(help="Days after its end for late check-ins.")] = None,
    start: Annotated[bool, typer.Option("--start", help="Start it at once.")] = False,
    as_json: AsJson = False,
) -> None:
    """Plan a cycle; a quarter unless its last day is given."""
    cycle_id = new_id()
    first = parsing.day(starts_on, "starts_on")
    last = None if ends_on is None else parsing.day(ends_on, "ends_on")
    command = PlanCycle(cycle_id=cycle_id, name=name, starts_on=first, ends_on=last, grace_days=grace_days)
    with session(ctx) as at:
        if start:
            at.execute(command)
            at.do(StartCycle(cycle_id=cycle_id), f"Started {name}, {short(cycle_id)}.", as_json, cycle_id=cycle_id)
            if not as_json:
                also_started(at, cycle_id)
        else:
            at.do(command, f"Planned {name}, {short(cycle_id)}.", as_json, cycle_id=cycle_id)


@app.command("list")
def list_(ctx: typer.Context, as_of: AsOf = None, known_at: KnownAt = None, as_json: AsJson = False) -> None:
    """List all cycles, the earliest first."""
    with reading(ctx, as_of, known_at, as_json) as (_, seen):
        cycles = seen.cycles()
    if as_json:
        print_json(cycles)
        return
    rows = [[short(it.cycle_id), it.name, str(it.starts_on), str(it.ends_on), it.status] for it in cycles]
    empty = 'There is no cycle yet: northlog cycle plan "Q1 2027" 2027-01-01 --start'
    print_table(["id", "name", "first day", "last day", "status"], rows, empty)


@app.command()
def rename(ctx: typer.Context, cycle: Cycle, name: Name, as_json: AsJson = False) -> None:
    """Give a cycle another name."""
    with session(ctx) as at:
        found = at.find.cycle(cycle)
        at.do(RenameCycle(cycle_id=found.cycle_id, name=name), f"{found.name} is called {name} now.", as_json)


@app.command()
def reschedule(
    ctx: typer.Context,
    cycle: Cycle,
    starts_on: Annotated[str | None, typer.Option(help="First day; stays once the cycle has started.")] = None,
    ends_on: Annotated[str | None, typer.Option(help="Last day.")] = None,
    as_json: AsJson = False,
) -> None:
    """Move a cycle's days."""
    with session(ctx) as at:
        found = at.find.cycle(cycle)
        first = found.starts_on if starts_on is None else parsing.day(starts_on, "starts_on")
        last = found.ends_on if ends_on is None else parsing.day(ends_on, "ends_on")
        command = RescheduleCycle(cycle_id=found.cycle_id, starts_on=first, ends_on=last)
        at.do(command, f"{found.name} lasts from {first} to {last}.", as_json)


@app.command()
def start(ctx: typer.Context, cycle: Cycle, as_json: AsJson = False) -> None:
    """Start a cycle: check-ins are taken from now on."""
    with session(ctx) as at:
        found = at.find.cycle(cycle)
        at.do(StartCycle(cycle_id=found.cycle_id), f"Started {found.name}.", as_json)
        if not as_json:
            also_started(at, found.cycle_id)


@app.command()
def close(ctx: typer.Context, cycle: Cycle, as_json: AsJson = False) -> None:
    """Close a cycle: check-ins end; objectives can be scored and closed afterwards."""
    with session(ctx) as at:
        found = at.find.cycle(cycle)
        at.do(CloseCycle(cycle_id=found.cycle_id), f"Closed {found.name}.", as_json)
