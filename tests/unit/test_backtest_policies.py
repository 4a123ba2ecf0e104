"""The policies and cycles that a backtest is asked for: files, presets and names; and what is refused."""

from datetime import date
from pathlib import Path

import pytest

from domain.decider import Refused
from domain.policy import PRESETS, Policy, effective
from northlog.backtest.cycles import cycles_between
from northlog.backtest.policies import named_policies
from northlog.reading.views import CycleView
from tests.packs import a_cycle


def test_a_policy_is_a_preset_or_the_default_by_name() -> None:
    named = named_policies(["default", "ally"])
    assert [each.name for each in named] == ["default", "ally"]
    assert [each.policy for each in named] == [Policy(), effective([PRESETS["ally"]])]


def test_a_policy_is_an_override_in_a_file_of_json_or_toml(tmp_path: Path) -> None:
    as_json, as_toml = tmp_path / "strict.json", tmp_path / "strict.toml"
    as_json.write_text('{"stalled": {"days": 14}, "rhythm": {"holidays": ["2026-01-01"]}}')
    as_toml.write_text("[stalled]\ndays = 14\n[rhythm]\nholidays = [2026-01-01]\n")
    one, other = named_policies([str(as_json), str(as_toml)])
    assert one.policy == other.policy
    assert (one.policy.stalled.days, one.policy.rhythm.holidays) == (14, (date(2026, 1, 1),))


def test_a_file_goes_by_its_name_and_one_like_it_by_its_whole_path(tmp_path: Path) -> None:
    one, other = tmp_path / "one" / "ours.json", tmp_path / "other" / "ours.json"
    for file in (one, other):
        file.parent.mkdir()
        file.write_text('{"stalled": {"days": 14}}')
    assert [each.name for each in named_policies([str(one), str(other)])] == ["ours.json", str(other)]


@pytest.mark.parametrize(
    ("name", "content", "rule", "said"),
    [
        ("a.json", "{", "unreadable", "as JSON"),
        ("a.toml", "days =", "unreadable", "as TOML"),
        ("a.toml", "[off_pace]\nquiet = nan", "unreadable", "no number"),
        ("a.json", "[" * 5000, "unreadable", "as JSON"),
        ("a.toml", f"a = {'[' * 5000}", "unreadable", "as TOML"),
        ("a.toml", f"a{'.a' * 3000} = 1", "unreadable", "as TOML"),
        ("a.json", b"\xff\xfe", "unreadable", "as JSON"),
        ("a.toml", b"\xff\xfe", "unreadable", "as TOML"),
        ("a.json", '{"stalled": {"days": -1}}', "override", "stalled.days"),
        ("a.json", '{"stalled": {"dayz": 14}}', "override", "stalled.dayz"),
        ("a.json", '{"stale": {"days": 14}}', "override", "stale"),
        ("a.json", "[]", "override", "dictionary"),
        ("a.json", "{}", "override", "must change something"),
    ],
)
def test_a_file_that_is_no_override_is_refused_with_its_name(
    tmp_path: Path, name: str, content: str | bytes, rule: str, said: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Refused) as caught:
        named_policies([str(file)])
    assert caught.value.rule == rule
    assert str(file) in caught.value.message
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("wanted", "rule"), [(["aly"], "unknown"), (["ally", "ally"], "twice"), (["."], "unknown")]
)
def test_what_is_no_policy_or_is_named_twice_is_refused(wanted: list[str], rule: str) -> None:
    with pytest.raises(Refused) as caught:
        named_policies(wanted)
    assert caught.value.rule == rule


def cycle(name: str, first: date, last: date, status: str = "closed") -> CycleView:
    return a_cycle().model_copy(
        update={"cycle_id": name, "name": name, "starts_on": first, "ends_on": last, "status": status}
    )


Q1 = cycle("Q1", date(2026, 1, 1), date(2026, 3, 31))
Q2 = cycle("Q2", date(2026, 4, 1), date(2026, 6, 30))
Q3 = cycle("Q3", date(2026, 7, 1), date(2026, 9, 30))
Q4 = cycle("Q4", date(2026, 10, 1), date(2026, 12, 31), "started")
YEAR = cycle("2026", date(2026, 1, 1), date(2026, 12, 31), "started")
EVERY = [YEAR, Q1, Q2, Q3, Q4]


def between(said: str) -> list[str]:
    by_name = {each.name: each for each in EVERY}
    return [each.name for each in cycles_between(said, lambda name: by_name[name.strip()], EVERY)]


def test_cycles_are_those_from_one_to_another_without_a_longer_one_around_them() -> None:
    assert between("Q1..Q3") == ["Q1", "Q2", "Q3"]
    assert between("Q2 .. Q3") == ["Q2", "Q3"]
    assert between("Q2") == between("Q2..Q2") == ["Q2"]


@pytest.mark.parametrize(
    ("said", "rule"),
    [("Q3..Q1", "order"), ("Q1..Q4", "open"), ("Q4", "open"), ("Q1..", "form"), ("..Q1", "form"), ("", "form")],
)
def test_cycles_that_are_open_or_in_the_wrong_order_are_refused(said: str, rule: str) -> None:
    with pytest.raises(Refused) as caught:
        between(said)
    assert caught.value.rule == rule
