"""Finding plannings, their stories and themes by what people type, and printing them."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from northlog.cli.finding import Candidate, Unclear, pick
from northlog.cli.lines import hanging, wrapped
from northlog.cli.output import console, print_lines, short
from northlog.cli.session import Session
from northlog.reading.ground import GroundView
from northlog.reading.plannings import PlanningView, StoryView, ThemeView, plannings
from projections.reader import ObjectiveFilter, Wanted


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids in plannings stand for."""

    cycles: dict[str, str]
    teams: dict[str, str]
    objectives: dict[str, str]

    def of(self, it: PlanningView) -> str:
        """What a planning is called: whose it is, and of which cycle."""
        return f"{self.cycles[it.cycle_id]}, {self.teams[it.team_id]}"


def all_of(at: Session, wanted: Wanted | None = None) -> tuple[list[PlanningView], Names]:
    """Plannings in the order they were opened, and the names of what they speak of."""
    with at.look() as seen:
        found = plannings(seen, wanted)
        cycles = {each.cycle_id: each.name for each in seen.cycles()}
        teams = {each.team_id: each.name for each in seen.teams()}
        objectives = {each.objective_id: each.title for each in seen.objectives(ObjectiveFilter())}
    return found, Names(cycles, teams, objectives)


def which(at: Session, wanted: str | None) -> tuple[PlanningView, Names]:
    """The planning meant by id or name; without a word the one that is open. Raises ``Unclear``."""
    found, names = all_of(at)
    among = [each for each in found if wanted is not None or each.closed_at is None]
    if wanted is None and not among:
        raise Unclear(
            "planning_id", "unknown", "no planning is open; open one: northlog planning open --team TEAM"
        )
    if wanted is None and len(among) == 1:
        return among[0], names
    candidates = [Candidate(each.planning_id, names.of(each)) for each in among]
    if wanted is None:
        listed = ", ".join(map(str, candidates))
        raise Unclear("planning_id", "ambiguous", f"several are open: {listed}; name one with --in")
    key = pick("planning", "planning_id", wanted, candidates, part=True)
    return next(each for each in among if each.planning_id == key), names


def story(of: PlanningView, wanted: str) -> StoryView:
    """The story meant by its number, a part of its words, or its id. Raises ``Unclear``."""
    candidates = [Candidate(each.story_id, each.text or "withdrawn") for each in of.stories]
    return of.stories[_place("story", wanted, candidates)]


def stories(of: PlanningView, wanted: Sequence[str] | None) -> tuple[str, ...]:
    """The ids of stories, each once, in the order they were named."""
    return tuple(dict.fromkeys(story(of, each).story_id for each in wanted or ()))


def theme(of: PlanningView, wanted: str) -> ThemeView:
    """The theme meant by its number, a part of its name, or its id. Raises ``Unclear``."""
    return of.themes[_place("theme", wanted, [Candidate(each.theme_id, each.name) for each in of.themes])]


def _place(kind: str, wanted: str, candidates: Sequence[Candidate]) -> int:
    """The place of the one meant, from 0; they are numbered from 1, in their order."""
    if wanted in map(str, range(1, len(candidates) + 1)):
        return int(wanted) - 1
    key = pick(kind, f"{kind}_id", wanted, candidates, part=True)
    return [each.id for each in candidates].index(key)


def show(it: PlanningView, names: Names) -> None:
    """Print one planning: its themes with their stories, and the stories that have none."""
    out = console()
    out.print(names.of(it), style="bold")
    out.print(f"{short(it.planning_id)} · {'open' if it.closed_at is None else 'closed'}")
    for said in (it.note, it.closing_note):
        if said:
            print_lines([Text(), *wrapped(said, 0)])
    told = {each.story_id: each for each in it.stories}
    for each in it.themes:
        print_lines([Text(), *wrapped(f"Theme {each.number}: {each.name}{_became(each, names)}", 0, "bold")])
        _tell([told[key] for key in each.stories])
    loose = told.keys() - {key for each in it.themes for key in each.stories}
    if loose:
        out.print("\nStories without a theme", style="bold")
        _tell([each for each in it.stories if each.story_id in loose])


def _tell(found: Sequence[StoryView]) -> None:
    for each in found:
        says = "withdrawn" if each.text is None else each.text
        print_lines(hanging(f"  {each.number}  ", f"{says} (told from {each.told_from})"))


def _became(of: ThemeView, names: Names) -> str:
    if of.dropped_reason is not None:
        return f" (dropped: {of.dropped_reason})"
    if of.objective_id is None:
        return ""
    became = "a key result of " if of.key_result_id else ""
    return f" → {became}“{names.objectives[of.objective_id]}”"


def show_ground(it: GroundView) -> None:
    """Print what a planning starts from."""
    out = console()
    parts: dict[str, list[str | None]] = {
        f"Results of {it.before.name}" if it.before else "Results of the cycle before": [
            f"{each.title}: {each.outcome or each.status}{_scored(each.score, each.judged)}" for each in it.results
        ],
        "Learnt": [each.text for each in it.learnings],
        "Decided": [each.text for each in it.decisions],
        "Strategic objectives": [each.title for each in it.strategic],
        "Priorities": [f"{each.year}: {each.title}" for each in it.strategy.priorities if not each.dropped],
    }
    for head, lines in parts.items():
        out.print(head, style="bold")
        for line in lines or ["—"]:
            print_lines(hanging("  ", line or ""))


def _scored(score: float | None, judged: float | None) -> str:
    said = [f"{score:.2f}"] if score is not None else []
    said += [f"judged {judged:.2f}"] if judged is not None else []
    return f", {', '.join(said)}" if said else ""
