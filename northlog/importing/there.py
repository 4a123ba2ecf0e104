"""Whether what a command would make is there already."""

from domain.objective.commands import AddKeyResult, CheckIn
from domain.objective.state import Objective
from domain.words import Command
from events.batch import Batch


def is_there(batch: Batch, first: Command) -> bool:
    """Whether a piece that begins with this command was made before, whatever became of it since."""
    state = batch.state(first.stream)
    match first:
        case AddKeyResult(key_result_id=key):
            return isinstance(state, Objective) and key in state.key_results
        case CheckIn(check_in_id=key):
            return isinstance(state, Objective) and key in state.check_ins
        case _:
            return state is not None
