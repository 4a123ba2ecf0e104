"""Every link in the documents leads somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    for link in links:
        if "://" in link:
            continue
        target, _, anchor = link.partition("#")
        file = page.parent / target if target else page
        assert file.exists(), link
        assert not anchor or anchor in _anchors(file), link


def test_every_decision_is_listed() -> None:
    decisions = {path.name for path in ROOT.glob("docs/adr/0*.md")}
    listed = set(re.findall(r"\((0[^)]+\.md)\)", (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")))
    assert decisions == listed


LINES = {1: 10, 2: 11, 3: 9, 4: 5, 5: 6, 6: 3}
"""How many lines each chapter of the practice has."""


def test_the_page_of_the_practice_has_every_line_once_with_its_place_and_its_test() -> None:
    page = (ROOT / "docs/practice.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in page.splitlines() if row[:3] == "| P"]
    every = [f"P{chapter}.{line}" for chapter, count in LINES.items() for line in range(1, count + 1)]
    assert [row[0] for row in rows] == every
    for line, short, place, test in rows:
        named = re.findall(r"`([^`\s]+)`", place + test)
        assert short, line
        assert [each for each in named if not _found(each, named)] == [], line
        assert re.findall(r"`tests/\w+/test_\w+\.py`", test) or "not there yet" in place, line


def _found(name: str, named: list[str]) -> bool:
    """A file named without its folder lies beside one that is named with it."""
    folders = [""] if "/" in name else {str(Path(each).parent) for each in named if "/" in each}
    return any((ROOT / folder / name).exists() for folder in folders)
