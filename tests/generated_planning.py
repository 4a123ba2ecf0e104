"""How the fields of plannings are made up."""

from typing import Any

from hypothesis import strategies as st

from domain.measure import Binary
from domain.planning import (
    AddKeyResultFromTheme,
    DraftedKeyResult,
    DraftFromTheme,
    NameTheme,
    OpenPlanning,
    WithdrawStory,
    WriteStory,
)
from domain.words import Command
from tests.facts import ANN, CYCLE, PLANNING, STORY, TEAM, THEME
from tests.made_up import ids, prose, results, words

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "planning_id": st.just(PLANNING) | ids(23, 2),
    "story_id": ids(24, 3),
    "theme_id": ids(25, 3),
    "stories": st.lists(ids(24, 3), max_size=2, unique=True).map(tuple),
}

_drafted = st.builds(DraftedKeyResult, key_result_id=results, title=words, measure=st.just(Binary()))

OPTIONAL: dict[tuple[type[Any], str], st.SearchStrategy[Any]] = {
    (WithdrawStory, "reason"): prose,
    (DraftFromTheme, "title"): st.none() | words,
    (DraftFromTheme, "key_results"): st.lists(_drafted, max_size=2).map(tuple),
    (AddKeyResultFromTheme, "title"): st.none() | words,
}

_IT: dict[str, Any] = {"planning_id": PLANNING}

SETTLED: list[Command] = [
    OpenPlanning(**_IT, team_id=TEAM, cycle_id=CYCLE),
    WriteStory(**_IT, story_id=STORY, text="Nobody calls in the first week", by=ANN),
    NameTheme(**_IT, theme_id=THEME, name="A calm first week", stories=(STORY,)),
]
"""What a settled house has begun to plan."""
