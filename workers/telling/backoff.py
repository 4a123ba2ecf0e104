"""When a message that did not arrive is tried again."""

from datetime import timedelta

MOST_ATTEMPTS = 12
"""Over half a day to two, by chance; then it is dead until somebody redrives it."""

FIRST = timedelta(seconds=10)
LONGEST = timedelta(hours=6)


def pause_after(attempt: int, chance: float) -> timedelta | None:
    """How long to wait after the ``attempt``-th attempt (1 or more) failed; ``None``: no more attempts.

    10 s, tripled each time up to 6 h, of which between a half and all, by ``chance`` (0..1): receivers that come
    back are not met by everybody at once ("equal jitter").
    """
    if attempt >= MOST_ATTEMPTS:
        return None
    return min(FIRST * 3.0 ** (attempt - 1), LONGEST) * (0.5 + chance / 2)
