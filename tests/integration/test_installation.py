"""Installing over another version, cut off in the middle: the next one finishes it."""

import pytest
from sqlalchemy import text

from northlog import installation
from tests.house import House
from tests.logs import read_tables
from tests.worked_example import play


def test_tables_left_empty_by_an_install_that_died_are_filled_by_the_next(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(house)
    before = read_tables(house)
    with house.owner.begin() as connection:
        connection.execute(text("update northlog.builds set version = 0"))

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(installation, "rebuild", dies)
        with pytest.raises(KeyboardInterrupt):
            installation.install(house.owner)
    assert read_tables(house)["objectives"] == []
    installation.install(house.owner)
    assert read_tables(house) == before


def test_what_is_level_is_not_built_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "rebuild", lambda *_: pytest.fail("nothing was behind"))
    installation.install(house.owner)
