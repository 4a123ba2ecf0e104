"""A retrospective that begins with the evidence of what called for it (P3.5)."""

from collections.abc import Callable, Iterator

from domain.decider import Refused, existing
from domain.retrospective.base import EntryKind
from domain.retrospective.commands import MOST_PREFILLED, OpenRetrospective, Prefilled
from northlog.reading.snapshot import Snapshot
from northlog.reports.triggers import Evidence, RetrospectiveTriggers, retrospective_triggers

LONGEST = 2_000
"""Characters that an entry holds."""


def prefilled(seen: Snapshot, command: OpenRetrospective, id_of: Callable[[int], str]) -> OpenRetrospective:
    """The same command with the evidence that stands in its cycle as entries: first what pushed the team away, as
    it is what it meets for. Where no trigger was said it is the first that holds; ``id_of`` gives the entry of a
    number its id.

    Raises ``Refused`` where no team, or none that is there, is named.
    """
    if command.team_id is None:
        raise Refused("team_id", "required", "evidence is of one team; name it, at the terminal with --team")
    found = existing(retrospective_triggers(seen, command.team_id, command.cycle_id), "team_id", "team")
    entries = tuple(
        Prefilled(kind=kind, entry_id=id_of(number), text=said.says[:LONGEST], objective_id=said.objective_id)
        for number, (kind, said) in zip(range(MOST_PREFILLED), _entries(found), strict=False)
    )
    holding = (each.trigger for each in found.triggers if each.holds)
    return command.model_copy(update={"trigger": command.trigger or next(holding, None), "prefilled": entries})


def _entries(found: RetrospectiveTriggers) -> Iterator[tuple[EntryKind, Evidence]]:
    yield from ((EntryKind.DETRACTOR, each) for each in found.detractors)
    yield from ((EntryKind.ATTRACTOR, each) for each in found.attractors)
