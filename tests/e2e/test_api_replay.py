"""A replay's pages speak of one state of the log; a diff says what was changed, why, and as it was known when."""

from datetime import UTC, datetime
from typing import Any

import pytest

from northlog.reports.replay import Frame, applied
from tests.api import Api, Workplace, ok, problem, settle
from tests.house import new_id

MEASURE = {"kind": "completion", "start": 65}


@pytest.fixture
def place(api: Api) -> Workplace:
    return settle(api.client())


def frames(place: Workplace, **wanted: Any) -> Any:
    return ok(place.client.get(f"/v1/cycles/{place.cycle}/replay", params={"by": "event", **wanted}))


def diff(place: Workplace, **days: Any) -> Any:
    return place.client.get(
        f"/v1/cycles/{place.cycle}/diff", params={name.strip("_"): it for name, it in days.items()}
    )


def tree(place: Workplace) -> Any:
    return ok(place.client.get(f"/v1/cycles/{place.cycle}/tree"))


def retarget(place: Workplace, target: float, reason: str) -> None:
    body = {"measure": {**MEASURE, "target": target}, "reason": reason}
    ok(place.client.put(place.url(f"/key-results/{place.completion}/measure"), json=body))


def test_pages_are_of_the_state_that_the_first_was_of_while_others_write(place: Workplace) -> None:
    ok(place.check_in(goal_confidence=7))
    position = tree(place)["position"]
    pages = [frames(place, limit=3)]
    while pages[-1]["next"]:
        ok(place.check_in(goal_confidence=len(pages)))
        pages.append(frames(place, limit=3, after=pages[-1]["next"]))
    assert len(pages) > 2
    assert {page["position"] for page in pages} == {position}
    first, *rest = [Frame.model_validate(each) for page in pages for each in page["items"]]
    last = first.tree
    assert last is not None
    for each in rest:
        assert each.differences is not None
        last = applied(last, each.differences)
    assert last.position == position
    assert [each.confidence for each in last.objectives] == [7]


def test_of_one_team_there_are_frames_of_its_own_objectives_alone(place: Workplace) -> None:
    body = {"cycle_id": place.cycle, "team_id": place.company, "title": "Grow", "level": "strategic"}
    ok(place.client.post("/v1/objectives", json=body))
    *_, last = frames(place, team=place.company)["items"]
    assert [each["title"] for each in last["differences"]["objectives"]] == ["Grow"]
    assert len(frames(place, team=new_id())["items"]) == 2, "the cycle was planned and started"


def test_a_diff_tells_every_move_of_a_goal_with_its_reason(place: Workplace) -> None:
    begin = tree(place)["position"]
    retarget(place, 85, "the market turned")
    retarget(place, 80, "and again")
    (objective,) = ok(diff(place, from_=begin))["objectives"]
    (result,) = objective["key_results"]
    assert (result["retargeted"]["before"]["target"], result["retargeted"]["after"]["target"]) == (90, 80)
    assert result["reasons"] == ["the market turned", "and again"]
    (objective,) = ok(diff(place, from_=begin + 1, to=begin + 2))["objectives"]
    assert objective["key_results"][0]["reasons"] == ["and again"]
    assert ok(diff(place, from_=begin, to=begin))["objectives"] == []


def test_a_diff_as_it_was_known_leaves_out_what_was_learnt_later(place: Workplace) -> None:
    begin = tree(place)["position"]
    retarget(place, 85, "the market turned")
    known = tree(place)["position"]
    ok(place.check_in(goal_confidence=7))
    assert ok(diff(place, from_=begin, known_at=begin))["objectives"] == []
    (objective,) = ok(diff(place, from_=begin, known_at=known))["objectives"]
    assert (objective["check_ins"], len(objective["key_results"])) == ([], 1)
    (objective,) = ok(diff(place, from_=begin))["objectives"]
    assert len(objective["check_ins"]) == 1


def test_of_one_team_only_its_objectives_are_compared(place: Workplace) -> None:
    begin = tree(place)["position"]
    ok(place.check_in(goal_confidence=7))
    assert len(ok(diff(place, from_=begin, team=place.team))["objectives"]) == 1
    assert ok(diff(place, from_=begin, team=place.company))["objectives"] == []


def test_what_is_no_moment_of_the_cycle_is_refused_by_the_parameter_it_stands_in(place: Workplace) -> None:
    head = tree(place)["position"]
    assert wrong(place, from_="2199-01-01") == ("from", "future")
    assert wrong(place, from_="yesterday") == ("from", "moment")
    assert wrong(place, from_=2) == ("from", "before_cycle")
    assert wrong(place, from_=head, to=head - 1) == ("from", "order")
    assert wrong(place, from_=head, to=head + 1) == ("to", "position")
    assert wrong(place, from_=head, known_at="2199-01-01") == ("known_at", "future")
    assert wrong(place) == ("from", "missing")
    elsewhere = f"/v1/cycles/{new_id()}"
    problem(place.client.get(f"{elsewhere}/diff", params={"from": head}), 404)
    problem(place.client.get(f"{elsewhere}/replay"), 404)
    problem(place.client.get(f"/v1/cycles/{place.cycle}/replay", params={"after": "bm9uZQ=="}), 422)


def test_of_what_was_recorded_at_one_instant_the_position_says_what_came_first(api: Api) -> None:
    instant = datetime.now(UTC)
    place = settle(api.at(lambda: instant).client())
    ok(place.check_in(goal_confidence=7))
    head = tree(place)["position"]
    assert wrong(place, from_=head, to=head - 1) == ("from", "order")
    found = ok(diff(place, from_=head - 1, to=head))
    assert found["as_of"]["before"] == found["as_of"]["after"]
    assert [each["confidence"]["after"] for each in found["objectives"]] == [7]


def wrong(place: Workplace, **days: Any) -> tuple[str, str]:
    """The parameter that a diff is refused for, and the rule."""
    (fault,) = problem(diff(place, **days), 422)["errors"]
    return fault["parameter"], fault["rule"]
