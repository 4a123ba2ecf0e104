"""The mirror, how work flows: figures worked out by hand (P6.1)."""

from typing import Any

import pytest

from domain.dependency import DependencyStatus
from domain.link import LinkKind
from domain.mirror import chronic, hand_offs, org_chart, ownership, reflect, several_functions
from domain.mirror.graphs import best_parts, modularity
from domain.mirror.working_together import working_together
from domain.trajectory import OwnerMark
from tests.facts import ANN, NEXT_CYCLE
from tests.mirrored import (
    FIRST,
    HOUSE,
    LEFT,
    SECOND,
    A,
    B,
    C,
    D,
    E,
    F,
    facts,
    goal,
    need,
    pledge,
    result,
    tie,
)
from tests.signals import line, mark, objective, on

TRIANGLES = {(pair[0], pair[1]): 1.0 for pair in ("ab", "ac", "bc", "de", "df", "ef", "ad")}
"""Two triangles and a bridge from a to d."""


def test_modularity_is_the_weight_within_less_what_chance_would_give() -> None:
    # Seven edges; three within each triangle, whose nodes have 7 of 14 ends each: 2 * (3/7 - 1/4).
    assert modularity(TRIANGLES, ["abc", "def"]) == pytest.approx(5 / 14)
    # Pairs across: one edge within a and d, which have 6 ends; none within the others, which have 4 each.
    assert modularity(TRIANGLES, ["ad", "be", "cf"]) == pytest.approx(1 / 7 - (6 / 14) ** 2 - 2 * (4 / 14) ** 2)
    # The bridge thrice as strong: m = 9, three edges within of 9, 9 ends of 18 each.
    assert modularity(TRIANGLES | {("a", "d"): 3}, ["abc", "def"]) == pytest.approx(2 * (3 / 9 - 1 / 4))


def test_the_best_parts_are_the_triangles_each_time() -> None:
    assert best_parts(TRIANGLES) == best_parts(TRIANGLES) == (("a", "b", "c"), ("d", "e", "f"))


def flowing(*pairs: str) -> Any:
    """Facts in which these pairs, two letters each, depend on each other once."""
    return facts(needs=tuple(need(number, *pair, 10, 20) for number, pair in enumerate(pairs)))


def test_a_pair_weighs_its_dependencies_contributions_and_horizontal_links() -> None:
    goals = (goal(1, A), goal(2, B), goal(3, HOUSE), goal(4, B, cycle_id="another"))
    told = facts(
        goals=goals[:3],
        needs=(
            need(1, B, A, 10, 20),
            need(2, A, B, 10, status=DependencyStatus.MISSED),
            need(3, A, B, 10, status=DependencyStatus.DECLINED),
            need(4, A, B, 10, status=DependencyStatus.WITHDRAWN),
            need(5, A, B, -10),  # before the first of the cycles
        ),
        pledges=(pledge(1, B, 1), pledge(2, A, 1), pledge(3, A, 3), pledge(4, A, 4)),
        ties=(tie(1, 1, 2), tie(2, 1, 2, LinkKind.VERTICAL)),
    )
    ((pair, joint),) = working_together(told).items()
    assert pair == (A, B)
    assert (joint.dependencies, joint.contributions, joint.links, joint.weight) == (2, 1, 1, 4)


def test_work_that_crosses_units_is_told_against_the_best_partition() -> None:
    # The two triangles are b-d-f and a-c-e, bridged by a and b: the units a-b-c and d-e-f cut both.
    chart = org_chart.org_chart(told := flowing("bd", "bf", "df", "ac", "ae", "ce", "ab"))
    assert chart.flowing == ((A, C, E), (B, D, F))
    assert chart.reporting == ((A, B, C), (D, E, F))
    assert chart.best == pytest.approx(5 / 14)
    # Within the units: a-b, a-c and d-f; their ends are 3 + 3 + 2 of 14 and 6 of 14.
    assert chart.modularity == pytest.approx(3 / 7 - (8 / 14) ** 2 - (6 / 14) ** 2)
    assert chart.across == [(A, E), (B, D), (B, F), (C, E)]
    assert chart.idle == ((B, C), (D, E), (E, F))
    (found,) = org_chart.look(told, chart).findings
    assert (found.figures["across"], found.figures["ties"], found.teams) == (4, 7, ())
    assert [each.title for each in found.evidence] == ["A and E", "B and D", "B and F", "C and E"]


def test_work_that_flows_as_teams_report_is_no_finding() -> None:
    told = flowing("ab", "ac", "bc", "de", "df", "ef", "ad")
    seen = org_chart.look(told, org_chart.org_chart(told))
    assert (seen.looked_at, seen.findings, seen.unsaid) == (7, (), None)


def test_four_pairs_are_no_structure_and_that_is_said() -> None:
    told = flowing("ad", "be", "cf", "ae")
    chart = org_chart.org_chart(told)
    assert (chart.modularity, chart.best) == (None, None)
    assert org_chart.look(told, chart).unsaid == (
        "Too little to tell: 4 pairs of teams that work together, and 5 at least are needed."
    )


