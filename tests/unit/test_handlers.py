"""Handlers are found by the event's type in a plain table, whose entries no type checker holds together."""

from typing import get_args, get_type_hints

import pytest

from domain.aggregates import EVENTS
from domain.alignment import ContributedBy
from domain.words import Event
from projections.current import CURRENT

UNSHOWN = {ContributedBy}
"""What a rule alone rests on; contributions say the same."""


@pytest.mark.parametrize(
    "event", [each for each in EVENTS if each not in UNSHOWN], ids=lambda event: event.stored_as
)
def test_each_event_changes_the_current_state_by_a_handler_that_takes_it(event: type[Event]) -> None:
    taken = get_type_hints(CURRENT.handlers[event])["at"]
    assert event in {each for option in (taken, *get_args(taken)) for each in get_args(option)}
