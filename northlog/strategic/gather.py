"""Making the monthly report from two looks: when the month began, and at its end."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from domain.decider import Refused
from domain.objective import ObjectiveStatus
from domain.words import Level
from northlog.formatting import measure_text
from northlog.reading.alignment import Aligned
from northlog.reading.alignment_views import AlignmentView, PledgeView
from northlog.reading.check_ins import CheckInView
from northlog.reading.happened import last_check_ins
from northlog.reading.looking import Looking
from northlog.reading.moments import WrongMoment
from northlog.reading.snapshot import Snapshot
from northlog.reading.views import ObjectiveView, OrganizationView, PersonView, owners
from northlog.strategic.month import Month, of_day
from northlog.strategic.report import (
    AskView,
    ContributorView,
    Moved,
    RiskView,
    StrategicPage,
    StrategicReport,
)
from projections.current.signal_queries import AlertFilter, SignalReader
from projections.reader import ObjectiveFilter

OPEN = ("asked", "accepted", "missed")
"""States of a dependency that is still waited for."""


@dataclass(frozen=True)
class _Look:
    """Strategic objectives at one moment, with what they have to do with."""

    seen: Snapshot
    objectives: dict[str, ObjectiveView]
    alignment: dict[str, AlignmentView]
    confidence: dict[str, int | None]
    teams: dict[str, str]
    risks: dict[str, list[RiskView]]


def last_month(looking: Looking) -> Month | None:
    """The last whole month by the organization's calendar; ``None`` where there is no organization yet."""
    with looking.snapshot() as seen:
        house = seen.organization()
        return None if house is None else _running(seen, house).before


def strategic_report(looking: Looking, month: Month | None = None) -> StrategicReport | None:
    """The report of a month, the last whole one if unsaid; ``None`` where there is no organization yet.

    Raises ``Refused`` of the field ``month`` where it has not begun, or ended before the log began.
    """
    with looking.snapshot() as seen:
        house = seen.organization()
        if house is None:
            return None
        running, now = _running(seen, house), seen.now
    asked = month or running.before
    if asked > running:
        raise Refused("month", "future", f"{asked} has not begun")
    ends = None if asked == running else asked.next.begins(house.time_zone).isoformat()
    try:
        with looking.snapshot(ends) as seen, _before(looking, asked.begins(house.time_zone).isoformat()) as before:
            after = _look(seen)
            lived = _lived(after, asked)
            people, said = seen.people(owners(lived)), last_check_ins(seen, (each.objective_id for each in lived))
            return StrategicReport(
                organization=house.name,
                month=str(asked),
                first=asked.first,
                last=asked.last,
                until=seen.as_of or now,
                made_at=now,
                objectives=[_page(after, before, each, people, said) for each in lived],
                position=seen.position,
                as_of=seen.as_of,
            )
    except WrongMoment as wrong:
        raise Refused("month", wrong.rule, f"{asked} lies before the log's first event") from None


def _running(seen: Snapshot, house: OrganizationView) -> Month:
    return of_day(seen.now.astimezone(ZoneInfo(house.time_zone)).date())


@contextmanager
def _before(looking: Looking, begins: str) -> Iterator[_Look | None]:
    try:
        moment = looking.moment(begins, None)
    except WrongMoment:
        yield None  # the log began within the month
        return
    with looking.at(moment) as seen:
        yield _look(seen)


def _look(seen: Snapshot) -> _Look:
    everything = seen.objectives(ObjectiveFilter())
    strategic = {
        each.objective_id: each
        for each in everything
        if each.level == Level.STRATEGIC and each.status != ObjectiveStatus.DRAFT
    }
    return _Look(
        seen,
        strategic,
        Aligned(seen).objectives(list(strategic)),
        {each.objective_id: each.confidence for each in everything},
        {each.team_id: each.name for each in seen.teams()},
        _risks(seen),
    )


def _lived(look: _Look, month: Month) -> list[ObjectiveView]:
    """The objectives whose cycle touches a month."""
    cycles = {
        each.cycle_id
        for each in look.seen.cycles()
        if each.starts_on <= month.last and each.ends_on >= month.first
    }
    return [each for each in look.objectives.values() if each.cycle_id in cycles]


