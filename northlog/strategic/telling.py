"""Telling leadership of a month when it is over: a notice for each strategic objective, once (P2.10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from domain.decider import Refused
from domain.signals.finding import Severity
from domain.telling import Notice, Occasion
from domain.telling.notice import id_of
from events.transaction import driver
from northlog.reading.looking import Looking
from northlog.strategic import texts
from northlog.strategic.gather import last_month, strategic_report
from northlog.strategic.month import Month, of_day
from northlog.strategic.report import StrategicReport
from northlog.wiring import Northlog
from workers.telling import report, reported

_WAITING = "select northlog.organizations_to_report(%s)"
FARTHEST = timedelta(hours=14)
"""So far ahead of UTC a day begins at the most."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """The chore of telling the organization's own destinations of the last month."""

    northlog: Northlog

    def waiting(self) -> list[str]:
        """The organizations that were told nothing yet of the month that is over, or will be within the day."""
        last = of_day((self.northlog.now() + FARTHEST).date()).before
        with self.northlog.app.connect() as connection:
            return [str(org) for (org,) in driver(connection).execute(_WAITING, (last.first,))]

    def work(self, org: str) -> int:
        """Tell of the last whole month of an organization; returns how many notices were made."""
        looking = Looking(self.northlog, org, self.northlog.now)
        month, told = last_month(looking), reported(self.northlog.app, org)
        if month is None or (told is not None and told >= month.first):
            return 0
        return report(self.northlog.app, org, month.first, self._pages(looking, month))

    def _pages(self, looking: Looking, month: Month) -> list[Notice]:
        try:
            found = strategic_report(looking, month)
        except Refused:
            return []  # the log began later
        return [] if found is None else list(notices(found))


def notices(report: StrategicReport) -> Iterator[Notice]:
    """What is told of each page. It names no person."""
    for page in report.objectives:
        yield Notice(
            notice_id=id_of("report", page.objective_id, report.month),
            occasion=Occasion.REPORT,
            alert_id=None,
            rule=None,
            subject_id=page.objective_id,
            objective_id=page.objective_id,
            team_id=page.team_id,
            severity=Severity.INFO,
            at=report.made_at,
            what=f"{page.title}: the month of {report.month}.",
            why=texts.summary(page),
            clears_when=f"The whole report: northlog report --month {report.month}",
        )
