"""`northlog comment`: threads on everything, written, answered, edited, withdrawn (P2.8)."""

from typing import Annotated

import typer

from domain.comment import EditComment, WithdrawComment, WriteComment
from domain.subject import THE_ONE, Subject, TopicKind
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt, spelt, word_of
from northlog.cli.output import print_json, print_table, short
from northlog.cli.session import Session, reading, session
from northlog.ids import new_id
from northlog.reading.conversation import CommentView, Conversation

app = group()

Kind = Annotated[
    TopicKind,
    typer.Option(parser=word_of(TopicKind), metavar="KIND", help=f"What it is about: {spelt(TopicKind, ', ')}."),
]
Text = Annotated[str, typer.Argument(help="What is said.")]
Which = Annotated[str, typer.Argument(help="The comment, by a part of its text or its id.")]
Mention = Annotated[list[str] | None, typer.Option(help="A person meant, by name or id; several times.")]


@app.command()
def write(
    ctx: typer.Context,
    about: Annotated[str, typer.Argument(help="An objective, key result, check-in, team, cycle; else an id.")],
    text: Text,
    kind: Kind = TopicKind.OBJECTIVE,
    mention: Mention = None,
    as_json: AsJson = False,
) -> None:
    """Say something about anything; a thread begins."""
    key = new_id()
    with session(ctx) as at:
        subject, mentions = _subject(at, kind, about), _people(at, mention)
        command = WriteComment(comment_id=key, subject=subject, text=text, mentions=mentions)
        at.do(command, f"Said, as {short(key)}.", as_json, comment_id=key)


@app.command()
def reply(
    ctx: typer.Context, comment: Which, text: Text, mention: Mention = None, as_json: AsJson = False
) -> None:
    """Answer a comment."""
    key = new_id()
    with session(ctx) as at:
        it = _found(at, comment)
        part = it.objective_id if it.subject_kind in (TopicKind.KEY_RESULT, TopicKind.CHECK_IN) else None
        subject = Subject(kind=it.subject_kind, id=it.subject_id, objective_id=part)
        mentions = _people(at, mention)
        command = WriteComment(
            comment_id=key, subject=subject, text=text, mentions=mentions, in_reply_to=it.comment_id
        )
        at.do(command, f"Answered, as {short(key)}.", as_json, comment_id=key)


@app.command()
def edit(ctx: typer.Context, comment: Which, text: Text, mention: Mention = None, as_json: AsJson = False) -> None:
    """Say a comment anew; who is mentioned stays unless said."""
    with session(ctx) as at:
        it = _found(at, comment)
        mentions = tuple(it.mentions) if mention is None else _people(at, mention)
        at.do(EditComment(comment_id=it.comment_id, text=text, mentions=mentions), "Said anew.", as_json)


@app.command()
def withdraw(
    ctx: typer.Context,
    comment: Which,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take a comment back; its text is shown no more."""
    with session(ctx) as at:
        it = _found(at, comment)
        at.do(WithdrawComment(comment_id=it.comment_id, reason=reason), "Withdrawn.", as_json)


@app.command("list")
def list_(
    ctx: typer.Context,
    objective: Annotated[str | None, typer.Option(help="Only on this objective and its parts.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """List comments, in the order they were written."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        wanted = None if objective is None else {"objective_id": at.find.objective_by_part(objective).objective_id}
        found = Conversation(seen).comments(wanted)
    if as_json:
        print_json(found)
        return
    _print(found, 'Nothing was said yet: northlog comment write OBJECTIVE "…"')


@app.command()
def mentions(
    ctx: typer.Context,
    person: Annotated[str, typer.Argument(help="Who is meant, by name or id.")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """List the comments that mean a person, in the order they were written."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        found = Conversation(seen).mentions(at.find.person(person))
    if as_json:
        print_json(found)
    else:
        _print(found, "No comment means them.")


def _print(found: list[CommentView], empty: str) -> None:
    rows = [
        [
            short(it.comment_id),
            f"{it.subject_kind.replace('_', ' ')} {short(it.subject_id)}",
            "" if it.in_reply_to is None else f"↳ {short(it.in_reply_to)}",
            "withdrawn" if it.text is None else it.text,
        ]
        for it in found
    ]
    print_table(["id", "about", "answers", "says"], rows, empty)


def _subject(at: Session, kind: TopicKind, wanted: str) -> Subject:
    match kind:
        case TopicKind.OBJECTIVE:
            return Subject(kind=kind, id=at.find.objective_by_part(wanted, "subject.id").objective_id)
        case TopicKind.KEY_RESULT:
            result = at.find.key_result(wanted)
            return Subject(kind=kind, id=result.key_result_id, objective_id=result.objective_id)
        case TopicKind.CHECK_IN:
            entry = at.find.check_in(wanted)
            return Subject(kind=kind, id=entry.check_in_id, objective_id=entry.objective_id)
        case TopicKind.TEAM:
            return Subject(kind=kind, id=at.find.team(wanted, "subject.id"))
        case TopicKind.CYCLE:
            return Subject(kind=kind, id=at.find.cycle(wanted, "subject.id").cycle_id)
        case TopicKind.STRATEGY | TopicKind.VISION:
            return Subject(kind=kind, id=THE_ONE)
        case _:
            return Subject(kind=kind, id=wanted)


def _people(at: Session, wanted: list[str] | None) -> tuple[str, ...]:
    return tuple(at.find.person(each, "mentions") for each in wanted or [])


def _found(at: Session, wanted: str) -> CommentView:
    with at.look() as seen:
        found = {each.comment_id: each for each in Conversation(seen).comments()}
    candidates = [Candidate(key, it.text or "withdrawn") for key, it in found.items()]
    return found[pick("comment", "comment_id", wanted, candidates, part=True)]
