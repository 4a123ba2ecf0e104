"""The quarter ends: a page for leadership, scores and outcomes, four questions, and a record that stays."""

import pytest

from tests.cast import DELIGHT, SEAMLESS, Cast, check_in, score_of
from tests.chapters.quarter import a_past_day_is_read_as_it_was_and_as_it_was_known


def leadership_reads_one_page_of_the_month(it: Cast) -> None:
    """P2.10: the goal, what teams contribute, and nothing of what they say among themselves."""
    it.on("2026-03-02")
    report = it.helene.see("reports/strategic", month="2026-02")
    (page,) = report["objectives"]
    assert page["objective_id"] == it["Delight"]
    assert page["confidence"]["after"] == 6
    assert page["contributed"]["after"] == pytest.approx(0.5)
    assert {each["team"]: each["confidence"]["after"] for each in page["contributors"]} == {
        "Discover": 7,
        "Welcome Care": 6,
    }
    for form in ("md", "html", "json"):
        told = it.helene.client.get("/v1/reports/strategic", params={"month": "2026-02", "format": form})
        assert ("Discover" in told.text, "Nobody above" in told.text) == (True, False)


def the_quarter_ends_with_scores_and_outcomes(it: Cast) -> None:
    """P4.1 to P4.3: computed and judged scores side by side; 0.7 is success for what is aspirational (P1.8)."""
    it.on("2026-03-30")
    check_in(it, "Seamless", 8, completion=85, tutorial=43, tickets=316)  # 20/25, 28/35, 84/120
    check_in(it, "Calm", 6, by="amara", solved=62)  # 12 of 20
    check_in(it, "Delight", 7, by="tomas", drop_off=13, nps=35, call_time=9.25)  # 3/4, 15/20, 0.75/1.5
    tutorial = f"objectives/{it['Seamless']}/key-results/{it['tutorial']}/judgement"
    it.maya.put(tutorial, judged=0.7, reason="A campaign brought people who never needed it.")
    it.on("2026-04-07")
    it.maya.do(f"objectives/{it['Seamless']}/close", outcome="achieved")
    it.amara.do(f"objectives/{it['Calm']}/close", outcome="partly")
    it.tomas.do(f"objectives/{it['Delight']}/close", outcome="partly")
    assert score_of(it, "Seamless") == pytest.approx(2.3 / 3)
    assert score_of(it, "Calm") == pytest.approx(0.6)
    assert score_of(it, "Delight") == pytest.approx(2 / 3)
    result = it.maya.see(f"objectives/{it['Seamless']}")["key_results"][1]
    assert (result["score"], result["judged"]) == (pytest.approx(0.8), 0.7)
    it.helene.do(f"cycles/{it['Q1']}/close")


def the_closing_retrospective_asks_four_questions(it: Cast) -> None:
    """P3.6: a score alone is no retrospective; what was decided goes into the next quarter."""
    it.ids["Q2"] = it.helene.make("cycles", name="2026 Q2", starts_on="2026-04-06", ends_on="2026-07-05")
    it.ids["looking back"] = key = it.maya.make(
        "retrospectives", cycle_id=it["Q1"], team_id=it["Discover"], kind="end"
    )
    answers = {
        "achieved": "Yes, and a little more than we hoped in January.",
        "learnt": "People leave at the identity check, not at the form.",
        "surprised": "How many come back the next day and finish.",
        "differently": "Test accounts before the quarter begins.",
    }
    for question, answer in answers.items():
        it.maya.do(f"retrospectives/{key}/answers", question=question, answer=answer)
    decided = it.maya.make(f"retrospectives/{key}/decisions", text="Own the identity check", carried_into=it["Q2"])
    it.maya.do(f"retrospectives/{key}/close", summary="Achieved, and we know why.")
    became = it.maya.make(
        "objectives", cycle_id=it["Q2"], team_id=it["Discover"], title="Let nobody fail at the identity check"
    )
    it.maya.do(f"retrospectives/{key}/decisions/{decided}/carry", cycle_id=it["Q2"], became=became)
    seen = it.helene.see(f"retrospectives/{key}")
    assert {question: said["text"] for question, said in seen["answers"].items()} == answers
    assert (seen["entries"][0]["became"], seen["closed_at"] is None) == (became, False)


def the_quarter_stays_as_it_was(it: Cast) -> None:
    """P3.9: the pack tells all of it, and a past day still reads as it did."""
    pack = it.helene.see(f"cycles/{it['Q1']}/retro", format="json")
    told = {each["title"]: (each["outcome"], each["computed"]) for each in pack["objectives"]}
    assert told[SEAMLESS] == ("achieved", pytest.approx(2.3 / 3))
    assert told[DELIGHT] == ("partly", pytest.approx(2 / 3))
    for form in ("md", "html"):
        page = it.helene.client.get(f"/v1/cycles/{it['Q1']}/retro", params={"format": form})
        assert "How many come back the next day and finish." in page.text
    (moved,) = [
        each for each in it.helene.see(f"cycles/{it['Q1']}/goalposts")["key_results"] if each["title"] == "nps"
    ]
    assert [each["farther"] for each in moved["moves"]] == pytest.approx([1 / 3])  # 15 points, then 20
    a_past_day_is_read_as_it_was_and_as_it_was_known(it)
