"""The month of the strategic objectives: told once to leadership, without a word of what teams say (P2.10)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.destination import Audience, AudienceKind
from northlog.api.app import create_app
from northlog.strategic.telling import Reporting
from tests.api import Api, northlog_of, ok, problem, settle
from tests.post import Post
from tests.receiver import Receiver, receiving

SECRET = "only the team reads this"


@pytest.fixture
def goal(api: Api) -> tuple[Api, dict[str, Any]]:
    """An objective of the company, which a team contributes to, on 20 February."""
    house = api.house.another_organization(lambda: datetime(2026, 2, 20, 12, tzinfo=UTC))
    at = replace(api, house=house, app=create_app(northlog_of(house)))
    place = settle(at.client(), "2026-01-01", "2026-03-31")
    made = place.align()
    client = place.client
    goal = ok(client.get(f"/v1/contributions/{made['contribution_id']}"))["objective_id"]
    ok(client.post(f"/v1/objectives/{goal}/publish"))
    rests = {"what": "A first week", "counts": True, "rests_on": [{"objective_id": place.objective}]}
    ok(client.put(f"/v1/contributions/{made['contribution_id']}", json=rests))
    readings = [{"key_result_id": place.completion, "value": 77.5}]
    ok(place.check_in(goal_confidence=4, readings=readings, issues=SECRET, plan=SECRET))
    ok(client.post(f"/v1/objectives/{goal}/check-ins", json={"goal_confidence": 6, "issues": "No designer"}))
    need = {"team_id": place.company, "of_team_id": place.team, "what": "Numbers", "needed_by": "2026-02-27"}
    ok(client.post("/v1/dependencies", json=need | {"objective_id": goal}))
    return at, {"client": client, "goal": goal}


def test_it_tells_of_the_goal_and_of_nothing_that_teams_say(
    goal: tuple[Api, dict[str, Any]],
) -> None:
    _, known = goal
    client = known["client"]
    report = ok(client.get("/v1/reports/strategic", params={"month": "2026-02"}))
    (page,) = report["objectives"]
    assert page["objective_id"] == known["goal"]
    assert (page["confidence"]["after"], page["contributed"]["after"]) == (6, 0.25)
    (contributor,) = page["contributors"]
    assert (contributor["team"], contributor["counts"], contributor["confidence"]["after"]) == (
        "Discover",
        True,
        4,
    )
    assert [each["what"] for each in page["asks"]] == ["Numbers", "No designer"]
    assert page["changed"] == ["New this month.", "Discover pledged: A first week"]
    for form in ("md", "html", "json"):
        answer = client.get("/v1/reports/strategic", params={"month": "2026-02", "format": form})
        assert answer.status_code == 200
        assert ("Numbers" in answer.text, SECRET in answer.text) == (True, False)


def test_a_month_that_cannot_be_told_of_is_refused_by_field_and_rule(goal: tuple[Api, dict[str, Any]]) -> None:
    client = goal[1]["client"]
    for month, rule in (("2026-03", "future"), ("2020-01", "before_log")):
        told = problem(client.get("/v1/reports/strategic", params={"month": month}), 422)
        assert told["errors"][0] | {"detail": ""} == {"parameter": "month", "rule": rule, "detail": ""}


def test_leadership_is_told_of_a_month_once_and_the_team_is_not(
    goal: tuple[Api, dict[str, Any]],
) -> None:
    api, _ = goal
    with receiving(Receiver()) as leaders, receiving(Receiver()) as team:
        post = Post(api.house, now=datetime(2026, 3, 2, 9, tzinfo=UTC))
        post.house = api.house.at(post.clock)
        post.destination(leaders.url(), Audience(kind=AudienceKind.ORGANIZATION))
        reporting = Reporting(northlog_of(post.house))
        assert post.house.org in reporting.waiting()
        assert (reporting.work(post.house.org), reporting.work(post.house.org)) == (1, 0)
        assert post.house.org not in reporting.waiting()
        post.run()
        (message,) = leaders.got
        assert b"the month of 2026-02" in message.body
        assert SECRET.encode() not in message.body
        assert post.later(days=31).plan() == 0
        assert Reporting(northlog_of(post.house)).work(post.house.org) == 1
        assert team.got == []
