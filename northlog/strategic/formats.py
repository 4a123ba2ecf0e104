"""The forms a report is written in."""

from typing import assert_never

from northlog.pages.formats import Format
from northlog.strategic.html import html
from northlog.strategic.markdown import markdown
from northlog.strategic.report import StrategicReport


def written(report: StrategicReport, form: Format) -> str:
    """The whole report as text, to be stored in UTF-8."""
    match form:
        case Format.HTML:
            return html(report)
        case Format.MARKDOWN:
            return markdown(report)
        case Format.JSON:
            return report.model_dump_json(indent=2) + "\n"
        case _:
            assert_never(form)
