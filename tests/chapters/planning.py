"""The quarter is planned: direction, goals, pledges, agreement, and what was negotiated."""

from tests.api import problem
from tests.cast import DELIGHT, SEAMLESS, Cast, add_key_results, progress_of, relative


def leadership_says_where_to_go_and_why(it: Cast) -> None:
    """P2.2: strategy and the priorities of the year are published before anybody plans."""
    it.helene.put("strategy/vision", statement="Nobody gives up on us in the first week.")
    it.helene.put("strategy/statement", statement="Win the first week of every customer.")
    for title in (
        "Simplify onboarding of new customers",
        "Grow in small business",
        "Harden critical systems",
    ):
        it.ids[title] = it.helene.make("strategy/priorities", year=2026, title=title)
    it.ids["Q1"] = it.helene.make("cycles", name="2026 Q1", starts_on="2026-01-05", ends_on="2026-04-05")
    seen = it.maya.see("strategy")
    assert [each["title"] for each in seen["priorities"]] == [
        "Simplify onboarding of new customers",
        "Grow in small business",
        "Harden critical systems",
    ]


def digital_services_takes_up_the_first_priority(it: Cast) -> None:
    """P2.2, P2.4, P1.3: a strategic objective with context; what has no baseline shows no score, never a guess."""
    it.ids["Delight"] = goal = it.tomas.make(
        "objectives",
        cycle_id=it["Q1"],
        team_id=it["Digital Services"],
        title=DELIGHT,
        level="strategic",
        owner=it["Tomas"],
        why_now="One in six leaves in the first week, and most of them never call.",
    )
    it.tomas.put(f"objectives/{goal}/priority", priority_id=it["Simplify onboarding of new customers"])
    it.tomas.put(
        f"objectives/{goal}/context",
        context={
            "why_it_matters": "Whoever stays the first week stays for years.",
            "constraints": ["The identity check stays."],
            "trade_offs": ["Fewer releases of the app are acceptable."],
            "supporting": [{"says": "First-week drop-off 16 %"}],
        },
    )
    add_key_results(
        it,
        "Delight",
        drop_off=relative(-0.25, "%"),
        nps={"kind": "metric", "start": 20, "target": 35, "unit": "points"},
        call_time=relative(-0.15, "minutes"),
    )
    assert progress_of(it, "Delight") == [None, 0, None]
    it.tomas.put(f"objectives/{goal}/key-results/{it['drop_off']}/baseline", start=16, reason="December's")
    it.tomas.put(f"objectives/{goal}/key-results/{it['call_time']}/baseline", start=10, reason="December's")
    targets = [each["target"] for each in it.tomas.see(f"objectives/{goal}")["key_results"]]
    assert targets == [12, 35, 8.5]  # 16 less a quarter; as stated; 10 less 15 %
    it.tomas.do(f"objectives/{goal}/publish")


def discover_publishes_without_waiting_for_the_review_it_asked_for(it: Cast) -> None:
    """P2.1: a second pair of eyes is asked for, and nothing waits for it."""
    it.ids["Seamless"] = goal = it.maya.make(
        "objectives",
        cycle_id=it["Q1"],
        team_id=it["Discover"],
        title=SEAMLESS,
        owner=it["Maya"],
        why_now="It serves the priority of the year: whoever loses heart loses it in our screens.",
    )
    add_key_results(
        it,
        "Seamless",
        completion={"kind": "metric", "start": 65, "target": 90, "unit": "%"},
        tutorial={"kind": "metric", "start": 15, "target": 50, "unit": "%"},
        tickets=relative(-0.3, "tickets a week"),
    )
    review = it.maya.make("reviews", objective_id=goal, reviewer=it["Amara"], note="What do callers miss?")
    it.maya.do(f"objectives/{goal}/publish")
    assert it.maya.see(f"objectives/{goal}")["status"] == "published"
    assert it.maya.see(f"reviews/{review}")["status"] == "asked"
    it.amara.do(f"reviews/{review}/give", says="A name to call. The rest is what they ask for.")
    it.on("2026-01-05", hour=8)
    it.helene.do(f"cycles/{it['Q1']}/start")


