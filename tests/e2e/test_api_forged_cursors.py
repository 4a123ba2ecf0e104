"""A cursor edited by hand, or taken from elsewhere, makes no answer about a moment the log has not."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from tests.api import Api, Workplace, ok, problem, settle
from tests.house import new_id

HIGHEST = 2**63 - 1
LONG_AGO, FAR_OFF = "1900-01-01T00:00:00Z", "2199-01-01T00:00:00Z"


@pytest.fixture
def place(api: Api) -> Workplace:
    return settle(api.client())


def lists(place: Workplace) -> dict[str, Any]:
    """Paths of lists, each with a key that a page of it could begin after."""
    made = ("2000-01-01T00:00:00Z", new_id())
    replay = f"/v1/cycles/{place.cycle}/replay"
    return {"/v1/objectives": made, "/v1/retrospectives": made, place.url("/check-ins"): HIGHEST, replay: 1}


def ask(place: Workplace, path: str, *cursor: object) -> Any:
    forged = urlsafe_b64encode(json.dumps(cursor).encode()).decode()
    return place.client.get(path, params={"after": forged})


def test_a_moment_that_the_log_has_not_is_no_cursor(place: Workplace, subtests: pytest.Subtests) -> None:
    head = ok(place.client.get(f"/v1/cycles/{place.cycle}/tree"))["position"]
    true = ok(place.client.get("/v1/objectives", params={"as_of": head}))["as_of"]
    for path, key in lists(place).items():
        assert ask(place, path, key, [head, true]).status_code == 200
        for moment in ([head + 1, true], [HIGHEST, true], [head, LONG_AGO], [head, FAR_OFF]):
            with subtests.test(path=path, moment=moment):
                (fault,) = problem(ask(place, path, key, moment), 422)["errors"]
                assert (fault["parameter"], fault["rule"]) == ("after", "cursor")


def test_a_replay_before_its_cycle_was_planned_is_of_no_cycle(place: Workplace) -> None:
    founded = ok(place.client.get("/v1/people", params={"as_of": "2"}))["as_of"]
    problem(ask(place, f"/v1/cycles/{place.cycle}/replay", 1, [8, founded]), 404)
