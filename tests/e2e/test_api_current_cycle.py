"""`current` in the place of a cycle's id: the one that runs, and never a guess."""

import pytest

from tests.api import Api, Workplace, ok, problem, settle

READS = ("", "/tree", "/goalposts", "/rescored", "/retro", "/diff?from={now}", "/replay")


@pytest.fixture
def place(api: Api) -> Workplace:
    """A workplace whose cycle runs, and is the only one that does."""
    return settle(api.client())


def paths(place: Workplace) -> list[str]:
    """What is read below a cycle, where moments are needed those of now."""
    return [each.format(now=now(place)) for each in READS]


def now(place: Workplace) -> int:
    """The last position of the log."""
    return int(ok(place.client.get("/v1/cycles"))["position"])


def test_current_stands_for_the_started_cycle_wherever_one_is_read(
    place: Workplace, subtests: pytest.Subtests
) -> None:
    for path in paths(place):
        with subtests.test(path=path):
            named, current = (ok(place.client.get(f"/v1/cycles/{it}{path}")) for it in (place.cycle, "current"))
            for each in (named, current):
                each.pop("made_at", None)
            assert str(current).count(place.cycle) == str(named).count(place.cycle) > 0


def start(place: Workplace, name: str, ends_on: str) -> str:
    """The id of another cycle that runs from the same day on."""
    asked = {"name": name, "starts_on": "2026-01-01", "ends_on": ends_on}
    key = str(ok(place.client.post("/v1/cycles", json=asked))["made"]["cycle_id"])
    ok(place.client.post(f"/v1/cycles/{key}/start"))
    return key


def test_among_several_started_cycles_current_is_the_shortest_that_runs_today(place: Workplace) -> None:
    start(place, "Longer", "2200-12-31")
    assert ok(place.client.get("/v1/cycles/current"))["cycle_id"] == place.cycle
    shorter = start(place, "Shorter", "2199-12-31")
    start(place, "Over", "2026-01-31")
    assert ok(place.client.get("/v1/cycles/current"))["cycle_id"] == shorter


def test_among_started_cycles_of_the_same_days_current_is_refused_and_they_are_named(
    place: Workplace, subtests: pytest.Subtests
) -> None:
    other = start(place, "The same again", "2200-01-01")
    for path in paths(place):
        with subtests.test(path=path):
            told = problem(place.client.get(f"/v1/cycles/current{path}"), 409)
            assert told["errors"][0]["parameter"] == "cycle_id"
            assert place.cycle in told["detail"]
            assert other in told["detail"]


def test_without_a_started_cycle_there_is_no_current_one(place: Workplace, subtests: pytest.Subtests) -> None:
    ok(place.client.post(f"/v1/cycles/{place.cycle}/close"))
    for path in paths(place):
        with subtests.test(path=path):
            assert "no cycle is started" in problem(place.client.get(f"/v1/cycles/current{path}"), 404)["detail"]


def test_current_at_a_past_moment_is_the_cycle_that_ran_then(place: Workplace) -> None:
    last = now(place)
    ok(place.client.post(f"/v1/cycles/{place.cycle}/close"))
    then = ok(place.client.get("/v1/cycles/current/tree", params={"as_of": str(last)}))
    assert then["cycle"]["cycle_id"] == place.cycle
