"""How the fields of strategy, contributions, links and dependencies are made up."""

from typing import Any

from hypothesis import strategies as st

from domain.contribution import AmendContribution, Basis, PledgeContribution
from domain.dependency import AskDependency
from domain.link import LinkKind, LinkObjectives
from domain.objective.commands import ServePriority
from domain.objective.context import Context, Support
from domain.strategy import RewordPriority, SetPriority
from tests.made_up import days, ids, objectives, people, prose, results, teams, words

_support = st.builds(Support, says=words, url=st.none() | st.just("https://example.org/figures"))
_lines = st.lists(words, max_size=2).map(tuple)
_rests = st.builds(Basis, objective_id=objectives, key_result_id=st.none() | results)

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "statement": words,
    "priority_id": ids(11, 2),
    "year": st.integers(2025, 2027),
    "context": st.builds(
        Context,
        why_it_matters=prose,
        constraints=_lines,
        trade_offs=_lines,
        supporting=st.lists(_support, max_size=2).map(tuple),
    ),
    "contribution_id": ids(12, 2),
    "approach": prose,
    "measured_by": prose,
    "rests_on": st.lists(_rests, max_size=2).map(tuple),
    "counts": st.booleans(),
    "weight": st.sampled_from([1.0, 0.5, 3.0]),
    "by": st.none() | people,
    "link_id": ids(13, 2),
    "other_id": objectives,
    "dependency_id": ids(14, 2),
    "of_team_id": teams,
    "needed_by": days,
    "promised_by": days,
}

OPTIONAL: dict[tuple[type[Any], str], st.SearchStrategy[Any]] = {
    (ServePriority, "priority_id"): st.none() | ids(11, 2),
    (SetPriority, "why"): prose,
    (RewordPriority, "why"): prose,
    (LinkObjectives, "kind"): st.sampled_from(LinkKind),
    (AskDependency, "objective_id"): st.none() | objectives,
    (PledgeContribution, "what"): words,
    (AmendContribution, "what"): words,
}
