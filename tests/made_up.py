"""Values that hypothesis makes up for many fields, ids so few that they collide."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.facts import an_id, at

BEGIN = at("2025-12-31T12:00")
"""Half a day before the first cycle begins in Zurich."""


def ids(kind: int, count: int) -> st.SearchStrategy[str]:
    return st.sampled_from([an_id(kind, number) for number in range(1, count + 1)])


people, teams, cycles, objectives, results, check_ins, retrospectives, entries, destinations = (
    ids(kind, 3) for kind in range(1, 10)
)
numbers = st.sampled_from([0.0, 1.0, 10.0, 65.0, 90.0, -5.0]) | st.floats(-1e15, 1e15)
percents = st.sampled_from([0.0, 20.0, 50.0, 100.0]) | st.floats(0, 100)
shares = st.sampled_from([0.0, 0.5, 1.0]) | st.floats(0, 1)
words = st.sampled_from(["One", 'Two "2"', "Drei \\ Ü", "四 🙂"])
prose = st.just("") | st.just("四\n🙂") | words
days = st.sampled_from([date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2025, 12, 31)])
instants = st.integers(0, 24 * 120).map(lambda hours: BEGIN + timedelta(hours=hours))
