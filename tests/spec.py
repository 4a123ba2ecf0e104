"""Given these facts, when this is asked, then this follows: how the tests of the deciders read.

>>> given(founded()).when(RenameOrganization(name="New")).then(OrganizationRenamed(name="New"))  # doctest: +SKIP
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from domain.aggregates import decider_of
from domain.decider import Given, Refused
from domain.words import Command, Event

NOW = datetime(2026, 2, 16, 9, 0, tzinfo=UTC)
"""A Monday in the middle of the cycle that ``tests.facts`` plans."""


@dataclass
class World:
    """The states of all streams, folded in memory."""

    states: dict[str, object] = field(default_factory=dict)

    def happened(self, *events: Event) -> "World":
        """Fold events into the states."""
        for event in events:
            evolve = decider_of(event.stream).evolve
            self.states[event.stream] = evolve(self.states.get(event.stream), event)
        return self

    def decide(self, command: Command, now: datetime = NOW) -> Sequence[Event]:
        """What would follow from a command, which may look at the streams its decider needs and no others."""
        decider = decider_of(command.stream)
        state = self.states.get(command.stream)
        seen = {stream: self.states.get(stream) for stream in decider.needs(state, command)}
        return decider.decide(state, command, Given(now=now, states=seen))


@dataclass(frozen=True)
class Asked:
    world: World
    command: Command
    now: datetime

    def then(self, *events: Event) -> None:
        """These events follow, and no others; none means that nothing changes."""
        assert list(self.world.decide(self.command, self.now)) == list(events)

    def refused(self, field: str, rule: str) -> None:
        """The command is refused for this field by this rule, with a sentence."""
        with pytest.raises(Refused) as caught:
            self.world.decide(self.command, self.now)
        assert (caught.value.field, caught.value.rule) == (field, rule)
        assert caught.value.message


@dataclass(frozen=True)
class Known:
    world: World

    def when(self, command: Command, now: datetime = NOW) -> Asked:
        return Asked(self.world, command, now)


def given(*events: Event) -> Known:
    """What has happened, in order, in any streams."""
    return Known(World().happened(*events))
