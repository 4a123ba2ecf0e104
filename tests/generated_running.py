"""How the fields of backlogs and health metrics are made up."""

from typing import Any

from hypothesis import strategies as st

from domain.backlog import (
    BacklogKind,
    DraftFromBacklogItem,
    EditBacklogItem,
    NoteBacklogItem,
    PromoteBacklogItem,
)
from domain.health_metric import TrackHealthMetric
from domain.words import Command
from tests.facts import BACKLOG_ITEM, HEALTH_METRIC, TEAM
from tests.made_up import days, ids, numbers, results, words

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "backlog_item_id": ids(20, 2),
    "reviewed_on": st.none() | days,
    "health_metric_id": ids(21, 2),
    "reading_id": ids(22, 4),
    "value": numbers,
    "unit": st.just("%"),
    "low": st.none() | numbers,
    "high": st.none() | numbers,
    "alert_after_days": st.integers(0, 365),
    "silent_after_days": st.integers(1, 365),
}

OPTIONAL: dict[tuple[type[Any], str], st.SearchStrategy[Any]] = {
    **{(each, "kind"): st.sampled_from(BacklogKind) for each in (NoteBacklogItem, EditBacklogItem)},
    (PromoteBacklogItem, "key_result_id"): st.none() | results,
    (DraftFromBacklogItem, "title"): st.none() | words,
}

SETTLED: list[Command] = [
    NoteBacklogItem(backlog_item_id=BACKLOG_ITEM, team_id=TEAM, kind=BacklogKind.IDEA, text="Bring a friend"),
    TrackHealthMetric(health_metric_id=HEALTH_METRIC, team_id=TEAM, name="Sign-in errors", high=0.5),
]
"""What a settled house has noted, and watches."""
