"""What calls for a retrospective in mid-cycle (P3.5), with its evidence, over HTTP and at the terminal."""

from tests.api import Api, ok, problem, settle
from tests.e2e.cli import Cli, bare, cli, publish

__all__ = ["bare", "cli"]


def test_each_trigger_holds_by_its_evidence(api: Api) -> None:
    place = settle(api.client())
    client, path = place.client, f"/v1/teams/{place.team}/retrospective-triggers"
    calm = ok(client.get(path))
    assert [each["holds"] for each in calm["triggers"]] == [False] * 4
    assert (calm["cycle_id"], calm["attractors"], calm["detractors"]) == (place.cycle, [], [])

    alert = api.alert(place)
    ok(place.check_in(readings=[{"key_result_id": place.binary, "value": True}]))
    need = {"team_id": place.team, "of_team_id": place.company, "what": "Accounts", "needed_by": "2026-02-13"}
    needed = ok(client.post("/v1/dependencies", json=need))["made"]["dependency_id"]
    ok(client.post(f"/v1/dependencies/{needed}/decline", json={"reason": "All are booked"}))
    drop = {"reason": "The board wants revenue"}
    ok(client.post(place.url(f"/key-results/{place.completion}/drop"), json=drop))
    found = ok(client.get(path))
    held = {
        each["trigger"]: [it["source"] for it in each["evidence"]] for each in found["triggers"] if each["holds"]
    }
    assert held == {
        "misalignment": [f"dependency:{needed}"],
        "slipping_momentum": [f"alert:{alert}"],
        "shifted_priorities": [f"key_result:{place.completion}"],
    }
    assert [each["source"] for each in found["attractors"]] == [f"key_result:{place.binary}"]
    assert len(found["detractors"]) == 3

    asked = {"cycle_id": place.cycle, "team_id": place.team, "kind": "mid_cycle", "prefill": True}
    key = {"Idempotency-Key": "once"}
    answer = ok(client.post("/v1/retrospectives", json=asked, headers=key))
    assert answer["last_position"] - answer["first_position"] == 4
    ok(client.post(place.url(f"/key-results/{place.binary}/drop"), json=drop))
    again = client.post("/v1/retrospectives", json=asked, headers=key)
    assert (ok(again), again.headers["Idempotency-Replayed"]) == (answer, "true")
    opened = ok(client.get(f"/v1/retrospectives/{answer['made']['retrospective_id']}"))
    assert opened["trigger"] == "misalignment"
    assert [(it["kind"], it["text"]) for it in opened["entries"]] == [
        *(("detractor", it["says"]) for it in found["detractors"]),
        *(("attractor", it["says"]) for it in found["attractors"]),
    ]
    refused = problem(client.post("/v1/retrospectives", json={**asked, "team_id": None}), 422)
    assert refused["errors"][0]["pointer"] == "/team_id"


def test_a_retrospective_opens_with_the_evidence_as_its_entries(cli: Cli) -> None:
    publish(cli, "Answer within an hour")
    cli.says("key-result", "add", "Answer within an hour", "A rota stands", "--binary")
    cli.says("key-result", "add", "Answer within an hour", "Minutes to answer", "--from", "90", "--to", "60")
    cli.says("check-in", "Answer within an hour", "--reading", "1=yes")
    cli.says("key-result", "drop", "Minutes to answer", "--reason", "Nobody waits")
    assert "Nobody waits" in cli.says("retrospective", "suggest", "--team", "Discover")
    assert "--team" in cli.refuses("retrospective", "open", "--kind", "mid-cycle", "--prefill")
    cli.says("retrospective", "open", "--kind", "mid-cycle", "--team", "Discover", "--prefill")
    entries = cli.json("retrospective", "show")["entries"]
    assert [each["kind"] for each in entries] == ["detractor", "attractor"]
    assert cli.json("retrospective", "show")["trigger"] == "shifted_priorities"
