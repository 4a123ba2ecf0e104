"""Who works with whom: the pairs of teams that dependencies, contributions and horizontal links join.

Weight of a pair: one for each dependency that was neither declined nor withdrawn, one for each contribution of one
team to the other's objective, one for each horizontal link between objectives of both. A plain count: nothing in
the log says that one kind of tie weighs more. The company is no team: what is pledged to its objectives is
direction taken up, not work between two teams.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.link import LinkKind
from domain.mirror.facts import REFUSED, Facts

Pair = tuple[str, str]
"""Two teams by their ids, in the order of text."""


@dataclass(slots=True)
class Joint:
    """What joins a pair, by kind."""

    dependencies: int = 0
    contributions: int = 0
    links: int = 0

    @property
    def weight(self) -> int:
        return self.dependencies + self.contributions + self.links


def working_together(facts: Facts) -> dict[Pair, Joint]:
    """Every pair that works together in these cycles, in the order of their ids."""
    found: dict[Pair, Joint] = {}
    for pair, kind in _ties(facts):
        if any(facts.teams[each].kind == "company" for each in pair):
            continue
        joint = found.setdefault(pair, Joint())
        setattr(joint, kind, getattr(joint, kind) + 1)
    return dict(sorted(found.items()))


def _ties(facts: Facts) -> Iterator[tuple[Pair, str]]:
    goals = facts.by_id
    for need, _ in facts.needed:
        if need.status not in REFUSED:
            yield pair_of(need.team_id, need.of_team_id), "dependencies"
    for pledge in facts.pledges:
        goal = goals.get(pledge.objective_id)
        if goal is not None and goal.line.team_id != pledge.team_id:
            yield pair_of(pledge.team_id, goal.line.team_id), "contributions"
    for tie in facts.ties:
        one, other = goals.get(tie.objective_id), goals.get(tie.other_id)
        if tie.kind is LinkKind.HORIZONTAL and one and other and one.line.team_id != other.line.team_id:
            yield pair_of(one.line.team_id, other.line.team_id), "links"


def pair_of(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
