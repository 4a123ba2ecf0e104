"""Founding an organization, and finding one by id or name."""

from itertools import islice
from shlex import quote

from sqlalchemy import Engine

from domain.organization import FoundOrganization
from events import read
from events.append import Origin, found_log
from events.transaction import driver, transaction
from northlog.ids import new_id
from northlog.wiring import Northlog
from projections.current.queries import CurrentReader

LISTED = 5
"""So many organizations are named in an error at most."""
SHORTEST = 4
"""So many of an id's first characters stand for the whole."""


class NoSuchOrganization(Exception):
    """The organization asked for is not there, or cannot be told from others; the message says what is."""


def found(northlog: Northlog, command: FoundOrganization, origin: Origin, org: str | None = None) -> str:
    """Begin a log for a new organization; returns its id. ``org`` is given where it must be known before."""
    org = org or new_id()
    with transaction(northlog.app, org) as connection:
        found_log(driver(connection), org)
    northlog.executor.execute(org, command, origin)
    return org


def heads(owner: Engine) -> dict[str, int]:
    """The last positions of all logs, by organization."""
    with owner.connect() as connection:
        return dict(read.logs(driver(connection)))


def names(owner: Engine) -> dict[str, str]:
    """The names of all organizations by id, in the order of the names."""
    with owner.connect() as connection:
        ids = [org for org, _ in read.logs(driver(connection))]
        found = {org: CurrentReader(connection, org).organization() for org in ids}
    known = {org: row.name for org, row in found.items() if row is not None}
    return dict(sorted(known.items(), key=lambda each: each[1].casefold()))


def choose(owner: Engine, wanted: str | None) -> str:
    """The organization meant by its id, four or more of the id's first characters, or its name; without a word
    the only one there is. Raises ``NoSuchOrganization``."""
    known = names(owner)
    if not known:
        raise NoSuchOrganization('There is no organization yet; make one: northlog org create "My company"')
    fitting = _fitting(known, wanted)
    if len(fitting) == 1:
        return fitting[0]
    listed = ", ".join(f"{name} ({org[:8]})" for org, name in islice(known.items(), LISTED))
    listed += f" and {len(known) - LISTED} more; see: northlog org list" if len(known) > LISTED else ""
    if not fitting:
        raise NoSuchOrganization(f'There is no organization "{wanted}". There are: {listed}')
    if wanted is not None:
        raise NoSuchOrganization(
            f'"{wanted}" may mean any of {", ".join(fitting)}; give the id: northlog --org {fitting[0]} show'
        )
    by_name = list(known.values()).count(known[fitting[0]]) == 1
    example = quote(known[fitting[0]]) if by_name else fitting[0]
    raise NoSuchOrganization(
        f"Say which organization is meant: northlog --org {example} show, or once and for all:"
        f" export NORTHLOG_ORG={example}. There are: {listed}"
    )


def _fitting(known: dict[str, str], wanted: str | None) -> list[str]:
    if wanted is None or wanted in known:
        return list(known) if wanted is None else [wanted]
    named = [org for org, name in known.items() if name == wanted]
    begun = [org for org in known if len(wanted) >= SHORTEST and org.startswith(wanted.lower())]
    return named or begun
