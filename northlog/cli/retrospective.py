"""`northlog retrospective`: opened, held, closed, its decisions carried on (P3.5, P3.6)."""

from typing import Annotated

import typer

from domain.retrospective import Question, RetrospectiveKind, Trigger
from domain.retrospective.commands import (
    AddAttractor,
    AddDetractor,
    AddLearning,
    AddNote,
    AnswerQuestion,
    CarryDecision,
    CloseRetrospective,
    EntryCommand,
    MakeDecision,
    OpenRetrospective,
    WithdrawEntry,
)
from northlog.cli import finding_retrospectives, parsing
from northlog.cli.groups import group
from northlog.cli.options import AsJson, AsOf, KnownAt, spelt, word_of
from northlog.cli.output import print_json, print_table, short
from northlog.cli.session import Session, reading, session
from northlog.ids import new_id
from northlog.reading.retrospectives import trigger_text
from northlog.reports.prefilling import prefilled
from northlog.reports.triggers import retrospective_triggers
from projections.reader import RetrospectiveFilter

app = group()

Text = Annotated[str, typer.Argument(help="What is said.")]
About = Annotated[str | None, typer.Option("--objective", help="The objective that it speaks of.")]
In = Annotated[str | None, typer.Option("--in", help="The retrospective, by id or name; the open one if unsaid.")]
Retrospective = Annotated[
    str | None, typer.Argument(help="The retrospective, by id or name; the open one if unsaid.")
]
Entry = Annotated[str, typer.Argument(help="The entry, by id or its very words; `show` lists them.")]

KIND = typer.Option(
    parser=word_of(RetrospectiveKind), metavar=spelt(RetrospectiveKind), help="When in the cycle it is held."
)
TRIGGER = typer.Option(
    parser=word_of(Trigger), metavar=spelt(Trigger), help="What called for it; else it was scheduled."
)


