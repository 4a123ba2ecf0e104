"""The whole story in order of time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from northlog.demo.aligning import align
from northlog.demo.company import tell_company
from northlog.demo.goal import Goal
from northlog.demo.keeping import keep
from northlog.demo.looking_back import look_back
from northlog.demo.mirroring import mirrored
from northlog.demo.planning import made_of_themes, plan
from northlog.demo.plot import cast, plots, retrospectives
from northlog.demo.rhythm import meet
from northlog.demo.step import Step
from northlog.demo.talking import talk
from northlog.demo.timeline import quarters


def tell(today: date, seed: int = 7) -> Iterator[Step]:
    """Every step that lies before ``today`` begins in UTC, in order of time; so none lies after the true now.

    Pure but for reading this package's TOML files: the same day and seed tell the same story. The running
    cycle is in its seventh week of thirteen.
    """
    midnight = datetime.combine(today, time(), UTC)
    calendar = quarters(today)
    company = cast()
    crews = {crew.key: crew for crew in company.teams}
    steps = list(tell_company(company, calendar, today))
    for plot in plots():
        told: dict[str, Goal] = {}
        for objective in plot.objectives:
            before = told[objective.carries] if objective.carries else None
            quarter, theme = calendar[objective.cycle], plot.themes[objective.theme]
            goal = Goal(objective, crews[plot.team], quarter, theme, seed, before)
            told[objective.key] = goal
            steps.extend(made_of_themes(goal.tell()))
    steps.extend(plan(calendar))
    for meeting in retrospectives():
        steps.extend(look_back(meeting, calendar))
    steps.extend(align(calendar))
    steps.extend(talk(calendar))
    steps.extend(keep(calendar, seed))
    steps.extend(meet(crews, calendar, seed))
    steps.extend(mirrored(calendar))
    # The sort is stable: steps of one instant stay in the order in which they were told.
    return iter(sorted((step for step in steps if step.at < midnight), key=_when))


def _when(step: Step) -> datetime:
    return step.at
