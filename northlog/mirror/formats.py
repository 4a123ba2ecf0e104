"""The forms the mirror is written in."""

from northlog.mirror.html import html
from northlog.mirror.markdown import markdown
from northlog.mirror.views import Mirror
from northlog.pages.formats import Format


def written(mirror: Mirror, form: Format) -> str:
    """The whole mirror as text, to be stored in UTF-8."""
    if form is Format.JSON:
        return mirror.model_dump_json(indent=2) + "\n"
    return html(mirror) if form is Format.HTML else markdown(mirror)
