"""How the fields of rituals are made up."""

from typing import Any

from hypothesis import strategies as st

from domain.ritual import HoldMeeting, RitualKind, Schedule, SetRitual
from tests.made_up import days, ids, people

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "ritual_id": ids(19, 2),
    "schedule": st.builds(
        Schedule,
        first_on=days,
        hour=st.integers(0, 23),
        minute=st.sampled_from([0, 30]),
        minutes=st.sampled_from([15, 45]),
        every=st.sampled_from([1, 1, 2]),
    ),
    "on": days,
    "minutes": st.sampled_from([15, 50]),
    "present": st.none() | st.integers(0, 9),
    "people": st.lists(people, max_size=2).map(tuple),
}

OPTIONAL: dict[tuple[type[Any], str], st.SearchStrategy[Any]] = {
    (SetRitual, "kind"): st.sampled_from(RitualKind),
    (HoldMeeting, "on"): st.none() | days,
}
