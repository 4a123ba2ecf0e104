"""Few and calm (P5.5): quiet hours, digests, a nudge a subject and day, a cap a week; by the recipient's clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.destination import Digest, Preferences
from domain.signals.finding import Severity
from domain.telling import Notice, Occasion, Planned, Told, digest_due, is_quiet, plan
from tests.facts import DESTINATION, OTHER_DESTINATION, RESULT, an_id, at
from tests.telling import ALWAYS, MONDAY, a_notice

ZURICH = ZoneInfo("Europe/Zurich")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def planned(
    pending: list[Notice], now: datetime, told: list[Told] | None = None, preferences: Preferences = ALWAYS
) -> Planned | None:
    return plan(DESTINATION, preferences, ZURICH, pending, told or [], now)


def told(notice: Notice, at: datetime, destination_id: str = DESTINATION, delivery: int = 1) -> Told:
    return Told(notice.notice_id, notice.subject_id, destination_id, an_id(12, delivery), at, notice.occasion)


def hours_of_quiet(preferences: Preferences, day: str) -> list[str]:
    """The wall's hours of a day in Zurich at which nothing is sent, by the hour that passes."""
    midnight = datetime.fromisoformat(day).replace(tzinfo=ZURICH)
    end = (midnight + DAY).astimezone(ZoneInfo("UTC"))
    now, quiet = midnight.astimezone(ZoneInfo("UTC")), []
    while now < end:
        if is_quiet(preferences, ZURICH, now):
            quiet.append(f"{now.astimezone(ZURICH):%H}")
        now += HOUR
    return quiet


NIGHT = Preferences(quiet_from=22, quiet_until=4)


@pytest.mark.parametrize(
    ("day", "quiet"),
    [
        ("2026-02-16", ["00", "01", "02", "03", "22", "23"]),
        ("2026-03-29", ["00", "01", "03", "22", "23"]),  # 02:00 is skipped
        ("2026-10-25", ["00", "01", "02", "02", "03", "22", "23"]),  # 02:00 comes twice
    ],
)
def test_quiet_hours_go_by_the_wall_across_clock_changes(day: str, quiet: list[str]) -> None:
    assert hours_of_quiet(NIGHT, day) == quiet


def test_quiet_hours_may_lie_within_a_day_or_not_be_at_all() -> None:
    assert hours_of_quiet(Preferences(quiet_from=12, quiet_until=14), "2026-02-16") == ["12", "13"]
    assert hours_of_quiet(ALWAYS, "2026-02-16") == []


@pytest.mark.parametrize(
    ("arose", "due"),
    [
        ("2026-02-16T06:59", "2026-02-16T08:00"),  # 9 in Zurich's winter
        ("2026-02-16T08:00", "2026-02-16T08:00"),
        ("2026-02-16T08:01", "2026-02-17T08:00"),
        ("2026-03-28T12:00", "2026-03-29T07:00"),  # and in its summer
        ("2026-10-24T12:00", "2026-10-25T08:00"),
    ],
)
def test_a_daily_digest_comes_at_its_hour_on_the_wall(arose: str, due: str) -> None:
    assert digest_due(Preferences(digest=Digest.DAILY), ZURICH, at(arose)) == at(due)


def test_a_digest_at_an_hour_that_is_skipped_comes_at_the_next_and_at_one_that_repeats_once() -> None:
    at_two = Preferences(digest=Digest.DAILY, digest_hour=2)
    assert digest_due(at_two, ZURICH, at("2026-03-28T12:00")) == at("2026-03-29T01:00")
    assert digest_due(at_two, ZURICH, at("2026-10-24T12:00")) == at("2026-10-25T00:00")
    assert digest_due(at_two, ZURICH, at("2026-10-25T00:30")) == at("2026-10-26T01:00")


def test_a_weekly_digest_waits_for_its_day() -> None:
    weekly = Preferences(digest=Digest.WEEKLY, digest_weekday=3, quiet_from=0, quiet_until=0)
    pending = [a_notice(1), a_notice(2, MONDAY + DAY)]
    assert planned(pending, at("2026-02-18T07:59"), preferences=weekly) is None
    message = planned(pending, at("2026-02-18T08:00"), preferences=weekly)
    assert message is not None
    assert len(message.notices) == 2


