"""Lists that reach over cycles, a table for each."""

from collections.abc import Iterable, Sequence

from northlog.cli.output import console, print_table, say
from northlog.reading.snapshot import Snapshot
from projections.reader import ObjectiveFilter


def print_by_cycle(
    seen: Snapshot, heads: Sequence[str], rows: Iterable[tuple[str | None, Sequence[str]]], empty: str
) -> None:
    """Rows, each with the id of its objective, under the names of their cycles, the earliest first; last those
    that are of no objective. ``empty``: the sentence where there are none."""
    cycle_of = {each.objective_id: each.cycle_id for each in seen.objectives(ObjectiveFilter())}
    tables: dict[str | None, list[Sequence[str]]] = {}
    for objective_id, row in rows:
        tables.setdefault(None if objective_id is None else cycle_of[objective_id], []).append(row)
    names: dict[str | None, str] = {each.cycle_id: each.name for each in seen.cycles()}
    names[None] = "Of no objective, so of no cycle"
    found = [(name, tables[key]) for key, name in names.items() if key in tables]
    for place, (name, table) in enumerate(found):
        if place:
            say("")
        console().print(name, style="bold")
        print_table(heads, table, empty)
    if not found:
        say(empty)
