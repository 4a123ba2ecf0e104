"""The pack as one HTML file: style and charts within, no script, nothing to fetch, everything escaped."""

from jinja2 import Environment

from domain.words import Outcome
from northlog.formatting import farther_text, measure_text, score_text
from northlog.pages.environment import environment
from northlog.pages.texts import moment_text
from northlog.retro import rules
from northlog.retro.charts import calibration_chart, journey_chart
from northlog.retro.pack import Pack


def html(pack: Pack) -> str:
    """The page, as text to be stored in UTF-8."""
    return _ENVIRONMENT.get_template("pack.html.j2").render(pack=pack)


def _environment() -> Environment:
    made = environment("northlog.retro")
    made.filters |= {
        "calibration_chart": calibration_chart,
        "farther": farther_text,
        "hundredths": lambda share: f"{share * 100:.0f}",
        "journey_chart": journey_chart,
        "measure": measure_text,
        "moment": moment_text,
        "score": score_text,
    }
    shared: dict[str, object] = {"outcomes": [str(each) for each in Outcome], "rules": rules}
    made.globals |= shared
    return made


_ENVIRONMENT = _environment()
