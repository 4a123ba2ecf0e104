"""Lists: filters, and pages that stay where they are while others write."""

from typing import Any

import pytest

from tests.api import Api, ok, problem, settle
from tests.house import new_id


def _titles(listed: Any) -> list[str]:
    return [each["title"] for each in listed["items"]]


def test_pages_of_objectives_neither_skip_nor_repeat_while_others_are_drafted(api: Api) -> None:
    place = settle(api.client())

    def draft(title: str) -> None:
        body = {"cycle_id": place.cycle, "team_id": place.team, "title": title}
        ok(place.client.post("/v1/objectives", json=body))

    for number in range(4):
        draft(f"early {number}")
    seen: list[str] = []
    after: dict[str, str] = {}
    for turn in range(20):
        page = ok(place.client.get("/v1/objectives", params={"limit": 2, **after}))
        seen += _titles(page)
        if page["next"] is None:
            break
        if turn < 2:
            draft(f"late {turn}")
        after = {"after": page["next"]}
    expected = ["Make the first week seamless", *(f"early {n}" for n in range(4)), "late 0", "late 1"]
    assert seen == expected


LONGEST = "".join(f"“{number:03}”😀" for number in range(50))
"""A name of 300 characters, of four bytes most."""


def test_pages_of_teams_and_people_hold_everybody_once_while_others_come(api: Api) -> None:
    place = settle(api.client())

    def make(name: str) -> None:
        ok(place.client.post("/v1/teams", json={"name": name, "parent_id": place.company}))
        ok(place.client.post("/v1/people", json={"name": name[:200], "email": None}))

    for name in (LONGEST, "one", "two", "three"):
        make(name)
    for path in ("/v1/teams", "/v1/people"):
        there = {each["name"] for each in ok(place.client.get(path))["items"]}
        page = ok(place.client.get(path, params={"limit": 2}))
        make(f"later than the first page of {path}")
        listed = [each["name"] for each in page["items"]]
        while page["next"] is not None:
            page = ok(place.client.get(path, params={"limit": 1, "after": page["next"]}))
            listed += [each["name"] for each in page["items"]]
        assert len(there) > 4
        assert len(listed) == len(set(listed))
        assert there <= set(listed)


def test_pages_of_teams_and_people_of_the_past_keep_to_their_moment(api: Api) -> None:
    place = settle(api.client())
    then = ok(place.client.get("/v1/teams"))["position"]
    for number in range(3):
        ok(place.client.post("/v1/people", json={"name": f"person {number}", "email": None}))
        ok(place.client.put(f"/v1/teams/{place.team}/name", json={"name": f"Another {number}"}))
    for path, name in (("/v1/teams", "Discover"), ("/v1/people", "Ada Lovelace")):
        whole = ok(place.client.get(path, params={"as_of": then}))["items"]
        page, seen = ok(place.client.get(path, params={"as_of": then, "limit": 1})), []
        seen += page["items"]
        while page["next"] is not None:
            page = ok(place.client.get(path, params={"after": page["next"], "limit": 1}))
            seen += page["items"]
        assert seen == whole
        assert name in {each["name"] for each in seen}


def test_pages_of_check_ins_go_back_in_time_while_others_are_entered(api: Api) -> None:
    place = settle(api.client())
    for number in range(3):
        ok(place.check_in(plan=f"plan {number}"))
    first = ok(place.client.get(place.url("/check-ins"), params={"limit": 2}))
    ok(place.check_in(plan="plan 3"))
    second = ok(place.client.get(place.url("/check-ins"), params={"limit": 2, "after": first["next"]}))
    assert [each["plan"] for each in first["items"] + second["items"]] == ["plan 2", "plan 1", "plan 0"]
    assert second["next"] is None


def test_objectives_are_filtered_by_cycle_team_owner_status_and_level(api: Api) -> None:
    place = settle(api.client())
    body = {"cycle_id": place.cycle, "team_id": place.company, "title": "Grow", "level": "strategic"}
    ok(place.client.post("/v1/objectives", json=body))

    def found(**wanted: str) -> list[str]:
        return _titles(ok(place.client.get("/v1/objectives", params=wanted)))

    seamless = ["Make the first week seamless"]
    assert found(cycle=place.cycle) == [*seamless, "Grow"]
    assert found(cycle=new_id()) == []
    assert found(team=place.company) == ["Grow"]
    assert found(owner=place.person) == seamless
    assert found(status="draft") == ["Grow"]
    assert found(level="strategic") == ["Grow"]
    assert found(status="published", team=place.company) == []


WRONG_PARAMETERS = (
    ("after", "!"),
    ("after", "é"),
    ("after", "MTIz"),  # a cursor of another list
    ("after", ""),
    ("limit", "0"),
    ("limit", "201"),
    ("status", "asleep"),
    ("team", "nobody"),
)


def test_a_parameter_that_cannot_be_is_named(api: Api, subtests: pytest.Subtests) -> None:
    client = api.client()
    for name, value in WRONG_PARAMETERS:
        with subtests.test(name=name, value=value):
            document = problem(client.get("/v1/objectives", params={name: value}), 422)
            assert document["errors"][0]["parameter"] == name


def test_a_list_says_which_position_it_speaks_of(api: Api) -> None:
    client = api.client()
    for path in ("/v1/people", "/v1/teams", "/v1/cycles", "/v1/objectives"):
        before = ok(client.get(path))["position"]
        last = ok(client.put("/v1/organization/name", json={"name": f"before {path}"}))["last_position"]
        assert (before, ok(client.get(path))["position"]) == (last - 1, last)
