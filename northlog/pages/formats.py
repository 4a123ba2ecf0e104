"""The forms that packs, reports and the mirror are written in."""

from enum import StrEnum


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
