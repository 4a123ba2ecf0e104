"""A small story in which every kind of event happens once at least, told through the domain's own rules."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from domain.aggregates import decider_of
from domain.cycle import CloseCycle, PlanCycle, RenameCycle, RescheduleCycle, StartCycle
from domain.decider import Given
from domain.destination import (
    RemoveDestination,
)
from domain.lint import WordKind, lint_id_of
from domain.measure import Metric, Relative
from domain.objective import commands as ask
from domain.objective.grip import Reading
from domain.organization import ChangeSettings, FoundOrganization, RenameOrganization, SetTimeZone
from domain.person import ChangeDetails, ForgetPerson, IntroducePerson
from domain.retrospective import Question, RetrospectiveKind, Trigger
from domain.retrospective import commands as look_back
from domain.team import (
    AddMember,
    Cadence,
    DissolveTeam,
    FormTeam,
    MemberRole,
    MoveTeam,
    RemoveMember,
    RenameTeam,
    SetCadence,
    TeamKind,
)
from domain.vocabulary import AddWords, RemoveWords
from domain.words import Ambition, Command, Event, Level, Outcome
from northlog.reference.alerting import alerting
from northlog.reference.aligning import Aligning
from northlog.reference.destinations import destinations
from northlog.reference.meeting import meeting
from northlog.reference.planning import planned
from northlog.reference.running import Running
from northlog.reference.talking import Talking

NOW = datetime(2026, 2, 16, 9, 30, tzinfo=UTC)


def told() -> list[Event]:
    """The story's events, in order."""
    states: dict[str, object] = {}
    events: list[Event] = []
    for command in _commands():
        decider = decider_of(command.stream)
        state = states.get(command.stream)
        needed = {stream: states.get(stream) for stream in decider.needs(state, command)}
        for event in decider.decide(state, command, Given(now=NOW, states=needed)):
            states[event.stream] = decider_of(event.stream).evolve(states.get(event.stream), event)
            events.append(event)
    return events


def _id(kind: int, number: int) -> str:
    return f"{kind:08x}-0000-4000-8000-{number:012x}"


PERSON = _id(1, 1)
COMPANY, UNIT, TEAM = _id(2, 1), _id(2, 2), _id(2, 3)
CYCLE, NEXT_CYCLE = _id(3, 1), _id(3, 2)
OBJECTIVE, SUCCESSOR, NORTH = (_id(4, number) for number in range(1, 4))
COMPLETION, TICKETS, CARRIED = _id(5, 1), _id(5, 2), _id(5, 3)
CHECK_IN = _id(6, 1)
RETROSPECTIVE = _id(7, 1)
DESTINATION, WEBHOOK, ADDRESS = _id(9, 1), _id(9, 2), _id(10, 1)
NO_START = lint_id_of("no_start", TICKETS, "Account-setup tickets a week\nrelative")
NOTE, ATTRACTOR, DETRACTOR, LEARNING, DECISION = (_id(8, number) for number in range(1, 6))


def _commands() -> Iterator[Command]:
    yield from _house()
    yield from _planning()
    yield from _quarter()
    yield from _aligning()
    yield from _talking()
    yield from meeting(_id(12, 1), TEAM, PERSON)
    yield from Running(
        CYCLE, TEAM, PERSON, OBJECTIVE, COMPLETION, _id(4, 4), tuple(_id(12, n) for n in range(1, 6))
    ).commands()
    yield from planned(NEXT_CYCLE, TEAM, PERSON, _id(4, 5), _id(5, 4), tuple(_id(13, n) for n in range(1, 8)))
    yield from _retrospective()
    yield from destinations(DESTINATION, WEBHOOK, ADDRESS, TEAM)
    yield from alerting(CYCLE, TEAM, OBJECTIVE, COMPLETION, CHECK_IN, NOW)
    yield from _end()


