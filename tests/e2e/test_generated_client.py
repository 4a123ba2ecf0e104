"""The typed client generated from the OpenAPI document works: commands, queries, replay, problems."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from northlog import tokens
from northlog.tokens import Role
from tests.api import Api, Workplace, settle
from tests.client import Typed, client_package

__all__ = ["client_package"]


@pytest.fixture
def place(api: Api) -> Workplace:
    return settle(api.client())


@pytest.fixture
def typed(api: Api, client_package: Path) -> Typed:
    _, secret = tokens.create(api.house.owner, api.house.org, "typed", Role.ADMIN)
    return Typed(api.bearing(secret), secret)


def test_a_check_in_made_by_the_client_is_listed_and_replayed(typed: Typed, place: Workplace) -> None:
    models = typed.models
    reading = models.Reading(key_result_id=place.completion, value=72.5, confidence=7)
    body = models.CheckIn(goal_confidence=6, readings=[reading], occurred_at=datetime.now(UTC))

    answer = typed.call("objectives", "check_in", place.objective, body=body)

    assert isinstance(answer, models.CommandAnswer)
    page = typed.call("objectives", "get_objectives", cycle=place.cycle, limit=10)
    assert isinstance(page, models.LintedObjectivePage)
    [objective] = page.items
    assert isinstance(objective, models.LintedObjective)
    assert (objective.objective_id, objective.confidence) == (place.objective, 6)
    assert objective.key_results[0].value == 72.5
    said = typed.call("objectives", "get_objective_check_ins", place.objective)
    assert isinstance(said.items[0].occurred_at, datetime)
    frames = typed.call("cycles", "get_cycle_replay", place.cycle)
    assert isinstance(frames, models.FramePage)
    assert frames.position == page.position


def test_what_is_refused_comes_as_a_typed_problem_document(typed: Typed, place: Workplace) -> None:
    models = typed.models
    body = models.CheckIn(readings=[models.Reading(key_result_id=place.binary, value=3.5)])

    problem = typed.call("objectives", "check_in", place.objective, body=body)

    assert isinstance(problem, models.ProblemDocument)
    assert problem.status == 422
    assert [fault.pointer for fault in problem.errors] == ["/readings/0/value"]
    missing = typed.call("objectives", "get_objective", "00000000-0000-4000-8000-000000000000")
    assert (type(missing), missing.status) == (models.ProblemDocument, 404)
