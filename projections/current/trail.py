"""The trail of a key result or an objective: what each check-in said of it, by when it was true.

Late check-ins fall into their place, corrections replace what they correct; so the last point is always what
was said of the latest moment. What a correction replaced is kept aside, so that what was known on a past day
can be told as well.

A point is [instant, check-in, value, confidence, entered, version, since]; one that was superseded holds until
when as well. Instants are fixed-width text, so that they compare as the instants do and survive JSON unchanged.
``entered`` and ``version`` are the stream's: of the check-in, which orders equal instants, and of what this
point says, which is the check-in or its latest correction. ``since`` and ``until`` are positions of the log.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any

from projections.moment import Moment
from projections.table import Json

Point = Sequence[Any]
Trail = Annotated[list[Point], Json(verbatim=True)]

AT, CHECK_IN, VALUE, CONFIDENCE, ENTERED, VERSION, SINCE, UNTIL = range(8)


def instant_text(instant: datetime) -> str:
    """An instant as points hold it. ``instant`` is in UTC."""
    return instant.isoformat(timespec="microseconds")


def add(trail: list[Point], point: Point) -> None:
    """Put a point where it belongs; among equal instants the one entered last comes last."""
    if not trail or trail[-1][AT] < point[AT]:  # nearly always: what is said speaks of now
        trail.append(point)
        return
    place = len(trail)
    while place and _order(trail[place - 1]) > _order(point):
        place -= 1
    trail.insert(place, point)


def correct(trail: list[Point], superseded: list[Point], check_in_id: str, said: Point | None, since: int) -> None:
    """Put what a correction says in place of what the check-in said; nothing (``None``) takes it back.

    ``since``: the position of the correction.
    """
    superseded += [[*point, since] for point in trail if point[CHECK_IN] == check_in_id]
    trail[:] = [point for point in trail if point[CHECK_IN] != check_in_id]
    if said is not None:
        add(trail, said)


def at(trail: Iterable[Point], superseded: Iterable[Point], moment: Moment) -> list[Point]:
    """The trail as it stood at a moment, in its order."""
    position, instant = moment.position, instant_text(moment.at)
    found = [point for point in trail if point[SINCE] <= position and point[AT] <= instant]
    once = [
        point[:UNTIL] for point in superseded if point[SINCE] <= position < point[UNTIL] and point[AT] <= instant
    ]
    return sorted(found + once, key=_order) if once else found


def latest_value(trail: list[Point]) -> Point | None:
    """The latest point at which a value was read."""
    return next((point for point in reversed(trail) if point[VALUE] is not None), None)


def _order(point: Point) -> tuple[str, int]:
    return point[AT], point[ENTERED]
