"""The forms a pack is written in."""

from enum import StrEnum
from typing import assert_never

from northlog.retro.html import html
from northlog.retro.markdown import markdown
from northlog.retro.pack import Pack


class Format(StrEnum):
    """A page, text for wikis, or data for programs."""

    HTML = "html"
    MARKDOWN = "md"
    JSON = "json"


MEDIA_TYPES = {
    Format.HTML: "text/html",
    Format.MARKDOWN: "text/markdown",
    Format.JSON: "application/json",
}


def written(pack: Pack, form: Format) -> str:
    """The whole pack as text, to be stored in UTF-8."""
    match form:
        case Format.HTML:
            return html(pack)
        case Format.MARKDOWN:
            return markdown(pack)
        case Format.JSON:
            return pack.model_dump_json(indent=2) + "\n"
        case _:
            assert_never(form)
