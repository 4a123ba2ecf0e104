"""How a theme becomes a candidate objective or a key result: by the objective's own rules."""

from collections.abc import Iterator, Sequence
from typing import Any

from domain import objective
from domain.decider import Given, Refused
from domain.objective import Objective
from domain.objective.commands import AddKeyResult, DraftObjective
from domain.planning.commands import AddKeyResultFromTheme, BecomingCommand, DraftFromTheme
from domain.words import Event


def needs(team_id: str, cycle_id: str, name: str, command: BecomingCommand) -> Iterator[str]:
    """The streams that the objective's rules need, and its own."""
    yield objective.stream_of(command.objective_id)
    if isinstance(command, DraftFromTheme):
        yield from objective.needs(None, _draft(team_id, cycle_id, name, command))
    for added in _key_results(name, command):
        yield from objective.needs(None, added)


def became(team_id: str, cycle_id: str, name: str, command: BecomingCommand, given: Given) -> Sequence[Event]:
    """What happens to the objective. ``name``: the theme's."""
    state = given.state(objective.stream_of(command.objective_id), Objective)
    events: list[Event] = []
    if isinstance(command, DraftFromTheme):
        events += objective.decide(state, _draft(team_id, cycle_id, name, command), given)
    state = _after(state, events)
    for number, added in enumerate(_key_results(name, command)):
        try:
            appended = objective.decide(state, added, given)
        except Refused as refusal:
            if isinstance(command, AddKeyResultFromTheme):
                raise
            raise Refused(f"key_results.{number}.{refusal.field}", refusal.rule, refusal.message) from refusal
        state = _after(state, appended)
        events += appended
    return events


def _after(state: Objective | None, events: Sequence[Any]) -> Objective | None:
    for event in events:
        state = objective.evolve(state, event)
    return state


def _draft(team_id: str, cycle_id: str, name: str, command: DraftFromTheme) -> DraftObjective:
    return DraftObjective(
        objective_id=command.objective_id,
        cycle_id=cycle_id,
        team_id=team_id,
        title=command.title or name,
        description=command.description,
        why_now=command.why_now,
        owner=command.owner,
        ambition=command.ambition,
    )


def _key_results(name: str, command: BecomingCommand) -> list[AddKeyResult]:
    if isinstance(command, AddKeyResultFromTheme):
        return [
            AddKeyResult(
                objective_id=command.objective_id,
                key_result_id=command.key_result_id,
                title=command.title or name,
                measure=command.measure,
                owner=command.owner,
            )
        ]
    return [AddKeyResult(objective_id=command.objective_id, **dict(each)) for each in command.key_results]
