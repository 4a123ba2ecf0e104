"""A person: introduced sealed, changed, forgotten for good."""

import pytest

from domain.person import (
    ChangeDetails,
    DetailsChanged,
    ForgetPerson,
    IntroducePerson,
    PersonForgotten,
    PersonIntroduced,
)
from domain.words import Command
from tests.facts import ANN, introduced
from tests.spec import given

FORGOTTEN = PersonForgotten(person_id=ANN)


def test_introducing() -> None:
    asked = IntroducePerson(person_id=ANN, sealed="abc")
    given().when(asked).then(PersonIntroduced(person_id=ANN, sealed="abc"))


def test_nobody_is_introduced_twice() -> None:
    given(introduced()).when(IntroducePerson(person_id=ANN, sealed="abc")).refused("person_id", "exists")


def test_changing_details() -> None:
    asked = ChangeDetails(person_id=ANN, sealed="new")
    given(introduced()).when(asked).then(DetailsChanged(person_id=ANN, sealed="new"))


def test_the_same_details_change_nothing() -> None:
    given(introduced()).when(ChangeDetails(person_id=ANN, sealed=introduced().sealed)).then()


def test_forgetting() -> None:
    given(introduced()).when(ForgetPerson(person_id=ANN)).then(FORGOTTEN)


def test_forgetting_again_changes_nothing() -> None:
    given(introduced(), FORGOTTEN).when(ForgetPerson(person_id=ANN)).then()


@pytest.mark.parametrize("command", [ChangeDetails(person_id=ANN, sealed="new"), ForgetPerson(person_id=ANN)])
def test_a_stranger_is_unknown(command: Command) -> None:
    given().when(command).refused("person_id", "unknown")


def test_a_forgotten_person_stays_forgotten() -> None:
    again = ChangeDetails(person_id=ANN, sealed="new")
    given(introduced(), FORGOTTEN).when(again).refused("person_id", "forgotten")