def _house() -> Iterator[Command]:
    yield FoundOrganization(name="Northwind", time_zone="UTC")
    yield RenameOrganization(name="Northwind Bank")
    yield SetTimeZone(time_zone="Europe/Zurich")
    yield ChangeSettings(late_entry_grace_days=10)
    yield IntroducePerson(person_id=PERSON, sealed="c2VhbGVkIG5hbWUgYW5kIGUtbWFpbA==")
    yield ChangeDetails(person_id=PERSON, sealed="c2VhbGVkIGFuZXc=")
    yield FormTeam(team_id=COMPANY, name="Northwind Bank", kind=TeamKind.COMPANY)
    yield FormTeam(team_id=UNIT, name="Digital Services", kind=TeamKind.UNIT, parent_id=COMPANY)
    yield FormTeam(team_id=TEAM, name="Onboarding", kind=TeamKind.TEAM, parent_id=COMPANY)
    yield RenameTeam(team_id=TEAM, name="Discover")
    yield MoveTeam(team_id=TEAM, parent_id=UNIT)
    yield SetCadence(team_id=TEAM, cadence=Cadence(weekday=1, hour=10))
    yield AddMember(team_id=TEAM, person_id=PERSON, role=MemberRole.LEAD)


def _planning() -> Iterator[Command]:
    yield PlanCycle(cycle_id=CYCLE, name="Quarter 1", starts_on=date(2026, 1, 1))
    yield RenameCycle(cycle_id=CYCLE, name="2026 Q1")
    yield RescheduleCycle(cycle_id=CYCLE, starts_on=date(2026, 1, 5), ends_on=date(2026, 3, 31))
    yield StartCycle(cycle_id=CYCLE)
    yield PlanCycle(cycle_id=NEXT_CYCLE, name="2026 Q2", starts_on=date(2026, 4, 1))
    yield ask.DraftObjective(
        objective_id=OBJECTIVE, cycle_id=CYCLE, team_id=TEAM, title="Make the first week seamless"
    )
    yield ask.RewordObjective(
        objective_id=OBJECTIVE, title="Make the first week seamless and confidence-boosting for new users"
    )
    yield ask.StateWhyNow(
        objective_id=OBJECTIVE, why_now="Simpler onboarding is this year's first company priority."
    )
    yield ask.AssignOwner(objective_id=OBJECTIVE, owner=PERSON)
    yield ask.SetAmbition(objective_id=OBJECTIVE, ambition=Ambition.COMMITTED)
    yield ask.SetLevel(objective_id=OBJECTIVE, level=Level.STRATEGIC)
    yield ask.AddKeyResult(
        objective_id=OBJECTIVE,
        key_result_id=COMPLETION,
        title="Onboarding completed",
        measure=Metric(start=65, target=85, unit="%"),
    )
    yield ask.AddKeyResult(
        objective_id=OBJECTIVE,
        key_result_id=TICKETS,
        title="Account-setup tickets a week",
        measure=Relative(change=-0.3, unit="tickets"),
    )
    yield ask.DismissLint(
        objective_id=OBJECTIVE, rule="no_start", key_result_id=TICKETS, reason="It is counted from Monday on."
    )
    yield ask.RestoreLint(objective_id=OBJECTIVE, lint_id=NO_START)
    yield AddWords(scope="organization", kind=WordKind.OUTPUT, words=("cut over", "onboard"))
    yield RemoveWords(scope=TEAM, kind=WordKind.OUTPUT, words=("onboard",))
    yield ask.PublishObjective(objective_id=OBJECTIVE)


