"""The frame of the story: the organization, its people and teams, and the cycles."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from domain.cycle import CloseCycle, PlanCycle, StartCycle
from domain.organization import STREAM, FoundOrganization
from domain.team import AddMember, FormTeam, MemberRole, RemoveMember, SetCadence
from domain.vocabulary import AddWords, RemoveWords
from northlog.demo.plot import Cast, Crew, Move, Worded
from northlog.demo.step import Introduce, Step, person_id, team_id
from northlog.demo.timeline import TIME_ZONE, Quarter, founded_at

FOUNDING = "company/found"


def tell_company(cast: Cast, calendar: Sequence[Quarter], today: date) -> Iterator[Step]:
    """Founding, people, teams, then the cycles' own dates. Not in order of time."""
    begun, head = founded_at(today), cast.people[0].key
    yield Step(begun, FOUNDING, head, FoundOrganization(name=cast.company, time_zone=TIME_ZONE))
    for minute, human in enumerate(cast.people, 1):
        introduced = Introduce(person_id(human.key), human.name, human.email)
        yield Step(begun + timedelta(minutes=minute), f"person/{human.key}/introduce", head, introduced)
    for hour, crew in enumerate(cast.teams, 2):
        yield from _form(crew, head, begun + timedelta(hours=hour))
    for move in cast.moves:
        yield from _move(move, head, calendar[0])
    for number, worded in enumerate(cast.words, 1):
        yield from _word(worded, f"words/{number}", calendar[0])
    for before, quarter in zip((None, *calendar), calendar, strict=False):
        yield from _run(quarter, before, head)


def _form(crew: Crew, head: str, at: datetime) -> Iterator[Step]:
    key, label = team_id(crew.key), f"team/{crew.key}"
    parent = None if crew.parent is None else team_id(crew.parent)
    yield Step(at, f"{label}/form", head, FormTeam(team_id=key, name=crew.name, kind=crew.kind, parent_id=parent))
    for minute, member in enumerate(crew.members, 1):
        role = MemberRole.LEAD if member == crew.members[0] else MemberRole.MEMBER
        added = AddMember(team_id=key, person_id=person_id(member), role=role)
        yield Step(at + timedelta(minutes=minute), f"{label}/add/{member}", head, added)
    cadence = SetCadence(team_id=key, cadence=crew.cadence)
    yield Step(at + timedelta(minutes=30), f"{label}/cadence", crew.members[0], cadence)


def _move(move: Move, head: str, first: Quarter) -> Iterator[Step]:
    at, label, who = first.at(weeks=move.week, hour=8), f"person/{move.person}/move", person_id(move.person)
    yield Step(at, f"{label}/leave", head, RemoveMember(team_id=team_id(move.leaves), person_id=who))
    yield Step(at, f"{label}/join", head, AddMember(team_id=team_id(move.joins), person_id=who))


def _word(worded: Worded, label: str, first: Quarter) -> Iterator[Step]:
    at, scope = first.at(weeks=worded.week, hour=12), STREAM if worded.team is None else team_id(worded.team)
    if worded.add:
        add = AddWords(scope=scope, kind=worded.kind, words=worded.add)
        yield Step(at, f"{label}/add", worded.by, add)
    if worded.remove:
        remove = RemoveWords(scope=scope, kind=worded.kind, words=worded.remove)
        yield Step(at, f"{label}/remove", worded.by, remove)


def _run(quarter: Quarter, before: Quarter | None, head: str) -> Iterator[Step]:
    key, label = quarter.cycle_id, f"cycle/{quarter.number + 1}"
    plan = PlanCycle(cycle_id=key, name=quarter.name, starts_on=quarter.starts_on, ends_on=quarter.ends_on)
    planned_at = before.at(weeks=4, hour=11) if before else quarter.at(days=-20, hour=11)
    yield Step(planned_at, f"{label}/plan", head, plan)
    yield Step(quarter.at(hour=6), f"{label}/start", head, StartCycle(cycle_id=key))
    yield Step(quarter.at(weeks=13, days=4, hour=16), f"{label}/close", head, CloseCycle(cycle_id=key))
