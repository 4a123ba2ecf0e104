"""The mirror of a small world: what it finds over HTTP, as of when, and that nobody is in it."""

from typing import Any

import pytest

from northlog.mirror.formats import written
from northlog.mirror.views import Mirror
from northlog.pages.formats import Format
from tests.api import Api, ok, problem
from tests.mirror_world import CARE, DISCOVER, LEDGER, NAMES, World, tell


@pytest.fixture
def world(api: Api) -> World:
    return tell(api.house)


def findings(mirror: Any) -> dict[str, list[str]]:
    """What was found, by kind."""
    told = {each["kind"]: [it["says"] for it in each["findings"]] for each in mirror["reflections"]}
    return {kind: says for kind, says in told.items() if says}


def test_what_two_cycles_show_and_nobody_is_in_it(api: Api, world: World) -> None:
    client = api.at(lambda: world.now).client(house=world.house)
    mirror = ok(client.get("/v1/mirror"))
    assert [each["name"] for each in mirror["cycles"]] == ["January", "February"]
    assert findings(mirror) == {
        "several_functions": ["“Make the first week seamless” took 2 teams of 2 functions: Discover, Ledger."],
        "chronic_dependencies": ["Discover needed something of Ledger in 2 of 2 cycles, 2 times in all."],
        "ownership": ["“Make the first week seamless” had no owner for 21 days."],
        "fragments": [
            "February: “Make the second week seamless” (Discover) and “Make the second week as seamless” (Care)"
            " read like one goal, alike by 100 of 100 (said from 80 on); they are linked."
        ],
        "rote_check_ins": [
            "4 check-ins of 4 on “Make the first week seamless” (Discover) say the same, one after the other."
        ],
        "theatre": [
            "“Make the first week seamless” (Discover) was green throughout, and nothing moved: the farthest key"
            " result had 1 % of its way behind it."
        ],
        "rhythm": ["Weekly (Discover): 3 of 4 meetings were not held; 1 of 1 held took longer than agreed."],
    }
    unsaid = [each["kind"] for each in mirror["reflections"] if each["unsaid"]]
    assert unsaid == ["org_chart", "untouched"]
    # 21 days in January, 5 so far in February.
    assert mirror["hand_offs"] == [
        {
            "team_id": DISCOVER,
            "of_team_id": LEDGER,
            "median_days": 13,
            "longest_days": 21,
            "hand_offs": 2,
            "waiting": 1,
        }
    ]
    assert set(findings(ok(client.get("/v1/mirror", params={"team": CARE})))) == {"fragments"}
    for form in Format:
        text = written(Mirror.model_validate(mirror), form)
        assert "Make the first week seamless" in text
        assert not [told for who in NAMES.items() for told in (*who, *who[1].split()) if told in text]


def test_the_past_is_mirrored_as_it_was_and_what_cannot_be_is_refused(api: Api, world: World) -> None:
    client = api.at(lambda: world.now).client(house=world.house)
    then = ok(client.get("/v1/mirror", params={"as_of": "2026-01-20"}))
    assert then["unsaid"].startswith("Too little to tell: 1 cycle has begun")
    assert (then["reflections"], then["flow"], then["hand_offs"]) == ([], None, [])
    later = ok(client.get("/v1/mirror", params={"as_of": "2026-02-03"}))
    assert later["hand_offs"][0]["longest_days"] == 21
    for cycles in (1, 13):
        assert problem(client.get("/v1/mirror", params={"cycles": cycles}), 422)["errors"]
