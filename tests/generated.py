"""Commands that hypothesis makes up, and histories of them."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from domain.aggregates import COMMANDS
from domain.cycle import PlanCycle, StartCycle
from domain.measure import (
    Binary,
    Completion,
    Measure,
    Metric,
    Subjective,
    Value,
    Zone,
    Zones,
)
from domain.objective.commands import (
    AddKeyResult,
    CheckIn,
    CorrectCheckIn,
    DraftObjective,
    PublishObjective,
    RebaselineKeyResult,
    RetargetKeyResult,
)
from domain.objective.grip import Reading
from domain.person import IntroducePerson
from domain.retrospective import RetrospectiveKind
from domain.retrospective.commands import (
    AddNote,
    CarryDecision,
    MakeDecision,
    OpenRetrospective,
)
from domain.ritual import RitualKind, Schedule, SetRitual
from domain.strategy import SetPriority
from domain.team import AddMember, FormTeam, TeamKind
from domain.words import Command, Level
from tests import generated_planning as planning
from tests import generated_running as running
from tests.facts import (
    ANN,
    BEN,
    COMPANY,
    CYCLE,
    ENTRY,
    NEXT_CYCLE,
    OBJECTIVE,
    ONBOARDING,
    OTHER_ENTRY,
    PRIORITY,
    RESULT,
    RETROSPECTIVE,
    RITUAL,
    SUCCESSOR,
    TEAM,
    UNIT,
)
from tests.generated_fields import FIELDS, OPTIONAL, confidences, measures
from tests.made_up import (
    numbers,
    percents,
    results,
    shares,
)


def _any_of(kind: type[Command], **told: st.SearchStrategy[Any]) -> st.SearchStrategy[Command]:
    usual = {name: OPTIONAL.get((kind, name), FIELDS[name]) for name in kind.model_fields}
    return st.builds(kind, **(usual | told))


commands = st.one_of(*map(_any_of, COMMANDS))
about_the_objective = st.one_of(
    *(_any_of(kind, objective_id=st.just(OBJECTIVE)) for kind in COMMANDS if "objective_id" in kind.model_fields)
)
about_the_retrospective = st.one_of(
    *(
        _any_of(kind, retrospective_id=st.just(RETROSPECTIVE))
        for kind in COMMANDS
        if "retrospective_id" in kind.model_fields
    ),
    _any_of(
        CarryDecision,
        retrospective_id=st.just(RETROSPECTIVE),
        entry_id=st.just(ENTRY),
        cycle_id=st.just(NEXT_CYCLE),
    ),
)

SETTLED: list[Command] = [
    *(IntroducePerson(person_id=each, sealed="c2VhbGVk") for each in (ANN, BEN)),
    FormTeam(team_id=COMPANY, name="Northwind", kind=TeamKind.COMPANY),
    FormTeam(team_id=UNIT, name="Digital Services", kind=TeamKind.UNIT, parent_id=COMPANY),
    FormTeam(team_id=TEAM, name="Discover", parent_id=COMPANY),
    AddMember(team_id=TEAM, person_id=ANN),
    PlanCycle(cycle_id=CYCLE, name="Q1 2026", starts_on=date(2026, 1, 1), grace_days=7),
    PlanCycle(cycle_id=NEXT_CYCLE, name="Q2 2026", starts_on=date(2026, 4, 1)),
    StartCycle(cycle_id=CYCLE),
    DraftObjective(objective_id=OBJECTIVE, cycle_id=CYCLE, team_id=TEAM, title="Seamless", owner=ANN),
    PublishObjective(objective_id=OBJECTIVE),
    AddKeyResult(objective_id=OBJECTIVE, key_result_id=RESULT, title="Onboarding", measure=ONBOARDING),
    SetRitual(
        ritual_id=RITUAL,
        team_id=TEAM,
        kind=RitualKind.WEEKLY,
        name="Weekly",
        schedule=Schedule(first_on=date(2026, 1, 5), hour=10, minutes=45),
    ),
    SetPriority(priority_id=PRIORITY, year=2026, title="Simplify onboarding"),
    DraftObjective(objective_id=SUCCESSOR, cycle_id=CYCLE, team_id=UNIT, title="Delight", level=Level.STRATEGIC),
    OpenRetrospective(retrospective_id=RETROSPECTIVE, cycle_id=CYCLE, kind=RetrospectiveKind.MID_CYCLE),
    AddNote(retrospective_id=RETROSPECTIVE, entry_id=OTHER_ENTRY, text="Quiet"),
    MakeDecision(retrospective_id=RETROSPECTIVE, entry_id=ENTRY, text="Meet", carried_into=NEXT_CYCLE),
    *planning.SETTLED,
    *running.SETTLED,
]
"""What a founded organization does first; without it nearly all that is made up would be refused."""


def _fitting(measure: Measure) -> st.SearchStrategy[Value]:
    """Readings that a kind can have."""
    match measure:
        case Binary():
            return st.booleans()
        case Zones():
            return st.sampled_from(Zone)
        case Subjective():
            return shares
        case Completion():
            return percents
        case _:
            return numbers


def _likely(known: dict[str, Measure]) -> st.SearchStrategy[Command]:
    """Check-ins and corrections of what is there, and moves of the first key result's measure."""
    one_each = [
        st.builds(Reading, key_result_id=st.just(key), value=st.none() | _fitting(measure), confidence=confidences)
        for key, measure in known.items()
    ]
    said = st.lists(st.one_of(*one_each), max_size=3, unique_by=lambda reading: reading.key_result_id).map(tuple)
    here = {"objective_id": st.just(OBJECTIVE)}
    first = here | {"key_result_id": st.just(RESULT)}
    moved = st.sampled_from([ONBOARDING, *(Metric(start=65, target=target, unit="%") for target in (60, 80))])
    check_in = _any_of(CheckIn, **here, readings=said)
    correction = _any_of(CorrectCheckIn, **here, readings=said)
    retarget = _any_of(RetargetKeyResult, **first, measure=moved)
    rebaseline = _any_of(RebaselineKeyResult, **first)
    return st.one_of(check_in, check_in, correction, retarget, rebaseline)


History = list[tuple[Command, timedelta]]
"""Commands, each with the time since the one before."""


def moments(of: st.SearchStrategy[Command], most: int) -> st.SearchStrategy[History]:
    """Up to ``most`` commands within two months."""
    pause = st.timedeltas(timedelta(), timedelta(days=60) / most)
    return st.lists(st.tuples(of, pause), min_size=most // 2, max_size=most)


@st.composite
def histories(draw: st.DrawFn, most: int) -> History:
    """A settled house with some more key results, then anything; mostly what is likely to be taken."""
    known = {RESULT: ONBOARDING} | draw(st.dictionaries(results.filter(lambda key: key != RESULT), measures))
    added = [
        AddKeyResult(objective_id=OBJECTIVE, key_result_id=key, title="More", measure=measure)
        for key, measure in known.items()
        if key != RESULT
    ]
    first = [(command, timedelta(hours=1)) for command in (*SETTLED, *added)]
    likely = _likely(known)
    return first + draw(
        moments(st.one_of(likely, likely, about_the_objective, about_the_retrospective, commands), most)
    )
