"""The measuring of the rules: that it measures something, not how fast it is."""

from bench.rules import evaluation


def test_a_small_measurement_evaluates_and_finds() -> None:
    measured = evaluation(900)
    assert measured.per_second > 0
    assert {"off_pace", "stalled", "forecast_miss"} <= measured.findings.keys()
    assert sum(measured.findings.values()) < 900, "most key results are well, else it would measure the telling"
    assert evaluation(900).findings == measured.findings
