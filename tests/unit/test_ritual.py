"""Rituals (P3.7): agreed on, changed and ended; each day's meeting held, missed or called off."""

from datetime import date
from typing import Any

import pytest

from domain.person import PersonForgotten
from domain.ritual import (
    CancelMeeting,
    ChangeRitual,
    EndRitual,
    HoldMeeting,
    MeetingCancelled,
    MeetingHeld,
    MeetingMissed,
    MissMeeting,
    RitualChanged,
    RitualCommand,
    RitualEnded,
    RitualKind,
    RitualSet,
    Schedule,
    SetRitual,
)
from domain.team import TeamDissolved
from domain.words import Event
from tests.facts import ANN, BEN, RITUAL, TEAM, an_id, at, company, formed, founded, introduced
from tests.spec import given

IT = {"ritual_id": RITUAL}
MONDAY = date(2026, 1, 5)
WEEKLY = Schedule(first_on=MONDAY, hour=10, minutes=45)
AGREED = {"team_id": TEAM, "kind": RitualKind.WEEKLY, "name": "Weekly", "schedule": WEEKLY}
HOUSE: list[Event] = [founded(), introduced(), introduced(BEN), company(), formed()]
THERE: list[Event] = [*HOUSE, RitualSet(**IT, **AGREED)]
NOW = at("2026-01-12T23:30")
"""In Zurich the thirteenth has begun."""


def held(on: date = MONDAY, **said: Any) -> MeetingHeld:
    return MeetingHeld(**IT, on=on, **({"minutes": 45, "present": None, "people": (), "note": ""} | said))


def test_a_team_agrees_to_meet() -> None:
    given(*HOUSE).when(SetRitual(**IT, **AGREED)).then(RitualSet(**IT, **AGREED))


@pytest.mark.parametrize(
    ("history", "changed", "field", "rule"),
    [
        (THERE, {}, "ritual_id", "exists"),
        (HOUSE, {"team_id": an_id(2, 9)}, "team_id", "unknown"),
        ([*HOUSE, TeamDissolved(team_id=TEAM)], {}, "team_id", "dissolved"),
        (
            HOUSE,
            {"kind": RitualKind.DAILY, "schedule": WEEKLY.model_copy(update={"first_on": date(2026, 1, 4)})},
            "schedule.first_on",
            "weekend",
        ),
        (
            HOUSE,
            {"kind": RitualKind.AD_HOC, "schedule": WEEKLY.model_copy(update={"every": 2})},
            "schedule.every",
            "ad_hoc",
        ),
    ],
)
def test_what_cannot_be_agreed_on_is_refused(
    history: list[Event], changed: dict[str, Any], field: str, rule: str
) -> None:
    given(*history).when(SetRitual(**IT, **(AGREED | changed))).refused(field, rule)


def test_a_ritual_moves_and_the_same_again_is_nothing() -> None:
    moved = {"name": "OKR weekly", "schedule": Schedule(first_on=date(2026, 1, 13), hour=9, minutes=30)}
    given(*THERE).when(ChangeRitual(**IT, **moved)).then(RitualChanged(**IT, **moved))
    given(*THERE).when(ChangeRitual(**IT, name="Weekly", schedule=WEEKLY)).then()
    daily = RitualSet(**IT, **(AGREED | {"kind": RitualKind.DAILY}))
    sunday = ChangeRitual(**IT, name="Daily", schedule=WEEKLY.model_copy(update={"first_on": date(2026, 1, 11)}))
    given(*HOUSE, daily).when(sunday).refused("schedule.first_on", "weekend")


def test_a_meeting_is_held_today_unless_another_day_is_said() -> None:
    given(*THERE).when(HoldMeeting(**IT, minutes=50), NOW).then(held(date(2026, 1, 13), minutes=50))
    given(*THERE).when(HoldMeeting(**IT, on=MONDAY, minutes=45, present=0), NOW).then(held(present=0))


def test_who_was_there_is_told_by_a_number_or_by_names_never_both() -> None:
    named = HoldMeeting(**IT, on=MONDAY, minutes=45, people=(ANN, BEN, ANN))
    given(*THERE).when(named, NOW).then(held(present=2, people=(ANN, BEN)))
    both = HoldMeeting(**IT, on=MONDAY, minutes=45, people=(ANN,), present=3)
    given(*THERE).when(both, NOW).refused("present", "either")
    given(*THERE, PersonForgotten(person_id=BEN)).when(named, NOW).refused("people", "forgotten")


def test_a_meeting_is_missed_or_called_off_for_a_reason() -> None:
    missed = {"on": MONDAY, "reason": "Nobody had opened the room"}
    given(*THERE).when(MissMeeting(**IT, **missed), NOW).then(MeetingMissed(**IT, **missed))
    ahead = {"on": date(2026, 2, 16), "reason": "The fair"}
    given(*THERE).when(CancelMeeting(**IT, **ahead), NOW).then(MeetingCancelled(**IT, **ahead))


def test_what_lies_ahead_is_neither_held_nor_missed() -> None:
    ahead = date(2026, 1, 14)
    given(*THERE).when(HoldMeeting(**IT, on=ahead, minutes=45), NOW).refused("on", "future")
    given(*THERE).when(MissMeeting(**IT, on=ahead, reason="Away"), NOW).refused("on", "future")


def test_what_is_said_of_a_day_again_takes_the_place_of_what_was_said() -> None:
    missed = MeetingMissed(**IT, on=MONDAY, reason="Nobody came")
    given(*THERE, missed).when(HoldMeeting(**IT, on=MONDAY, minutes=45), NOW).then(held())
    given(*THERE, missed).when(MissMeeting(**IT, on=MONDAY, reason="Nobody came"), NOW).then()


def test_a_ritual_ends_once_and_is_left_alone() -> None:
    end = EndRitual(**IT, reason="Folded into the daily")
    ended = RitualEnded(**IT, reason="Folded into the daily")
    given(*THERE).when(end).then(ended)
    given(*THERE, ended).when(end).then()
    others: list[RitualCommand] = [
        ChangeRitual(**IT, name="Again", schedule=WEEKLY),
        HoldMeeting(**IT, minutes=45),
        MissMeeting(**IT, on=MONDAY, reason="Gone"),
        CancelMeeting(**IT, on=MONDAY, reason="Gone"),
    ]
    for command in others:
        given(*THERE, ended).when(command).refused("ritual_id", "ended")
        given(*HOUSE).when(command).refused("ritual_id", "unknown")
