"""The forms a pack is written in."""

from typing import assert_never

from northlog.pages.formats import Format
from northlog.retro.html import html
from northlog.retro.markdown import markdown
from northlog.retro.pack import Pack


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
