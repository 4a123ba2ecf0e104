"""What an import makes, piece by piece: each comes from a line, and rests on others."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.words import Command
from northlog.importing.trouble import Unfit
from northlog.people import Details

Key = str
"""The id of what a piece makes."""


@dataclass(frozen=True, slots=True)
class Introduce:
    """A person to be introduced: sealed only when it is done, as that makes a key."""

    person_id: str
    details: Details


@dataclass(slots=True, eq=False)
class Item:
    """``what``: "team", "objective", ... ``does``: taken whole or not at all. ``fault``: why it is not taken."""

    line: int
    what: str
    key: Key
    does: Sequence[Command | Introduce] = ()
    rests_on: Sequence["Item"] = ()
    fault: Unfit | None = None

    def blocked(self) -> Unfit | None:
        """Why it cannot be taken, where something that it rests on is not. Of that one's own line nothing more is
        said."""
        refused = next((each for each in self.rests_on if each.fault is not None), None)
        if refused is None:
            return None
        own = refused.line == self.line
        return Unfit("", "" if own else f"rests on line {refused.line}, which is not taken")


@dataclass
class Plan:
    """``items``: each after those it rests on. ``notes``: what people should know, with the lines it is about."""

    items: list[Item] = field(default_factory=list)
    notes: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
