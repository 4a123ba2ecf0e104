"""Every event version ever stored can be read, and the present ones are stored as they were.

A golden file holds one body as it stands in the log. It is written once, when the version is made, and is
never changed: a log somewhere holds the same text. When this fails, make a new version and an upcaster.
"""

from pathlib import Path

import pytest

from events.catalogue import CATALOGUE
from tests.golden_events import GOLDEN

FOLDER = Path(__file__).parent.parent / "golden"


def stored(name: str) -> str:
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8").removesuffix("\n")


def test_every_name_that_can_be_read_has_its_golden_file_and_no_other() -> None:
    assert sorted(file.stem for file in FOLDER.iterdir()) == sorted(CATALOGUE.names) == sorted(GOLDEN)


@pytest.mark.parametrize("name", CATALOGUE.names)
def test_a_golden_file_reads_back_to_its_event(name: str) -> None:
    assert CATALOGUE.decode(name, stored(name)) == GOLDEN[name]


@pytest.mark.parametrize("name", CATALOGUE.types)
def test_a_present_event_is_stored_in_the_very_bytes(name: str) -> None:
    assert CATALOGUE.encode(GOLDEN[name]) == stored(name)


@pytest.mark.parametrize("name", CATALOGUE.types)
def test_a_present_event_shows_every_field_in_its_golden_file(name: str) -> None:
    assert GOLDEN[name].model_fields_set == set(type(GOLDEN[name]).model_fields)
