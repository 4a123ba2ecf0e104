"""Installing over another version, cut off in the middle: the next one finishes it."""

import pytest
from sqlalchemy import text

from northlog import installation
from projections.building import rebuild
from tests.house import House
from tests.logs import read_tables
from tests.worked_example import play


def test_an_install_that_died_leaves_the_old_tables_and_the_next_finishes_the_new_ones(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(house)
    before, old = read_tables(house), house.schema
    with house.owner.begin() as connection:
        connection.execute(text("update northlog.builds set version = 0"))

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rebuild, "switch", dies)
        with pytest.raises(KeyboardInterrupt):
            installation.install(house.owner)
    assert (house.schema, read_tables(house)) == (old, before)
    installation.install(house.owner)
    assert house.schema != old
    assert read_tables(house) == before


def test_what_is_of_this_version_is_not_built_again(house: House) -> None:
    before = house.schema
    installation.install(house.owner)
    assert house.schema == before
