"""The real quarter of tests/data, as rows and as commands.

How its untidiness is met: teams, cycle and people are ours, since the files hold none. The cycle is July to
September 2023 in Zurich and holds all check-ins; it is planned and started before the oldest record, as
objectives were drafted from June on. What a record speaks of must be there first: where a check-in is older
than its key result, or a key result than its objective, the latter enters at the older instant. Every row is a
check-in of its own, also a second one of the same day. Confidence goes in as stated, though 5 is the default of
the form it was entered in (P3.4).
"""

import csv
from datetime import UTC, datetime
from pathlib import Path

from domain.measure import Metric
from domain.objective.commands import AddKeyResult, CheckIn, DraftObjective, PublishObjective
from domain.objective.grip import Reading
from domain.words import Command
from tests.facts import an_id

FILES = Path(__file__).parent / "data" / "observed-2023"
CYCLE = an_id(3, 1)


def rows_of(name: str) -> list[dict[str, str]]:
    with (FILES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def instant(value: str) -> datetime:
    return datetime.fromisoformat(value).replace(tzinfo=UTC)


def own_id(kind: int, name: str) -> str:
    """The id of a record that the files call K012 or T3."""
    return an_id(kind, int(name[1:]))


def entries() -> list[tuple[datetime, Command]]:
    """The quarter as commands at their instants, in order."""
    results, check_ins, objectives = rows_of("key_results"), rows_of("check_ins"), rows_of("objectives")
    home = {row["key_result"]: row["objective"] for row in results}
    begun = {row["key_result"]: instant(row["created_at"]) for row in results}
    for row in check_ins:
        begun[row["key_result"]] = min(begun[row["key_result"]], instant(row["recorded_at"]))
    drafted = {row["objective"]: instant(row["created_at"]) for row in objectives}
    for name, at in begun.items():
        drafted[home[name]] = min(drafted[home[name]], at)
    made: list[tuple[datetime, Command]] = []
    for row in objectives:
        of = own_id(4, row["objective"])
        draft = DraftObjective(
            objective_id=of, cycle_id=CYCLE, team_id=own_id(2, row["team"]), title=row["objective"]
        )
        at = drafted[row["objective"]]
        made += [(at, draft), (at, PublishObjective(objective_id=of))]
    for row in results:
        name = row["key_result"]
        measure = Metric(start=float(row["start"]) if row["start"] else None, target=float(row["target"]))
        of = own_id(4, row["objective"])
        add = AddKeyResult(objective_id=of, key_result_id=own_id(5, name), title=name, measure=measure)
        made.append((begun[name], add))
    for number, row in enumerate(check_ins):
        name = row["key_result"]
        reading = Reading(
            key_result_id=own_id(5, name), value=float(row["value"]), confidence=int(row["confidence"])
        )
        of = own_id(4, home[name])
        check_in = CheckIn(objective_id=of, check_in_id=an_id(6, number), readings=(reading,))
        made.append((instant(row["recorded_at"]), check_in))
    return sorted(made, key=lambda entry: entry[0])
