"""What an organization or a team set its policy to: a stream a scope, its versions counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, assert_never

from domain import scope as scopes
from domain.decider import Decider, Given, existing
from domain.policy.layers import Override, Said
from domain.scope import Scope
from domain.words import Command, Event, Reason


def stream_of(scope: str) -> str:
    """``policy`` is the organization's, as ``organization`` is; a team's bears its id."""
    return scopes.stream_of("policy", scope)


class _Command(Command):
    scope: Scope

    @property
    def stream(self) -> str:
        return stream_of(self.scope)


class _Event(Event):
    scope: Scope

    @property
    def stream(self) -> str:
        return stream_of(self.scope)


class SetPolicy(_Command):
    """Say the whole override of a scope anew: section, setting, value."""

    override: Override
    reason: Reason


class ClearPolicy(_Command):
    """Take a scope's override back; the levels above it hold."""

    reason: Reason


class PolicySet(_Event):
    """A scope's policy was set. ``override`` is all that it says: by section, then by setting."""

    stored_as: ClassVar[str] = "policy.set.v1"
    override: Said
    reason: str


class PolicyCleared(_Event):
    """A scope's override was taken back."""

    stored_as: ClassVar[str] = "policy.cleared.v1"
    reason: str


PolicyCommand = SetPolicy | ClearPolicy
PolicyEvent = PolicySet | PolicyCleared


@dataclass(frozen=True, slots=True)
class ScopePolicy:
    """``version``: how often it was set or cleared. ``override``: ``None`` where it says nothing."""

    version: int
    override: Said | None


def needs(_state: ScopePolicy | None, command: PolicyCommand) -> Sequence[str]:
    if isinstance(command, ClearPolicy):
        return ()
    return (scopes.of_whom(command.scope),)


def decide(state: ScopePolicy | None, command: PolicyCommand, given: Given) -> Sequence[PolicyEvent]:
    match command:
        case SetPolicy(scope=scope, override=override, reason=reason):
            scopes.working(given, scope)
            if state is not None and state.override == override:
                return []
            return [PolicySet(scope=scope, override=override, reason=reason)]
        case ClearPolicy(scope=scope, reason=reason):
            if existing(state, "scope", "policy").override is None:
                return []
            return [PolicyCleared(scope=scope, reason=reason)]
        case _:
            assert_never(command)


def evolve(state: ScopePolicy | None, event: PolicyEvent) -> ScopePolicy:
    version = 1 if state is None else state.version + 1
    return ScopePolicy(version, event.override if isinstance(event, PolicySet) else None)


policy = Decider(decide=decide, evolve=evolve, needs=needs)
