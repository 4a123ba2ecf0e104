"""An objective's whole history in memory, and when it stood the same."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from projections.current import trail
from projections.current.trail import Point
from projections.history.standing import Trails, standing
from projections.history.table import Version
from projections.moment import Moment
from projections.reader import Whole

Phase = tuple[int, int]
"""How many of an objective's changes lie behind a moment, by position and by instant."""


@dataclass(frozen=True)
class ObjectiveHistory:
    """All versions of one objective and of its key results, and all that check-ins said of them.

    Versions of key results come in their order, those of one the earliest first.
    """

    objective_id: str
    versions: Sequence[Version]
    key_results: Sequence[Version]
    trails: Trails

    def phase(self, moment: Moment) -> Phase:
        """Where a moment lies among the changes: at all moments of one phase the objective stood the same."""
        return bisect_right(self._positions, moment.position), bisect_right(self._instants, moment.at)

    def at(self, moment: Moment) -> Whole | None:
        """The objective as it stood, with its key results; ``None`` where it was not there yet."""
        found = standing(held(self.versions, moment), held(self.key_results, moment), self.trails, moment)
        return found[0] if found else None

    @cached_property
    def _positions(self) -> list[int]:
        ends = (each.until for each in self._versions())
        began = (each.since for each in self._versions())
        # A point holds since when it was known, and one that was superseded until when as well.
        said = (position for point in self._points() for position in (point[trail.SINCE], *point[trail.UNTIL :]))
        return sorted({each for each in (*began, *ends, *said) if each is not None})

    @cached_property
    def _instants(self) -> list[datetime]:
        ends = (each.until_at for each in self._versions())
        began = (each.since_at for each in self._versions())
        said = (datetime.fromisoformat(point[trail.AT]) for point in self._points())
        return sorted({each for each in (*began, *ends, *said) if each is not None})

    def _versions(self) -> Iterator[Version]:
        yield from self.versions
        yield from self.key_results

    def _points(self) -> Iterator[Point]:
        for own, once in self.trails.values():
            yield from own
            yield from once


def held(versions: Sequence[Version], moment: Moment) -> list[Version]:
    """Those versions that stood at a moment."""
    return [each for each in versions if each.holds(moment.position, moment.at)]