def teams_pledge_what_they_can_own_and_nobody_assigns_it(it: Cast) -> None:
    """P2.6, P2.7: contributions are pulled; what counts says with what weight; links are loose."""
    it.ids["Calm"] = calm = it.amara.make(
        "objectives", cycle_id=it["Q1"], team_id=it["Welcome Care"], title="Be the calm voice of the first week"
    )
    add_key_results(it, "Calm", solved={"kind": "metric", "start": 50, "target": 70, "unit": "%"}, by="amara")
    it.amara.do(f"objectives/{calm}/publish")
    goal, part = it["Delight"], {"objective_id": it["Delight"], "counts": True}
    pushed = it.helene.client.post(
        "/v1/contributions", json=part | {"team_id": it["Discover"], "what": "Do what I say"}
    )
    assert problem(pushed, 422)["errors"][0]["pointer"] == "/team_id"
    it.ids["pledge"] = it.maya.make(
        "contributions",
        **part,
        team_id=it["Discover"],
        what="A first week without dead ends",
        approach="Sessions with new users every week",
        measured_by="Onboarding completion",
        rests_on=[{"objective_id": it["Seamless"]}],
        weight=2,
    )
    it.amara.make(
        "contributions",
        **part,
        team_id=it["Welcome Care"],
        what="First calls that end well",
        rests_on=[{"objective_id": calm}],
    )
    it.maya.make("links", kind="vertical", objective_id=it["Seamless"], other_id=goal)
    it.maya.make("links", kind="horizontal", objective_id=it["Seamless"], other_id=calm, note="The same people")
    (walked,) = it.maya.see(f"cycles/{it['Q1']}/direction")["objectives"]
    assert walked["priority"]["title"] == "Simplify onboarding of new customers"
    whose = [each["contribution"]["team_id"] for each in walked["contributions"]]
    assert whose == [it["Discover"], it["Welcome Care"]]
    assert len(it.maya.see(f"objectives/{it['Seamless']}/alignment")["links"]) == 2


def leadership_and_team_agree_that_it_matters_now(it: Cast) -> None:
    """P2.5: alignment is this agreement, not the existence of a link."""
    path = f"agreements/{it['Seamless']}"
    it.tomas.put(f"{path}/leadership", why_now="Most of the drop-off is in its screens.")
    assert not it.maya.see(path)["stands"]
    it.maya.put(f"{path}/team", team_id=it["Discover"], why_now="We see it in every session.")
    assert it.maya.see(path)["stands"]


def discover_asks_ledger_for_what_it_needs(it: Cast) -> None:
    """P2.7: a dependency is asked for, promised for a day, and delivered on another."""
    it.ids["accounts"] = key = it.jonas.make(
        "dependencies",
        team_id=it["Discover"],
        of_team_id=it["Ledger"],
        objective_id=it["Seamless"],
        what="Test accounts within a minute",
        needed_by="2026-01-23",
    )
    it.on("2026-01-06")
    it.daniel.do(f"dependencies/{key}/accept", promised_by="2026-01-30")
    assert it.maya.see(f"dependencies/{key}")["status"] == "accepted"


def people_talk_where_everybody_sees_it(it: Cast) -> None:
    """P2.8: anyone may comment on anything, and say whom they mean."""
    about = {"kind": "key_result", "id": it["tickets"], "objective_id": it["Seamless"]}
    asked = it.amara.make("comments", subject=about, text="Do tickets by chat count?", mentions=[it["Jonas"]])
    it.jonas.make("comments", subject=about, text="They do, from Monday.", in_reply_to=asked)
    thread = it.helene.see("comments", objective=it["Seamless"])["items"]
    assert [(each["thread_id"], each["mentions"]) for each in thread] == [(asked, [it["Jonas"]]), (asked, [])]


def a_proposal_travels_upward_and_becomes_the_edit(it: Cast) -> None:
    """P2.9, P4.4: the team raises the unit's target; the edit follows on its acceptance and names its cause."""
    higher = {"kind": "metric", "start": 20, "target": 40, "unit": "points"}
    key = it.maya.make(
        "proposals",
        objective_id=it["Delight"],
        team_id=it["Discover"],
        change={"kind": "retarget", "key_result_id": it["nps"], "measure": higher},
        reason="With the calls solved as well, 35 is too easy.",
    )
    it.on("2026-01-07")
    answer = it.tomas.do(f"proposals/{key}/accept", note="Gladly.")
    seen = it.maya.see(f"proposals/{key}")
    assert (seen["status"], seen["edit"]) == ("accepted", "key_result.retargeted.v1")
    assert seen["edit_position"] == answer["first_position"] + 1 == answer["last_position"]
    nps = it.maya.see(f"objectives/{it['Delight']}")["key_results"][1]
    assert (nps["original"]["target"], nps["measure"]["target"]) == (35, 40)
