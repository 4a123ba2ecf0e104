"""Objectives as they stood at a moment: versions and trails, and what the current state derives from them."""

from collections.abc import Iterable, Mapping

from projections.current import objectives as current
from projections.current import trail
from projections.current.trail import Point
from projections.current.workspace import CurrentRows
from projections.history.rows import KEY_RESULTS, OBJECTIVES
from projections.history.table import Version
from projections.moment import Moment
from projections.reader import Whole

Trails = Mapping[tuple[str, str], tuple[list[Point], list[Point]]]
"""Trail and superseded points by objective id and key result id; of the objective itself the latter is empty."""


def standing(
    objectives: Iterable[Version], key_results: Iterable[Version], trails: Trails, moment: Moment
) -> list[Whole]:
    """Objectives with their key results, from the versions that held at a moment; in the order they are given.

    ``key_results`` come in their order, and none without its objective.
    """
    rows = CurrentRows()
    for version in objectives:
        row = OBJECTIVES.row_of(version)
        row.trail = trail.at(*trails[(row.objective_id, "")], moment)
        row.version = max([version.version, *(point[trail.VERSION] for point in row.trail)])
        rows.objectives.add(row)
    for version in key_results:
        result = KEY_RESULTS.row_of(version)
        result.trail = trail.at(*trails[(result.objective_id, result.key_result_id)], moment)
        rows.key_results.add(result)
        of = rows.objectives.of(result.objective_id)
        of.version = max(of.version, version.version)
    for row in rows.objectives:
        current.derive(rows, row.objective_id)
    return [(row, list(rows.key_results.group(row.objective_id).values())) for row in rows.objectives]
