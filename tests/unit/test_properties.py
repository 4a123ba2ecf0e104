"""What holds of every command in any order: it is decided or refused, and right the first time."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from pydantic import BaseModel

from domain.decider import Refused
from domain.measure import Measure, Value, check_value, progress
from domain.scoring import score
from domain.words import Command, Event
from events.catalogue import CATALOGUE
from tests.facts import founded
from tests.generated import History, commands, histories, moments
from tests.generated_fields import measures, values
from tests.made_up import BEGIN
from tests.spec import World

NOT_SAID = {"organization"}
"""Refused where the log was never founded: no field of the command could mend that."""


def points_into(command: BaseModel, path: str) -> bool:
    """Whether a dotted path leads to a field of the command."""
    found: Any = command
    for segment in path.split("."):
        if isinstance(found, tuple):
            found = found[int(segment)]
        elif isinstance(found, BaseModel) and segment in type(found).model_fields:
            found = getattr(found, segment)
        else:
            return False
    return True


def explained(command: Command, refused: Refused) -> None:
    """A refusal names a field that is there, its rule, and what would be accepted."""
    assert points_into(command, refused.field) or refused.field in NOT_SAID, refused.field
    assert refused.rule
    assert refused.message


def decided(world: World, command: Command, since_begin: timedelta) -> list[Event]:
    """The events of a command, none when it is refused."""
    try:
        return list(world.decide(command, BEGIN + since_begin))
    except Refused as refused:
        explained(command, refused)
        return []


def played(world: World, history: History) -> list[Event]:
    """All that follows from a history; every command is given twice, and has its effect once."""
    happened: list[Event] = []
    clock = timedelta()
    for command, pause in history:
        clock += pause
        events = decided(world, command, clock)
        world.happened(*events)
        assert decided(world, command, clock) == [], "right the first time, nothing on retry"
        happened += events
    return happened


@given(moments(commands, 30))
def test_any_commands_in_any_order_are_decided_or_refused_by_a_field(
    history: History,
) -> None:
    played(World(), history)


@settings(max_examples=300)
@given(histories(30))
def test_a_command_given_again_has_no_second_effect(history: History) -> None:
    assert played(World().happened(founded()), history)


@settings(max_examples=150)
@given(histories(20))
def test_every_event_comes_back_from_its_stored_text_as_it_was(history: History) -> None:
    for event in played(World().happened(founded()), history):
        text = CATALOGUE.encode(event)
        again = CATALOGUE.decode(event.stored_as, text)
        assert again == event
        assert CATALOGUE.encode(again) == text


@given(measures, values)
def test_any_reading_that_is_taken_can_be_scored(measure: Measure, value: Value) -> None:
    """P4.1: within 0 to 1, and progress a finite number."""
    try:
        check_value(measure, value, "value")
    except Refused:
        return
    share, points = progress(measure, value), score(measure, value)
    assert (share is None) == (points is None)
    assert share is None or abs(share) < 1e25
    assert points is None or 0 <= points <= 1
