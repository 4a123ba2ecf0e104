"""A real quarter (tests/data) goes in through the domain at its true instants; the state is asserted against
figures that plain SQL works out from the files, without any code or table of Northlog. How it is entered:
``tests.observed``.
"""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from domain.cycle import PlanCycle, StartCycle
from domain.team import FormTeam, TeamKind
from tests.facts import an_id
from tests.house import House
from tests.logs import assert_whole, log_of
from tests.observed import CYCLE, FILES, entries, instant, own_id, rows_of

COMPANY = an_id(2, 0)

FIGURES = """
with readings as (
    select key_result, value, confidence, recorded_at,
           row_number() over (partition by key_result order by recorded_at desc) as latest,
           count(*) over (partition by key_result) as entries
    from seen_check_ins
), results as (
    select k.key_result, k.objective, r.value, r.confidence, r.recorded_at, coalesce(r.entries, 0) as entries,
           case when k.start is null then null
                else (coalesce(r.value, k.start) - k.start) / (k.target - k.start) end as progress
    from seen_key_results k left join readings r on r.key_result = k.key_result and r.latest = 1
), scored as ( -- least and greatest pass over nulls, so an unknown progress is kept apart
    select *, case when progress is not null then least(1, greatest(0, progress)) end as score from results
)
select *, avg(score) over (partition by objective) as objective_score,
       sum(entries) over (partition by objective) as objective_entries,
       count(*) over (partition by objective) as siblings,
       max(recorded_at) over (partition by objective) as objective_last
from scored order by key_result
"""


def entered(house: House) -> House:
    """An organization in which the quarter happened."""
    todo = entries()
    clock = todo[0][0] - timedelta(days=1)

    def now() -> datetime:
        return clock

    observed = house.another_organization(now)
    observed.do(FormTeam(team_id=COMPANY, name="Observed", kind=TeamKind.COMPANY))
    for team in sorted({row["team"] for row in rows_of("objectives")}):
        observed.do(FormTeam(team_id=own_id(2, team), name=team, parent_id=COMPANY))
    observed.do(PlanCycle(cycle_id=CYCLE, name="Q3 2023", starts_on=date(2023, 7, 1)))
    observed.do(StartCycle(cycle_id=CYCLE))
    for at, command in todo:
        clock = at
        observed.do(command)
    return observed


def load(connection: Connection, table: str, columns: str, name: str) -> None:
    """The file as a temporary table."""
    connection.execute(text(f"create temp table {table} ({columns}) on commit drop"))
    driver_connection: Any = connection.connection.driver_connection
    with driver_connection.cursor() as cursor, cursor.copy(f"copy {table} from stdin csv header") as copy:
        copy.write((FILES / f"{name}.csv").read_bytes())


@pytest.fixture
def figures(house: House) -> list[Any]:
    """A row a key result, worked out by SQL over the files alone."""
    with house.owner.begin() as connection:
        connection.execute(text("set local timezone to 'UTC'"))
        results = "key_result text, objective text, kind text, start float8, target float8, created_at timestamptz"
        load(connection, "seen_key_results", results, "key_results")
        check_ins = "key_result text, recorded_at timestamptz, value float8, zone text, confidence int"
        load(connection, "seen_check_ins", check_ins, "check_ins")
        found = connection.execute(text(FIGURES)).all()
    return list(found)


def near(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, rel=1e-12, abs=1e-12)


def test_the_state_after_the_quarter_is_what_sql_makes_of_the_files(house: House, figures: list[Any]) -> None:
    observed = entered(house)
    results = {row.key_result_id: row for row in observed.rows("key_results")}
    objectives = {row.objective_id: row for row in observed.rows("objectives")}
    counted: dict[str, int] = {}
    for result in results.values():
        counted[result.key_result_id] = len(result.trail)

    assert len(figures) == len(results) == 68
    for figure in figures:
        row = results[own_id(5, figure.key_result)]
        assert (row.value, row.value_at, row.confidence) == (figure.value, figure.recorded_at, figure.confidence)
        assert (row.progress, row.score) == (near(figure.progress), near(figure.score))
        assert counted.get(row.key_result_id, 0) == figure.entries
        objective = objectives[own_id(4, figure.objective)]
        assert row.objective_id == objective.objective_id
        assert objective.score == near(figure.objective_score)
        assert objective.last_check_in_at == figure.objective_last
        assert objective.version == 2 + figure.siblings + figure.objective_entries
    assert len(objectives) == 23
    assert sum(counted.values()) == 268
    assert_whole(observed)


def test_the_log_holds_every_check_in_at_its_true_instant(house: House) -> None:
    observed = entered(house)
    said = [event.occurred_at for event in log_of(observed) if event.type == "objective.checked_in.v1"]
    assert said == sorted(instant(row["recorded_at"]) for row in rows_of("check_ins"))


def test_the_quarter_is_as_untidy_as_it_is_said_to_be(figures: list[Any]) -> None:
    """Else the comparison above would prove less than it seems to."""
    assert any(figure.progress is None for figure in figures), "a key result without baseline"
    assert any(figure.progress is not None and figure.progress < 0 for figure in figures), "below its start"
    assert any(figure.progress is not None and figure.progress > 1 for figure in figures), "past its target"
    assert {row["kind"] for row in rows_of("key_results")} == {"metric"}
    assert {row["confidence"] for row in rows_of("check_ins")} == {"5"}
