"""Planning over HTTP (P3.2): from prior results and the direction set, by stories and themes, to candidates."""

from northlog import tokens
from northlog.tokens import Role
from tests.api import Api, ok, problem, settle


def test_a_quarter_is_planned_from_the_last_one_by_stories_whose_themes_become_goals(api: Api) -> None:
    place = settle(api.client(), ends_on="2026-03-31")
    client, whose = place.client, {"team_id": place.team}
    asked = {"name": "Q2", "starts_on": "2026-04-01", "ends_on": "2026-06-30"}
    later = ok(client.post("/v1/cycles", json=asked))["made"]["cycle_id"]
    looked_back = place.look_back()
    learning = {"text": "They leave at the identity check"}
    ok(client.post(f"/v1/retrospectives/{looked_back['retrospective_id']}/learnings", json=learning))
    ended = {"outcome": "partly", "judged": 0.5, "reason": "Half of it"}
    ok(client.post(place.url("/close"), json=ended))
    strategic = {"cycle_id": later, "team_id": place.company, "title": "Delight newcomers", "level": "strategic"}
    ok(client.post("/v1/objectives", json=strategic))

    planning = ok(client.post("/v1/plannings", json=whose | {"cycle_id": later}))["made"]["planning_id"]
    url = f"/v1/plannings/{planning}"
    ground = ok(client.get(url + "/ground"))
    assert ground["before"]["cycle_id"] == place.cycle
    assert [(it["outcome"], it["judged"]) for it in ground["results"]] == [("partly", 0.5)]
    assert [it["text"] for it in ground["learnings"] + ground["decisions"]] == [learning["text"], "Meet"]
    assert [it["title"] for it in ground["strategic"]] == ["Delight newcomers"]

    _, secret = tokens.create(api.house.owner, api.house.org, "Ada", Role.MEMBER, person_id=place.person)
    ada = api.bearing(secret)

    def tell(text: str) -> str:
        return str(ok(ada.post(url + "/stories", json={"text": text}))["made"]["story_id"])

    calm, quick, lunch = (tell(text) for text in ("Nobody calls", "Tickets are rare", "Lunch"))
    ok(ada.post(f"{url}/stories/{lunch}/withdraw", json={}))
    named = {"name": "A calm first week", "stories": [calm]}
    theme = ok(client.post(url + "/themes", json=named))["made"]["theme_id"]
    ok(client.put(f"{url}/themes/{theme}/stories", json={"stories": [calm, quick]}))
    problem(client.put(f"{url}/themes/{theme}/stories", json={"stories": [lunch]}), 422)

    measure = {"kind": "metric", "start": 120, "target": 80, "unit": "tickets"}
    wanted = {"why_now": "They leave", "key_results": [{"title": "Tickets", "measure": measure}]}
    key = {"Idempotency-Key": "once"}
    answer = ok(client.post(f"{url}/themes/{theme}/draft", json=wanted, headers=key))
    assert answer["last_position"] == answer["first_position"] + 2
    assert ok(client.post(f"{url}/themes/{theme}/draft", json=wanted, headers=key))["made"] == answer["made"]
    drafted = ok(client.get(f"/v1/objectives/{answer['made']['objective_id']}"))
    assert (drafted["title"], drafted["status"], drafted["cycle_id"]) == ("A calm first week", "draft", later)
    assert [it["title"] for it in drafted["key_results"]] == ["Tickets"]

    other = ok(client.post(url + "/themes", json={"name": "Completed", "stories": [calm]}))["made"]["theme_id"]
    into = {"objective_id": drafted["objective_id"], "measure": {"kind": "binary"}}
    added = ok(client.post(f"{url}/themes/{other}/key-result", json=into))["made"]["key_result_id"]
    trail = ok(client.get(f"/v1/objectives/{drafted['objective_id']}/alignment"))["themes"]
    assert [(it["key_result_id"], it["made_of"]) for it in trail] == [(None, [calm, quick]), (added, [calm])]

    ok(client.post(url + "/close", json={"note": "Two themes"}))
    problem(ada.post(url + "/stories", json={"text": "Late"}), 409)
    ok(client.post(f"/v1/objectives/{drafted['objective_id']}/publish"))  # nothing waits for a planning
    seen = ok(client.get(url))
    assert [(it["text"], it["told_from"]) for it in seen["stories"]][-1] == (None, "2026-06-30")
    assert {it["author"] for it in seen["stories"]} == {f"person:{place.person}"}
    listed = {"team": place.team, "cycle": later}
    assert ok(client.get("/v1/plannings", params=listed))["items"] == [seen]
    past = ok(client.get(url, params={"as_of": answer["first_position"] - 1}))
    assert [(it["name"], it["objective_id"]) for it in past["themes"]] == [("A calm first week", None)]
