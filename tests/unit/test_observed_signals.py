"""Every rule over a real quarter (tests/data), on 20 September 2023 at noon, eleven days before its end.

What is to be found is worked out here from the files alone, by plain arithmetic in the words of each rule and
without any code of the rules; the counts are pinned beside it, so that what a policy means for real teams stands
in view. All confidences are 5, the form's default, no objective has an owner, nothing was retargeted, and nobody
wrote an issue down: the rules on these must find all or nothing.
"""

from datetime import datetime

import pytest

from tests.observed import own_id, rows_of
from tests.observed_quarter import (
    BEGIN,
    DAY,
    MISSED_ONE,
    MISSED_THREE,
    MISSED_TWO,
    Row,
    ids,
    quarter,
    rows,
    stalls,
    subjects,
)


def test_the_files_hold_what_these_figures_rest_on() -> None:
    assert (len(quarter()), len(rows()), sum(len(row.readings) for row in rows())) == (23, 68, 250)


def test_no_stated_confidence_ever_moved_and_all_are_the_forms_default() -> None:
    """P3.4."""
    assert subjects("confidence_drop") == set()
    assert subjects("confidence_drop", {"confidence_drop": {"low": 5}}) == ids(
        row for row in rows() if row.readings
    )


def test_stalled() -> None:
    expected = ids(filter(stalls, rows()))
    assert subjects("stalled") == expected
    assert len(expected) == 12


def silent_objectives(since: datetime) -> set[str]:
    last: dict[str, datetime] = {}
    for row in rows():
        for when, _ in row.readings:
            last[row.objective] = max(last.get(row.objective, when), when)
    return {row["objective"] for row in rows_of("objectives") if last.get(row["objective"], BEGIN) <= since}


def test_silent() -> None:
    silent, late = silent_objectives(MISSED_TWO), silent_objectives(MISSED_ONE)
    spoken_of = [row for row in rows() if row.objective not in late]
    unread = [row for row in spoken_of if row.readings[-1][0] <= MISSED_THREE]
    undone = [row for row in unread if row.start is None or row.progress[-1] < 1]
    assert subjects("silent") == {own_id(4, name) for name in silent} | ids(undone)
    assert (len(silent), len(undone)) == (1, 1)


def test_nothing_was_retargeted_and_no_issue_was_named() -> None:
    assert subjects("goalpost_moved_late") == subjects("recurring_issue") == set()


def test_nobody_owns_any_of_the_objectives() -> None:
    assert subjects("orphan") == {own_id(4, row["objective"]) for row in rows_of("objectives")}


def early(row: Row, before: datetime) -> bool:
    """Done before then, and ever since."""
    if not row.judged() or row.progress[-1] < 1:
        return False
    undone = [when for (when, _), progress in zip(row.readings, row.progress, strict=True) if progress < 1]
    return min(when for when, _ in row.readings if not undone or when > max(undone)) < before


@pytest.mark.parametrize(("by", "days", "count"), [(0.25, 23, 0), (0.5, 46, 1), (0.75, 69, 7)])
def test_done_too_early_by_a_share_of_the_92_days(by: float, days: int, count: int) -> None:
    """None was known to be done by week three."""
    expected = ids(row for row in rows() if early(row, BEGIN + days * DAY))
    assert subjects("done_too_early", {"done_too_early": {"by": by}}) == expected
    assert len(expected) == count
