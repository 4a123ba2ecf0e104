"""Reference pages that are written from the code, so that they cannot say anything else than the code does.

``python -m northlog.reference`` writes them to docs/.
"""

from collections.abc import Callable, Mapping

from northlog.reference.events import events_page
from northlog.reference.settings import settings_page

PAGES: Mapping[str, Callable[[], str]] = {"events.md": events_page, "settings.md": settings_page}
"""File name below docs/ -> the page's whole text."""
