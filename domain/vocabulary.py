"""The words that lints go by: what an organization or a team added to the list, and what it took away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, assert_never

from pydantic import AfterValidator, Field, StringConstraints

from domain import scope as scopes
from domain.decider import Decider, Given
from domain.lint.text import tokens
from domain.lint.words import Said, WordKind
from domain.scope import Scope
from domain.words import Command, Event


def stream_of(scope: str) -> str:
    """``vocabulary`` is the organization's; a team's bears its id."""
    return scopes.stream_of("vocabulary", scope)


def _as_read(word: str) -> str:
    read = " ".join(tokens(word))
    if not read:
        raise ValueError("must hold a letter or a digit")
    return read


Word = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), AfterValidator(_as_read)
]
"""A word or a phrase, kept as lints read it: lower case, hyphens as spaces."""


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


class AddWords(_Command):
    """Have lints know these words, or know them again that a level above took away."""

    kind: WordKind
    words: Annotated[tuple[Word, ...], Field(min_length=1, max_length=100)]


class RemoveWords(_Command):
    """Have lints pass over these words, whoever added them."""

    kind: WordKind
    words: Annotated[tuple[Word, ...], Field(min_length=1, max_length=100)]


class WordsAdded(_Event):
    """A scope added words that lints go by. ``words`` are those that it had not added before."""

    stored_as: ClassVar[str] = "vocabulary.words_added.v1"
    kind: WordKind
    words: tuple[str, ...]


class WordsRemoved(_Event):
    """A scope took words away that lints went by, its own or those of the levels above."""

    stored_as: ClassVar[str] = "vocabulary.words_removed.v1"
    kind: WordKind
    words: tuple[str, ...]


VocabularyCommand = AddWords | RemoveWords
VocabularyEvent = WordsAdded | WordsRemoved


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``version``: how often words were added or removed. ``said``: by kind and word, whether it was added."""

    version: int = 0
    said: Said = field(default_factory=dict)


def needs(_state: Vocabulary | None, command: VocabularyCommand) -> Sequence[str]:
    return (scopes.of_whom(command.scope),)


def decide(state: Vocabulary | None, command: VocabularyCommand, given: Given) -> Sequence[VocabularyEvent]:
    scope, kind = command.scope, command.kind
    scopes.working(given, scope)
    said: Mapping[str, bool] = {} if state is None else state.said.get(kind, {})
    match command:
        case AddWords(words=words):
            new = tuple(word for word in dict.fromkeys(words) if said.get(word) is not True)
            return [WordsAdded(scope=scope, kind=kind, words=new)] if new else []
        case RemoveWords(words=words):
            new = tuple(word for word in dict.fromkeys(words) if said.get(word) is not False)
            return [WordsRemoved(scope=scope, kind=kind, words=new)] if new else []
        case _:
            assert_never(command)


def evolve(state: Vocabulary | None, event: VocabularyEvent) -> Vocabulary:
    before = state or Vocabulary()
    return Vocabulary(before.version + 1, said_anew(before.said, event))


def said_anew(said: Mapping[WordKind, Mapping[str, bool]], event: VocabularyEvent) -> Said:
    """What a scope says after an event."""
    changed = dict.fromkeys(event.words, isinstance(event, WordsAdded))
    return {**said, event.kind: {**said.get(event.kind, {}), **changed}}


vocabulary = Decider(decide=decide, evolve=evolve, needs=needs)