def _page(
    after: _Look,
    before: _Look | None,
    objective: ObjectiveView,
    people: Mapping[str, PersonView],
    said: Mapping[str, CheckInView],
) -> StrategicPage:
    key = objective.objective_id
    then = before.objectives.get(key) if before else None
    aligned, was = after.alignment[key], before.alignment.get(key) if before else None
    teams, owner = after.teams, people.get(objective.owner or "")
    return StrategicPage(
        objective_id=key,
        title=objective.title,
        team_id=objective.team_id,
        team=teams[objective.team_id],
        owner=owner.called if owner else None,
        priority=aligned.priority.title if aligned.priority else None,
        why_it_matters=objective.context.why_it_matters or objective.why_now,
        status=objective.status,
        outcome=objective.outcome,
        score=Moved(before=then.score if then else None, after=objective.score),
        contributed=Moved(before=was.contributed if was else None, after=aligned.contributed),
        expected=objective.expected,
        confidence=Moved(before=then.confidence if then else None, after=objective.confidence),
        contributors=[_contributor(each, teams, after, before) for each in aligned.contributions],
        changed=[*_edits(then, objective), *_pledges(was, aligned, teams)],
        risks=after.risks.get(key, []),
        asks=[*_needs(aligned, teams), *_in_the_way(said.get(key))],
    )


def _contributor(it: PledgeView, teams: dict[str, str], after: _Look, before: _Look | None) -> ContributorView:
    ids = [each.objective_id for each in it.objectives]
    return ContributorView(
        team=teams[it.contribution.team_id],
        what=it.contribution.what,
        counts=it.contribution.counts,
        confidence=Moved(before=_lowest(ids, before), after=_lowest(ids, after)),
    )


def _lowest(ids: Iterable[str], look: _Look | None) -> float | None:
    stated = [said for each in ids if look and (said := look.confidence.get(each)) is not None]
    return min(stated, default=None)


def _edits(then: ObjectiveView | None, now: ObjectiveView) -> Iterator[str]:
    if then is None:
        yield "New this month."
        return
    if then.title != now.title:
        yield f"Reworded; it was “{then.title}”."
    if then.owner != now.owner:
        yield "It has another owner." if now.owner else "It has no owner any more."
    if then.status != now.status:
        yield f"It is {now.status} now{f': {now.outcome}' if now.outcome else ''}."
    known = {each.key_result_id: each for each in then.key_results}
    for each in now.key_results:
        was = known.get(each.key_result_id)
        if was is None:
            yield f"Key result added: “{each.title}”."
        elif each.dropped and not was.dropped:
            yield f"Key result dropped: “{each.title}” ({each.dropped_reason})."
        elif each.measure != was.measure:
            yield f"Goal moved: “{each.title}” from {measure_text(was.measure)} to {measure_text(each.measure)}."


def _pledges(was: AlignmentView | None, now: AlignmentView, teams: dict[str, str]) -> Iterator[str]:
    before = {each.contribution.contribution_id: each for each in (was.contributions if was else ())}
    after = {each.contribution.contribution_id: each for each in now.contributions}
    for key in after.keys() - before.keys():
        yield f"{teams[after[key].contribution.team_id]} pledged: {after[key].contribution.what}"
    for key in before.keys() - after.keys():
        yield f"{teams[before[key].contribution.team_id]} took its pledge back: {before[key].contribution.what}"


def _risks(seen: Snapshot) -> dict[str, list[RiskView]]:
    """The alerts that stand, by objective."""
    found: dict[str, list[RiskView]] = {}
    for each in SignalReader(seen.reader).alerts(AlertFilter(standing=True)):
        if each.objective_id is not None:
            risk = RiskView(what=each.what, why=each.why, since=each.raised_at)
            found.setdefault(each.objective_id, []).append(risk)
    return found


def _needs(aligned: AlignmentView, teams: dict[str, str]) -> Iterator[AskView]:
    for each in aligned.dependencies:
        if each.status in OPEN:
            yield AskView(what=each.what, of=teams[each.of_team_id], needed_by=each.promised_by or each.needed_by)


def _in_the_way(said: CheckInView | None) -> Iterator[AskView]:
    # Of the strategic objective's own check-ins alone.
    if said is not None and said.issues:
        yield AskView(what=said.issues, of=None, needed_by=None)
