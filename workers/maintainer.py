"""Upkeep: what keeps an organization's answers quick, and what nobody waits for."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Engine, text

from events import read
from events.catalogue import CATALOGUE
from events.transaction import driver, transaction
from projections.follow import catch_up_live
from projections.projection import Projection


class Chore(Protocol):
    """Does one thing for an organization. It may be done twice, at once by several, and be broken off anywhere."""

    def waiting(self) -> Iterable[str]:
        """The organizations for which there may be something to do."""
        ...

    def work(self, org: str) -> object: ...


_BEHIND = text("select org::text from northlog.organizations_behind(:name) as org")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Maintainer:
    """Does all ``chores`` of an organization."""

    chores: tuple[Chore, ...]

    def waiting(self) -> set[str]:
        """The organizations for which one of them may have something to do."""
        return {org for chore in self.chores for org in chore.waiting()}

    def work(self, org: str) -> None:
        """Do them one after the other. One that fails is logged, comes again, and holds up no other."""
        for chore in self.chores:
            try:
                chore.work(org)
            except Exception as error:  # noqa: BLE001 - whatever it is, the others are done
                _log.warning("a chore for %s failed, and comes again", org, exc_info=error)


@dataclass(frozen=True, slots=True)
class Following:
    """The chore of bringing a projection that is read up on demand level with the log, before anybody asks."""

    app: Engine
    projection: Projection

    def waiting(self) -> list[str]:
        """The organizations whose logs it has not read to their ends."""
        with self.app.connect() as connection:
            return list(connection.execute(_BEHIND, {"name": self.projection.name}).scalars())

    def work(self, org: str) -> None:
        with transaction(self.app, org) as connection:
            head = read.head(driver(connection), org)
        if head is not None:
            catch_up_live(self.app, CATALOGUE, self.projection, org, head[0])
