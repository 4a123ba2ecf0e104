"""A cycle as a tree: objectives by who owns them, and the movement of each key result against the pace.

Every line fits 80 columns, and colour only repeats what words and numbers say.
"""

from collections.abc import Iterator
from datetime import date, datetime
from math import ceil
from zoneinfo import ZoneInfo

from rich.console import Group
from rich.text import Text

from domain.measure import start_of, target_of
from northlog import formatting
from northlog.cli.lines import WIDTH, joined, wrapped
from northlog.cli.output import short
from northlog.reading.views import CycleTree, CycleView, KeyResultView, ObjectiveView, TeamView

BAR = 17
FULL, EMPTY, PACE = "█", "░", "┃"
LEGEND = (
    "start → now → target   progress   confidence as stated, 0–10",
    f"{FULL} reached   {PACE} expected pace   — or · unstated   more: northlog show OBJECTIVE",
)


def cycle_tree(tree: CycleTree, now: datetime) -> Group:
    """The whole tree: strategic objectives first, then team by team."""
    zone = ZoneInfo(tree.cycle.time_zone)
    lines: list[Text] = [*_header(tree.cycle, now.astimezone(zone))]
    if not tree.objectives:
        lines.append(Text('\nNo objective yet: northlog objective draft "…" --team "…" --publish', "dim"))
    for heading, objectives in sections(tree):
        lines += [Text(), Text(heading, "bold cyan")]
        for each in objectives:
            lines += objective_lines(each, tree, now, team_said=heading == tree.teams[each.team_id].name)
    if tree.objectives:
        lines += [Text(), *(Text(line, "dim") for line in LEGEND)]
    return Group(*lines)


def sections(tree: CycleTree) -> Iterator[tuple[str, list[ObjectiveView]]]:
    """Objectives under their headings: strategic ones first, then team by team."""
    strategic = [each for each in tree.objectives if each.level == "strategic"]
    if strategic:
        yield "Strategic", strategic
    for _, team in in_tree(tree.teams):
        own = [it for it in tree.objectives if it.team_id == team.team_id and it.level != "strategic"]
        if own:
            yield team.name, own


def in_tree(
    teams: dict[str, TeamView], parent: str | None = None, depth: int = 0
) -> Iterator[tuple[int, TeamView]]:
    """Teams with their depth, each below its parent, by name."""
    for team in sorted(teams.values(), key=lambda each: each.name.casefold()):
        if team.parent_id == parent:
            yield depth, team
            yield from in_tree(teams, team.team_id, depth + 1)


def _header(cycle: CycleView, now: datetime) -> Iterator[Text]:
    dates, where = f"{cycle.starts_on} – {cycle.ends_on}", place_in(cycle, now.date())
    yield Text(cycle.name, "bold")
    yield Text(f"{dates} · {cycle.status} · {where} · expected pace {formatting.percent_text(cycle.expected)}")
    yield Text("─" * WIDTH, "dim")


def place_in(cycle: CycleView, today: date) -> str:
    """Where in a cycle a day lies."""
    weeks = ceil(((cycle.ends_on - cycle.starts_on).days + 1) / 7)
    if today < cycle.starts_on:
        return f"begins in {(cycle.starts_on - today).days} days"
    if today > cycle.ends_on:
        return f"ended {(today - cycle.ends_on).days} days ago"
    return f"week {(today - cycle.starts_on).days // 7 + 1} of {weeks}"


def objective_lines(objective: ObjectiveView, tree: CycleTree, now: datetime, team_said: bool) -> list[Text]:
    """One objective with its key results."""
    lines = wrapped(objective.title, indent=0, style="bold")
    lines += joined(_about(objective, tree, now, team_said), indent=2)
    for result in objective.key_results:
        lines += _key_result(result, objective.expected)
    if not objective.key_results:
        lines.append(Text("  no key results yet", "dim"))
    return [Text(), *lines]


