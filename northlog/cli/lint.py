"""`northlog lint`: advice on how drafts are worded; dismissed, restored, and the words it goes by."""

from collections.abc import Iterable
from typing import Annotated

import typer
from rich.text import Text

from domain.lint import WordKind
from domain.objective.commands import DismissLint, RestoreLint
from domain.organization import STREAM as ORGANIZATION
from domain.vocabulary import AddWords, RemoveWords
from northlog.cli.finding import Candidate, pick
from northlog.cli.groups import FirstMeant, group
from northlog.cli.lines import hanging, wrapped
from northlog.cli.options import AsJson, AsOf, KnownAt
from northlog.cli.output import print_json, print_lines, print_table, say, short
from northlog.cli.session import Session, reading, session
from northlog.reading.lints import LintView, ObjectiveLints, lints, rules, vocabulary
from northlog.reading.views import ObjectiveView
from projections.reader import ObjectiveFilter

app = group(FirstMeant)
words = group()
app.add_typer(words, name="words", help="Show, add and remove the words that lints go by.")

Lint = Annotated[str, typer.Argument(metavar="LINT", help="What was found, by id; `northlog lint` shows it.")]
Reason = Annotated[str, typer.Option(help="Why it is meant as it is.")]
Team = Annotated[str | None, typer.Option(help="The team; the whole organization if unsaid.")]
Kind = Annotated[WordKind, typer.Argument(help="What the words give away.")]
Listed = Annotated[list[str], typer.Argument(metavar="WORD…", help="Words, or phrases in quotes.")]


