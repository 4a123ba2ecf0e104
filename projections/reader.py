"""What can be asked of an organization, of now and of any past day alike."""

from collections.abc import Iterable
from typing import Any, Protocol

from projections.current.queries import Held, ObjectiveFilter, RetrospectiveFilter, Whole
from projections.current.rows import CycleRow, OrganizationRow, PersonRow, TeamRow, VocabularyRow


class Reader(Protocol):
    """The rows that stand, or stood, in one organization. Lives as long as its transaction."""

    def organization(self) -> OrganizationRow | None: ...

    def people(self, ids: Iterable[str] | None = None) -> list[PersonRow]:
        """The people, sealed; all of them, or those with these ids."""
        ...

    def teams(self) -> list[TeamRow]:
        """All teams by name; a tree is made of their ``parent_id``."""
        ...

    def team(self, team_id: str) -> TeamRow | None: ...

    def cycles(self) -> list[CycleRow]:
        """All cycles, the earliest first."""
        ...

    def cycle(self, cycle_id: str) -> CycleRow | None: ...

    def objectives(
        self, wanted: ObjectiveFilter, after: tuple[Any, ...] | None = None, limit: int | None = None
    ) -> list[Whole]:
        """Objectives with their key results, in the order they were drafted.

        ``after``: (drafted_at, objective_id) of the last one seen.
        """
        ...

    def objective(self, objective_id: str) -> Whole | None: ...

    def vocabularies(self) -> dict[str, VocabularyRow]:
        """What scopes say of the words that lints go by, by scope; those that never did are absent."""
        ...

    def retrospectives(
        self, wanted: RetrospectiveFilter, after: tuple[Any, ...] | None = None, limit: int | None = None
    ) -> list[Held]:
        """Retrospectives with their entries, in the order they were opened.

        ``after``: (opened_at, retrospective_id) of the last one seen.
        """
        ...

    def retrospective(self, retrospective_id: str) -> Held | None: ...
