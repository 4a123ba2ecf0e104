"""`northlog backtest` over the closed cycles of the sample company, and what it refuses."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from domain.policy import PRESETS
from tests.browser import visiting
from tests.e2e.cli import Cli


@pytest.fixture(scope="module")
def cycles(sample: Cli) -> list[Any]:
    """Its cycles, the earliest first."""
    return list(sample.json("cycle", "list"))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("backtest") / "backtest.html"


@pytest.fixture(scope="module")
def report(sample: Cli, cycles: list[Any], page: Path) -> Any:
    """Every preset over all closed cycles."""
    named = [word for name in ("default", *PRESETS) for word in ("--policy", name)]
    meant = f"{cycles[0]['cycle_id']}..{cycles[2]['cycle_id']}"
    return sample.json("backtest", "--cycles", meant, "--html", str(page), *named)


def test_every_preset_is_run_over_every_closed_cycle(report: Any, cycles: list[Any]) -> None:
    assert [each["name"] for each in report["policies"]] == ["default", *PRESETS]
    assert [each["cycle_id"] for each in report["cycles"]] == [each["cycle_id"] for each in cycles[:3]]
    assert all(each["overall"]["alerts"] > 0 for each in report["policies"])


def test_what_was_missed_is_what_the_cycles_show(sample: Cli, report: Any) -> None:
    """Counted anew from the trees of the cycles."""
    counts: Counter[str] = Counter()
    for cycle in report["cycles"]:
        for objective in sample.json("show", cycle["cycle_id"])["objectives"]:
            dropped = objective["outcome"] == "dropped"
            for each in (objective, *objective["key_results"]):
                score = each["score"] if each["judged"] is None else each["judged"]
                if dropped or each.get("dropped"):
                    counts["dropped"] += 1
                elif each.get("outcome") == "missed" or (score is not None and score < 0.4):
                    counts["missed"] += 1
                else:
                    counts["met"] += 1
    assert {name: report["subjects"][name] for name in counts} == dict(counts)
    assert counts["missed"] > 0


def test_the_figures_of_a_policy_hang_together(report: Any) -> None:
    for policy in report["policies"]:
        overall, rules = policy["overall"], policy["rules"]
        assert sum(each["alerts"] for each in rules) == sum(policy["weeks"]) == overall["alerts"]
        assert sum(each["right"] for each in rules) == overall["right"] <= overall["judged"]
        assert overall["misses"] - overall["warned"] == len(policy["unwarned"])
        assert overall["per_team_week"] == pytest.approx(overall["alerts"] / report["team_weeks"])
        assert all(0 <= each["lead_days"] < 91 for each in rules if each["lead_days"] is not None)


def test_the_default_policy_is_one_that_a_team_can_bear(report: Any) -> None:
    """P5.5, and the figures that docs/backtesting.md tells: few alerts, and hardly a miss without one."""
    usual = report["policies"][0]["overall"]
    assert usual["per_team_week"] < 0.6
    assert usual["precision"] > 0.25
    assert usual["recall"] > 0.85
    assert usual["lead_days"] > 42


def test_a_preset_changes_its_own_rule_and_those_that_look_at_pace(report: Any) -> None:
    """A preset of pace says nothing of confidence."""
    by_policy = {policy["name"]: {each["rule"]: each for each in policy["rules"]} for policy in report["policies"]}
    usual = by_policy["default"]
    assert all(rules["confidence_drop"] == usual["confidence_drop"] for rules in by_policy.values())
    assert by_policy["viva-goals"]["off_pace"] != usual["off_pace"] == by_policy["stall-14-days"]["off_pace"]
    assert by_policy["stall-14-days"]["stalled"] != usual["stalled"]


def test_a_higher_bar_means_more_misses_and_names_those_unwarned(
    sample: Cli, cycles: list[Any], tmp_path: Path
) -> None:
    deaf = tmp_path / "deaf.json"
    rules = ["confidence_drop", "silent", "off_pace", "forecast_miss", "watermelon", "goalpost_moved_late"]
    more = ["recurring_issue", "orphan", "done_too_early", "objective_at_risk", "stalled"]
    deaf.write_text(json.dumps({rule: {"enabled": False} for rule in rules + more}))
    said = sample.says(
        "backtest", "--cycles", cycles[0]["name"], "--policy", str(deaf), "--missed-below", "1", "--html",
        str(tmp_path / "deaf.html"),
    )  # fmt: skip
    assert "a final score under 1)" in said
    assert "Misses that nobody was warned of" in said
    assert "more; --json and --html have them all" in said
    assert "No alert was raised." in (tmp_path / "deaf.html").read_text(encoding="utf-8")


def test_the_tables_fit_a_terminal(sample: Cli, cycles: list[Any]) -> None:
    lines = sample.says("backtest", "--cycles", cycles[2]["name"], "--policy", "ally").splitlines()
    table = lines[next(place for place, line in enumerate(lines) if line.startswith("rule")) :]
    table = table[: next(place for place, line in enumerate(table) if line.startswith("all of them")) + 1]
    assert len(table) > 5
    assert max(map(len, table)) <= 80
    assert not any("…" in line for line in table)


def test_the_page_draws_all_policies_and_asks_for_nothing(browser: Browser, report: Any, page: Path) -> None:
    for width in (1280, 390):
        with visiting(browser, page, width) as visit:
            assert visit.page.locator('svg[data-chart="rates"]:visible').count() == len(report["policies"]) + 1
            assert visit.page.locator('svg[data-chart="weeks"]:visible .trace').count() == len(report["policies"])
            assert visit.page.evaluate("document.documentElement.scrollWidth") == width
            assert visit.said == []
            assert [url for url in visit.asked if not url.startswith("data:")] == [page.as_uri()]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--cycles", "Cycle 9"], "no cycle"),
        (["--cycles", "LAST"], "is started"),
        (["--cycles", "FIRST..LAST"], "is started"),
        (["--cycles", "FIRST..FIRST", "--missed-below", "1.5"], "0 to 1"),
        (["--cycles", "FIRST", "--missed-below", "nan"], "0 to 1"),
        (["--cycles", "FIRST", "--policy", "nowhere.json"], "neither a file nor a policy"),
    ],
)
def test_what_cannot_be_tested_is_refused_in_a_sentence(
    sample: Cli, cycles: list[Any], words: list[str], said: str
) -> None:
    meant = {"FIRST": cycles[0]["cycle_id"], "LAST": cycles[3]["cycle_id"]}
    told = [word.replace("FIRST", meant["FIRST"]).replace("LAST", meant["LAST"]) for word in words]
    assert said in sample.refuses("backtest", *told)
