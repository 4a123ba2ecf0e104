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


def test_the_page_of_the_practice_names_what_is_there() -> None:
    page = (ROOT / "docs/practice.md").read_text(encoding="utf-8")
    named = re.findall(r"`([^`\s]+/[^`\s]*)`", page)
    assert len(named) > 80
    assert [each for each in named if not (ROOT / each).exists()] == []
