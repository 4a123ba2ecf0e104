"""Writes the reference pages to docs/ below the working folder."""

from pathlib import Path

from northlog.reference import PAGES

for name, page in PAGES.items():
    Path("docs", name).write_text(page(), encoding="utf-8")
