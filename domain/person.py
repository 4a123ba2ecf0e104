"""A person, by opaque id. Who that is stands sealed in the log and is forgotten by destroying a key.

The sealed text is made and opened at the rim; here it is only text. Sealing the same details under the same
key gives the same text, so that saying nothing new changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, assert_never

from pydantic import StringConstraints

from domain.decider import Decider, Given, Refused, absent, existing
from domain.words import Command, Event, Id

Sealed = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_=-]{1,4000}$")]


def stream_of(person_id: str) -> str:
    return f"person-{person_id}"


class _Command(Command):
    person_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.person_id)


class _Event(Event):
    person_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.person_id)


class IntroducePerson(_Command):
    sealed: Sealed


class ChangeDetails(_Command):
    sealed: Sealed


class ForgetPerson(_Command):
    """The key is destroyed with this event; name and e-mail cannot be read again, anywhere."""


class PersonIntroduced(_Event):
    """A person became known; ``sealed`` holds name and e-mail under the person's own key."""

    stored_as: ClassVar[str] = "person.introduced.v1"
    sealed: str


class DetailsChanged(_Event):
    """A person's name or e-mail is another now."""

    stored_as: ClassVar[str] = "person.details_changed.v1"
    sealed: str


class PersonForgotten(_Event):
    """A person was erased: their key is destroyed with this event."""

    stored_as: ClassVar[str] = "person.forgotten.v1"


PersonCommand = IntroducePerson | ChangeDetails | ForgetPerson
PersonEvent = PersonIntroduced | DetailsChanged | PersonForgotten


@dataclass(frozen=True, slots=True)
class Person:
    sealed: str
    forgotten: bool = False


def decide(state: Person | None, command: PersonCommand, given: Given) -> Sequence[PersonEvent]:
    if isinstance(command, IntroducePerson):
        absent(state, "person_id", "person")
        return [PersonIntroduced(person_id=command.person_id, sealed=command.sealed)]
    person = existing(state, "person_id", "person")
    match command:
        case ChangeDetails():
            if person.forgotten:
                raise Refused("person_id", "forgotten", "this person was forgotten; introduce them anew")
            if command.sealed == person.sealed:
                return []
            return [DetailsChanged(person_id=command.person_id, sealed=command.sealed)]
        case ForgetPerson():
            return [] if person.forgotten else [PersonForgotten(person_id=command.person_id)]
        case _:
            assert_never(command)


def evolve(state: Person | None, event: PersonEvent) -> Person:
    match event:
        case PersonIntroduced():
            return Person(sealed=event.sealed)
        case DetailsChanged():
            return Person(sealed=event.sealed)
        case PersonForgotten():
            assert state is not None, "only an introduced person can be forgotten"
            return replace(state, forgotten=True)
        case _:
            assert_never(event)


def known_person(given: Given, person_id: str, field: str) -> None:
    """Refuse a person who was never introduced, or was forgotten. Their stream must be among the needs."""
    found = existing(given.state(stream_of(person_id), Person), field, "person")
    if found.forgotten:
        raise Refused(field, "forgotten", "this person was forgotten and can take up nothing new")


person = Decider(decide=decide, evolve=evolve)
