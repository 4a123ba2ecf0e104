"""How the figures of a backtest are written, in the terminal and on the page."""

from northlog.backtest.report import Report
from northlog.formatting import percent_text
from northlog.pages.texts import counted


def rate_text(part: int, whole: int, share: float | None) -> str:
    """A share with what it is a share of: "75 % 3/4", or a dash where there is nothing to divide."""
    return "—" if share is None else f"{percent_text(share)} {part}/{whole}"


def lead_text(days: float | None) -> str:
    """Days in halves, as a median of whole days comes; a dash where nobody was warned."""
    return "—" if days is None else f"{days:g}"


def noise_text(per_team_week: float | None) -> str:
    """Alerts per team and week, a dash without any team."""
    return "—" if per_team_week is None else f"{per_team_week:.2f}"


def subjects_text(report: Report) -> str:
    """What was looked at, and what was left out of it."""
    of = report.subjects
    cycles = f"“{report.cycles[0].name}”"
    if len(report.cycles) > 1:
        cycles = f"{len(report.cycles)} cycles, {cycles} to “{report.cycles[-1].name}”"
    out = [
        f"{count} {why}"
        for count, why in (
            (of.dropped, "dropped"),
            (of.unscored, "without any score"),
            (of.unwatched, "not known while their cycle ran"),
        )
        if count
    ]
    left = f" Left out: {', '.join(out)}." if out else ""
    return (
        f"{cycles}: {counted('objective', of.objectives)}, {counted('key result', of.key_results)};"
        f" {of.missed} missed (closed as missed, or a final score under {report.missed_below:g}),"
        f" {of.met} not.{left}"
    )


DEFINITIONS = (
    (
        "Day by day",
        "Every day of a cycle is evaluated once, at its end in the cycle's time zone, with what the log had learnt"
        " by then: cycle, cadence and facts as of that day. Alerts last, and come back, as live ones do; nobody"
        " acknowledges or snoozes any.",
    ),
    (
        "Warning",
        "An alert warns once its severity is warn or more; what is only info tells and does not warn. It warns of"
        " its subject, and one of a key result warns of that key result's objective, too.",
    ),
    (
        "Precision",
        "Of the alerts that warn of something whose outcome is known, the share whose subject was missed.",
    ),
    (
        "Recall",
        "Of all misses that a rule can warn of, the share that an alert warned of before the cycle's end. Rules"
        " that speak of objectives alone answer for objectives alone.",
    ),
    ("Lead", "The median of the days from the first warning of a miss to the cycle's last day; 0 on that day."),
    (
        "Alerts per team and week",
        "All alerts, by the weeks in which a team had an objective running: noise, as a team feels it.",
    ),
    (
        "Missed",
        "Closed as missed, or a final score (the judged one, else the computed one) under the threshold. Dropped"
        " ones are no misses and no successes, and are left out.",
    ),
)
"""What every figure means, by name, for whoever reads it (P5.4)."""
