"""People are in the log by opaque id; who they are can be forgotten, and the chain stays whole."""

import psycopg
import pytest
from sqlalchemy import text

from domain.decider import Refused
from domain.person import ForgetPerson, IntroducePerson
from events import read
from events.transaction import driver, transaction
from events.verify import verify
from northlog import tokens
from northlog.people import Details, People
from projections.current.queries import CurrentReader
from tests.house import House, new_id

ADA = Details(name="Ada Lovelace", email="ada@example.org")


def _opened(house: House, people: People) -> dict[str, Details]:
    with transaction(house.app, house.org) as connection:
        rows = CurrentReader(connection, house.org).people()
    return dict(people.open(house.org, rows))


def test_sealing_the_same_details_again_says_nothing_new(house: House) -> None:
    people, person_id = People(house.app), new_id()
    assert people.seal(house.org, person_id, ADA) == people.seal(house.org, person_id, ADA)


def test_destroying_the_key_erases_the_person_and_leaves_the_chain_whole(house: House) -> None:
    people, person_id = People(house.app), new_id()
    house.do(IntroducePerson(person_id=person_id, sealed=people.seal(house.org, person_id, ADA)))
    assert _opened(house, people) == {person_id: ADA}

    house.do(ForgetPerson(person_id=person_id))

    assert _opened(house, people) == {}
    with transaction(house.app, house.org) as connection:
        stored = list(read.every(driver(connection), house.org))
    assert verify(house.org, stored).problem is None
    assert not any("Ada" in event.body or "example.org" in event.body for event in stored)


def test_a_person_is_not_forgotten_where_their_key_cannot_be_destroyed(house: House) -> None:
    people, person_id = People(house.app), new_id()
    house.do(IntroducePerson(person_id=person_id, sealed=people.seal(house.org, person_id, ADA)))
    with house.owner.begin() as owner:
        owner.execute(text("revoke delete on northlog.person_keys from northlog_app"))

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        house.do(ForgetPerson(person_id=person_id))

    assert _opened(house, people) == {person_id: ADA}
    assert [row.forgotten for row in house.rows("people")] == [False]


def test_no_key_is_made_again_for_somebody_who_was_forgotten(house: House) -> None:
    people, person_id = People(house.app), new_id()
    house.do(IntroducePerson(person_id=person_id, sealed=people.seal(house.org, person_id, ADA)))
    _, secret = tokens.create(house.owner, house.org, "Ada's", tokens.Role.MEMBER, person_id=person_id)
    assert tokens.authenticate(house.app, secret) is not None
    house.do(ForgetPerson(person_id=person_id))

    with pytest.raises(Refused, match="forgotten"):
        people.seal(house.org, person_id, ADA)

    with house.owner.connect() as owner:
        assert owner.execute(text("select count(*) from northlog.person_keys")).scalar_one() == 0
    assert tokens.authenticate(house.app, secret) is None


def test_what_was_sealed_for_one_person_does_not_open_for_another(house: House) -> None:
    people, one, other = People(house.app), new_id(), new_id()
    sealed = people.seal(house.org, one, ADA)
    people.seal(house.org, other, ADA)
    house.do(IntroducePerson(person_id=other, sealed=sealed))
    assert _opened(house, people) == {}
