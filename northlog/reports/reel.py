"""What a replay is made of: looks at a cycle's past, week by week or event by event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from northlog.reading.past import Past
from northlog.reading.views import CycleTree
from northlog.reports.replay import Frame, frames
from projections.moment import Moment


class By(StrEnum):
    """What a frame is made for: the end of a week, or an event that changed something."""

    WEEK = "week"
    EVENT = "event"


@dataclass(frozen=True)
class Reel:
    """The looks of a replay, the earliest first; each is made when it is asked for."""

    past: Past
    moments: Sequence[Moment]

    @staticmethod
    def of(past: Past, by: By) -> "Reel":
        """By week: what was true then, as it is known today. By event: what was known then."""
        match by:
            case By.WEEK:
                return Reel(past, [Moment(past.position, end) for end in past.weeks()])
            case By.EVENT:
                return Reel(past, [past.when(position) for position in past.changes()])

    def look(self, index: int) -> CycleTree:
        """The look with this index, from 0."""
        tree = self.past.tree(self.moments[index])
        assert tree is not None, "a cycle's weeks and events come after its planning"
        return tree

    def frames(self, after: int = 0, limit: int | None = None) -> Iterator[Frame]:
        """The frames after the one with this number, all or so many."""
        total = len(self.moments)
        last = total if limit is None else min(total, after + limit)
        begin = max(0, after - 1)
        return frames(map(self.look, range(begin, last)), begin + 1)
