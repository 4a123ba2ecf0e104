"""`northlog backtest`: how early, how often right and how noisy policies would have been."""

from pathlib import Path
from typing import Annotated

import typer

from domain.backtesting import MISSED_BELOW, Figures
from domain.decider import Refused
from northlog.backtest.cycles import cycles_between
from northlog.backtest.gather import backtest as run
from northlog.backtest.html import html
from northlog.backtest.policies import DEFAULT, named_policies
from northlog.backtest.report import Miss, PolicyFigures, Report
from northlog.backtest.texts import lead_text, noise_text, rate_text, subjects_text
from northlog.cli.files import write_whole
from northlog.cli.groups import group
from northlog.cli.options import AsJson
from northlog.cli.output import console, print_json, print_table, progress_bar, say
from northlog.cli.session import session
from northlog.formatting import score_text

app = group()

LISTED = 15
"""More misses than that are counted; data and page have them all."""

_HEADS = ("alerts", "precision", "recall", "lead", "weekly")
_LEGEND = (
    "Lead: median days from the first warning of a miss to the cycle's last day. Weekly: alerts per team and week."
)


@app.command()
def backtest(
    ctx: typer.Context,
    cycles: Annotated[str, typer.Option(metavar="A..B", help="Closed cycles, from one to another; or A alone.")],
    policy: Annotated[
        list[str] | None,
        typer.Option(
            help="A file (JSON, .toml), a preset, or `default`; may be said again.", show_default=DEFAULT
        ),
    ] = None,
    missed_below: Annotated[
        float,
        typer.Option(metavar="SCORE", help="A final score under it is a miss, as is being closed as missed."),
    ] = MISSED_BELOW,
    page: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page with charts.")] = None,
    as_json: AsJson = False,
) -> None:
    """Run policies day by day over past cycles, as they were known at the time, against how those turned out."""
    if not 0 <= missed_below <= 1:
        raise Refused("missed_below", "range", "must be a score, 0 to 1")
    policies = named_policies(policy or [DEFAULT])
    with session(ctx) as at:
        with at.look() as seen:
            every = seen.cycles()
        meant = cycles_between(cycles, lambda name: at.find.cycle(name, "cycles"), every)
        with progress_bar("Backtest", None) as advance:
            report = run(at.looking, meant, policies, missed_below, advance)
    if page is not None:
        write_whole(page, [html(report).encode()])
    if as_json:
        print_json(report)
        return
    _say(report)
    if page is not None:
        say(f"\nWrote the page to {page}.")


def _say(report: Report) -> None:
    say(subjects_text(report))
    if len(report.policies) > 1:
        say("")
        rows = [[each.name, *_figures(each.overall)] for each in report.policies]
        print_table(("policy", *_HEADS), rows, "")
    for each in report.policies:
        _say_policy(each)
    say("")
    say(_LEGEND)


def _say_policy(policy: PolicyFigures) -> None:
    say("")
    console().print(policy.name, style="bold", soft_wrap=True)
    rows = [[each.rule or "", *_figures(each)] for each in policy.rules if each.alerts]
    quiet = [each.rule or "" for each in policy.rules if not each.alerts]
    print_table(("rule", *_HEADS), [*rows, ["all of them", *_figures(policy.overall)]], "")
    if quiet:
        say(f"No alert by {', '.join(quiet)}.")
    _say_unwarned(policy)


def _figures(of: Figures) -> list[str]:
    return [
        str(of.alerts),
        rate_text(of.right, of.judged, of.precision),
        rate_text(of.warned, of.misses, of.recall),
        lead_text(of.lead_days),
        noise_text(of.per_team_week),
    ]


def _say_unwarned(policy: PolicyFigures) -> None:
    missed, unwarned = policy.overall.misses, policy.unwarned
    if not unwarned:
        say("Nobody was left unwarned of a miss." if missed else "Nothing was missed.")
        return
    say(f"Misses that nobody was warned of, {len(unwarned)} of {missed}:")
    for each in unwarned[:LISTED]:
        say(f"  {_miss(each)}")
    if len(unwarned) > LISTED:
        say(f"  and {len(unwarned) - LISTED} more; --json and --html have them all")


def _miss(miss: Miss) -> str:
    title = miss.objective if miss.key_result is None else f"{miss.objective}: {miss.key_result}"
    return f"{miss.cycle}, {miss.team}: {title} ({score_text(miss.score)})"