def _quarter() -> Iterator[Command]:
    completion = {"objective_id": OBJECTIVE, "key_result_id": COMPLETION}
    tickets = {"objective_id": OBJECTIVE, "key_result_id": TICKETS}
    yield ask.RewordKeyResult(**completion, title="Onboarding completed within the first week")
    yield ask.AssignKeyResultOwner(**completion, owner=PERSON)
    yield ask.RebaselineKeyResult(**tickets, start=120)
    yield ask.RetargetKeyResult(
        **completion,
        measure=Metric(start=65, target=90, unit="%"),
        reason="The new form alone brought us near 85 %.",
    )
    yield ask.CheckIn(
        objective_id=OBJECTIVE,
        check_in_id=CHECK_IN,
        occurred_at=datetime(2026, 2, 13, 9, 0, tzinfo=UTC),
        goal_confidence=6,
        readings=(Reading(key_result_id=COMPLETION, value=72.0, confidence=7),),
        issues="The identity check drops one in ten.",
        plan="Try the check at the end of the form.",
        energy=4,
    )
    yield ask.CorrectCheckIn(
        objective_id=OBJECTIVE,
        check_in_id=CHECK_IN,
        goal_confidence=6,
        readings=(Reading(key_result_id=COMPLETION, value=73.5, confidence=7),),
        issues="The identity check drops one in ten.",
        plan="Try the check at the end of the form.",
        energy=4,
        reason="Friday's figures came in after the meeting.",
    )
    yield ask.DropKeyResult(**tickets, reason="The help desk was merged; its tickets are counted otherwise now.")


def _aligning() -> Iterator[Command]:
    new = tuple(_id(11, number) for number in range(1, 7))
    yield from Aligning(CYCLE, UNIT, TEAM, PERSON, OBJECTIVE, COMPLETION, NORTH, new).commands()


def _talking() -> Iterator[Command]:
    new = tuple(_id(12, number) for number in range(1, 8))
    yield from Talking(TEAM, PERSON, OBJECTIVE, COMPLETION, NORTH, new).commands()


def _retrospective() -> Iterator[Command]:
    it = {"retrospective_id": RETROSPECTIVE}
    yield look_back.OpenRetrospective(
        **it,
        cycle_id=CYCLE,
        team_id=TEAM,
        kind=RetrospectiveKind.MID_CYCLE,
        trigger=Trigger.STALLED_PROGRESS,
    )
    yield look_back.AddNote(**it, entry_id=NOTE, text="We met in a room without a window.")
    yield look_back.WithdrawEntry(**it, entry_id=NOTE, reason="Not what we are here for.")
    yield look_back.AddAttractor(
        **it,
        entry_id=ATTRACTOR,
        text="Watching five customers sign up decided in an hour what we had argued about for weeks.",
        objective_id=OBJECTIVE,
    )
    yield look_back.AddDetractor(
        **it, entry_id=DETRACTOR, text="Every change of the consent page waits nine days for its review."
    )
    yield look_back.AddLearning(
        **it,
        entry_id=LEARNING,
        text="People leave at the identity check, not at the form.",
        objective_id=OBJECTIVE,
    )
    yield look_back.AnswerQuestion(
        **it, question=Question.SURPRISED, answer="How many come back the next day and finish."
    )
    yield look_back.MakeDecision(
        **it, entry_id=DECISION, text="Own the identity check from end to end.", carried_into=NEXT_CYCLE
    )
    yield look_back.CloseRetrospective(**it, summary="Stalled at the identity check, and we know why.")


def _end() -> Iterator[Command]:
    yield ask.JudgeKeyResult(
        objective_id=OBJECTIVE,
        key_result_id=COMPLETION,
        judged=0.5,
        reason="The rest is built and waits for review.",
    )
    yield ask.JudgeObjective(objective_id=OBJECTIVE, judged=0.5, reason="The rest is built and waits for review.")
    yield ask.CarryForward(
        objective_id=OBJECTIVE,
        successor_id=SUCCESSOR,
        cycle_id=NEXT_CYCLE,
        key_results=(ask.Carried(key_result_id=COMPLETION, successor_id=CARRIED),),
    )
    yield look_back.CarryDecision(
        retrospective_id=RETROSPECTIVE, entry_id=DECISION, cycle_id=NEXT_CYCLE, became=SUCCESSOR
    )
    yield ask.CloseObjective(
        objective_id=OBJECTIVE, outcome=Outcome.PARTLY, reason="Half of the way; carried forward."
    )
    yield CloseCycle(cycle_id=CYCLE)
    yield RemoveDestination(destination_id=DESTINATION)
    yield RemoveMember(team_id=TEAM, person_id=PERSON)
    yield DissolveTeam(team_id=TEAM)
    yield ForgetPerson(person_id=PERSON)
