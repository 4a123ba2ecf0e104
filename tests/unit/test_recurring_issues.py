"""Which issues kept coming back, by a rule that can be checked by eye."""

from collections.abc import Sequence

import pytest

from domain.policy import Policy
from northlog.retro.recurring import Named, named_in, recurring
from tests.packs import MONDAYS

LEGAL = "Legal wants to read every change of the consent page, and that takes nine days."


def told(*issues: str, team: str = "Discover") -> list[Named]:
    """One issue a Monday, each of a check-in of its own."""
    return [Named(team, f"check-in {place}", MONDAYS[place], "A goal", each) for place, each in enumerate(issues)]


LEAST = dict.fromkeys(("Discover", "Ledger"), Policy().recurring_issue.likeness)


def groups(named: Sequence[Named]) -> list[list[str]]:
    return [[time.text for time in each.times] for each in recurring(named, LEAST)]


def test_an_issue_told_again_in_other_words_is_the_same() -> None:
    again = "Still waiting for legal to read the consent page."
    assert groups(told(LEGAL, "The tutorial has no sound.", again)) == [[LEGAL, again]]
    (found,) = recurring(told(LEGAL, again), LEAST)
    assert found.shared_words == ["consent", "legal", "page", "read"]


@pytest.mark.parametrize(
    "other",
    [
        "Legal is on holiday.",  # one word in common
        "Every new server of the backbone loses its disks, and the read cache of the search page is cold.",
        "And that takes it all for us.",  # small words alone
        "",
    ],
)
def test_what_shares_too_little_is_another_issue(other: str) -> None:
    assert groups(told(LEGAL, other)) == []


def test_one_check_in_or_another_team_does_not_make_an_issue_come_back() -> None:
    twice = [*told(LEGAL), *told(LEGAL)]
    assert groups(twice) == []
    assert groups([*told(LEGAL), *told("", LEGAL, team="Ledger")]) == []


def test_the_most_frequent_issue_comes_first_and_its_namings_are_in_order_of_time() -> None:
    slow = "The search server is slow again."
    named = [*told(LEGAL, slow, slow, slow)[::-1], Named("Discover", "later", MONDAYS[3], "A goal", LEGAL)]
    assert [len(each.times) for each in recurring(named, LEAST)] == [3, 2]
    assert [time.at for time in recurring(named, LEAST)[0].times] == MONDAYS[1:4]


def test_a_check_ins_issues_are_its_sentences() -> None:
    issues = "Legal is slow. Who decides?\n\nServer 2.5 is down"
    assert [each.text for each in named_in("Discover", "a check-in", MONDAYS[0], "A goal", issues)] == [
        *["Legal is slow.", "Who decides?", "Server 2.5 is down"]
    ]


def test_a_policy_that_asks_for_more_in_common_takes_fewer_for_the_same() -> None:
    named = told(LEGAL, "Still waiting for legal to read the consent page.")
    assert len(recurring(named, {"Discover": 0.8})) == 1
    assert recurring(named, {"Discover": 0.81}) == []
