"""What the history tables answer of any moment is what a fold of the log's prefix says."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.health_metric import HealthMetricRead
from domain.objective.events import CheckedIn, CheckInCorrected
from domain.words import Event
from events.catalogue import CATALOGUE
from events.record import Recorded
from northlog.reading.looking import Looking
from northlog.reading.past import Past
from projections.building.rebuild import rebuild
from projections.current import (
    CURRENT,
    alignment_rows,
    conversation_rows,
    planning_rows,
    ritual_rows,
    running_rows,
    signal_rows,
)
from projections.current.workspace import CurrentRows
from projections.history import HISTORY
from projections.moment import Moment
from projections.reader import ObjectiveFilter, RetrospectiveFilter
from tests.api import northlog_of
from tests.generated import History, histories
from tests.house import House
from tests.integration.test_projection_equals_fold import live
from tests.logs import log_of, read_tables


def looking(house: House) -> Looking:
    """Looks at a house by its own clock."""
    assert house.executor.clock is not None
    return Looking(northlog_of(house), house.org, house.executor.clock)


def stood(house: House, moment: Moment) -> CurrentRows:
    """The current state folded from those events that were known and true at a moment."""
    rows = CurrentRows()
    occurred: dict[str, datetime] = {}
    for stored in log_of(house)[: moment.position]:
        recorded = CATALOGUE.read(stored)
        event = recorded.event
        if isinstance(event, CheckedIn):
            occurred[event.check_in_id] = event.occurred_at
        if isinstance(event, CheckedIn | CheckInCorrected):
            if occurred[event.check_in_id] <= moment.at and event.objective_id in rows.objectives.groups:
                CURRENT.fold(rows, _of_what_is_there(rows, recorded))
        elif (event.occurred_at if isinstance(event, HealthMetricRead) else recorded.recorded_at) <= moment.at:
            CURRENT.fold(rows, recorded)
    for row in rows.objectives:
        CURRENT.derive(rows, "objective", row.objective_id)
    for said in (*rows.objectives, *rows.key_results):
        said.trail = [list(point) for point in said.trail]  # as JSON gives them back
    return rows


def pasts_of(house: House) -> dict[str, Past]:
    """The pasts of all cycles, by id."""
    now = looking(house)
    with now.at(None) as seen:
        found = {each.cycle_id: now.past(each.cycle_id) for each in seen.cycles()}
    return {key: past for key, past in found.items() if past is not None}


def _of_what_is_there(rows: CurrentRows, recorded: Recorded[Any]) -> Recorded[Event]:
    """A check-in without its readings of key results that were added after the moment it speaks of."""
    there = rows.key_results.group(recorded.event.objective_id)
    readings = tuple(each for each in recorded.event.readings if each.key_result_id in there)
    return recorded._replace(event=recorded.event.model_copy(update={"readings": readings}))


def assert_answers(house: House, moment: Moment, pasts: dict[str, Past]) -> None:
    """Every question of the reader is answered as the fold says, and so does each cycle's past whatever was looked
    at before."""
    expected = stood(house, moment)
    with looking(house).at(moment) as seen:
        reader = seen.reader
        assert reader.organization() == next(iter(expected.organizations), None)
        assert {each.person_id for each in reader.people()} == set(expected.people.groups)
        assert {each.team_id: each for each in reader.teams()} == {each.team_id: each for each in expected.teams}
        assert reader.cycles() == sorted(expected.cycles, key=lambda each: (each.starts_on, each.cycle_id))
        found = reader.objectives(ObjectiveFilter())
        assert [each.objective_id for each, _ in found] == [each.objective_id for each in expected.objectives]
        for objective, results in found:
            said = expected.objectives.of(objective.objective_id)
            said.superseded = []
            assert objective == said
            wanted = list(expected.key_results.group(objective.objective_id).values())
            for each in wanted:
                each.superseded = []
            assert results == wanted
        looked_back = reader.retrospectives(RetrospectiveFilter())
        assert [each for each, _ in looked_back] == list(expected.retrospectives)
        for each, entries in looked_back:
            assert entries == list(expected.retrospective_entries.group(each.retrospective_id).values())
        priorities = list(expected.priorities.groups.get("", {}).values())
        strategies = [(row, priorities) for row in expected.strategies]
        assert reader.whole(alignment_rows.STRATEGIES, alignment_rows.PRIORITIES) == strategies
        versioned = (*signal_rows.TABLES, *alignment_rows.TABLES[1:], *conversation_rows.TABLES)
        rituals = [
            (row, list(expected.meetings.group(row.ritual_id).values()))
            for row in sorted(expected.rituals, key=lambda each: each.ritual_id)
        ]
        assert reader.whole(ritual_rows.RITUALS, ritual_rows.MEETINGS, order=("ritual_id",)) == rituals
        whose = {"order": ("planning_id",)}
        told = reader.whole(planning_rows.PLANNINGS, planning_rows.STORIES, **whose)
        themed = reader.whole(planning_rows.PLANNINGS, planning_rows.THEMES, **whose)
        assert [
            (replace(row, version=max(row.version, other.version)), stories, themes)
            for (row, stories), (other, themes) in zip(told, themed, strict=True)
        ] == [
            (row, *(list(part.group(row.planning_id).values()) for part in (expected.stories, expected.themes)))
            for row in sorted(expected.plannings, key=lambda each: each.planning_id)
        ]
        for row in (*expected.health_metrics, *(metrics := reader.rows(running_rows.HEALTH_METRICS))):
            row.version = 0  # a reading makes no version of its metric in history; it is read beside it
        assert {each.health_metric_id: each for each in metrics} == {
            each.health_metric_id: each for each in expected.health_metrics
        }
        for table in (*versioned, ritual_rows.MEETINGS, running_rows.BACKLOG_ITEMS):
            assert {table.place_of(each): each for each in reader.rows(table)} == {
                table.place_of(each): each for each in getattr(expected, table.name)
            }
        metrics = list(expected.health_readings.groups)
        assert reader.health_readings({"health_metric_id": metrics}) == sorted(
            expected.health_readings, key=lambda each: (each.occurred_at, each.reading_id)
        )
        trees = {each.cycle_id: seen.cycle_tree(each.cycle_id) for each in reader.cycles()}
    for cycle_id, tree in trees.items():
        assert pasts[cycle_id].tree(moment) == tree


def test_as_of_equals_the_fold_of_what_was_known_and_true(house: House) -> None:
    lived = []

    @settings(max_examples=25)
    @given(histories(24), st.data())
    def answers_as_the_fold_says(history: History, data: st.DataObject) -> None:
        of_its_own = live(house, history)
        log = log_of(of_its_own)
        assert of_its_own.executor.clock is not None
        instants = st.sampled_from([each.occurred_at for each in log]) | st.datetimes(
            log[0].recorded_at.replace(tzinfo=None),
            of_its_own.executor.clock().replace(tzinfo=None),
            timezones=st.just(log[0].recorded_at.tzinfo),
        )
        pasts = pasts_of(of_its_own)
        for _ in range(4):
            position = data.draw(st.integers(1, len(log)))
            at = max(data.draw(instants), log[0].recorded_at)
            assert_answers(of_its_own, Moment(position, at), pasts)
        assert_answers(of_its_own, Moment(len(log), of_its_own.executor.clock()), pasts)
        lived.append((of_its_own, read_tables(of_its_own, HISTORY)))

    answers_as_the_fold_says()
    rebuild(house.owner, CATALOGUE, HISTORY)  # of all organizations, so once is enough
    for each, followed in lived:
        assert read_tables(each, HISTORY) == followed
