"""Rituals over HTTP: agreed on, held or not, on past days too, and as a calendar."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

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


def test_a_weekly_is_about_what_changed_what_is_off_track_and_what_is_asked(api: Api) -> None:
    place = settle(api.client())
    place.meet()
    alert = api.alert(place)
    ok(
        place.check_in(
            issues="The review takes nine days.", readings=[{"key_result_id": place.completion, "value": 70}]
        )
    )
    need = {"team_id": place.team, "of_team_id": place.company, "what": "Accounts", "needed_by": "2026-02-13"}
    parked = {"team_id": place.team, "kind": "parking_lot", "text": "A shorter name"}
    ok(place.client.post("/v1/backlog-items", json=parked))
    kept = {"team_id": place.team, "name": "Uptime", "unit": "%", "low": 99.5, "alert_after_days": 7}
    metric = ok(place.client.post("/v1/health-metrics", json=kept))["made"]["health_metric_id"]
    ok(place.client.post(f"/v1/health-metrics/{metric}/readings", json={"value": 99.1}))
    needed = ok(place.client.post("/v1/dependencies", json=need))["made"]["dependency_id"]
    asked = ok(place.client.get(f"/v1/teams/{place.team}/agenda", params={"kind": "weekly"}))
    said = {each["key"]: each["items"] for each in asked["sections"]}
    assert list(said) == ["changes", "off_track", "support", "hot_topics", "parking_lot", "health", "rhythm"]
    assert [each["says"] for each in said["parking_lot"]] == ["A shorter name"]
    assert [each["says"] for each in said["health"]] == ["Uptime: out of band, 99.1 %"]
    (changed,) = said["changes"]
    assert (changed["objective_id"], changed["details"][0]) == (place.objective, "new")
    assert [each["source"] for each in said["off_track"]] == [f"alert:{alert}"]
    issue, dependency = said["support"]
    assert (issue["says"], dependency["source"]) == ("The review takes nine days.", f"dependency:{needed}")
    ok(place.client.post(f"/v1/dependencies/{needed}/decline", json={"reason": "All are booked"}))
    asked = ok(place.client.get(f"/v1/teams/{place.team}/agenda"))
    assert [each["details"][-1] for each in asked["sections"][3]["items"]] == ["All are booked"]


def test_each_kind_has_an_agenda_of_its_own(api: Api) -> None:
    place = settle(api.client())
    ok(place.client.put("/v1/strategy/vision", json={"statement": "Near"}))
    firsts = {}
    for kind in ("annual", "quarterly", "monthly", "weekly", "daily", "ad_hoc"):
        asked = ok(place.client.get(f"/v1/teams/{place.team}/agenda", params={"kind": kind}))
        firsts[kind] = (asked["sections"][0]["key"], len(asked["sections"][0]["items"]))
    assert firsts == {
        "annual": ("direction", 1),
        "quarterly": ("results", 1),
        "monthly": ("relevant", 1),
        "weekly": ("changes", 1),
        "daily": ("off_track", 0),
        "ad_hoc": ("off_track", 0),
    }


def test_since_last_time_is_since_the_last_meeting_that_was_held_else_seven_days(api: Api) -> None:
    place, now = settle(api.client()), datetime.now(UTC)
    url = f"/v1/rituals/{place.meet()['ritual_id']}"
    later = api.at(lambda: now + timedelta(days=10)).client()
    team = f"/v1/teams/{place.team}/agenda"
    assert datetime.fromisoformat(ok(later.get(team))["since"]) == now + timedelta(days=3)
    ok(place.client.post(f"{url}/held", json={"minutes": 45}))
    (held,) = ok(place.client.get(url))["meetings"]
    zone = ok(place.client.get("/v1/organization"))["time_zone"]
    ended = datetime.combine(date.fromisoformat(held["met_on"]) + timedelta(days=1), time(), ZoneInfo(zone))
    assert datetime.fromisoformat(ok(later.get(team))["since"]) == ended
