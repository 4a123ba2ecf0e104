"""One frame of a replay: the tree in few lines, where what changed since the frame before is marked.

Every line fits 80 columns, and colour only repeats what marks, words and numbers say.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.text import Text

from northlog import formatting
from northlog.cli.differences import mark_of, of_cycle, of_key_result, of_objective
from northlog.cli.lines import WIDTH, joined
from northlog.cli.tree import BAR, bar, colour, sections
from northlog.reading.views import CycleTree, KeyResultView, ObjectiveView
from northlog.reports.diff import Change, CycleDiff, KeyResultDiff, ObjectiveDiff

_TITLE = 39
_RESULT_TITLE = _TITLE - 4


@dataclass(frozen=True)
class Drawn:
    """A frame's lines: what stands above, the tree, and at which of the tree's lines something changed."""

    head: list[Text]
    body: list[Text]
    changed: list[int]


def draw(tree: CycleTree, found: CycleDiff | None, when: str, which: str) -> Drawn:
    """Draw a tree. ``found``: what differs from the frame before, if there was one. ``when`` and ``which``:
    the day it is of, and what frame of how many it is."""
    body: list[Text] = []
    changed: list[int] = []
    told = {} if found is None else {each.objective_id: each for each in found.objectives}
    for heading, objectives in sections(tree):
        body += [Text(), Text(heading, "bold cyan")]
        for each in objectives:
            for is_changed, line in _lines(each, told.get(each.objective_id), found):
                if is_changed:
                    changed.append(len(body))
                body.append(line)
    if not tree.objectives:
        body += [Text(), Text("No objective yet.", "dim")]
    return Drawn(list(_head(tree, found, when, which)), body, changed)


def _head(tree: CycleTree, found: CycleDiff | None, when: str, which: str) -> Iterator[Text]:
    name = Text(tree.cycle.name, "bold")
    name.truncate(WIDTH - len(which) - 2, overflow="ellipsis", pad=True)
    yield name.append(f"  {which}")
    yield Text(f"{when} · {tree.cycle.status} · expected pace {formatting.percent_text(tree.cycle.expected)}")
    if found is not None:
        yield from joined(of_cycle(found), 0)
    yield Text("─" * WIDTH, "dim")


def _lines(
    objective: ObjectiveView, told: ObjectiveDiff | None, found: CycleDiff | None
) -> Iterator[tuple[bool, Text]]:
    """The lines of an objective and its key results, each with whether it is marked."""
    results = {} if told is None else {each.key_result_id: each for each in told.key_results}
    yield told is not None, _objective(objective, told)
    if told is not None and found is not None:
        yield from ((False, line) for line in joined(of_objective(told, found), 4))
    for each in objective.key_results:
        result = results.get(each.key_result_id)
        yield result is not None, _key_result(each, result, objective.expected)
        if result is not None and found is not None:
            yield from ((False, line) for line in joined(of_key_result(result, found), 8))


def _objective(objective: ObjectiveView, told: ObjectiveDiff | None) -> Text:
    title = Text(objective.title, "bold")
    title.truncate(_TITLE, overflow="ellipsis", pad=True)
    state = objective.status if objective.outcome is None else f"closed: {objective.outcome}"
    score = objective.score
    if objective.status != "closed" and objective.last_check_in_at is None:
        # Silence is never green, and no score either (P5.2).
        state, score = "unknown" if objective.status == "published" else state, None
    line = _marked(told) + title + Text(f" {state:<{BAR}} ")
    line += Text(f"{formatting.score_text(score):>7}", colour(score, objective.expected))
    return line + _moved(told.score if told else None, _hundredths) + _confidence(objective, told)


def _key_result(result: KeyResultView, told: KeyResultDiff | None, expected: float) -> Text:
    title = Text(result.title, "dim" if result.dropped else "")
    title.truncate(_RESULT_TITLE, overflow="ellipsis", pad=True)
    line = _marked(told) + Text(f"{result.number:>2}  ", "dim") + title + Text(" ")
    if result.dropped:
        return line + Text("dropped", "dim")
    if result.value is None or result.progress is None:
        missing = "no reading yet" if result.value is None else "no baseline"
        line += Text(f"{missing:<{BAR + 8}}", "yellow")
    else:
        line += bar(result.progress, expected)
        line += Text(f" {formatting.percent_text(result.progress):>7}", colour(result.progress, expected))
    return line + _moved(told.progress if told else None, _points) + _confidence(result, told)


def _marked(told: ObjectiveDiff | KeyResultDiff | None) -> Text:
    return Text.assemble((f"{mark_of(told)} ", "bold yellow"))


def _moved(change: Change[float | None] | None, text: Callable[[float], str]) -> Text:
    """By how much a share of 0..1 moved; as wide as its column."""
    if change is None or change.before is None or change.after is None:
        return Text(" " * 7)
    moved = change.after - change.before
    said = text(moved).replace("-", "−")
    if len(said) > 6:
        said = "↑" if moved > 0 else "↓"
    return Text(f" {said:>6}", "green" if moved > 0 else "red")


def _hundredths(moved: float) -> str:
    return f"{moved:+.2f}" if abs(moved) >= 0.01 else f"{moved:+.1g}"


def _points(moved: float) -> str:
    """Percent points; less than one is not rounded away."""
    points = moved * 100
    return f"{points:+.0f}" if abs(points) >= 1 else f"{points:+.1g}"


def _confidence(shown: ObjectiveView | KeyResultView, told: ObjectiveDiff | KeyResultDiff | None) -> Text:
    """As stated, with an arrow where it was stated higher or lower before."""
    change = told.confidence if told else None
    arrow = ""
    if change is not None and change.before is not None and change.after is not None:
        arrow = "↑" if change.after > change.before else "↓"
    style = {"↑": "green", "↓": "red"}.get(arrow, "")
    return Text(f"  {formatting.confidence_text(shown.confidence):>2}{arrow:<1}", style)
