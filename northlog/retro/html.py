"""The pack as one HTML file: style and charts within, no script, nothing to fetch, everything escaped."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from domain.words import Outcome
from northlog.formatting import farther_text, measure_text, score_text
from northlog.retro import rules
from northlog.retro.charts import NARROW, WIDE, calibration_chart, journey_chart
from northlog.retro.pack import Pack
from northlog.retro.texts import counted, day_text, many, moment_text, share_text

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What the page may do, said in the page itself: show what it holds, and nothing else."""


def html(pack: Pack) -> str:
    """The page, as text to be stored in UTF-8."""
    return _ENVIRONMENT.get_template("pack.html.j2").render(pack=pack)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("northlog.retro"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "calibration_chart": calibration_chart,
        "counted": counted,
        "day": day_text,
        "farther": farther_text,
        "hundredths": lambda share: f"{share * 100:.0f}",
        "journey_chart": journey_chart,
        "many": many,
        "measure": measure_text,
        "moment": moment_text,
        "percent": share_text,
        "score": score_text,
    }
    shared: dict[str, Any] = {
        "outcomes": [str(each) for each in Outcome],
        "policy": POLICY,
        "rules": rules,
        "sizes": (("wide", WIDE), ("narrow", NARROW)),
    }
    environment.globals |= shared
    return environment


_ENVIRONMENT = _environment()
