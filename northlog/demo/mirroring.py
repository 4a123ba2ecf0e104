"""What only several cycles show: who needs whom again and again, a goal that nobody touched, check-ins by rote."""

import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files

from domain.measure import Measure
from domain.objective.commands import AddKeyResult, CheckIn, DraftObjective, PublishObjective
from domain.objective.grip import Reading
from domain.words import Part
from northlog.demo.aligning import TiesPlot, tie
from northlog.demo.step import Step, id_of, person_id, team_id
from northlog.demo.timeline import Quarter


class StillPlot(Part):
    """A goal that stands still: in the weeks of ``said`` the same ``value`` and ``confidence``, and no word."""

    key: str
    team: str
    by: str
    cycle: int
    title: str
    why_now: str
    key_result: str
    measure: Measure
    said: tuple[int, ...] = ()
    value: float = 0.0
    confidence: int | None = None


class MirrorPlot(TiesPlot):
    still: tuple[StillPlot, ...]


def mirrored(calendar: Sequence[Quarter]) -> Iterator[Step]:
    """All these steps, not in order of time."""
    text = files(__package__).joinpath("mirroring.toml").read_text("utf-8")
    plot = MirrorPlot.model_validate(tomllib.loads(text))
    yield from tie(plot, calendar)
    for still in plot.still:
        yield from _stand_still(still, calendar[still.cycle])


def _stand_still(plot: StillPlot, quarter: Quarter) -> Iterator[Step]:
    label = f"{plot.team}/{plot.key}"
    key, result = id_of("objective", label), id_of("key_result", f"{label}/1")
    drafted = DraftObjective(
        objective_id=key,
        cycle_id=quarter.cycle_id,
        team_id=team_id(plot.team),
        title=plot.title,
        why_now=plot.why_now,
        owner=person_id(plot.by),
    )
    added = AddKeyResult(objective_id=key, key_result_id=result, title=plot.key_result, measure=plot.measure)
    yield Step(quarter.at(hour=14), f"{label}/draft", plot.by, drafted)
    yield Step(quarter.at(hour=15), f"{label}/key-result/1", plot.by, added)
    yield Step(quarter.at(hour=16), f"{label}/publish", plot.by, PublishObjective(objective_id=key))
    for week in plot.said:
        said = CheckIn(
            objective_id=key,
            check_in_id=id_of("check_in", f"{label}/{week}"),
            goal_confidence=plot.confidence,
            readings=(Reading(key_result_id=result, value=plot.value),),
        )
        yield Step(quarter.at(weeks=week, days=1, hour=10), f"{label}/check-in/{week}", plot.by, said)
