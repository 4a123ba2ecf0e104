"""The rules that judge by pace over a real quarter, held against plain arithmetic, as in test_observed_signals."""

import sys
from collections import Counter
from collections.abc import Callable
from math import sqrt

import pytest

from domain.policy import PRESETS
from domain.signals.finding import Severity
from tests.observed import own_id
from tests.observed_quarter import BEGIN, DAY, END, MISSED_ONE, NOW, Row, findings, ids, rows, stalls, subjects


def ratio(row: Row) -> float:
    return row.progress[-1] / row.expected()


def off(row: Row, least: float) -> bool:
    """Short of a ratio, and not done."""
    return row.judged() and row.progress[-1] < 1 and ratio(row) < least


def gap(row: Row, least: float) -> bool:
    return row.judged() and row.progress[-1] < 1 and row.expected() - row.progress[-1] >= least


def heard(row: Row) -> bool:
    """Whether it was read within the rhythm."""
    return row.readings[-1][0] > MISSED_ONE


def short(row: Row, least: float) -> bool:
    """Short of this ratio on the day of the latest reading, and not done: half-way 0.35 of the way are expected,
    as all these objectives are aspirational. What was read in the first quarter of the time says nothing."""
    if not row.judged():
        return False
    share = row.expected(row.readings[-1][0])
    return share >= 0.25 and row.progress[-1] < min(1.0, least * 0.7 * share)


def test_off_pace_by_the_default_policy() -> None:
    found = [finding for finding in findings() if finding.rule == "off_pace"]
    critical = {finding.subject_id for finding in found if finding.severity is Severity.CRITICAL}
    assert {finding.subject_id for finding in found} == ids(row for row in rows() if short(row, 0.7))
    assert critical == ids(row for row in rows() if short(row, 0.4))
    assert (len(found), len(critical)) == (18, 11)


BY_PRESET: dict[str, tuple[Callable[[Row], bool], Callable[[Row], bool]]] = {
    "viva-goals": (lambda row: off(row, 1), lambda row: off(row, 0)),
    "ally": (lambda row: off(row, 1), lambda row: off(row, 0.75)),
    "engagedly": (lambda row: gap(row, 0.165), lambda row: gap(row, 0.33)),
    "upraise": (lambda row: off(row, 0.95), lambda row: off(row, 0.75)),
    "oboard": (lambda row: off(row, 0.7), lambda row: off(row, 0.4)),
    "mooncamp": (lambda row: off(row, 0.9), lambda row: off(row, 0.7)),
}
"""What is off track, and what of it at risk."""


@pytest.mark.parametrize(
    ("preset", "count"),
    [
        ("viva-goals", (40, 3)),
        ("ally", (40, 28)),
        ("engagedly", (33, 24)),
        ("upraise", (38, 28)),
        ("oboard", (26, 18)),
        ("mooncamp", (35, 26)),
    ],
)
def test_off_pace_by_each_preset_of_68_key_results(preset: str, count: tuple[int, int]) -> None:
    off_track, at_risk = BY_PRESET[preset]
    found = [finding for finding in findings(PRESETS[preset]) if finding.rule == "off_pace"]
    critical = {finding.subject_id for finding in found if finding.severity is Severity.CRITICAL}
    assert {finding.subject_id for finding in found} == ids(filter(off_track, rows()))
    assert critical == ids(filter(at_risk, rows()))
    assert (len(found), len(critical)) == count


def unread_for_fourteen_days() -> set[str]:
    unread = [row for row in rows() if NOW - row.readings[-1][0] >= 14 * DAY]
    return ids(row for row in unread if row.start is None or row.progress[-1] < 1)


def test_fourteen_days_without_an_update_by_the_preset() -> None:
    assert subjects("stalled", PRESETS["stall-14-days"]) == unread_for_fourteen_days()
    assert len(unread_for_fourteen_days()) == 1


def test_the_share_of_key_results_with_an_alert_under_each_preset(capsys: pytest.CaptureFixture[str]) -> None:
    """Each key result counted once, whatever the rules that speak of it. Printed, to be seen."""
    always = subjects("silent")
    expected = {
        "default": ids(row for row in rows() if stalls(row) or short(row, 0.7)) | always,
        **{
            name: ids(row for row in rows() if stalls(row) or off_track(row)) | always
            for name, (off_track, _) in BY_PRESET.items()
        },
        "stall-14-days": ids(row for row in rows() if short(row, 0.7)) | unread_for_fourteen_days() | always,
    }
    key_results, shares = ids(rows()), {}
    for name, override in {"default": {}, **PRESETS}.items():
        told = {each.subject_id for each in findings(override)} & key_results
        assert told == expected[name] & key_results
        shares[name] = len(told)
    table = "".join(f"  {name:14} {count:3}  {count / len(rows()):4.0%}\n" for name, count in shares.items())
    with capsys.disabled():
        sys.stdout.write(f"\nOf 68 key results of a real quarter had an alert on 20 September:\n{table}")
    assert shares == {
        "default": 24,
        "viva-goals": 42,
        "ally": 42,
        "engagedly": 35,
        "upraise": 40,
        "oboard": 30,
        "mooncamp": 37,
        "stall-14-days": 19,
    }


def misses(row: Row) -> bool:
    """Five readings over 14 days; the upper end of the slopes' 90 % interval ends under 0.7."""
    if not row.judged() or len(row.readings) < 5 or row.progress[-1] >= 0.7:
        return False
    way = [
        ((when - BEGIN) / DAY, progress) for (when, _), progress in zip(row.readings, row.progress, strict=True)
    ]
    if way[-1][0] - way[0][0] < 14:
        return False
    n = len(way)
    slopes = sorted((way[j][1] - way[i][1]) / (way[j][0] - way[i][0]) for j in range(n) for i in range(j))
    upper = round((len(slopes) + 1.6448536269514722 * sqrt(n * (n - 1) * (2 * n + 5) / 18)) / 2)
    assert upper < len(slopes)
    return way[-1][1] + slopes[upper] * ((END - BEGIN) / DAY - way[-1][0]) < 0.7


def test_forecast_miss() -> None:
    expected = ids(filter(misses, rows()))
    assert subjects("forecast_miss", {"forecast_miss": {"enabled": True}}) == expected
    assert subjects("forecast_miss") == set(), "unless turned on"
    assert (len(expected), sum(len(row.readings) >= 5 for row in rows())) == (5, 15)


def test_watermelons_only_if_the_forms_default_were_taken_for_green() -> None:
    assert subjects("watermelon") == set()
    red = ids(row for row in rows() if short(row, 0.4) and heard(row))
    assert subjects("watermelon", {"watermelon": {"green": 5, "key_results": True}}) == red


def test_objective_at_risk() -> None:
    running = Counter(row.objective for row in rows())
    at_risk = Counter(row.objective for row in rows() if short(row, 0.4))
    expected = {own_id(4, name) for name, count in at_risk.items() if 2 * count >= running[name]}
    assert subjects("objective_at_risk") == expected
    assert len(expected) == 3
