"""What a ritual is about (P3.7): an agenda made of what stands, section by section. Pure, over the views."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.dependency import DependencyStatus
from domain.health_metric.standing import HealthState
from domain.ritual import RitualKind
from northlog.formatting import confidence_text, number_text, score_text, value_text
from northlog.reading.alerts import AlertView, worst_first
from northlog.reading.alignment_views import DependencyView, StrategyView
from northlog.reading.backlog import BacklogItemView
from northlog.reading.check_ins import CheckInView
from northlog.reading.health_metrics import HealthMetricView
from northlog.reading.retrospectives import RetrospectiveView
from northlog.reading.rituals import RitualView
from northlog.reading.views import CycleTree, ObjectiveView, View
from northlog.reports.diff import Change, CycleDiff, KeyResultDiff, ObjectiveDiff


class AgendaItem(View):
    """One thing to talk about. ``source``: what it comes from, such as ``alert:<id>``."""

    says: str
    details: tuple[str, ...] = ()
    source: str
    objective_id: str | None = None


class AgendaSection(View):
    """``items`` is empty where there is nothing to talk about."""

    key: str
    title: str
    items: list[AgendaItem]


class Agenda(View):
    """The agenda of one meeting of a team. ``since``: last time, the end of the day of the last meeting held, else
    seven days ago, but never before the cycle was planned. ``cycle``: the current one's name, null without one."""

    team_id: str
    team: str
    kind: RitualKind
    day: date
    since: datetime
    cycle: str | None
    sections: list[AgendaSection]
    position: int


@dataclass(frozen=True)
class Ground:
    """What an agenda is made of, all of one team. ``trees``: the cycles of the year, the current one last;
    ``last_said``: the last check-in of each published objective; ``changes``: since last time; ``parked``: what is
    open in the parking lot; ``health``: of the metrics that are kept."""

    day: date
    since: datetime
    names: Mapping[str, str]
    team_id: str
    trees: Sequence[CycleTree]
    changes: CycleDiff | None
    alerts: Sequence[AlertView]
    last_said: Sequence[tuple[ObjectiveView, CheckInView]]
    dependencies: Sequence[DependencyView]
    retrospectives: Sequence[RetrospectiveView]
    rituals: Sequence[RitualView]
    strategy: StrategyView
    parked: Sequence[BacklogItemView]
    health: Sequence[HealthMetricView]

    @property
    def objectives(self) -> list[ObjectiveView]:
        """Those of the current cycle."""
        return self.trees[-1].objectives if self.trees else []


def sections(kind: RitualKind, of: Ground) -> list[AgendaSection]:
    """The sections of a kind of meeting, in their order."""
    return [AgendaSection(key=key, title=_TITLES[key], items=list(_MAKERS[key](of))) for key in _OF_KIND[kind]]


def _changes(of: Ground) -> Iterator[AgendaItem]:
    for each in of.changes.objectives if of.changes else ():
        yield AgendaItem(
            says=each.title,
            details=[*_told(each), *(told for it in each.key_results for told in _of_result(it))],
            source=f"objective:{each.objective_id}",
            objective_id=each.objective_id,
        )


def _told(it: ObjectiveDiff) -> Iterator[str]:
    if it.added:
        yield "new"
    yield from _moved("title", it.reworded, str)
    yield from _moved("status", it.status, str)
    yield from _moved("score", it.score, score_text)
    yield from _moved("confidence", it.confidence, confidence_text)


def _of_result(it: KeyResultDiff) -> Iterator[str]:
    told = ["new"] * it.added + ["dropped"] * (it.dropped is not None)
    told += _moved("value", it.value, lambda value: "—" if value is None else value_text(value, it.measure))
    told += _moved("confidence", it.confidence, confidence_text)
    told += ["its goal moved"] * _goal_moved(it)
    if told:
        yield f"{it.title}: {', '.join(told)}"


def _moved(what: str, change: Change[Any] | None, text: Callable[[Any], str]) -> list[str]:
    return [] if change is None else [f"{what} {text(change.before)} → {text(change.after)}"]


def _goal_moved(it: KeyResultDiff) -> bool:
    return not it.added and (it.retargeted is not None or it.rebaselined is not None)


def _off_track(of: Ground) -> Iterator[AgendaItem]:
    for each in worst_first(list(of.alerts)):
        answered = [f"We will: {each.will_do}"] if each.will_do else []
        yield AgendaItem(
            says=f"{each.severity}: {each.what}",
            details=[each.why, *answered],
            source=f"alert:{each.alert_id}",
            objective_id=each.objective_id,
        )


def _support(of: Ground) -> Iterator[AgendaItem]:
    for objective, said in of.last_said:
        if said.issues:
            yield AgendaItem(
                says=said.issues,
                details=[objective.title],
                source=f"check_in:{said.check_in_id}",
                objective_id=objective.objective_id,
            )
    yield from _needs(of, {DependencyStatus.ASKED, DependencyStatus.ACCEPTED})


def _hot_topics(of: Ground) -> Iterator[AgendaItem]:
    for each in of.changes.objectives if of.changes else ():
        for result in filter(_goal_moved, each.key_results):
            yield AgendaItem(
                says=f"The goal moved: {result.title}",
                details=result.reasons,
                source=f"key_result:{result.key_result_id}",
                objective_id=each.objective_id,
            )
    recent = (DependencyStatus.MISSED, DependencyStatus.DECLINED)
    yield from _needs(of, recent)


