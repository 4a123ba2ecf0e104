"""What is read by lints: an objective with the key results it has, as it is worded now."""

from dataclasses import dataclass

from domain.measure import Measure


@dataclass(frozen=True, slots=True)
class KeyResultDraft:
    key_result_id: str
    title: str
    measure: Measure

    @property
    def subject_id(self) -> str:
        return self.key_result_id

    @property
    def wording(self) -> str:
        """What a lint of the title judges: the same title measured otherwise says something else."""
        return f"{self.title}\n{self.measure.kind}"


@dataclass(frozen=True, slots=True)
class ObjectiveDraft:
    """``key_results``: those that were not dropped, in their order."""

    objective_id: str
    title: str
    why_now: str
    owner: str | None
    key_results: tuple[KeyResultDraft, ...]

    @property
    def subject_id(self) -> str:
        return self.objective_id
