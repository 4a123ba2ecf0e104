"""The quarter is lived: a backlog, a weekly, check-ins, an alert, a look back in its middle, a slip put right."""

import pytest

from tests.cast import Cast, alerts, check_in, grip, progress_of, score_of


def an_idea_of_the_backlog_becomes_a_key_result(it: Cast) -> None:
    """P1.10: what is no "hell yes" waits in the backlog; what is taken up keeps its trail."""
    whose = {"team_id": it["Discover"], "kind": "idea"}
    idea = it.jonas.make("backlog-items", **whose, text="A tutorial that begins with what they came for")
    it.jonas.make("backlog-items", team_id=it["Discover"], kind="parking_lot", text="A dark design")
    it.maya.do(f"backlog-items/{idea}/promote", objective_id=it["Seamless"], key_result_id=it["tutorial"])
    (trail,) = it.maya.see(f"objectives/{it['Seamless']}/alignment")["backlog"]
    assert (trail["backlog_item_id"], trail["key_result_id"]) == (idea, it["tutorial"])
    assert it.maya.see(f"teams/{it['Discover']}/backlog")["open"] == 1


def the_team_agrees_on_a_weekly_and_gets_its_agenda(it: Cast) -> None:
    """P3.7: the agenda writes itself; the meeting is held, and its length is known."""
    schedule = {"first_on": "2026-01-12", "hour": 10, "minutes": 45}
    it.ids["weekly"] = it.tomas.make(
        "rituals", team_id=it["Discover"], kind="weekly", name="Weekly", schedule=schedule
    )
    it.on("2026-01-12")
    agenda = it.maya.see(f"teams/{it['Discover']}/agenda", kind="weekly")
    said = {each["key"]: [item["says"] for item in each["items"]] for each in agenda["sections"]}
    assert list(said) == ["changes", "off_track", "support", "hot_topics", "parking_lot", "health", "rhythm"]
    assert said["parking_lot"] == ["A dark design"]
    it.maya.do(f"rituals/{it['weekly']}/held", minutes=50, present=2)
    seen = it.maya.see(f"rituals/{it['weekly']}")
    assert (seen["held"], seen["overran"]) == (1, 1)


def january_goes_well_and_a_baseline_is_found(it: Cast) -> None:
    """P3.3, P1.3: by GRIP, week by week; tickets count from the day on which their baseline is known."""
    check_in(it, "Seamless", 7, completion=67.5, tutorial=18.5)  # 2.5 of 25, 3.5 of 35
    assert progress_of(it, "Seamless") == pytest.approx([0.1, 0.1, None])
    assert score_of(it, "Seamless") == pytest.approx(0.1)
    it.on("2026-01-19")
    baseline = f"objectives/{it['Seamless']}/key-results/{it['tickets']}/baseline"
    it.maya.put(baseline, start=400, reason="Counted over two weeks, chat included")
    check_in(it, "Seamless", 7, completion=70, tutorial=22, tickets=388)  # 12 of 120 fewer
    assert progress_of(it, "Seamless") == pytest.approx([0.2, 0.2, 0.1])
    assert score_of(it, "Seamless") == pytest.approx(0.5 / 3)
    it.on("2026-01-26")
    check_in(it, "Seamless", 6, completion=72.5, tutorial=25.5, tickets=388)
    it.night()
    assert alerts(it, "confidence_drop") == []


def confidence_drops_and_the_team_hears_of_it_first(it: Cast) -> None:
    """P5.1, P5.4: from 6 to 4; the alert explains itself, and the message is the team's."""
    hears = {"kind": "slack", "name": "Chat", "address": "https://hooks.example.org/x"}
    team = it.tomas.make("destinations", **hears, audience={"kind": "team", "id": it["Discover"]})
    leader = it.tomas.make("destinations", **hears, audience={"kind": "person", "id": it["Helene"]})
    it.on("2026-02-02")
    it.daniel.do(f"dependencies/{it['accounts']}/deliver", note="A minute and a half")
    check_in(
        it,
        "Seamless",
        4,
        completion=72.5,
        tutorial=25.5,
        tickets=388,
        issues="The identity check loses every third one.",
        plan="Sit beside ten newcomers.",
    )
    it.night()
    (alert,) = alerts(it, "confidence_drop")
    assert "6, 4" in alert["why"]
    to = [each["destination_id"] for each in it.tomas.see("deliveries")["items"]]
    assert (team in to, leader in to) == (True, False)
    it.maya.do(f"alerts/{alert['alert_id']}/acknowledge", will_do="We sit beside ten newcomers.")


