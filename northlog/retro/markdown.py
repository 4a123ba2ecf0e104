"""The pack as Markdown, for wikis and chats. What people wrote is escaped: it stays text, markup or not."""

import re
from collections.abc import Iterable, Iterator, Sequence

from northlog.formatting import confidence_text, farther_text, measure_text, score_text
from northlog.pages.texts import counted, day_text, moment_text, share_text
from northlog.reading.views import CycleView
from northlog.retro.pack import (
    CalibrationView,
    Change,
    Entry,
    Pack,
    PackedKeyResult,
    PackedObjective,
    Summary,
    WeekHealth,
)

_MARKUP = re.compile(r"([\\`*_{}\[\]#+!|~])")
# What begins a list or draws a rule where it comes first on a line, or in a list's line.
_BEGINNING = re.compile(r"^(\d{0,9})([-=.)])")
_GAP = "\u00a0"


def markdown(pack: Pack) -> str:
    """The document, in CommonMark with tables."""
    parts = (_head, _objectives, _issues, _calibrations, _held, _close)
    return "\n".join(line for part in parts for line in part(pack)) + "\n"


def plain(text: str) -> str:
    """Text of people's as it will be read: one line, no markup and no HTML in it."""
    escaped = _BEGINNING.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", " ".join(text.split())))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table, with an empty line before it."""
    yield ""
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _head(pack: Pack) -> Iterator[str]:
    cycle, sums = pack.cycle, pack.summary
    yield f"# Retrospective: {plain(cycle.name)}"
    teams = "" if pack.whole or not pack.teams else f" · {', '.join(map(plain, pack.teams))}"
    yield ""
    yield f"{plain(pack.organization)} · {day_text(cycle.starts_on)} to {day_text(cycle.ends_on)}{teams}"
    yield ""
    outcomes = [f"{count} {outcome}" for outcome, count in sums.outcomes.items()]
    told = [
        counted("objective", sums.objectives),
        counted("key result", sums.key_results),
        counted("check-in", sums.check_ins),
        *outcomes,
    ]
    yield f"{', '.join(told)}."
    yield f"{counted('goal', sums.moved)} moved on the way. {_health(sums)}"


def _health(sums: Summary) -> str:
    """How often what was reported and what computes fell apart, counted in weeks of one goal each."""
    if not sums.weeks:
        return "No week of a goal can be told of yet."
    red = f"{counted('week', sums.watermelon_weeks)} of {sums.weeks} reported green while the figures were red"
    return f"Week by week and goal by goal: {red}, {sums.unknown_weeks} without a word (unknown, never green)."


def _objectives(pack: Pack) -> Iterator[str]:
    for each in pack.objectives:
        yield ""
        yield f"## {plain(each.title)}"
        yield ""
        owner = f"owned by {plain(each.owner)}" if each.owner else "no owner"
        yield f"{plain(each.team)} · {each.outcome or each.status} · {each.ambition} · {owner}"
        if each.why_now:
            yield ""
            yield f"*{plain(each.why_now)}*"
        yield ""
        reason = f": “{plain(each.judged_reason)}”" if each.judged_reason else ""
        yield f"Computed **{score_text(each.computed)}**, judged **{score_text(each.judged)}**{reason}"
        yield from _weeks(each.health)
        yield from _key_results(each, pack.cycle)
        yield from _changes(each.changes, pack.cycle)
        yield from _entries(each.entries, pack.cycle)


def _weeks(health: Sequence[WeekHealth]) -> Iterator[str]:
    if not health:
        return
    yield ""
    yield "### As reported, and as it computes"
    rows = [
        (
            str(it.week),
            confidence_text(it.confidence),
            it.reported,
            score_text(it.score),
            f"{it.at_risk} of {it.running}",
            it.computed,
            "watermelon" if it.watermelon else "",
        )
        for it in health
    ]
    yield from table(("Week", "Stated", "Reported", "Score", "At risk", "Computed", _GAP), rows)


def _key_results(each: PackedObjective, cycle: CycleView) -> Iterator[str]:
    yield ""
    yield "### Key results"
    heads = ("Key result", "Start → now → target", "Progress", "By the first goal", "Computed", "Judged")
    yield from table(heads, (_key_result(it) for it in each.key_results))
    for it in each.key_results:
        notes = []
        if it.dropped:
            notes.append(f"dropped: {plain(it.dropped_reason or '')}")
        if it.judged_reason:
            notes.append(f"judged so because: “{plain(it.judged_reason)}”")
        for move in it.moves:
            far = "" if move.farther is None else f", {farther_text(move.farther)}"
            moved = f"{plain(measure_text(move.before))} became {plain(measure_text(move.after))}{far}"
            notes.append(f"{moment_text(move.at, cycle)}: {moved}. “{plain(move.reason)}” (by {plain(move.by)})")
        if notes:
            yield ""
            yield f"Key result {it.number}:"
            yield ""
            yield from (f"- {note}" for note in notes)