def _about(objective: ObjectiveView, tree: CycleTree, now: datetime, team_said: bool) -> list[Text]:
    """What is said of an objective, piece by piece."""
    team = [] if team_said else [Text(tree.teams[objective.team_id].name)]
    status = objective.status if objective.outcome is None else f"closed: {objective.outcome}"
    pieces = [
        *team,
        Text(formatting.owner_text(objective.owner, tree.people)),
        Text(status),
        Text(objective.ambition),
    ]
    if objective.last_check_in_at is None and objective.status == "published":
        # Silence is never green (P5.2).
        pieces.append(Text("unknown: no check-in yet", "yellow"))
    if objective.last_check_in_at is not None or objective.status == "closed":
        score = formatting.score_text(objective.score)
        pieces.append(Text(f"score {score}", colour(objective.score, objective.expected)))
    if objective.judged is not None:
        pieces.append(Text(f"judged {objective.judged:.2f}"))
    if objective.last_check_in_at is not None:
        trail = formatting.sparkline(objective.trail)
        pieces.append(Text(f"confidence {formatting.confidence_text(objective.confidence)} {trail}".rstrip()))
        age = formatting.age_text(objective.last_check_in_at, now, ZoneInfo(tree.cycle.time_zone))
        pieces.append(Text(f"checked in {age}"))
    return [*pieces, Text(short(objective.objective_id), "dim")]


def _key_result(result: KeyResultView, expected: float) -> list[Text]:
    unit = formatting.unit_text(result.measure)
    title = wrapped(f"{result.title}{f' ({unit})' if unit else ''}", indent=5, style="")
    title[0] = Text(f"{result.number:>3}  ", "dim") + title[0][5:]
    if result.dropped:
        return [*title, *wrapped(f"dropped: {result.dropped_reason}", indent=5, style="dim")]
    lines = [*title, _movement(result, expected)]
    if result.judged is not None:
        scores = f"judged {result.judged:.2f}, computed {formatting.score_text(result.score)}"
        lines += wrapped(scores, indent=5, style="dim")
    if moved := _moved(result):
        lines += wrapped(moved, indent=5, style="dim")
    return lines


def _movement(result: KeyResultView, expected: float) -> Text:
    """Start, now and target, the bar against the pace, progress, confidence; in columns."""
    now = "—" if result.value is None else formatting.value_text(result.value, result.measure)
    line = Text("     ") + Text(
        f"{formatting.start_text(result.measure):>11} → {now:>10} → {formatting.target_text(result.measure):<11} "
    )
    if result.value is None:
        line += Text(f"{'no reading yet':<{BAR + 8}}", "yellow")
    elif result.progress is None:
        line += Text(f"{'no baseline':<{BAR + 8}}", "yellow")
    else:
        line += bar(result.progress, expected)
        line += Text(f" {formatting.percent_text(result.progress):>7}", colour(result.progress, expected))
    return line + Text(f"  {formatting.confidence_text(result.confidence):>2}")


def _moved(result: KeyResultView) -> str:
    """Goalposts that moved; legal and visible (P4.4). Empty where none did."""
    first, now = result.original, result.measure
    said = []
    start, target = start_of(first), target_of(first)
    if start is not None and start != start_of(now):
        said.append(f"first start {formatting.number_text(start)}")
    if first.kind == "relative" and now.kind == "relative":
        if first.change != now.change:
            said.append(f"first target {formatting.change_text(first.change)}")
    elif target is not None and target != target_of(now):
        said.append(f"first target {formatting.number_text(target)}")
    if said and result.progress_original is not None:
        said.append(f"{formatting.percent_text(result.progress_original)} by the first measure")
    return ", ".join(said)


def bar(progress: float, expected: float) -> Text:
    """Progress with the expected pace marked in it."""
    filled = round(min(1.0, max(0.0, progress)) * BAR)
    mark = min(BAR - 1, round(expected * BAR))
    text = Text()
    for cell in range(BAR):
        if cell == mark:
            text.append(PACE, "bold")
        elif cell < filled:
            text.append(FULL, colour(progress, expected))
        else:
            text.append(EMPTY, "dim")
    return text


def colour(share: float | None, expected: float) -> str:
    """Whether a share of 0..1 keeps the expected pace, as a style; none where nothing can be said."""
    if share is None:
        return ""
    return "green" if share >= expected else "yellow" if share >= expected / 2 else "red"
