"""What spans many streams: a cycle keeps the days of its check-ins, a team leaves no objective open behind."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.cycle import RescheduleCycle
from domain.decider import Refused
from domain.objective.commands import CloseObjective, DraftObjective
from domain.team import DissolveTeam
from domain.words import Outcome
from tests.house import House, new_id
from tests.logs import log_of, read_tables
from tests.worked_example import Example, play


def rescheduled(of: Example, first: int, last: int) -> RescheduleCycle:
    """The cycle of the example from and to so many days from today."""
    today = datetime.now(UTC).date()
    return RescheduleCycle(
        cycle_id=of.cycle_id, starts_on=today + timedelta(days=first), ends_on=today + timedelta(days=last)
    )


def test_a_cycle_is_not_ended_before_a_check_in_that_was_made_in_it(house: House) -> None:
    of = play(house)
    before, rows = log_of(house), read_tables(house)
    with pytest.raises(Refused) as refused:
        house.do(rescheduled(of, -30, -10))
    assert (refused.value.field, refused.value.rule) == ("ends_on", "check_ins")
    assert f"{before[-1].recorded_at:%Y-%m-}" in refused.value.message
    assert "Make the week seamless" in refused.value.message
    assert (log_of(house), read_tables(house)) == (before, rows)


def test_a_cycle_may_end_on_the_day_of_its_last_check_in_or_later(house: House) -> None:
    of = play(house)
    for last in (5, 1):
        assert house.do(rescheduled(of, -30, last)).last_position is not None


def test_a_team_with_open_objectives_is_not_dissolved_and_they_are_named(house: House) -> None:
    of = play(house)
    before = log_of(house)
    with pytest.raises(Refused) as refused:
        house.do(DissolveTeam(team_id=of.team_id))
    assert (refused.value.field, refused.value.rule) == ("team_id", "open_objectives")
    assert "“Make the week seamless”" in refused.value.message
    assert log_of(house) == before


def test_a_team_whose_objectives_are_closed_and_drafts_dropped_is_dissolved(house: House) -> None:
    of, draft = play(house), new_id()
    house.do(DraftObjective(objective_id=draft, cycle_id=of.cycle_id, team_id=of.team_id, title="An idea"))
    house.do(CloseObjective(objective_id=of.objective_id, outcome=Outcome.DROPPED, reason="the team ends"))
    with pytest.raises(Refused, match="An idea"):
        house.do(DissolveTeam(team_id=of.team_id))
    house.do(CloseObjective(objective_id=draft, outcome=Outcome.DROPPED, reason="the team ends"))
    assert house.do(DissolveTeam(team_id=of.team_id)).last_position is not None
