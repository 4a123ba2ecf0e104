"""The sample company's story in memory: every step decided and folded by the domain, with a seal that is none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from domain.person import IntroducePerson
from domain.words import Command, Event
from northlog.demo.step import Introduce, Step
from tests.spec import World

E = TypeVar("E", bound=Event)


def fake_seal(person_id: str, details: Mapping[str, str]) -> str:
    """Text that a sealed one could be, the same for the same details."""
    return "".join(letter for letter in f"{person_id}_{details['name']}" if letter.isascii() and letter.isalnum())


def command_of(step: Step) -> Command:
    if isinstance(step.wants, Introduce):
        wants = step.wants
        sealed = fake_seal(wants.person_id, {"name": wants.name, "email": wants.email})
        return IntroducePerson(person_id=wants.person_id, sealed=sealed)
    return step.wants


@dataclass
class Tale(World):
    """``events``: what every step led to, in order. ``states``: of every stream at the end."""

    events: list[tuple[Step, Event]] = field(default_factory=list)

    def of(self, kind: type[E]) -> list[E]:
        return [event for _, event in self.events if isinstance(event, kind)]


def live_through(steps: Iterable[Step]) -> Tale:
    """Raises ``Refused`` at the first step that the rules do not allow."""
    tale = Tale()
    for step in steps:
        for event in tale.decide(command_of(step), step.at):
            tale.happened(event)
            tale.events.append((step, event))
    return tale
