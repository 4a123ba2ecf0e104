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


def lists(place: Workplace) -> dict[str, tuple[str, Any]]:
    """Paths of lists, each with what its cursors call it and a key that a page of it could begin after."""
    made = ("2000-01-01T00:00:00Z", new_id())
    return {
        "/v1/objectives": ("objectives", 1),
        "/v1/retrospectives": ("retrospectives", made),
        "/v1/teams": ("teams", ("A", new_id())),
        "/v1/people": ("people", (new_id(),)),
        place.url("/check-ins"): (f"check-ins {place.objective}", HIGHEST),
        f"/v1/cycles/{place.cycle}/replay": (f"replay {place.cycle} week ", 1),
    }


def ask(place: Workplace, path: str, key: object, moment: object) -> Any:
    cursor = (lists(place)[path][0], key, moment, (None, None))
    return place.client.get(path, params={"after": encoded(cursor)})


def encoded(cursor: object) -> str:
    return urlsafe_b64encode(json.dumps(cursor).encode()).decode()


def is_no_cursor(answer: Any) -> bool:
    (fault,) = problem(answer, 422)["errors"]
    return (fault["parameter"], fault["rule"]) == ("after", "cursor")


def test_a_moment_that_the_log_has_not_is_no_cursor(place: Workplace, subtests: pytest.Subtests) -> None:
    head = ok(place.client.get(f"/v1/cycles/{place.cycle}/tree"))["position"]
    true = ok(place.client.get("/v1/objectives", params={"as_of": head}))["as_of"]
    for path, (_, key) in lists(place).items():
        assert ask(place, path, key, [head, true]).status_code == 200
        for moment in ([head + 1, true], [HIGHEST, true], [head, LONG_AGO], [head, FAR_OFF]):
            with subtests.test(path=path, moment=moment):
                assert is_no_cursor(ask(place, path, key, moment))


def test_a_replay_before_its_cycle_was_planned_is_of_no_cycle(place: Workplace) -> None:
    founded = ok(place.client.get("/v1/people", params={"as_of": "2"}))["as_of"]
    problem(ask(place, f"/v1/cycles/{place.cycle}/replay", 1, [8, founded]), 404)


def test_a_cursor_of_another_list_is_none_of_this_one(place: Workplace, subtests: pytest.Subtests) -> None:
    for path, (_, key) in lists(place).items():
        for other, (name, _) in lists(place).items():
            with subtests.test(path=path, other=other):
                answer = place.client.get(path, params={"after": encoded((name, key, None, (None, None)))})
                assert answer.status_code == 200 if other == path else is_no_cursor(answer)


def test_another_objectives_check_ins_and_another_replay_of_the_cycle_are_other_lists(place: Workplace) -> None:
    for _ in range(2):
        ok(place.check_in(goal_confidence=7))
    check_ins, replay = place.url("/check-ins"), f"/v1/cycles/{place.cycle}/replay"
    after = ok(place.client.get(check_ins, params={"limit": 1}))["next"]
    assert ok(place.client.get(check_ins, params={"after": after}))["next"] is None
    assert is_no_cursor(place.client.get(f"/v1/objectives/{new_id()}/check-ins", params={"after": after}))
    after = ok(place.client.get(replay, params={"limit": 1, "by": "event"}))["next"]
    assert ok(place.client.get(replay, params={"after": after, "by": "event"}))["items"]
    assert is_no_cursor(place.client.get(replay, params={"after": after, "by": "week"}))
    assert is_no_cursor(place.client.get(replay, params={"after": after, "by": "event", "team": place.team}))


def test_a_cursor_keeps_to_its_moment_and_goes_with_no_other_words_for_it(place: Workplace) -> None:
    for _ in range(2):
        ok(place.check_in(goal_confidence=7))
    head = ok(place.client.get(f"/v1/cycles/{place.cycle}/tree"))["position"]
    path = place.url("/check-ins")

    def page(**words: Any) -> Any:
        return place.client.get(path, params={"limit": 1, **words})

    of_now, of_then = ok(page())["next"], ok(page(as_of=head))["next"]
    assert is_no_cursor(page(after=of_now, as_of=head))
    assert is_no_cursor(page(after=of_now, known_at=head))
    assert is_no_cursor(page(after=of_then, as_of=head - 1))
    assert is_no_cursor(page(after=of_then, as_of=head, known_at=head))
    assert ok(page(after=of_then, as_of=head)) == ok(page(after=of_then))
    assert ok(page(after=of_then))["as_of"] is not None
    assert ok(page(after=of_now))["as_of"] is None


def test_pages_far_into_a_list_still_know_the_words_of_the_first(place: Workplace) -> None:
    for _ in range(3):
        ok(place.check_in(goal_confidence=7))
    head = ok(place.client.get(f"/v1/cycles/{place.cycle}/tree"))["position"]
    path = place.url("/check-ins")
    first = ok(place.client.get(path, params={"limit": 1, "as_of": head}))
    second = ok(place.client.get(path, params={"limit": 1, "after": first["next"]}))
    assert ok(place.client.get(path, params={"after": second["next"], "as_of": head}))["items"]
    assert is_no_cursor(place.client.get(path, params={"after": second["next"], "as_of": head - 1}))
