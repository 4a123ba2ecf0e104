"""The levels at which things are set: the organization, its units, a team."""

from domain.organization import STREAM as ORGANIZATION
from northlog.reading.snapshot import Snapshot


def above(seen: Snapshot, scope: str) -> list[str] | None:
    """The scopes that apply to one, itself the last, the most general first; ``None`` where there is no such team.

    ``scope``: ``organization``, or the id of a team or unit.
    """
    teams = {each.team_id: each.parent_id for each in seen.teams()}
    if scope != ORGANIZATION and scope not in teams:
        return None
    chain: list[str] = []
    at: str | None = None if scope == ORGANIZATION else scope
    while at is not None:
        chain.append(at)
        at = teams[at]
    return [ORGANIZATION, *reversed(chain)]
