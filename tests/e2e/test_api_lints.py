"""Lints over HTTP: read with every draft, dismissed, restored, and taught words; nothing waits for them."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api import Api, Workplace, ok, problem, settle

NOBODY = "3f0a4f6e-8a4e-4c63-9f0e-2d1c5a7b9e01"


@pytest.fixture
def place(api: Api) -> Workplace:
    return settle(api.client())


@pytest.fixture
def draft(place: Workplace) -> str:
    """The path of a draft with a key result that tells of work done."""
    asked = {"cycle_id": place.cycle, "team_id": place.team, "title": "Customer satisfaction"}
    key = ok(place.client.post("/v1/objectives", json=asked))["made"]["objective_id"]
    result = {"title": "Onboard twelve clinics", "measure": {"kind": "binary"}}
    ok(place.client.post(f"/v1/objectives/{key}/key-results", json=result))
    launch = {"title": "Launch the portal", "measure": {"kind": "binary"}}
    ok(place.client.post(f"/v1/objectives/{key}/key-results", json=launch))
    return f"/v1/objectives/{key}"


def rules(client: TestClient, path: str, **asked: Any) -> dict[str, Any]:
    """What is found, by rule."""
    return {each["rule"]: each for each in ok(client.get(path + "/lints", params=asked))["lints"]}


def test_every_read_of_a_draft_carries_its_lints(place: Workplace, draft: str) -> None:
    found = ok(place.client.get(draft))
    said = {each["rule"]: each for each in found["lints"]}
    assert set(said) == {"topic", "only_binary", "no_owner", "no_why_now", "output"}
    output = said["output"]
    assert (output["principle"], output["subject_kind"], output["words"]) == ("P1.6", "key_result", ["launch"])
    assert output["subject_id"] == found["key_results"][1]["key_result_id"]
    assert all(output[part] for part in ("sentence", "suggestion", "explanation"))
    (listed,) = ok(place.client.get("/v1/objectives", params={"status": "draft"}))["items"]
    assert listed["lints"] == found["lints"] == ok(place.client.get(draft + "/lints"))["lints"]


def test_publishing_waits_for_no_lint_and_a_published_objective_is_read_without(
    place: Workplace, draft: str
) -> None:
    ok(place.client.post(draft + "/publish"))
    found = ok(place.client.get(draft))
    assert (found["status"], found["lints"]) == ("published", None)
    assert "output" in rules(place.client, draft)
    ok(place.client.post(draft + "/close", json={"outcome": "missed"}))
    assert rules(place.client, draft) == {}


def test_a_dismissed_lint_stays_away_until_the_text_is_another(place: Workplace, draft: str) -> None:
    it = rules(place.client, draft)["output"]
    asked = {"rule": "output", "key_result_id": it["subject_id"], "reason": "The portal is what they paid for."}
    ok(place.client.post(draft + "/lints/dismiss", json=asked))
    dismissed = rules(place.client, draft)["output"]
    assert (dismissed["lint_id"], dismissed["dismissed"]["reason"]) == (it["lint_id"], asked["reason"])
    assert dismissed["dismissed"]["by"].startswith("token:")
    reworded = {"title": "Launch the clinics' portal"}
    ok(place.client.put(f"{draft}/key-results/{it['subject_id']}/wording", json=reworded))
    again = rules(place.client, draft)["output"]
    assert again["dismissed"] is None
    assert again["lint_id"] != it["lint_id"]


def test_a_dismissal_is_taken_back(place: Workplace, draft: str) -> None:
    ok(place.client.post(draft + "/lints/dismiss", json={"rule": "no_owner", "reason": "Ann begins in May."}))
    key = rules(place.client, draft)["no_owner"]["lint_id"]
    ok(place.client.post(f"{draft}/lints/{key}/restore"))
    assert rules(place.client, draft)["no_owner"]["dismissed"] is None
    assert problem(place.client.post(f"{draft}/lints/{key}/restore"), 404)["errors"][0]["rule"] == "unknown"


@pytest.mark.parametrize(
    ("asked", "pointer", "rule"),
    [
        ({"rule": "outputs", "reason": "x"}, "/rule", "unknown"),
        ({"rule": "output", "reason": "x"}, "/key_result_id", "required"),
        ({"rule": "no_owner", "reason": ""}, "/reason", "string_too_short"),
        ({"rule": "no_owner"}, "/reason", "missing"),
        ({"rule": "output", "key_result_id": NOBODY, "reason": "x"}, "/key_result_id", "unknown"),
    ],
)
def test_a_dismissal_that_cannot_be_names_its_field_and_rule(
    place: Workplace, draft: str, asked: dict[str, Any], pointer: str, rule: str
) -> None:
    (error,) = problem(place.client.post(draft + "/lints/dismiss", json=asked), 422)["errors"]
    assert (error["pointer"], error["rule"]) == (pointer, rule)


def test_a_team_teaches_words_for_itself_and_the_organization_for_all(place: Workplace, draft: str) -> None:
    of_team, of_all = f"/v1/vocabularies/{place.team}", "/v1/vocabularies/organization"
    ok(place.client.post(of_team + "/add", json={"kind": "output", "words": ["Onboard"]}))
    assert [each["words"] for each in ok(place.client.get(draft))["lints"] if each["rule"] == "output"] == [
        ["onboard"],
        ["launch"],
    ]
    ok(place.client.post(of_all + "/remove", json={"kind": "output", "words": ["launch"]}))
    assert rules(place.client, draft)["output"]["words"] == ["onboard"]
    team = ok(place.client.get(of_team))
    assert (team["version"], team["added"], team["removed"]) == (1, {"output": ["onboard"]}, {"output": []})
    assert "onboard" in team["effective"]["output"]
    assert "launch" not in team["effective"]["output"]
    company = ok(place.client.get(f"/v1/vocabularies/{place.company}"))
    assert (company["version"], "onboard" in company["effective"]["output"]) == (0, False)
    problem(place.client.get(f"/v1/vocabularies/{NOBODY}"), 404)


def test_words_that_cannot_be_are_refused_by_field(place: Workplace) -> None:
    path = f"/v1/vocabularies/{place.team}/add"
    for asked, pointer in (
        ({"kind": "verbs", "words": ["x"]}, "/kind"),
        ({"kind": "output", "words": []}, "/words"),
        ({"kind": "output", "words": ["ok", "—"]}, "/words/1"),
    ):
        (error,) = problem(place.client.post(path, json=asked), 422)["errors"]
        assert error["pointer"] == pointer


def test_all_lints_are_listed_by_team_cycle_and_status(place: Workplace, draft: str) -> None:
    def listed(**asked: Any) -> list[str]:
        return [each["title"] for each in ok(place.client.get("/v1/lints", params=asked))["items"]]

    assert listed() == listed(team=place.team, cycle=place.cycle) == ["Customer satisfaction"]
    assert listed(team=place.company) == []
    assert listed(status="published") == ["Make the first week seamless"]
    problem(place.client.get("/v1/lints", params={"status": "closed"}), 422)


def test_lints_are_told_as_of_a_moment_with_the_words_of_then(place: Workplace, draft: str) -> None:
    before = ok(place.client.get("/v1/lints"))["position"]
    ok(place.client.post("/v1/vocabularies/organization/remove", json={"kind": "output", "words": ["launch"]}))
    ok(place.client.post(draft + "/lints/dismiss", json={"rule": "no_owner", "reason": "Ann begins in May."}))
    assert "output" not in rules(place.client, draft)
    then = rules(place.client, draft, as_of=before)
    assert then["output"]["words"] == ["launch"]
    assert then["no_owner"]["dismissed"] is None
    words = ok(place.client.get("/v1/vocabularies/organization", params={"as_of": before}))
    assert (words["version"], "launch" in words["effective"]["output"]) == (0, True)


def test_the_rules_explain_themselves(place: Workplace) -> None:
    found = ok(place.client.get("/v1/lint-rules"))
    assert [each["principle"] for each in found] == sorted(each["principle"] for each in found)
    assert {each["rule"] for each in found} >= {"output", "kpi_relabelled", "slogan", "no_start", "no_why_now"}
    assert all(each["bad"] and each["better"] and each["explanation"] for each in found)


def test_six_objectives_of_a_team_are_too_many_and_closed_ones_do_not_count(place: Workplace, draft: str) -> None:
    asked = {"cycle_id": place.cycle, "team_id": place.team, "title": "Win back trust"}
    for _ in range(3):
        ok(place.client.post("/v1/objectives", json=asked))
    assert "too_many_objectives" not in rules(place.client, draft)
    ok(place.client.post("/v1/objectives", json=asked))
    assert "Its team has 6 objectives" in rules(place.client, draft)["too_many_objectives"]["sentence"]
    ok(place.client.post(place.url("/close"), json={"outcome": "dropped"}))
    assert "too_many_objectives" not in rules(place.client, draft)
