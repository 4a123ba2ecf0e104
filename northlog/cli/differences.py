"""What differs between two looks at a cycle, in words and at most 80 columns. Colour only repeats them."""

from collections.abc import Callable, Iterator
from textwrap import shorten
from typing import TypeVar

from rich.text import Text

from domain.measure import Measure
from northlog import formatting
from northlog.cli.lines import WIDTH, joined, wrapped
from northlog.cli.tree import in_tree
from northlog.reports.diff import Change, CycleDiff, KeyResultDiff, ObjectiveDiff

T = TypeVar("T")

ADDED, CHANGED, DROPPED = "+", "▸", "×"
LEGEND = f"{ADDED} added   {CHANGED} changed   {DROPPED} dropped   confidence as stated, 0–10"
LONGEST = 150
"""So much is shown of a text that was written anew; northlog show has the whole."""


def cycle_diff(found: CycleDiff, between: str) -> list[Text]:
    """All that differs, team by team. ``between`` says of which two looks."""
    pace = _moved("expected pace", found.expected, formatting.percent_text)
    lines = [Text(found.name, "bold"), *joined([Text(between), *pace], 0), Text("─" * WIDTH, "dim")]
    lines += joined(of_cycle(found), 0)
    for _, team in in_tree(found.teams):
        own = [each for each in found.objectives if each.team_id == team.team_id]
        if own:
            lines += [Text(), Text(team.name, "bold cyan")]
        for each in own:
            lines += [Text(), *_objective(each, found)]
    if not found.objectives:
        lines += [Text(), Text("No objective changed.")]
    return [*lines, Text(), Text(LEGEND, "dim")]


def mark_of(each: ObjectiveDiff | KeyResultDiff | None) -> str:
    """One character for what became of something; a blank for nothing."""
    if each is None:
        return " "
    if each.added:
        return ADDED
    return DROPPED if isinstance(each, KeyResultDiff) and each.dropped is not None else CHANGED


def _objective(each: ObjectiveDiff, found: CycleDiff) -> Iterator[Text]:
    yield from _titled(f"{mark_of(each)} ", each.title, "bold")
    yield from joined([*_state(each), *of_objective(each, found), *_numbers_of_objective(each)], 2)
    for result in each.key_results:
        yield from _titled(f"  {mark_of(result)} {result.number:>2} ", result.title, "")
        yield from joined([*_state(result), *of_key_result(result, found), *_numbers_of_key_result(result)], 7)


def _titled(before: str, title: str, style: str) -> list[Text]:
    lines = wrapped(title, len(before), style)
    return [Text(before) + lines[0][len(before) :], *lines[1:]]


def of_cycle(found: CycleDiff) -> Iterator[Text]:
    """What differs in the cycle itself, piece by piece."""
    if found.renamed:
        yield Text(f"renamed, was “{found.renamed.before}”")
    yield from _moved("first day", found.starts_on, str)
    yield from _moved("last day", found.ends_on, str)
    yield from _moved("cycle", found.status, str)


def _state(each: ObjectiveDiff | KeyResultDiff) -> Iterator[Text]:
    if each.added:
        yield Text("added", "green")
    if isinstance(each, KeyResultDiff):
        return
    if each.outcome and each.outcome.after:
        yield Text(f"closed: {each.outcome.after}")
    elif each.status:
        yield Text(each.status.after)


def of_objective(each: ObjectiveDiff, names: CycleDiff) -> Iterator[Text]:
    """What differs in an objective beside its numbers and its state, piece by piece."""
    yield from _said_anew("was", each.reworded, before=True)
    yield from _said_anew("described", each.redescribed)
    yield from _said_anew("why now", each.why_now)
    yield from _moved("team", each.team, lambda key: names.teams[key].name)
    yield from _moved("owner", each.owner, lambda key: formatting.owner_text(key, names.people))
    yield from _moved("ambition", each.ambition, str)
    yield from _moved("level", each.level, str)
    if each.successor:
        yield Text("carried forward")
    yield from _judged(each)


def _numbers_of_objective(each: ObjectiveDiff) -> Iterator[Text]:
    yield from _moved("score", each.score, formatting.score_text, _direction(each.score))
    yield from _moved("confidence", each.confidence, formatting.confidence_text, _direction(each.confidence))
    if each.check_ins:
        yield Text("1 check-in" if len(each.check_ins) == 1 else f"{len(each.check_ins)} check-ins")


def of_key_result(each: KeyResultDiff, names: CycleDiff) -> Iterator[Text]:
    """What differs in a key result beside its numbers, piece by piece."""
    if each.dropped is not None:
        yield Text(f"dropped: {shorten(each.dropped, LONGEST)}", "yellow")
    yield from _said_anew("was", each.reworded, before=True)
    yield from _moved("owner", each.owner, lambda key: formatting.owner_text(key, names.people))
    yield from _moved("start", each.rebaselined, _start, "yellow")
    if each.retargeted:
        yield Text(_retargeted(each.retargeted), "yellow")
    for reason in each.reasons:
        yield Text(f"“{shorten(reason, LONGEST)}”", "yellow")
    yield from _judged(each)


def _numbers_of_key_result(each: KeyResultDiff) -> Iterator[Text]:
    yield from _moved("", each.progress, _progress, _direction(each.progress))
    yield from _moved("reads", each.value, lambda value: _value(value, each.measure))
    yield from _moved("confidence", each.confidence, formatting.confidence_text, _direction(each.confidence))


def _moved(what: str, change: Change[T] | None, text: Callable[[T], str], style: str = "") -> Iterator[Text]:
    """A change as from → to."""
    if change is not None:
        yield Text(f"{what} {text(change.before)} → {text(change.after)}".lstrip(), style)


def _said_anew(what: str, change: Change[str] | None, before: bool = False) -> Iterator[Text]:
    """A text that was written anew: as it reads now, or as it read before."""
    if change is not None:
        words = change.before if before else change.after
        yield Text(f"{what} “{shorten(words, LONGEST)}”" if words else f"{what}: nothing any more")


def _judged(each: ObjectiveDiff | KeyResultDiff) -> Iterator[Text]:
    if each.judged is None and each.judged_reason is None:
        return
    yield from _moved("judged", each.judged, formatting.score_text)
    if each.judged_reason is not None and each.judged_reason.after:
        yield Text(f"because “{shorten(each.judged_reason.after, LONGEST)}”")


def _retargeted(change: Change[Measure]) -> str:
    before, after = formatting.target_text(change.before), formatting.target_text(change.after)
    if before != after:
        return f"target {before} → {after}"
    units = formatting.unit_text(change.before), formatting.unit_text(change.after)
    return "measured by other words" if units[0] == units[1] else f"unit “{units[0]}” → “{units[1]}”"


def _start(start: float | None) -> str:
    return "no baseline" if start is None else formatting.number_text(start)


def _progress(share: float | None) -> str:
    return "—" if share is None else formatting.percent_text(share)


def _value(value: bool | float | str | None, measure: Measure) -> str:
    return "—" if value is None else formatting.value_text(value, measure)


def _direction(change: Change[float | None] | Change[int | None] | None) -> str:
    if change is None or change.before is None or change.after is None:
        return ""
    return "green" if change.after > change.before else "red"