def test_nothing_leaves_in_quiet_hours_and_everything_in_one_message_after_them() -> None:
    evening = at("2026-02-16T20:00")
    pending = [a_notice(1, evening), a_notice(2, evening + HOUR)]
    preferences = Preferences()
    assert planned(pending, evening + 2 * HOUR, preferences=preferences) is None
    assert planned(pending, at("2026-02-17T06:59"), preferences=preferences) is None
    morning = planned(pending, at("2026-02-17T07:00"), preferences=preferences)
    assert morning is not None
    assert len(morning.notices) == 2


def test_a_subject_is_heard_of_once_a_day_by_the_recipients_calendar() -> None:
    first, worse = a_notice(1), a_notice(3, MONDAY + HOUR, subject_id=RESULT)
    heard = [told(first, MONDAY)]
    assert planned([worse], MONDAY + HOUR, heard) is None
    assert planned([worse], at("2026-02-16T22:59"), heard) is None
    assert planned([worse], at("2026-02-16T23:00"), heard) is not None  # midnight in Zurich


def test_another_subject_is_not_held_back() -> None:
    message = planned([a_notice(2), a_notice(3, subject_id=RESULT)], MONDAY + HOUR, [told(a_notice(1), MONDAY)])
    assert message is not None
    assert [each.notice_id for each in message.notices] == [an_id(11, 2)]


def test_beyond_the_weeks_cap_all_waits_for_monday() -> None:
    capped = ALWAYS.model_copy(update={"weekly_cap": 2})
    heard = [told(a_notice(number), MONDAY + number * DAY, delivery=number) for number in (2, 3)]
    friday, sunday = MONDAY + 4 * DAY, at("2026-02-22T22:59")
    assert planned([a_notice()], friday, heard, capped) is None
    assert planned([a_notice()], sunday, heard, capped) is None
    assert planned([a_notice()], sunday + timedelta(minutes=1), heard, capped) is not None
    assert planned([a_notice()], friday, heard[:1], capped) is not None


def test_one_message_of_many_things_counts_once_for_the_cap() -> None:
    capped = ALWAYS.model_copy(update={"weekly_cap": 2})
    heard = [told(a_notice(number), MONDAY) for number in (2, 3, 4)]
    assert planned([a_notice()], MONDAY + DAY, heard, capped) is not None


def test_the_same_notice_at_another_of_their_destinations_is_the_same_nudge() -> None:
    capped = ALWAYS.model_copy(update={"weekly_cap": 1})
    heard = [told(a_notice(), MONDAY, OTHER_DESTINATION)]
    message = planned([a_notice()], MONDAY, heard, capped)
    assert message is not None
    twice = [*heard, told(a_notice(), MONDAY + HOUR, delivery=2)]
    assert planned([a_notice(2)], MONDAY + DAY, twice, ALWAYS.model_copy(update={"weekly_cap": 2})) is not None


def test_a_mention_is_no_nudge_neither_counts_nor_waits_but_for_quiet_hours() -> None:
    capped = ALWAYS.model_copy(update={"weekly_cap": 1})
    mention, nudge = a_notice(1, occasion=Occasion.MENTION), a_notice(2)
    after_mention = planned([nudge], MONDAY + HOUR, [told(mention, MONDAY)], capped)
    after_nudge = planned([mention, a_notice(3)], MONDAY + HOUR, [told(nudge, MONDAY)], capped)
    assert after_mention is not None
    assert after_nudge is not None
    assert after_nudge.notices == (mention,)
    assert planned([mention], at("2026-02-16T22:00"), preferences=NIGHT) is None


def test_the_gravest_stands_first() -> None:
    grave = a_notice(2, MONDAY + HOUR, severity=Severity.CRITICAL)
    message = planned([a_notice(1), grave], MONDAY + HOUR)
    assert message is not None
    assert message.notices[0] == grave


def test_a_messages_id_follows_from_what_it_tells_and_where() -> None:
    pending = [a_notice(1), a_notice(2)]
    one, same = planned(pending, MONDAY), planned(pending[::-1], MONDAY + HOUR)
    other = plan(OTHER_DESTINATION, ALWAYS, ZURICH, pending, [], MONDAY)
    assert one is not None
    assert same is not None
    assert other is not None
    assert one.delivery_id == same.delivery_id != other.delivery_id
