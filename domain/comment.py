"""Comments in threads on everything (P2.8): written, answered, edited, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, assert_never

from pydantic import Field

from domain import person
from domain import subject as subjects
from domain.decider import Decider, Given, Refused, absent, existing
from domain.subject import Subject
from domain.words import Command, Event, Id, Prose, Reason


def stream_of(comment_id: str) -> str:
    return f"comment-{comment_id}"


Mentions = Annotated[tuple[Id, ...], Field(max_length=50)]
"""The people meant, by id: no name in a text is looked for."""


class _Command(Command):
    """``by``: the person who says it; absent where a machine does."""

    comment_id: Id
    by: Id | None = None

    @property
    def stream(self) -> str:
        return stream_of(self.comment_id)


class WriteComment(_Command):
    """Says something about a subject. ``in_reply_to``: a comment on the same subject, whose thread goes on."""

    subject: Subject
    text: Reason
    mentions: Mentions = ()
    in_reply_to: Id | None = None


class EditComment(_Command):
    """Says it anew, whole."""

    text: Reason
    mentions: Mentions = ()


class WithdrawComment(_Command):
    """Takes it back: its text is shown no more, answers to it stay."""

    reason: Prose = ""


class _Event(Event):
    comment_id: Id

    @property
    def stream(self) -> str:
        return stream_of(self.comment_id)


class CommentWritten(_Event):
    """Somebody said something. `thread_id`: the comment that the thread began with, which may be this one."""

    stored_as: ClassVar[str] = "comment.written.v1"
    subject: Subject
    thread_id: Id
    in_reply_to: Id | None
    text: str
    mentions: tuple[Id, ...]
    by: Id | None


class CommentEdited(_Event):
    """Somebody said it anew, whole."""

    stored_as: ClassVar[str] = "comment.edited.v1"
    text: str
    mentions: tuple[Id, ...]


class CommentWithdrawn(_Event):
    """Somebody took back what they had said; the log alone keeps it."""

    stored_as: ClassVar[str] = "comment.withdrawn.v1"
    reason: str


CommentCommand = WriteComment | EditComment | WithdrawComment
CommentEvent = CommentWritten | CommentEdited | CommentWithdrawn


@dataclass(frozen=True, slots=True)
class Comment:
    subject: Subject
    thread_id: str
    text: str
    mentions: tuple[str, ...]
    by: str | None
    withdrawn: bool = False


def needs(_state: Comment | None, command: CommentCommand) -> Sequence[str]:
    if isinstance(command, WithdrawComment):
        return ()
    mentioned = [person.stream_of(each) for each in command.mentions]
    if isinstance(command, WriteComment):
        before = [] if command.in_reply_to is None else [stream_of(command.in_reply_to)]
        mentioned += [subjects.stream_of(command.subject), *before]
    return tuple(dict.fromkeys(mentioned))


def decide(state: Comment | None, command: CommentCommand, given: Given) -> Sequence[CommentEvent]:
    if isinstance(command, WriteComment):
        return _write(state, command, given)
    now, key = existing(state, "comment_id", "comment"), command.comment_id
    # A machine may take back what somebody said, but puts no words into their mouth.
    if command.by != now.by and (command.by is not None or isinstance(command, EditComment)):
        raise Refused("comment_id", "own", "a comment is its author's to edit and to withdraw")
    if isinstance(command, WithdrawComment):
        return [] if now.withdrawn else [CommentWithdrawn(comment_id=key, reason=command.reason)]
    if now.withdrawn:
        raise Refused("comment_id", "withdrawn", "this comment was taken back; write another one")
    _check_mentions(command.mentions, given, now.mentions)
    if (command.text, command.mentions) == (now.text, now.mentions):
        return []
    return [CommentEdited(comment_id=key, text=command.text, mentions=command.mentions)]


def _write(state: Comment | None, command: WriteComment, given: Given) -> Sequence[CommentEvent]:
    absent(state, "comment_id", "comment")
    subjects.check(command.subject, given)
    _check_mentions(command.mentions, given)
    thread_id = command.comment_id
    if command.in_reply_to is not None:
        before = existing(given.state(stream_of(command.in_reply_to), Comment), "in_reply_to", "comment")
        if before.subject != command.subject:
            raise Refused("in_reply_to", "subject", "a reply speaks of what the comment before it speaks of")
        thread_id = before.thread_id
    return [CommentWritten(**dict(command), thread_id=thread_id)]


def _check_mentions(mentions: Sequence[str], given: Given, known: Sequence[str] = ()) -> None:
    """Refuse whom nobody can mean. ``known``: those mentioned before, who may have been forgotten since."""
    for number, each in enumerate(mentions):
        at = f"mentions.{number}"
        if each in mentions[:number]:
            raise Refused(at, "once", "this person is mentioned twice")
        if each not in known:
            person.known_person(given, each, at)


def evolve(state: Comment | None, event: CommentEvent) -> Comment:
    if isinstance(event, CommentWritten):
        return Comment(event.subject, event.thread_id, event.text, event.mentions, event.by)
    assert state is not None, "a comment's stream begins with its being written"
    match event:
        case CommentEdited():
            return replace(state, text=event.text, mentions=event.mentions)
        case CommentWithdrawn():
            return replace(state, withdrawn=True)
        case _:
            assert_never(event)


comment = Decider(decide=decide, evolve=evolve, needs=needs)
