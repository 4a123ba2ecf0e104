"""The report as one HTML file, a page an objective; nothing to fetch, everything escaped."""

from northlog.formatting import score_text
from northlog.pages.environment import environment
from northlog.strategic import texts
from northlog.strategic.report import StrategicReport

_ENVIRONMENT = environment("northlog.strategic")
_ENVIRONMENT.filters |= {
    "score": score_text,
    "was_score": lambda moved: texts.was(moved, score_text),
    "stated": texts.stated,
    "was_stated": lambda moved: texts.was(moved, texts.stated),
    "confidences": texts.confidences,
    "contributor": texts.contributor,
}


def html(report: StrategicReport) -> str:
    """The page, as text to be stored in UTF-8."""
    return _ENVIRONMENT.get_template("report.html.j2").render(report=report)
