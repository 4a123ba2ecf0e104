"""Policies as data: validated overrides, one above the other, and the aggregate that keeps them."""

from dataclasses import fields
from typing import Any

import pytest
from pydantic import ValidationError

from domain.policy import (
    ClearPolicy,
    Difference,
    Policy,
    PolicyCleared,
    PolicySet,
    ScopePolicy,
    SetPolicy,
    diff,
    effective,
)
from domain.signals.evaluate import RULES, enabled
from domain.team import Cadence, TeamDissolved
from domain.words import Event
from tests.facts import TEAM, company, formed, founded
from tests.spec import World, given

FORTNIGHT: Any = {"stalled": {"days": 14}}
QUIET: Any = {"stalled": {"enabled": False}}


def house() -> list[Event]:
    return [founded(), company(), formed()]


def setting(scope: str = TEAM, override: Any = FORTNIGHT) -> SetPolicy:
    return SetPolicy(scope=scope, override=override, reason="We meet every fortnight")


def was_set(scope: str = TEAM, override: Any = FORTNIGHT) -> PolicySet:
    return PolicySet(scope=scope, override=override, reason="We meet every fortnight")


def clearing(scope: str = TEAM) -> ClearPolicy:
    return ClearPolicy(scope=scope, reason="The defaults serve us")


@pytest.mark.parametrize("scope", ["organization", TEAM])
def test_the_organization_or_a_team_sets_its_policy(scope: str) -> None:
    given(*house()).when(setting(scope)).then(was_set(scope))


def test_setting_it_anew_replaces_it_whole() -> None:
    given(*house(), was_set()).when(setting(override=QUIET)).then(was_set(override=QUIET))


def test_the_same_override_again_changes_nothing() -> None:
    given(*house(), was_set()).when(setting()).then()


def test_a_policy_needs_a_scope_that_is_there() -> None:
    given(founded()).when(setting()).refused("scope", "unknown")
    given().when(setting("organization")).refused("organization", "unknown")
    given(*house(), TeamDissolved(team_id=TEAM)).when(setting()).refused("scope", "dissolved")


def test_clearing_takes_it_back_once() -> None:
    cleared = PolicyCleared(scope=TEAM, reason="The defaults serve us")
    given(*house(), was_set()).when(clearing()).then(cleared)
    given(*house(), was_set(), cleared).when(clearing()).then()
    given(*house(), was_set(), cleared).when(setting()).then(was_set())
    given(*house()).when(clearing()).refused("scope", "unknown")


def test_each_scope_has_a_stream_of_its_own() -> None:
    assert setting("organization").stream == "policy"
    assert setting(TEAM).stream == f"policy-{TEAM}"


def test_versions_are_counted_over_setting_and_clearing() -> None:
    cleared = PolicyCleared(scope=TEAM, reason="The defaults serve us")
    world = World().happened(was_set(), was_set(override=QUIET))
    assert world.states[f"policy-{TEAM}"] == ScopePolicy(2, QUIET)
    assert world.happened(cleared).states[f"policy-{TEAM}"] == ScopePolicy(3, None)


@pytest.mark.parametrize(
    ("override", "where"),
    [
        ({}, "must change something"),
        ({"stalled": {"days": 0}}, "stalled.days"),
        ({"stalled": {"days": "14"}}, "stalled.days"),
        ({"stalled": {"weeks": 2}}, "stalled.weeks"),
        ({"stalled": {"enabled": 1}}, "stalled.enabled"),
        ({"slow": {"days": 2}}, "slow"),
        ({"silent": {"grace": 11}}, "silent.grace"),
        ({"confidence_drop": {"low": 11}}, "confidence_drop.low"),
        ({"off_pace": {"quiet": 1.1}}, "off_pace.quiet"),
        ({"off_pace": {"quiet": float("nan")}}, "off_pace.quiet"),
        ({"off_pace": {"zoning": {"by": "ratio", "on_track": 0.4, "at_risk": 0.7}}}, "at_risk must lie beyond"),
        ({"off_pace": {"zoning": {"by": "gap", "on_track": 0.4, "at_risk": 0.3}}}, "at_risk must lie beyond"),
        ({"off_pace": {"phases": [{"elapsed": 0.5, "progress": 0.2}, {"elapsed": 0.4, "progress": 0.3}]}}, "rise"),
        ({"off_pace": {"phases": [{"elapsed": 0.5, "progress": 0.2}, {"elapsed": 0.6, "progress": 0.1}]}}, "rise"),
        ({"forecast_miss": {"level": 99}}, "forecast_miss.level"),
        ({"rhythm": {"holidays": ["2026-02-30"]}}, "rhythm.holidays.0"),
        ({"rhythm": {"assumed": {"weekday": 8, "hour": 9}}}, "rhythm.assumed.weekday"),
        ({"clearing": {"hours": -1}}, "clearing.hours"),
    ],
)
def test_what_no_policy_can_say_is_refused_where_it_stands(override: Any, where: str) -> None:
    with pytest.raises(ValidationError, match=where):
        setting(override=override)


def test_an_old_override_is_read_even_if_no_policy_could_say_it_any_more() -> None:
    assert was_set(override={"gone": {"days": 2}}).override == {"gone": {"days": 2}}


def test_the_nearest_level_has_the_last_word_setting_by_setting() -> None:
    organization: Any = {"stalled": {"days": 14, "check_ins": 3}, "orphan": {"after_days": 1}}
    unit: Any = {"stalled": {"days": 28}, "rhythm": {"assumed": {"weekday": 1, "hour": 9}}}
    team: Any = {"stalled": {"check_ins": None}}
    policy = effective([organization, unit, team])
    assert (policy.stalled.days, policy.stalled.check_ins, policy.orphan.after_days) == (28, None, 1)
    assert policy.rhythm.assumed == Cadence(weekday=1, hour=9)
    assert effective([]) == Policy()


def test_what_nobody_said_follows_the_level_above() -> None:
    """An override is kept as it was said: a default that it repeats still holds when the level above changes."""
    says_the_default: Any = {"stalled": {"days": Policy().stalled.days}}
    assert effective([FORTNIGHT, says_the_default]) == Policy()
    assert effective([FORTNIGHT, QUIET]).stalled.days == 14


def test_a_list_is_replaced_whole() -> None:
    ours: Any = {"rhythm": {"holidays": ["2026-01-06"]}}
    theirs: Any = {"rhythm": {"holidays": ["2026-08-01", "2026-12-25"]}}
    assert [str(day) for day in effective([ours, theirs]).rhythm.holidays] == ["2026-08-01", "2026-12-25"]


def test_a_difference_is_told_setting_by_setting() -> None:
    assert diff(Policy(), effective([FORTNIGHT, {"clearing": {"hours": 0}}])) == (
        Difference("stalled", "days", 21, 14),
        Difference("clearing", "hours", 24, 0),
    )
    assert diff(Policy(), Policy()) == ()


def test_every_rule_has_its_section_and_can_be_turned_off() -> None:
    off = {name for name in RULES if not getattr(Policy(), name).enabled}
    assert off == {"forecast_miss"}, "no miss more was warned of with it, and none earlier (ADR 0016)"
    assert sum(map(len, enabled(effective([{rule: {"enabled": True} for rule in off}])))) == len(RULES)
    assert enabled(effective([{rule: {"enabled": False} for rule in RULES}])) == ((), ())
    assert {field.name for field in fields(Policy)} == {*RULES, "rhythm", "clearing"}
