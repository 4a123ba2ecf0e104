"""Into how many parts a build's work is cut."""

import pytest

from projections.building.parts import LARGEST, SMALLEST, cut


@pytest.mark.parametrize(
    ("events", "jobs", "parts"),
    [
        (1, 1, 1),
        (LARGEST, 1, 1),
        (LARGEST + 1, 1, 2),
        (SMALLEST, 8, 1),
        (2 * SMALLEST, 8, 2),
        (100_000, 2, 2),
        (3 * LARGEST, 2, 4),
    ],
    ids=[
        "a small log is one part",
        "as much as fits into memory is one part",
        "more is cut",
        "what is little is not cut for the sake of many processes",
        "each has a part worth its while",
        "a part for each process",
        "no process is left without a part at the end",
    ],
)
def test_a_log_is_cut(events: int, jobs: int, parts: int) -> None:
    assert cut(events, jobs) == parts
