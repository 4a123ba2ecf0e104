"""Pauses between attempts grow, are spread by chance, and end."""

from datetime import timedelta

from workers.telling.backoff import FIRST, LONGEST, MOST_ATTEMPTS, pause_after


def test_pauses_triple_up_to_six_hours() -> None:
    longest = [pause_after(attempt, 1.0) for attempt in range(1, 10)]
    assert longest[:4] == [timedelta(seconds=each) for each in (10, 30, 90, 270)]
    assert longest[-1] == LONGEST


def test_chance_takes_up_to_half_of_a_pause_away() -> None:
    assert pause_after(1, 0.0) == FIRST / 2
    assert pause_after(1, 0.5) == FIRST * 0.75


def test_after_the_last_attempt_there_is_none() -> None:
    assert pause_after(MOST_ATTEMPTS - 1, 0.0) is not None
    assert pause_after(MOST_ATTEMPTS, 0.0) is None


def test_all_attempts_take_between_half_a_day_and_two() -> None:
    for chance, least, most in ((0.0, 12, 24), (1.0, 24, 48)):
        pauses = [pause_after(attempt, chance) or timedelta() for attempt in range(1, MOST_ATTEMPTS)]
        assert timedelta(hours=least) < sum(pauses, timedelta()) < timedelta(hours=most)
