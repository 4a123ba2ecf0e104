"""What all commands and events of an objective share: its id and its stream."""

from domain.words import Command, Event, Id


def stream_of(objective_id: str) -> str:
    return f"objective-{objective_id}"


class ObjectiveCommand(Command):
    objective_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.objective_id)


class ObjectiveEvent(Event):
    objective_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.objective_id)
