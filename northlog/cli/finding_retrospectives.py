"""Finding retrospectives and their entries by what people type, and printing them."""

from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Console

from northlog.cli.finding import Candidate, Unclear, pick
from northlog.cli.output import console, short
from northlog.cli.session import Session
from northlog.reading.retrospectives import (
    QUESTIONS,
    SECTIONS,
    EntryView,
    RetrospectiveView,
    kind_text,
    trigger_text,
)
from projections.reader import ObjectiveFilter, RetrospectiveFilter

_OPEN_ONE = "open one: northlog retrospective open --kind end"


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in retrospectives stand for: names of cycles and teams, titles of objectives."""

    cycles: Mapping[str, str]
    teams: Mapping[str, str]
    objectives: Mapping[str, str]

    def of(self, it: RetrospectiveView) -> str:
        """What a retrospective is called: whose it is, of which cycle, and when in it."""
        whose = "everybody" if it.team_id is None else self.teams[it.team_id]
        return f"{self.cycles[it.cycle_id]}, {whose}, {kind_text(it)}"


def all_of(at: Session, wanted: RetrospectiveFilter) -> tuple[list[RetrospectiveView], Names]:
    """Retrospectives in the order they were opened, and the names of what they speak of."""
    with at.look() as seen:
        found = seen.retrospectives(wanted)
        cycles = {each.cycle_id: each.name for each in seen.cycles()}
        teams = {each.team_id: each.name for each in seen.teams()}
        objectives = {each.objective_id: each.title for each in seen.objectives(ObjectiveFilter())}
    return found, Names(cycles, teams, objectives)


def which(at: Session, wanted: str | None) -> tuple[RetrospectiveView, Names]:
    """The retrospective meant by id or name; without a word the one that is open. Raises ``Unclear``."""
    found, names = all_of(at, RetrospectiveFilter())
    among = [each for each in found if wanted is not None or each.closed_at is None]
    candidates = [Candidate(each.retrospective_id, names.of(each)) for each in among]
    if wanted is None:
        if not among:
            read = "; read one again: northlog retrospective list, northlog retrospective show ID" if found else ""
            raise Unclear("retrospective_id", "unknown", f"no retrospective is open; {_OPEN_ONE}{read}")
        if len(among) > 1:
            listed = ", ".join(map(str, candidates))
            raise Unclear("retrospective_id", "ambiguous", f"several are open: {listed}; name one")
        return among[0], names
    key = pick("retrospective", "retrospective_id", wanted, candidates)
    return next(each for each in among if each.retrospective_id == key), names


def entry(at: Session, wanted: str) -> tuple[RetrospectiveView, EntryView]:
    """The entry meant by id or by its very words, and the retrospective it stands in. Raises ``Unclear``."""
    found, _ = all_of(at, RetrospectiveFilter())
    entries = {each.entry_id: (it, each) for it in found for each in it.entries}
    candidates = [Candidate(key, each.text or "withdrawn") for key, (_, each) in entries.items()]
    return entries[pick("entry", "entry_id", wanted, candidates)]


def show(it: RetrospectiveView, names: Names) -> None:
    """Print one retrospective, what was said in it by subject, and the closing questions with their answers."""
    out = console()
    out.print(names.of(it), style="bold")
    ended = "open" if it.closed_at is None else "closed"
    out.print(f"{short(it.retrospective_id)} · {trigger_text(it)} · held on {it.held_on} · {ended}")
    if it.summary:
        out.print(f"\n{it.summary}")
    for kind, head in SECTIONS.items():
        _section(out, head, [each for each in it.entries if each.kind == kind], names)
    out.print("\nClosing questions", style="bold")
    for question, asked in QUESTIONS.items():
        answer = it.answers.get(question)
        out.print(f"  {asked} {'—' if answer is None else answer.text}", soft_wrap=True)


def _section(out: Console, head: str, entries: list[EntryView], names: Names) -> None:
    if entries:
        out.print(f"\n{head}", style="bold")
    for each in entries:
        said = f"withdrawn: {each.withdrawn_reason}" if each.text is None else each.text
        about = "" if each.objective_id is None else f" (of “{names.objectives[each.objective_id]}”)"
        out.print(f"  {short(each.entry_id)}  {said}{about}{_carried(each, names)}", soft_wrap=True)


def _carried(entry: EntryView, names: Names) -> str:
    if entry.carried_into is None:
        return ""
    into = names.cycles[entry.carried_into]
    if entry.carried_at is None:
        return f" → meant for {into}"
    became = "" if entry.became is None else f" as “{names.objectives[entry.became]}”"
    return f" → carried into {into}{became}"
