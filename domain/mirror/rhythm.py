"""Trouble with the rhythm itself: meetings called off, too long, ever emptier (P3.7, P6.3).

Formula, of a ritual with ``MEETINGS`` days or more of which something was said: skipped is the share missed or
cancelled, trouble from ``SKIPPED`` on; overrun the share of the held ones that took longer than agreed, from
``OVERRAN`` on; emptying the fall of the mean number present from the first half of the held ones to the second, by
``EMPTIED`` of it or more, where numbers were told of ``MEETINGS`` of them. Nobody is named, and of a day
of which the log has no word nothing is said.

Source: P3.7, overruns and cancellations are signals; P6.3, about the process, never about a person.
"""

from collections.abc import Iterator
from statistics import mean

from domain.mirror.base import Evidence, Finding, Kind, Reflection, reflection
from domain.mirror.facts import Facts, Meeting, Rhythm
from domain.ritual import MeetingStatus
from domain.signals.finding import percent, times

MEETINGS = 4
"""So many meetings are a rhythm."""
SKIPPED = 0.25
OVERRAN = 0.25
EMPTIED = 0.25

RULE = (
    f"Of rituals with {MEETINGS} meetings told of or more: {percent(SKIPPED)} or more missed or cancelled;"
    f" {percent(OVERRAN)} or more of those held longer than agreed; or {percent(EMPTIED)} fewer present"
    " in the later half than before."
)


def look(facts: Facts) -> Reflection:
    told = [(each, [it for it in each.meetings if facts.within(it.met_on)]) for each in facts.rhythms]
    enough = [(each, meetings) for each, meetings in told if len(meetings) >= MEETINGS]
    found = [each for ritual, meetings in enough for each in _trouble(facts, ritual, meetings)]
    return reflection(Kind.RHYTHM, RULE, f"rituals with {MEETINGS} meetings or more", len(enough), found)


def emptied(present: list[int]) -> float:
    """By which share fewer came to the later half, 0..1; the middle one of an odd number is in neither."""
    half = len(present) // 2
    if len(present) < MEETINGS or not (before := mean(present[:half])):
        return 0.0
    return max(0.0, 1 - mean(present[-half:]) / before)


def _trouble(facts: Facts, ritual: Rhythm, meetings: list[Meeting]) -> Iterator[Finding]:
    held = [each for each in meetings if each.status is MeetingStatus.HELD]
    skipped = [each for each in meetings if each.status is not MeetingStatus.HELD]
    long = [each for each in held if (each.minutes or 0) > ritual.minutes]
    fall = emptied([each.present for each in held if each.present is not None])
    trouble: list[tuple[str, list[Meeting]]] = []
    if len(skipped) >= SKIPPED * len(meetings):
        trouble.append((f"{len(skipped)} of {times(len(meetings), 'meeting')} were not held", skipped))
    if held and len(long) >= OVERRAN * len(held):
        trouble.append((f"{len(long)} of {len(held)} held took longer than agreed", long))
    if fall >= EMPTIED:
        trouble.append((f"{percent(fall)} fewer came to the later half", held))
    if not trouble:
        return
    days = sorted({each.met_on: each for _, those in trouble for each in those}.items())
    yield Finding(
        says=f"{ritual.name} ({facts.name(ritual.team_id)}): {'; '.join(said for said, _ in trouble)}.",
        teams=(ritual.team_id,),
        figures={
            "meetings": len(meetings),
            "not_held": len(skipped),
            "overran": len(long),
            "fewer_present": fall,
        },
        evidence=tuple(Evidence(ritual.source, ritual.name, day, _said(ritual, each)) for day, each in days),
    )


def _said(ritual: Rhythm, meeting: Meeting) -> str:
    if meeting.status is not MeetingStatus.HELD:
        return str(meeting.status)
    present = "" if meeting.present is None else f", {meeting.present} present"
    return f"held for {meeting.minutes} of {ritual.minutes} minutes{present}"