def _needs(of: Ground, statuses: Iterable[str]) -> Iterator[AgendaItem]:
    for each in of.dependencies:
        if each.status in statuses:
            day = each.promised_by or each.needed_by
            overdue = " (overdue)" if day < of.day else ""
            yield AgendaItem(
                says=f"{of.names[each.team_id]} needs of {of.names[each.of_team_id]}: {each.what}",
                details=[f"{each.status}, by {day}{overdue}", *([each.reason] if each.reason else [])],
                source=f"dependency:{each.dependency_id}",
                objective_id=each.objective_id,
            )


def _relevant(of: Ground) -> Iterator[AgendaItem]:
    for each in of.objectives:
        if each.status == "published":
            why = [each.why_now] if each.why_now else ["Nobody has said why now."]
            yield _objective(each, why)


def _results(of: Ground) -> Iterator[AgendaItem]:
    for tree in of.trees[-1:]:
        yield from _scored(tree)


def _year(of: Ground) -> Iterator[AgendaItem]:
    for tree in of.trees:
        yield from _scored(tree)


def _scored(tree: CycleTree) -> Iterator[AgendaItem]:
    for each in tree.objectives:
        if each.status != "draft":
            said = [f"{tree.cycle.name}: score {score_text(each.score)}"]
            judged = [] if each.judged is None else [f"judged {score_text(each.judged)}"]
            yield _objective(each, [", ".join([*said, *judged, each.outcome or each.status])])


def _drafts(of: Ground) -> Iterator[AgendaItem]:
    for each in of.objectives:
        if each.status == "draft":
            yield _objective(each, [])


def _objective(it: ObjectiveView, details: list[str]) -> AgendaItem:
    source = f"objective:{it.objective_id}"
    return AgendaItem(says=it.title, details=details, source=source, objective_id=it.objective_id)


def _decisions(of: Ground) -> Iterator[AgendaItem]:
    for held in of.retrospectives:
        for each in held.entries:
            if each.kind == "decision" and each.text is not None and each.carried_at is None:
                source = f"retrospective:{held.retrospective_id}"
                yield AgendaItem(says=each.text, source=source, objective_id=each.objective_id)


def _direction(of: Ground) -> Iterator[AgendaItem]:
    said = of.strategy
    for what, statement in (("Vision", said.vision), ("Strategy", said.statement)):
        if statement:
            yield AgendaItem(says=f"{what}: {statement}", source="strategy")
    for each in said.priorities:
        if not each.dropped and each.year >= of.day.year:
            details = [each.why] if each.why else []
            yield AgendaItem(
                says=f"{each.year}: {each.title}", details=details, source=f"priority:{each.priority_id}"
            )


def _parking_lot(of: Ground) -> Iterator[AgendaItem]:
    for each in of.parked:
        details = [each.note] if each.note else []
        yield AgendaItem(says=each.text, details=details, source=f"backlog_item:{each.backlog_item_id}")


def _health(of: Ground) -> Iterator[AgendaItem]:
    for each in of.health:
        if each.state not in (None, HealthState.OK):
            value = "never read" if each.value is None else f"{number_text(each.value)} {each.unit}".strip()
            says = f"{each.name}: {str(each.state).replace('_', ' ')}, {value}"
            yield AgendaItem(says=says, source=f"health_metric:{each.health_metric_id}")


def _rhythm(of: Ground) -> Iterator[AgendaItem]:
    """Trouble with the rhythm itself: of the process, never of a person (P6.3)."""
    for each in of.rituals:
        counts = {"missed": each.missed, "cancelled": each.cancelled, "longer than agreed": each.overran}
        told = [f"{count} {what}" for what, count in counts.items() if count]
        if told and each.ended_at is None:
            says = f"{each.name}: {each.held} held, {', '.join(told)}"
            yield AgendaItem(says=says, source=f"ritual:{each.ritual_id}")


_MAKERS: Mapping[str, Callable[[Ground], Iterator[AgendaItem]]] = {
    "direction": _direction,
    "year": _year,
    "results": _results,
    "decisions": _decisions,
    "drafts": _drafts,
    "relevant": _relevant,
    "changes": _changes,
    "off_track": _off_track,
    "support": _support,
    "hot_topics": _hot_topics,
    "parking_lot": _parking_lot,
    "health": _health,
    "rhythm": _rhythm,
}
_TITLES: Mapping[str, str] = {
    "direction": "Where we are going",
    "year": "What the year brought",
    "results": "What the cycle brought",
    "decisions": "Decisions not yet taken up",
    "drafts": "Drafts",
    "relevant": "Still relevant?",
    "changes": "Changes since last time",
    "off_track": "Off track",
    "support": "Support asked",
    "hot_topics": "Hot topics",
    "parking_lot": "Parking lot",
    "health": "Health metrics",
    "rhythm": "Our rhythm",
}
_OF_KIND: Mapping[RitualKind, tuple[str, ...]] = {
    RitualKind.ANNUAL: ("direction", "year", "decisions", "rhythm"),
    RitualKind.QUARTERLY: ("results", "decisions", "drafts", "parking_lot", "rhythm"),
    RitualKind.MONTHLY: ("relevant", "changes", "off_track", "support", "health", "rhythm"),
    RitualKind.WEEKLY: ("changes", "off_track", "support", "hot_topics", "parking_lot", "health", "rhythm"),
    RitualKind.DAILY: ("off_track", "support"),
    RitualKind.AD_HOC: ("off_track", "support", "hot_topics"),
}
