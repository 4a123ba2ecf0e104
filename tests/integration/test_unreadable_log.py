"""An event that this version cannot read: it is named, a rebuild fails fast, and the rows stay."""

import pytest

from domain.organization import RenameOrganization
from events.catalogue import CATALOGUE
from events.errors import BrokenEvent, LogError, UnknownEvent
from projections.building.rebuild import rebuild
from projections.current import CURRENT
from tests.house import House
from tests.logs import log_of, read_tables, tamper

UNKNOWN = "update northlog.events set type = 'organization.sold.v1' where org = :org and position = 2"
BROKEN = "update northlog.events set body = '{}' where org = :org and position = 2"


@pytest.mark.parametrize(
    ("statement", "error", "named"),
    [(UNKNOWN, UnknownEvent, r"organization\.sold\.v1"), (BROKEN, BrokenEvent, r"organization\.renamed\.v1")],
)
def test_it_is_named_and_nothing_is_changed(
    house: House, statement: str, error: type[LogError], named: str
) -> None:
    house.do(RenameOrganization(name="Northlight"))
    tamper(house, statement)
    rows, log = read_tables(house), log_of(house)
    with pytest.raises(error, match=named):
        CATALOGUE.read(log[1])
    with pytest.raises(error, match=named):
        house.do(RenameOrganization(name="Southlight"))
    with pytest.raises(error, match=named):
        rebuild(house.owner, CATALOGUE, CURRENT)
    assert (read_tables(house), log_of(house)) == (rows, log)
