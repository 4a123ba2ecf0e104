"""The real quarter (tests/data) plays again week by week to figures that plain Python reads from the files."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from northlog.reading.views import CycleTree, KeyResultView, ObjectiveView
from northlog.reports.replay import Frame, applied
from tests.api import Api, ok
from tests.house import House
from tests.integration.test_observed_quarter import CYCLE, entered, instant, near, own_id, rows_of

LATER = datetime(2023, 10, 20, tzinfo=UTC)
FIRST_DAY = datetime(2023, 6, 30, 22, tzinfo=UTC)  # midnight in Zurich, where it was summer all quarter
WEEKS = [*(FIRST_DAY + timedelta(weeks=number) for number in range(1, 14)), FIRST_DAY + timedelta(days=92), LATER]


@dataclass(frozen=True)
class Figure:
    """What the files say of a key result up to an instant."""

    value: float | None
    confidence: int | None
    progress: float | None
    entries: int


def figures(until: datetime) -> dict[str, dict[str, Figure]]:
    """By objective and key result; what is not there yet is left out."""
    said: dict[str, list[dict[str, str]]] = {}
    begun: dict[str, datetime] = {row["key_result"]: instant(row["created_at"]) for row in rows_of("key_results")}
    for row in sorted(rows_of("check_ins"), key=lambda row: row["recorded_at"]):
        begun[row["key_result"]] = min(begun[row["key_result"]], instant(row["recorded_at"]))
        if instant(row["recorded_at"]) <= until:
            said.setdefault(row["key_result"], []).append(row)
    found: dict[str, dict[str, Figure]] = {
        row["objective"]: {} for row in rows_of("objectives") if instant(row["created_at"]) <= until
    }
    for row in rows_of("key_results"):
        name, entries = row["key_result"], said.get(row["key_result"], [])
        if begun[name] <= until:
            value = float(entries[-1]["value"]) if entries else None
            progress = None
            if row["start"]:
                start, target = float(row["start"]), float(row["target"])
                progress = ((start if value is None else value) - start) / (target - start)
            confidence = int(entries[-1]["confidence"]) if entries else None
            found.setdefault(row["objective"], {})[name] = Figure(value, confidence, progress, len(entries))
    return found


def played(api: Api, observed: House, **wanted: Any) -> list[CycleTree]:
    """What a client makes of all pages of the replay."""
    client = replace(api, house=observed).at(lambda: LATER).client()
    trees: list[CycleTree] = []
    after: dict[str, str] = {}
    while True:
        page = ok(client.get(f"/v1/cycles/{CYCLE}/replay", params={"limit": 4, **wanted, **after}))
        for frame in map(Frame.model_validate, page["items"]):
            assert frame.number == len(trees) + 1
            if frame.tree is not None:
                trees.append(frame.tree)
            else:
                assert frame.differences is not None
                trees.append(applied(trees[-1], frame.differences))
        if page["next"] is None:
            return trees
        after = {"after": page["next"]}


def assert_shows(tree: CycleTree, expected: dict[str, dict[str, Figure]]) -> None:
    shown = {each.objective_id: each for each in tree.objectives}
    assert set(shown) == {own_id(4, name) for name in expected}
    for name, results in expected.items():
        objective = shown[own_id(4, name)]
        scores = [min(1.0, max(0.0, it.progress)) for it in results.values() if it.progress is not None]
        assert objective.score == near(sum(scores) / len(scores) if scores else None)
        assert len(objective.trail) == sum(each.entries for each in results.values())
        assert_results(objective, results)


def assert_results(objective: ObjectiveView, expected: dict[str, Figure]) -> None:
    shown: dict[str, KeyResultView] = {each.key_result_id: each for each in objective.key_results}
    assert set(shown) == {own_id(5, name) for name in expected}
    for name, figure in expected.items():
        row = shown[own_id(5, name)]
        assert (row.value, row.confidence, len(row.trail)) == (figure.value, figure.confidence, figure.entries)
        assert row.progress == near(figure.progress)


@pytest.fixture
def observed(house: House) -> House:
    return entered(house)


def test_the_quarter_plays_again_week_by_week_to_figures_read_from_the_files(api: Api, observed: House) -> None:
    trees = played(api, observed)
    assert [tree.as_of for tree in trees] == WEEKS
    for week, tree in zip(WEEKS, trees, strict=True):
        assert_shows(tree, figures(week))
        passed = (min(week, FIRST_DAY + timedelta(days=92)) - FIRST_DAY) / timedelta(days=92)
        assert tree.cycle.expected == near(passed)
        assert {each.expected for each in tree.objectives} == {tree.cycle.expected}
    entries = [sum(len(each.trail) for each in tree.objectives) for tree in trees]
    assert entries[0] < entries[6] < entries[-1] == 268, "the weeks tell a story"


def test_event_by_event_there_is_a_frame_for_every_change_and_the_last_is_the_week_by_weeks(
    api: Api, observed: House
) -> None:
    trees = played(api, observed, by="event", limit=200)
    # Planning and starting the cycle; drafting and publishing objectives; key results; check-ins.
    assert len(trees) == 2 + 2 * 23 + 68 + 268
    assert_shows(trees[-1], figures(LATER))
    assert [tree.position for tree in trees] == sorted({tree.position for tree in trees})


def test_the_differences_of_two_days_are_those_of_the_files(api: Api, observed: House) -> None:
    client = replace(api, house=observed).at(lambda: LATER).client()
    days = {"from": "2023-07-31", "to": "2023-08-31"}
    found = ok(client.get(f"/v1/cycles/{CYCLE}/diff", params=days))
    before, after = (
        figures(datetime(2023, month, 31, 22, tzinfo=UTC) - timedelta(microseconds=1)) for month in (7, 8)
    )
    moved = {
        own_id(5, name): (before[objective][name].progress, now.progress)
        for objective, results in after.items()
        for name, now in results.items()
        if name in before.get(objective, {}) and before[objective][name].progress != now.progress
    }
    told = {result["key_result_id"]: result for each in found["objectives"] for result in each["key_results"]}
    assert len(moved) > 10
    shown = {
        key: (result["progress"]["before"], result["progress"]["after"])
        for key, result in told.items()
        if result["progress"] and not result["added"]
    }
    assert shown == {key: (near(was), near(now)) for key, (was, now) in moved.items()}
    entries = sum(each.entries for results in after.values() for each in results.values())
    entries -= sum(each.entries for results in before.values() for each in results.values())
    assert sum(len(each["check_ins"]) for each in found["objectives"]) == entries
