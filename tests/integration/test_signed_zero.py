"""A zero with a sign: JSON in PostgreSQL keeps none, so no row may tell whether it was loaded or folded."""

from domain.measure import Metric
from domain.objective.commands import AddKeyResult, RewordKeyResult
from events.catalogue import CATALOGUE
from projections.building.rebuild import rebuild
from projections.current import CURRENT
from tests.house import House, new_id
from tests.logs import read_tables
from tests.worked_example import play


def test_a_negative_zero_is_rebuilt_as_it_stood(house: House) -> None:
    play(house)
    result = new_id()
    objective = house.rows("objectives")[0].objective_id
    of = {"objective_id": str(objective), "key_result_id": result}
    house.do(AddKeyResult(**of, title="Rise", measure=Metric(start=-0.0, target=10)))
    house.do(RewordKeyResult(**of, title="Rise from nothing"))
    before = read_tables(house)
    rebuild(house.owner, CATALOGUE, CURRENT)
    assert read_tables(house) == before
