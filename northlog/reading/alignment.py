"""Looking at alignment: strategy, contributions, links and dependencies, and an objective among its neighbours."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property

from domain.backlog import BacklogStatus
from domain.contribution import contributed
from domain.scoring import rolled_up
from domain.words import Level
from northlog.reading.alignment_views import (
    AlignmentView,
    BriefView,
    ContributionView,
    DependencyView,
    DirectionView,
    LinkView,
    PledgeView,
    PriorityView,
    StrategyView,
)
from northlog.reading.backlog import BacklogItemView, Backlogs
from northlog.reading.plannings import ThemeView, turned
from northlog.reading.snapshot import Snapshot
from projections.current.alignment_rows import (
    CONTRIBUTIONS,
    DEPENDENCIES,
    LINKS,
    PRIORITIES,
    STRATEGIES,
    ContributionRow,
)
from projections.reader import After, ObjectiveFilter, Wanted, Whole


@dataclass(frozen=True)
class Aligned:
    """One look at the alignment of an organization. What is withdrawn or removed has no part in its views."""

    seen: Snapshot
    _known: dict[str, Whole] = field(default_factory=dict, init=False)

    def strategy(self) -> StrategyView:
        """Vision, strategy and priorities; empty where nothing was ever stated."""
        return self._strategy

    def contributions(
        self, wanted: Wanted | None = None, after: After = None, limit: int | None = None
    ) -> list[ContributionView]:
        """In the order they were pledged, withdrawn ones included."""
        rows = self.seen.reader.rows(CONTRIBUTIONS, wanted, ("pledged_at", "contribution_id"), after, limit)
        return self._views(rows)

    def links(
        self, wanted: Wanted | None = None, after: int | None = None, limit: int | None = None
    ) -> list[LinkView]:
        """In the order they were made, removed ones included. ``after``: a position."""
        # Of several that an import makes at one instant, too, each stands where the file has it.
        begins = None if after is None else (after,)
        rows = self.seen.reader.rows(LINKS, wanted, ("position",), begins, limit)
        return [LinkView.model_validate(each) for each in rows]

    def dependencies(
        self, wanted: Wanted | None = None, after: After = None, limit: int | None = None
    ) -> list[DependencyView]:
        """In the order they were asked for."""
        rows = self.seen.reader.rows(DEPENDENCIES, wanted, ("asked_at", "dependency_id"), after, limit)
        return [DependencyView.model_validate(each) for each in rows]

    def contribution(self, contribution_id: str) -> ContributionView | None:
        return next(iter(self.contributions({"contribution_id": contribution_id})), None)

    def link(self, link_id: str) -> LinkView | None:
        return next(iter(self.links({"link_id": link_id})), None)

    def dependency(self, dependency_id: str) -> DependencyView | None:
        return next(iter(self.dependencies({"dependency_id": dependency_id})), None)

    def objective(self, objective_id: str) -> AlignmentView | None:
        """What one objective has to do with."""
        return self.objectives([objective_id]).get(objective_id)

    def objectives(self, objective_ids: Sequence[str]) -> dict[str, AlignmentView]:
        """What these objectives have to do with, by id; those that are not there are absent."""
        wanted = set(objective_ids)
        near = [each for each in self._pledged if wanted & {each.objective_id, *_bases(each)}]
        around = [key for each in near for key in (each.objective_id, *_bases(each))]
        linked = [it for it in self._links if wanted & {it.objective_id, it.other_id}]
        ends = [end for it in linked for end in (it.objective_id, it.other_id)]
        self._read([*objective_ids, *around, *ends])
        return {key: self._alignment(key) for key in objective_ids if key in self._known}

    def direction(self, cycle_id: str) -> DirectionView:
        """Everything from the vision down to what contributes to the strategic objectives of a cycle."""
        strategic = self.seen.reader.objectives(ObjectiveFilter(cycle_id=cycle_id, level=Level.STRATEGIC))
        self._known.update((row.objective_id, (row, of)) for row, of in strategic)
        found = self.objectives([row.objective_id for row, _ in strategic])
        return DirectionView(strategy=self.strategy(), objectives=list(found.values()))

    def _alignment(self, objective_id: str) -> AlignmentView:
        row, _ = self._known[objective_id]
        pledges = self._views(each for each in self._pledged if each.objective_id == objective_id)
        serving = self._views(each for each in self._pledged if objective_id in _bases(each))
        self._read(each.objective_id for each in serving)
        links = [it for it in self._links if objective_id in (it.objective_id, it.other_id)]
        return AlignmentView(
            objective=_brief(self._known[objective_id]),
            priority=next((it for it in self._strategy.priorities if it.priority_id == row.priority_id), None),
            serves=[
                PledgeView(contribution=each, objectives=self._briefs([each.objective_id])) for each in serving
            ],
            contributions=[
                PledgeView(contribution=each, objectives=self._briefs(rest.objective_id for rest in each.rests_on))
                for each in pledges
            ],
            contributed=contributed((each.weight, each.score) for each in pledges if each.counts),
            links=links,
            linked=[_brief(self._known[_other_end(it, objective_id)]) for it in links],
            dependencies=[it for it in self._dependencies if it.objective_id == objective_id],
            backlog=[it for it in self._promoted if it.objective_id == objective_id],
            themes=[it for it in self._turned if it.objective_id == objective_id],
        )

    def _briefs(self, objective_ids: Iterable[str]) -> list[BriefView]:
        return [_brief(self._known[key]) for key in dict.fromkeys(objective_ids)]

    def _views(self, rows: Iterable[ContributionRow]) -> list[ContributionView]:
        found = list(rows)
        self._read(key for each in found for key in _bases(each))
        return [ContributionView.model_validate({**asdict(row), "score": self._score(row)}) for row in found]

    def _read(self, objective_ids: Iterable[str]) -> None:
        """Have these objectives at hand, by one query those that are not yet."""
        missing = sorted(set(objective_ids) - self._known.keys())
        if missing:
            found = self.seen.reader.objectives(ObjectiveFilter(objective_id=missing))
            self._known.update((row.objective_id, (row, of)) for row, of in found)

    def _score(self, row: ContributionRow) -> float | None:
        return rolled_up(self._score_of(rest["objective_id"], rest["key_result_id"]) for rest in row.rests_on)

    def _score_of(self, objective_id: str, key_result_id: str | None) -> float | None:
        objective, results = self._known[objective_id]
        if key_result_id is None:
            return objective.score
        return next((each.score for each in results if each.key_result_id == key_result_id), None)

    @cached_property
    def _pledged(self) -> list[ContributionRow]:
        order = ("pledged_at", "contribution_id")
        return self.seen.reader.rows(CONTRIBUTIONS, {"withdrawn": False}, order)

    @cached_property
    def _links(self) -> list[LinkView]:
        return self.links({"removed": False})

    @cached_property
    def _dependencies(self) -> list[DependencyView]:
        return self.dependencies()

    @cached_property
    def _promoted(self) -> list[BacklogItemView]:
        return Backlogs(self.seen).items({"status": BacklogStatus.PROMOTED})

    @cached_property
    def _turned(self) -> list[ThemeView]:
        return turned(self.seen)

    @cached_property
    def _strategy(self) -> StrategyView:
        found = self.seen.reader.whole(STRATEGIES, PRIORITIES)
        if not found:
            return StrategyView()
        row, priorities = found[0]
        said = [
            PriorityView.model_validate(each) for each in sorted(priorities, key=lambda it: (it.year, it.set_at))
        ]
        return StrategyView.model_validate({**asdict(row), "priorities": said})


def _bases(row: ContributionRow) -> list[str]:
    return [basis["objective_id"] for basis in row.rests_on]


def _brief(whole: Whole) -> BriefView:
    return BriefView.model_validate(whole[0])


def _other_end(link: LinkView, objective_id: str) -> str:
    return link.other_id if link.objective_id == objective_id else link.objective_id