@app.command()
def show(
    ctx: typer.Context,
    objective: Annotated[str | None, typer.Argument(help="An objective; all drafts if unsaid.")] = None,
    team: Annotated[str | None, typer.Option(help="Only of this team.")] = None,
    cycle: Annotated[str | None, typer.Option(help="Only of this cycle.")] = None,
    published: Annotated[bool, typer.Option("--published", help="Of what was published, not of drafts.")] = False,
    dismissed: Annotated[bool, typer.Option("--all", help="Those that were dismissed, too.")] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show what lints find in drafts, or in one objective. It is advice: nothing waits for it."""
    with reading(ctx, as_of, known_at, as_json) as (at, seen):
        if objective is not None:
            read = [at.find.objective_by_part(objective)]
        else:
            wanted = ObjectiveFilter(
                cycle_id=None if cycle is None else at.find.cycle(cycle).cycle_id,
                team_id=None if team is None else at.find.team(team),
                status="published" if published else "draft",
            )
            read = seen.objectives(wanted)
        found = lints(seen, read)
    if as_json:
        print_json(found)
    else:
        _show(found, {each.objective_id: each for each in read}, dismissed)


@app.command()
def dismiss(ctx: typer.Context, lint: Lint, reason: Reason, as_json: AsJson = False) -> None:
    """Dismiss what a lint found; it stays away until that text is another."""
    with session(ctx) as at:
        it, of = _found(at, lint)
        command = DismissLint(
            objective_id=of.objective_id,
            rule=it.rule,
            key_result_id=it.subject_id if it.subject_kind == "key_result" else None,
            reason=reason,
        )
        at.do(command, f"Dismissed: {_name(it.rule)} of “{of.title}”.", as_json, lint_id=it.lint_id)


@app.command()
def restore(ctx: typer.Context, lint: Lint, as_json: AsJson = False) -> None:
    """Take a dismissal back."""
    with session(ctx) as at:
        with at.look() as seen:
            of = {key: each for each in seen.objectives(ObjectiveFilter()) for key in each.dismissals}
        candidates = [Candidate(key, str(each.dismissals[key]["rule"])) for key, each in of.items()]
        key = pick("dismissal", "lint_id", lint, candidates)
        command = RestoreLint(objective_id=of[key].objective_id, lint_id=key)
        at.do(command, "Restored.", as_json, lint_id=key)


@app.command("rules")
def rules_(as_json: AsJson = False) -> None:
    """List the rules: why each is there, and an example of bad and better."""
    if as_json:
        print_json(rules())
        return
    for each in rules():
        print_lines([Text(f"{each.principle} {_name(each.rule)} · of {_name(each.of)}s", "bold")])
        print_lines(wrapped(each.explanation, 2))
        print_lines(hanging("  bad     ", each.bad, "dim"))
        print_lines(hanging("  better  ", each.better, "dim"))


@words.command("show")
def show_words(ctx: typer.Context, team: Team = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Show the words that hold, and which of them this scope added or removed."""
    with reading(ctx, as_of, None, as_json) as (at, seen):
        found = vocabulary(seen, ORGANIZATION if team is None else at.find.team(team))
    assert found is not None, "the team was just found"
    if as_json:
        print_json(found)
        return
    for kind, listed in found.effective.items():
        print_lines(hanging(f"{kind:<11}", ", ".join(listed)))
        for name, said in (("added", found.added), ("removed", found.removed)):
            if said.get(kind):
                print_lines(hanging(f"  {name:<9}", ", ".join(said[kind]), "yellow"))


@words.command()
def add(ctx: typer.Context, kind: Kind, listed: Listed, team: Team = None, as_json: AsJson = False) -> None:
    """Have lints know more words."""
    with session(ctx) as at:
        command = AddWords(scope=_scope(at, team), kind=kind, words=tuple(listed))
        at.do(command, f"Added: {', '.join(command.words)}.", as_json)


@words.command()
def remove(ctx: typer.Context, kind: Kind, listed: Listed, team: Team = None, as_json: AsJson = False) -> None:
    """Have lints pass over words."""
    with session(ctx) as at:
        command = RemoveWords(scope=_scope(at, team), kind=kind, words=tuple(listed))
        at.do(command, f"Removed: {', '.join(command.words)}.", as_json)


def print_findings(it: ObjectiveView, found: Iterable[LintView]) -> None:
    """Print what lints find in one objective as a table."""
    numbers = {each.key_result_id: str(each.number) for each in it.key_results}
    rows = [
        [
            short(each.lint_id),
            f"{each.principle} {_name(each.rule)}",
            numbers.get(each.subject_id, ""),
            each.sentence if each.dismissed is None else f"dismissed: {each.dismissed.reason}",
        ]
        for each in found
    ]
    print_table(["id", "rule", "of", "finding"], rows, "")


def _show(found: Iterable[ObjectiveLints], of: dict[str, ObjectiveView], dismissed: bool) -> None:
    said = False
    for each in found:
        shown = [it for it in each.lints if dismissed or it.dismissed is None]
        if not shown:
            continue
        said = True
        print_lines(wrapped(Text(f"{each.title}  {short(each.objective_id)}", "bold"), 0))
        print_findings(of[each.objective_id], shown)
        for suggestion in dict.fromkeys(it.suggestion for it in shown if it.dismissed is None):
            print_lines(hanging("  → ", suggestion, "dim"))
        say("")
    if said:
        say("Advice, no more: publish whenever you like. northlog lint dismiss ID --reason …")
    else:
        say("Nothing to advise.")


def _found(at: Session, wanted: str) -> tuple[LintView, ObjectiveLints]:
    """The finding meant, and where it was found. Raises ``Unclear``."""
    with at.look() as seen:
        found = lints(seen, seen.objectives(ObjectiveFilter()))
    of = {it.lint_id: (it, each) for each in found for it in each.lints}
    candidates = [Candidate(key, f"{_name(it.rule)} of {each.title}") for key, (it, each) in of.items()]
    return of[pick("lint", "lint_id", wanted, candidates)]


def _scope(at: Session, team: str | None) -> str:
    return ORGANIZATION if team is None else at.find.team(team)


def _name(rule: str) -> str:
    return rule.replace("_", " ")
