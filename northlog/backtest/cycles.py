"""The cycles meant by A..B: A, B, and every cycle that lies within their days."""

from collections.abc import Callable, Sequence

from domain.cycle import CycleStatus
from domain.decider import Refused
from northlog.reading.views import CycleView


def cycles_between(said: str, find: Callable[[str], CycleView], every: Sequence[CycleView]) -> list[CycleView]:
    """The cycles meant, the earliest first; ``said`` is ``A..B``, or ``A`` alone. ``every``: all that there are.

    Raises ``Refused`` where they are not clear, stand in the wrong order, or are not all closed, and what ``find``
    raises where one is not to be found.
    """
    first, dots, last = said.partition("..")
    if not first.strip() or (dots and not last.strip()):
        raise Refused("cycles", "form", f"“{said}” names no cycles; write A..B, by name or id, or A alone")
    begin = find(first)
    end = find(last) if dots else begin
    if (end.starts_on, end.ends_on) < (begin.starts_on, begin.ends_on):
        raise Refused("cycles", "order", f"“{end.name}” comes before “{begin.name}”; write the earlier one first")
    within = [each for each in every if begin.starts_on <= each.starts_on and each.ends_on <= end.ends_on]
    meant = within if dots else [begin]
    for each in meant:
        if each.status != CycleStatus.CLOSED:
            raise Refused(
                "cycles", "open", f"“{each.name}” is {each.status}; how it turned out is known once it is closed"
            )
    return sorted(meant, key=lambda each: (each.starts_on, each.ends_on))