def test_one_cycle_shows_nothing() -> None:
    assert reflect(facts(periods=(FIRST,))) is None
    assert reflect(facts(periods=(FIRST, SECOND))) is not None


def test_a_hand_off_drags_by_the_median_of_its_pair() -> None:
    told = facts(
        needs=(
            need(1, A, B, 10, 30),  # 20 days
            need(2, A, B, 40, 48),  # 8
            need(3, A, B, 50),  # waited for since 100
            need(4, C, D, 10, 23.9),
            need(5, E, F, 10, 24),
            need(6, A, F, 10, status=DependencyStatus.DECLINED),
        )
    )
    pairs = hand_offs.hand_offs(told)
    drags = [(each.team_id, each.drag, each.waiting) for each in pairs]
    assert drags == [(A, 20, 1), (E, 14, 0), (C, pytest.approx(13.9), 0)]
    seen = hand_offs.look(told, pairs)
    assert [each.teams for each in seen.findings] == [(A, B), (E, F)]
    assert seen.looked_at == 5
    first = seen.findings[0]
    assert first.says == "What A needs of B takes 20 days (median of 3 hand-offs; 1 still waited for)."
    assert [each.says for each in first.evidence] == [
        "delivered after 20 days, 10 days after its day",
        "delivered after 8 days, in time",
        "accepted and waited for since 100 days; due 2026-03-02",
    ]


def test_a_dependency_is_chronic_when_the_same_team_needs_the_same_one_in_another_cycle() -> None:
    told = facts(
        goals=(goal(1, A, cycle_id=NEXT_CYCLE),),
        needs=(
            need(1, A, B, 10),
            need(2, A, B, 20, status=DependencyStatus.DECLINED),
            need(3, A, B, 90, objective=1),  # asked early, for a goal of the second cycle
            need(4, B, A, 110),
            need(5, C, D, 10),
            need(6, C, D, 110, status=DependencyStatus.WITHDRAWN),
        ),
    )
    (found,) = chronic.look(told).findings
    assert found.says == "A needed something of B in 2 of 2 cycles, 3 times in all."
    assert [each.says for each in found.evidence] == ["First: accepted", "First: declined", "Second: accepted"]


def test_an_outcome_takes_several_functions_by_three_teams_or_by_two_functions() -> None:
    goals = (goal(1, A), goal(2, B), goal(3, D), goal(4, HOUSE), goal(5, LEFT))
    told = facts(
        goals=goals,
        pledges=(pledge(1, C, 1), pledge(2, A, 4), pledge(3, A, 5)),
        needs=(need(1, A, B, 10, objective=1), need(2, B, C, 10, objective=2)),
        ties=(tie(1, 2, 3, LinkKind.VERTICAL), tie(2, 3, 1)),
    )
    seen = several_functions.look(told)
    by_teams = [(each.teams, each.figures["functions"]) for each in seen.findings]
    assert by_teams == [((A, C, B, D), 2), ((D, A), 2)]
    assert [each.source.split(":")[0] for each in seen.findings[0].evidence] == [
        *("objective", "contribution", "dependency", "link"),
    ]


def owned(*days: tuple[float, str | None], **of: Any) -> Any:
    return goal(1, of=objective(owners=[OwnerMark(*mark(day), owner) for day, owner in days], **of))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (owned((-5, ANN)), 0),
        (owned((-5, None)), 104),  # from its publication on day -4 to the cycle's end
        (owned((-5, ANN), (10, None), (30, ANN), (50, None), closed=60), 30),
        (owned((-5, None), (-4, ANN)), 0),
    ],
)
def test_days_without_an_owner_count_from_publication_to_the_end(given: Any, expected: float) -> None:
    assert ownership.unowned(given, facts(goals=(given,)).end_of(given)) == pytest.approx(expected)


def test_fourteen_days_without_an_owner_are_missing_ownership_and_nobody_is_named() -> None:
    for days, found in ((13.9, 0), (14, 1)):
        told = facts(goals=(owned((-5, ANN), (10, None), (10 + days, ANN)),))
        assert len(ownership.look(told).findings) == found
        assert ANN not in repr(told)


def test_one_result_of_two_teams_is_doubled_within_a_cycle() -> None:
    def with_result(number: int, team: str, title: str, cycle_id: str = FIRST.span.cycle_id) -> Any:
        return goal(number, team, f"Goal {number}", cycle_id, objective(result(line((10, 5)), title)))

    told = facts(
        goals=(
            with_result(1, A, "Tickets older than thirty days"),
            with_result(2, B, "Older tickets than thirty days"),
            with_result(3, B, "Calls answered"),
            with_result(4, C, "Calls answered", NEXT_CYCLE),
        ),
        pledges=(pledge(1, A, 3, 1), pledge(2, D, 3, 1), pledge(3, A, 3, 1), pledge(4, A, 3, 2)),
    )
    same, twice = ownership.look(told).findings
    assert (same.teams, same.figures["likeness"]) == ((A, B), 100)
    assert same.says == "First: “Tickets older than thirty days” is a key result of A and of B."
    assert (twice.teams, twice.figures["contributions"]) == ((A, D), 3)
    assert on(1).date() in {each.on for each in twice.evidence}