def the_team_looks_back_in_mid_cycle_because_momentum_slips(it: Cast) -> None:
    """P3.5: triggered by evidence, and begun with it: what pulled toward the goal, what pushed away."""
    found = it.maya.see(f"teams/{it['Discover']}/retrospective-triggers")
    assert "slipping_momentum" in [each["trigger"] for each in found["triggers"] if each["holds"]]
    it.on("2026-02-04")
    about = {"cycle_id": it["Q1"], "team_id": it["Discover"]}
    key = it.maya.make("retrospectives", **about, kind="mid_cycle", trigger="slipping_momentum")
    for each in found["detractors"]:
        it.maya.do(f"retrospectives/{key}/detractors", text=each["says"], objective_id=each["objective_id"])
    it.maya.do(f"retrospectives/{key}/attractors", text="Newcomers at the table")
    it.maya.do(f"retrospectives/{key}/decisions", text="Own the identity check end to end")
    it.maya.do(f"retrospectives/{key}/close", summary="It is the identity check.")
    kinds = [each["kind"] for each in it.helene.see(f"retrospectives/{key}")["entries"]]
    assert kinds == ["detractor"] * len(found["detractors"]) + ["attractor", "decision"]


def a_check_in_is_entered_late_and_a_slip_corrected(it: Cast) -> None:
    """What was true on Monday 9 February is entered on Friday, with a slip of the finger."""
    it.on("2026-02-13")
    when = {"occurred_at": "2026-02-09T09:00:00Z"}
    made = check_in(it, "Seamless", 6, completion=77.5, tutorial=23.5, tickets=364, **when)
    assert progress_of(it, "Seamless") == pytest.approx([0.5, 8.5 / 35, 0.3])
    path = f"objectives/{it['Seamless']}/check-ins/{made}/corrections"
    said = grip(it, 6, completion=77.5, tutorial=32.5, tickets=364)
    it.on("2026-02-16")
    it.maya.do(path, **said, reason="Digits swapped: 32.5")
    assert progress_of(it, "Seamless") == pytest.approx([0.5, 0.5, 0.3])
    correction, original = it.maya.see(f"objectives/{it['Seamless']}/check-ins")["items"][:2]
    assert (original["late"], correction["corrects"]) == (True, True)


def a_past_day_is_read_as_it_was_and_as_it_was_known(it: Cast) -> None:
    """P3.9: 10 February as it was, as it was known then, and as it was known before the correction."""
    known = {"2026-02-10": 25.5, "2026-02-14": 23.5, "2026-02-16": 32.5}
    for day, tutorial in known.items():
        then = it.helene.see(f"objectives/{it['Seamless']}", as_of="2026-02-10", known_at=day)
        assert then["key_results"][1]["value"] == tutorial
    assert it.helene.see(f"objectives/{it['Seamless']}", as_of="2026-02-10")["confidence"] == 6


def february_adds_up_to_the_goal(it: Cast) -> None:
    """P2.7: contributions come to the weighted mean of their scores, beside the goal's own score."""
    it.on("2026-02-23")
    check_in(
        it, "Seamless", 7, completion=82.5, tutorial=36, tickets=340, issues="Nobody above the team reads this"
    )
    assert progress_of(it, "Seamless") == pytest.approx([0.7, 0.6, 0.5])  # 17.5/25, 21/35, 60/120
    check_in(it, "Calm", 6, by="amara", solved=56)  # 6 of 20
    check_in(it, "Delight", 6, by="tomas", drop_off=15, nps=26, call_time=9.7)  # 1/4, 6/20, 0.3/1.5
    assert score_of(it, "Delight") == pytest.approx(0.25)
    assert it.tomas.see(f"objectives/{it['Delight']}")["key_results"][1]["progress_original"] == 0.4  # 6 of 15
    walked = it.tomas.see(f"objectives/{it['Delight']}/alignment")
    assert walked["contributed"] == pytest.approx((2 * 0.6 + 1 * 0.3) / 3)
