"""Vision, strategy and priorities: what everything else may look up to, and nothing has to (P2.2, P2.3)."""

import pytest

from domain.objective.commands import GiveContext, ServePriority
from domain.objective.context import Context, Support
from domain.objective.events import ContextGiven, PriorityServed
from domain.strategy import (
    DropPriority,
    PriorityDropped,
    PriorityReworded,
    PrioritySet,
    RewordPriority,
    SetPriority,
    StateStrategy,
    StateVision,
    StrategyStated,
    VisionStated,
)
from tests.facts import OBJECTIVE, OTHER_PRIORITY, PRIORITY, founded, running
from tests.spec import given

SET = PrioritySet(priority_id=PRIORITY, year=2026, title="Simplify onboarding", why="")
DROPPED = PriorityDropped(priority_id=PRIORITY, reason="Reached")
CONTEXT = Context(why_it_matters="It decides who stays", supporting=(Support(says="NPS 20"),))


def test_vision_and_strategy_are_said_and_said_anew() -> None:
    given(founded()).when(StateVision(statement="Near")).then(VisionStated(statement="Near"))
    given(founded()).when(StateStrategy(statement="Week one")).then(StrategyStated(statement="Week one"))
    given(VisionStated(statement="Near")).when(StateVision(statement="Nearer")).then(
        VisionStated(statement="Nearer")
    )
    given(VisionStated(statement="Near")).when(StateVision(statement="Near")).then()
    given(StrategyStated(statement="One")).when(StateStrategy(statement="One")).then()


def test_a_priority_is_set_once_reworded_and_dropped() -> None:
    setting = SetPriority(priority_id=PRIORITY, year=2026, title="Simplify onboarding")
    given(founded()).when(setting).then(SET)
    given(SET).when(setting).refused("priority_id", "exists")
    reworded = RewordPriority(priority_id=PRIORITY, title="Ease onboarding", why="They leave")
    given(SET).when(reworded).then(
        PriorityReworded(priority_id=PRIORITY, title="Ease onboarding", why="They leave")
    )
    given(SET).when(RewordPriority(priority_id=PRIORITY, title=SET.title)).then()
    given(SET).when(DropPriority(priority_id=PRIORITY, reason="Reached")).then(DROPPED)
    given(SET, DROPPED).when(DropPriority(priority_id=PRIORITY, reason="Again")).then()
    given(SET, DROPPED).when(reworded).refused("priority_id", "dropped")
    for unknown in (reworded, DropPriority(priority_id=PRIORITY, reason="Reached")):
        given(founded()).when(unknown).refused("priority_id", "unknown")


def test_an_objective_serves_a_standing_priority_or_none() -> None:
    serving = ServePriority(objective_id=OBJECTIVE, priority_id=PRIORITY)
    served = PriorityServed(objective_id=OBJECTIVE, priority_id=PRIORITY)
    given(*running(), SET).when(serving).then(served)
    given(*running(), SET, served).when(serving).then()
    none = ServePriority(objective_id=OBJECTIVE, priority_id=None)
    given(*running()).when(none).then()
    given(*running(), SET, served, DROPPED).when(none).then(
        PriorityServed(objective_id=OBJECTIVE, priority_id=None)
    )
    given(*running(), SET, DROPPED).when(serving).refused("priority_id", "dropped")
    other = ServePriority(objective_id=OBJECTIVE, priority_id=OTHER_PRIORITY)
    given(*running(), SET).when(other).refused("priority_id", "unknown")


def test_what_teams_need_to_know_is_said_whole() -> None:
    giving = GiveContext(objective_id=OBJECTIVE, context=CONTEXT)
    said = ContextGiven(objective_id=OBJECTIVE, context=CONTEXT)
    given(*running()).when(giving).then(said)
    given(*running(), said).when(giving).then()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org", "https://a b.org", "example.org"])
def test_a_source_is_an_address_on_the_web(url: str) -> None:
    with pytest.raises(ValueError, match="url"):
        Support(says="A figure", url=url)
