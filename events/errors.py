"""What can go wrong with the log, each with the next step."""


class LogError(Exception):
    """The log cannot do what was asked; nothing was appended."""


class VersionConflict(LogError):
    """A stream moved on since the decision was made."""

    def __init__(self, stream: str, message: str) -> None:
        super().__init__(f"{message}; read it again and decide anew")
        self.stream = stream


class UnknownLog(LogError):
    """There is no log for this organization."""


class CommandReused(LogError):
    """An idempotency key came back with another command."""

    def __init__(self, command_id: str) -> None:
        super().__init__(f'the key "{command_id}" was used for another command; take a new one')


class CommandRepeated(LogError):
    """The command was answered while this attempt was under way."""


class UnknownEvent(LogError):
    """The log holds an event this version of Northlog does not know."""

    def __init__(self, name: str) -> None:
        super().__init__(f'the log holds an event "{name}" unknown to this version; install a newer Northlog')
        self.name = name


class BrokenEvent(LogError):
    """A stored body does not fit its event's type."""


class BuildSwitched(LogError):
    """Another build of a projection went live while this attempt was under way."""


class ProjectionBehind(LogError):
    """A projection has not read all of the log that stands before this append."""

    def __init__(self, projection: str) -> None:
        super().__init__(f'the projection "{projection}" is behind its log; run "northlog rebuild"')