def _key_result(it: PackedKeyResult) -> tuple[str, ...]:
    start = "" if it.start_text == "—" else f"{it.start_text} → "
    return (
        f"{it.number} {plain(it.title)}",
        plain(f"{start}{it.value_text} → {it.target_text} {it.unit}"),
        share_text(it.progress),
        share_text(it.progress_original),
        score_text(it.computed),
        score_text(it.judged),
    )


def _changes(changes: Sequence[Change], cycle: CycleView) -> Iterator[str]:
    if not changes:
        return
    yield ""
    yield "### What changed in mid-cycle"
    yield ""
    for it in changes:
        way = " became ".join(f"“{plain(text)}”" for text in (it.before, it.after) if text)
        reason = f" Because: {plain(it.reason)}" if it.reason else ""
        yield f"- {moment_text(it.at, cycle)}, {it.about} {it.what} (by {plain(it.by)}): {way}.{reason}"


def _entries(entries: Sequence[Entry], cycle: CycleView) -> Iterator[str]:
    yield ""
    yield "### Check-ins in order" if entries else "No check-in was made. Silence is unknown, never green."
    for it in entries:
        marks = " · entered late" * it.late + "".join(f" · corrected: {plain(why)}" for why in it.corrections)
        energy = "" if it.energy is None else f" · energy {it.energy} of 5"
        said = "unstated" if it.goal_confidence is None else f"{it.goal_confidence} of 10"
        yield ""
        yield f"**{moment_text(it.at, cycle)}** · confidence {said}{energy}{marks}"
        yield ""
        for read in it.readings:
            stated = "" if read.confidence is None else f", confidence {read.confidence}"
            note = f". {plain(read.note)}" if read.note else ""
            yield f"- {plain(read.title)}: {plain(read.value_text)}{stated}{note}"
        if it.issues:
            yield f"- In the way: {plain(it.issues)}"
        if it.plan:
            yield f"- Plan: {plain(it.plan)}"


def _issues(pack: Pack) -> Iterator[str]:
    yield ""
    yield "## Issues that kept coming back"
    for each in pack.recurring:
        yield ""
        yield f"**{plain(each.times[0].text)}** {plain(each.team)}, named {len(each.times)} times:"
        yield ""
        for it in each.times:
            yield f"- {moment_text(it.at, pack.cycle)}, {plain(it.objective)}: {plain(it.text)}"
    if not pack.recurring:
        yield ""
        yield "No issue was named in two check-ins."


def _calibrations(pack: Pack) -> Iterator[str]:
    yield ""
    yield "## How well did we know?"
    yield from _calibration("Confidence in goals", pack.goals_calibration)
    yield from _calibration("Confidence in key results", pack.key_results_calibration)


def _calibration(name: str, found: CalibrationView) -> Iterator[str]:
    yield ""
    yield f"### {name}"
    if found.brier is None:
        yield ""
        yield "Nothing can be said yet: no goal with a stated confidence has ended."
        return
    rows = [
        (f"{each.confidence} of 10", str(each.count), str(each.hits), share_text(each.hits / each.count))
        for each in found.stated
    ]
    yield from table(("Said", "How many times", "Got there", "Share"), rows)
    yield ""
    yield f"Brier score {found.brier:.3f} over {counted('statement', found.count)}. {share_text(found.base_rate)}"
    yield f"came true; who had always said just that would have scored {found.by_base_rate:.3f}."


def _held(pack: Pack) -> Iterator[str]:
    if not pack.retrospectives:
        return
    yield ""
    yield "## What we said along the way"
    for each in pack.retrospectives:
        yield ""
        ended = "closed" if each.closed else "still open"
        yield f"### Retrospective {each.kind}, {day_text(each.held_on)}"
        yield ""
        yield f"{plain(each.team or 'everybody')} · {each.trigger} · {ended}"
        if each.summary:
            yield ""
            yield f"*{plain(each.summary)}*"
        for section in each.sections:
            yield ""
            yield f"**{section.heading}**"
            yield ""
            for it in section.remarks:
                about = f" ({plain(it.about)})" if it.about else ""
                into = f" → {plain(it.carried_into)}" if it.carried_into else ""
                yield f"- {plain(it.text)}{about}{into}"
        for answered in each.answers:
            yield ""
            yield f"**{answered.question}** {plain(answered.answer)}"


def _close(pack: Pack) -> Iterator[str]:
    yield ""
    yield "## Four closing questions"
    for question in pack.questions:
        yield ""
        yield f"### {question}"
        yield ""
        yield _GAP
    yield ""
    yield "## How this was worked out"
    yield ""
    for each in pack.rules:
        yield f"- **{each.heading}.** {plain(each.text)}"
    yield ""
    made = moment_text(pack.made_at, pack.cycle, time=True)
    yield f"Made by Northlog on {made}, from the log up to position {pack.position}."
