"""The mirror as one HTML file: style and charts within, no script, nothing to fetch, everything escaped."""

from jinja2 import Environment

from domain.mirror.base import minus
from northlog.mirror import texts
from northlog.mirror.charts import flow_chart, hand_offs_chart, modularity_chart
from northlog.mirror.views import Mirror
from northlog.pages.environment import environment


def html(mirror: Mirror) -> str:
    """The page, as text to be stored in UTF-8."""
    return _ENVIRONMENT.get_template("mirror.html.j2").render(mirror=mirror)


def _environment() -> Environment:
    made = environment("northlog.mirror")
    made.filters |= {
        "count": texts.findings_of,
        "flow_chart": flow_chart,
        "flow_text": texts.flow_text,
        "found": texts.found_text,
        "hand_offs_chart": hand_offs_chart,
        "heading": texts.heading,
        "minus": minus,
        "modularity_chart": modularity_chart,
        "nothing": texts.nothing_text,
        "source": texts.short_source,
        "together": texts.together_text,
    }
    shared: dict[str, object] = {"span_text": texts.span_text, "stance": texts.STANCE}
    made.globals |= shared
    return made


_ENVIRONMENT = _environment()
