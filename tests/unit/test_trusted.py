"""A rebuild reads bodies without validating them again; what it sees is what the events say."""

from typing import Any

import pytest
from hypothesis import given
from msgspec import Struct
from pydantic import BaseModel

from domain.objective.events import CheckedIn, CheckInCorrected, ObjectiveClosed, ObjectiveDrafted
from domain.words import Event
from events.catalogue import CATALOGUE
from events.trusted import MISFIT, readers
from tests.generated import History, histories
from tests.golden_events import GOLDEN
from tests.looks import lived
from tests.unit.test_catalogue import TOYS, Greeted
from tests.unit.test_golden import stored


def said(value: Any) -> Any:
    """A value and all it holds, by name, whatever holds it; with types, since 1, 1.0 and true are equal."""
    if isinstance(value, tuple):
        return tuple(map(said, value))
    names = getattr(type(value), "model_fields" if isinstance(value, BaseModel) else "__struct_fields__", None)
    if names is None:
        return type(value), value
    return {name: said(getattr(value, name)) for name in names}


@pytest.mark.parametrize("name", CATALOGUE.names)
def test_every_stored_version_says_the_same_in_both_ways(name: str) -> None:
    kind, read = readers(CATALOGUE)[name]
    assert kind is type(GOLDEN[name])
    assert said(read(stored(name))) == said(GOLDEN[name])


@given(histories(40))
def test_whatever_happened_says_the_same_in_both_ways(history: History) -> None:
    for _, event in lived(history):
        _, read = readers(CATALOGUE)[event.stored_as]
        assert said(read(CATALOGUE.encode(event))) == said(event)


@pytest.mark.parametrize("kind", [CheckedIn, CheckInCorrected, ObjectiveDrafted, ObjectiveClosed])
def test_events_that_logs_are_full_of_become_records(kind: type[Event]) -> None:
    _, read = readers(CATALOGUE)[kind.stored_as]
    assert isinstance(read(stored(kind.stored_as)), Struct)


def test_class_variables_are_said_too() -> None:
    name = "retrospective.learning_added.v1"
    _, read = readers(CATALOGUE)[name]
    assert read(stored(name)).kind is GOLDEN[name].kind  # type: ignore[attr-defined]


def test_an_old_version_is_read_as_the_present_one() -> None:
    kind, read = readers(TOYS)["toy.greeted.v1"]
    assert kind is Greeted
    assert read('{"text":"Hi"}') == Greeted(words="Hi", language="en", warmth=3)


@pytest.mark.parametrize("body", ["{}", '{"name":1}', '{"name":"Northlight","more":1}', "{", ""])
def test_what_does_not_fit_is_seen(body: str) -> None:
    _, read = readers(CATALOGUE)["organization.renamed.v1"]
    with pytest.raises(MISFIT):
        read(body)
