"""The trail of a key result or an objective: what each check-in said of it, by when it was true.

Late check-ins fall into their place, corrections replace what they correct; so the last point is always what
was said of the latest moment. A point is [instant, check-in, value, confidence]; instants are fixed-width
text, so that they compare as the instants do and survive JSON unchanged.
"""

from typing import Annotated, Any

from projections.table import Json

Point = list[Any]
Said = tuple[object, int | None]
"""A value and a confidence."""
Trail = Annotated[list[Point], Json()]

AT, CHECK_IN, VALUE, CONFIDENCE = range(4)


def add(trail: list[Point], point: Point) -> None:
    """Put a point where it belongs; among equal instants the one entered last comes last."""
    place = len(trail)
    while place and trail[place - 1][AT] > point[AT]:
        place -= 1
    trail.insert(place, point)


def correct(trail: list[Point], whole: list[Point], check_in_id: str, said: Said | None) -> None:
    """Put what a correction says in place of what the check-in said; nothing (``None``) takes it back.

    ``whole`` is the objective's own trail: it holds every check-in, in the order that ``trail`` keeps too.
    """
    places = {point[CHECK_IN]: place for place, point in enumerate(whole)}
    # Read before anything is cut out: of an objective, ``trail`` and ``whole`` are one list.
    instant = whole[places[check_in_id]][AT]
    trail[:] = [point for point in trail if point[CHECK_IN] != check_in_id]
    if said is not None:
        trail.append([instant, check_in_id, *said])
        trail.sort(key=lambda point: places[point[CHECK_IN]])


def latest_value(trail: list[Point]) -> Point | None:
    """The latest point at which a value was read."""
    return next((point for point in reversed(trail) if point[VALUE] is not None), None)
