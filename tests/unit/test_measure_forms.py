"""How every kind of measure stands in stored events; events of key results hold one inside."""

import pytest
from pydantic import TypeAdapter

from domain.measure import Binary, Completion, Measure, Metric, Quantity, Relative, Subjective, Threshold, Zones

FORMS: list[tuple[Measure, bytes]] = [
    (Metric(target=1), b'{"kind":"metric","start":null,"target":1.0,"unit":""}'),
    (Relative(change=-0.3, unit="h"), b'{"kind":"relative","baseline":null,"change":-0.3,"unit":"h"}'),
    (Threshold(stay="above", limit=9), b'{"kind":"threshold","stay":"above","limit":9.0,"unit":""}'),
    (Quantity(target=5), b'{"kind":"quantity","target":5.0,"unit":""}'),
    (Completion(), b'{"kind":"completion","start":0.0,"target":100.0}'),
    (Zones(commit="a", target="b", stretch="c"), b'{"kind":"zones","commit":"a","target":"b","stretch":"c"}'),
    (Subjective(criteria="All"), b'{"kind":"subjective","criteria":"All"}'),
    (Binary(), b'{"kind":"binary"}'),
]


@pytest.mark.parametrize(("measure", "form"), FORMS)
def test_a_kind_is_stored_in_these_very_bytes_and_comes_back(measure: Measure, form: bytes) -> None:
    adapter: TypeAdapter[Measure] = TypeAdapter(Measure)
    assert adapter.dump_json(measure) == form
    assert adapter.validate_json(form) == measure