@app.command("open")
def open_(
    ctx: typer.Context,
    kind: Annotated[RetrospectiveKind, KIND],
    cycle: Annotated[str | None, typer.Argument(help="The cycle; the current one if unsaid.")] = None,
    team: Annotated[str | None, typer.Option(help="The team's own; of everybody if unsaid.")] = None,
    trigger: Annotated[Trigger | None, TRIGGER] = None,
    on: Annotated[str | None, typer.Option(help="The day it is held; today if unsaid.")] = None,
    prefill: Annotated[
        bool,
        typer.Option("--prefill", help="Begin with what `suggest` finds as entries, and its trigger if unsaid."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Open a retrospective of a cycle."""
    key = new_id()
    with session(ctx) as at:
        found = at.find.cycle(cycle)
        command = OpenRetrospective(
            retrospective_id=key,
            cycle_id=found.cycle_id,
            team_id=None if team is None else at.find.team(team),
            kind=kind,
            trigger=trigger,
            held_on=None if on is None else parsing.day(on, "on"),
        )
        if prefill:
            with at.look() as seen:
                command = prefilled(seen, command, lambda _: new_id())
        at.do(command, f"Opened {short(key)}, a retrospective of {found.name}.", as_json, retrospective_id=key)


@app.command()
def suggest(
    ctx: typer.Context,
    team: Annotated[str, typer.Option(help="The team that would look back.")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Say what calls for a retrospective in mid-cycle, and the evidence."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        found = retrospective_triggers(seen, at.find.team(team))
    assert found is not None, "the team was found"
    if as_json:
        print_json(found)
        return
    rows = [[it.trigger.replace("_", " "), each.says] for it in found.triggers for each in it.evidence]
    rows += [["pulls toward the goal", each.says] for each in found.attractors]
    print_table(["what", "evidence"], rows, "Nothing calls for a retrospective.")


@app.command()
def note(ctx: typer.Context, text: Text, objective: About = None, of: In = None, as_json: AsJson = False) -> None:
    """Note what was said."""
    _add(ctx, AddNote, text, objective, of, as_json)


@app.command()
def attract(
    ctx: typer.Context, text: Text, objective: About = None, of: In = None, as_json: AsJson = False
) -> None:
    """Name an attractor: what pulled us toward the goal."""
    _add(ctx, AddAttractor, text, objective, of, as_json)


@app.command()
def detract(
    ctx: typer.Context, text: Text, objective: About = None, of: In = None, as_json: AsJson = False
) -> None:
    """Name a detractor: what pushed us away."""
    _add(ctx, AddDetractor, text, objective, of, as_json)


@app.command()
def learn(ctx: typer.Context, text: Text, objective: About = None, of: In = None, as_json: AsJson = False) -> None:
    """Say what we know now and did not know before."""
    _add(ctx, AddLearning, text, objective, of, as_json)


@app.command()
def decide(
    ctx: typer.Context,
    text: Text,
    into: Annotated[str | None, typer.Option(help="The later cycle it is meant for.")] = None,
    objective: About = None,
    of: In = None,
    as_json: AsJson = False,
) -> None:
    """Decide what we will do."""
    _add(ctx, MakeDecision, text, objective, of, as_json, into)


def _add(
    ctx: typer.Context,
    command: type[EntryCommand],
    text: str,
    objective: str | None,
    of: str | None,
    as_json: bool,
    into: str | None = None,
) -> None:
    key = new_id()
    with session(ctx) as at:
        it, names = finding_retrospectives.which(at, of)
        about = None if objective is None else at.find.objective_by_part(objective).objective_id
        meant = {} if into is None else {"carried_into": at.find.cycle(into, "into").cycle_id}
        added = command(retrospective_id=it.retrospective_id, entry_id=key, text=text, objective_id=about, **meant)
        at.do(added, f"Added {short(key)} to {names.of(it)}.", as_json, entry_id=key)


@app.command()
def answer(
    ctx: typer.Context,
    question: Annotated[Question, typer.Argument(help="One of the four closing questions.")],
    text: Annotated[str, typer.Argument(help="The answer, in place of any before; empty takes it back.")],
    of: In = None,
    as_json: AsJson = False,
) -> None:
    """Answer a closing question: achieved, learnt, surprised, differently."""
    with session(ctx) as at:
        it, names = finding_retrospectives.which(at, of)
        said = AnswerQuestion(retrospective_id=it.retrospective_id, question=question, answer=text)
        at.do(said, f"Answered in {names.of(it)}.", as_json)


@app.command()
def withdraw(
    ctx: typer.Context,
    entry: Entry,
    reason: Annotated[str, typer.Option(help="Why it is taken back.")],
    as_json: AsJson = False,
) -> None:
    """Take an entry back; what it said stays in the log."""
    with session(ctx) as at:
        it, found = finding_retrospectives.entry(at, entry)
        asked = WithdrawEntry(retrospective_id=it.retrospective_id, entry_id=found.entry_id, reason=reason)
        at.do(asked, f"Withdrawn: {found.text}", as_json)


@app.command()
def carry(
    ctx: typer.Context,
    decision: Entry,
    into: Annotated[str, typer.Argument(metavar="CYCLE", help="The later cycle that took it up.")],
    became: Annotated[str | None, typer.Option(help="The objective it turned into there.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say that a later cycle took a decision up; possible after closing, too."""
    with session(ctx) as at:
        it, found = finding_retrospectives.entry(at, decision)
        cycle = at.find.cycle(into, "into")
        asked = CarryDecision(
            retrospective_id=it.retrospective_id,
            entry_id=found.entry_id,
            cycle_id=cycle.cycle_id,
            became=None if became is None else at.find.objective(became, "became").objective_id,
        )
        at.do(asked, f"Carried into {cycle.name}: {found.text}", as_json)


@app.command()
def close(
    ctx: typer.Context,
    retrospective: Retrospective = None,
    summary: Annotated[str, typer.Option(help="What remains of it, in a few sentences.")] = "",
    as_json: AsJson = False,
) -> None:
    """Close a retrospective for good; who has more to say opens another."""
    with session(ctx) as at:
        it, names = finding_retrospectives.which(at, retrospective)
        asked = CloseRetrospective(retrospective_id=it.retrospective_id, summary=summary)
        read = f"Read it again: northlog retrospective show {short(it.retrospective_id)}"
        at.do(asked, f"Closed {names.of(it)}.\n{read}; all of them: northlog retrospective list", as_json)


@app.command("list")
def list_(
    ctx: typer.Context,
    cycle: Annotated[str | None, typer.Option(help="Only of this cycle.")] = None,
    team: Annotated[str | None, typer.Option(help="Only of this team.")] = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """List retrospectives in the order they were opened."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        found, names = finding_retrospectives.all_of(at, _filter(at, cycle, team))
    if as_json:
        print_json(found)
        return
    rows = [
        [
            short(it.retrospective_id),
            names.of(it),
            trigger_text(it),
            str(it.held_on),
            "open" if it.closed_at is None else "closed",
        ]
        for it in found
    ]
    empty = "There is no retrospective here yet" + (
        "" if seen.as_of else ": northlog retrospective open --kind end"
    )
    print_table(["id", "retrospective", "called for by", "held on", "status"], rows, empty)


def _filter(at: Session, cycle: str | None, team: str | None) -> RetrospectiveFilter:
    return RetrospectiveFilter(
        cycle_id=None if cycle is None else at.find.cycle(cycle).cycle_id,
        team_id=None if team is None else at.find.team(team),
    )


@app.command()
def show(
    ctx: typer.Context,
    retrospective: Retrospective = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show what was said in a retrospective, and what became of its decisions."""
    with reading(ctx, as_of, known_at, as_json) as (at, _):
        it, names = finding_retrospectives.which(at, retrospective)
    if as_json:
        print_json(it)
    else:
        finding_retrospectives.show(it, names)
