"""A host whose clock runs ahead of the database's: nothing occurs after it was recorded, nor vanishes after it."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.decider import Refused
from domain.objective.commands import CheckIn, RewordObjective
from northlog.reading.looking import Looking
from northlog.reports.comparing import compared
from northlog.reports.reel import By, Reel
from tests.api import northlog_of
from tests.house import House, new_id
from tests.logs import log_of
from tests.worked_example import play

AHEAD = timedelta(seconds=30)


def _ahead() -> datetime:
    return datetime.now(UTC) + AHEAD


def test_what_stood_at_a_position_stands_at_the_next(house: House) -> None:
    of = play(house)
    house.at(_ahead).do(CheckIn(objective_id=of.objective_id, check_in_id=new_id(), goal_confidence=1))
    looking = Looking(northlog_of(house), house.org)
    with looking.snapshot() as seen:
        position = seen.position
    house.do(RewordObjective(objective_id=of.objective_id, title="Said right after"))
    for each in (position, position + 1):
        with looking.snapshot(str(each)) as seen:
            objective = seen.objective(of.objective_id)
        assert objective is not None
        assert objective.confidence == 1, each
    assert compared(looking, of.cycle_id, str(position), str(position + 1)) is not None
    past = looking.past(of.cycle_id)
    assert past is not None
    assert [tree.objectives[0].confidence for tree in map(Reel.of(past, By.EVENT).look, (-2, -1))] == [1, 1]


def test_a_check_in_that_names_no_instant_occurs_no_later_than_it_is_recorded(house: House) -> None:
    of = play(house)
    house.at(_ahead).do(of.check_in(75))
    last = log_of(house)[-1]
    assert last.occurred_at <= last.recorded_at


def test_an_instant_that_only_the_host_has_reached_is_refused_by_field_and_rule(house: House) -> None:
    of = play(house)
    early = of.check_in(75).model_copy(update={"occurred_at": datetime.now(UTC) + AHEAD / 2})
    with pytest.raises(Refused) as refused:
        house.at(_ahead).do(early)
    assert (refused.value.field, refused.value.rule) == ("occurred_at", "future")
