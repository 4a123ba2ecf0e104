"""Rituals over HTTP: agreed on, held or not, on past days too, and as a calendar."""

from icalendar import Calendar

from northlog.tokens import Role
from tests.api import Api, ok, problem, settle

HELD = {"on": "2026-01-05", "minutes": 50, "present": 6}


def test_what_became_of_meetings_is_told_of_the_rhythm(api: Api) -> None:
    place = settle(api.client())
    client, ritual = place.client, place.meet()["ritual_id"]
    url = f"/v1/rituals/{ritual}"
    ok(client.post(f"{url}/held", json=HELD))
    before = ok(client.get("/v1/teams"))["position"]
    ok(client.post(f"{url}/missed", json={"on": "2026-01-12", "reason": "No room"}))
    ok(client.post(f"{url}/cancelled", json={"on": "2200-01-06", "reason": "The fair"}))
    seen = ok(client.get(url))
    assert [seen[each] for each in ("held", "missed", "cancelled", "overran")] == [1, 1, 1, 1]
    assert [each["status"] for each in seen["meetings"]] == ["held", "missed", "cancelled"]
    then = ok(client.get(url, params={"as_of": before}))
    assert [(each["met_on"], each["present"]) for each in then["meetings"]] == [("2026-01-05", 6)]
    ahead = problem(client.post(f"{url}/held", json=HELD | {"on": "2200-01-06"}), 422)
    assert ahead["errors"][0]["pointer"] == "/on"
    ok(client.post(f"{url}/end", json={"reason": "Folded"}))
    (listed,) = ok(client.get("/v1/rituals", params={"team": place.team, "kind": "weekly"}))["items"]
    assert listed["ended_reason"] == "Folded"
    assert ok(client.get("/v1/rituals", params={"kind": "daily"}))["items"] == []


def test_leads_agree_on_rituals_and_members_tell_of_them(api: Api) -> None:
    place = settle(api.client())
    ritual, member = place.meet()["ritual_id"], api.client(Role.MEMBER)
    moved = {"name": "Later", "schedule": {"first_on": "2026-01-06", "hour": 11, "minutes": 30}}
    problem(member.put(f"/v1/rituals/{ritual}", json=moved), 403)
    ok(api.client(Role.LEAD).put(f"/v1/rituals/{ritual}", json=moved))
    ok(member.post(f"/v1/rituals/{ritual}/held", json=HELD))


def test_a_calendar_reads_the_feed(api: Api) -> None:
    place = settle(api.client())
    ritual = place.meet()["ritual_id"]
    ok(place.client.put(f"/v1/teams/{place.team}/cadence", json={"cadence": {"weekday": 1, "hour": 9}}))
    answer = place.client.get(f"/v1/teams/{place.team}/calendar.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    feed = Calendar.from_ical(answer.content)
    assert isinstance(feed, Calendar)
    assert {str(each["uid"]) for each in feed.events} == {
        f"{ritual}@northlog",
        f"check-in-{place.team}-{place.cycle}@northlog",
    }
