"""A backtest as one HTML file: style and charts within, no script, nothing to fetch, everything escaped."""

from jinja2 import Environment

from domain.backtesting import Figures
from northlog.backtest.charts import rates_chart, weeks_chart
from northlog.backtest.report import Report
from northlog.backtest.texts import DEFINITIONS, lead_text, noise_text, rate_text, subjects_text
from northlog.formatting import score_text
from northlog.pages.environment import environment


def html(report: Report) -> str:
    """The page, as text to be stored in UTF-8."""
    return _ENVIRONMENT.get_template("backtest.html.j2").render(report=report)


def _rule_text(figures: Figures) -> str:
    return "all of them" if figures.rule is None else figures.rule.replace("_", " ")


def _environment() -> Environment:
    made = environment("northlog.backtest")
    made.filters |= {
        "days_text": lead_text,
        "noise": noise_text,
        "rates_chart": rates_chart,
        "rule": _rule_text,
        "score": score_text,
        "subjects": subjects_text,
        "weeks_chart": weeks_chart,
    }
    shared: dict[str, object] = {"definitions": DEFINITIONS, "rate": rate_text}
    made.globals |= shared
    return made


_ENVIRONMENT = _environment()
