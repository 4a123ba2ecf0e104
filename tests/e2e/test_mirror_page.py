"""The mirror of the sample company: in the terminal, and as a page in a real browser."""

from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from domain.mirror import Kind
from northlog.demo.plot import cast
from northlog.demo.step import person_id
from northlog.mirror.texts import HEADINGS
from tests.browser import visiting
from tests.e2e.cli import Cli


@pytest.fixture(scope="module")
def page(sample: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("mirror") / "mirror.html"
    assert sample.says("mirror", "--out", str(file)).startswith("Wrote the mirror of 3 cycles, ")
    return file


@pytest.fixture(scope="module")
def mirror(sample: Cli) -> Any:
    return sample.json("mirror")


def test_the_sample_company_shows_most_of_what_the_mirror_looks_for(mirror: Any) -> None:
    found = {each["kind"] for each in mirror["reflections"] if each["findings"]}
    assert found >= set(Kind) - {Kind.SANDBAGGING, Kind.RHYTHM}
    told = [it for each in mirror["reflections"] for it in each["findings"]]
    assert all(it["evidence"] and it["figures"] for it in told)
    assert mirror["flow"]["best"] - mirror["flow"]["modularity"] > 0.1


def test_it_speaks_of_no_person_whatever_the_format(sample: Cli, mirror: Any, page: Path) -> None:
    people = [(person_id(each.key), each.name, *each.name.split(), each.email) for each in cast().people]
    texts = [str(mirror), page.read_text("utf-8"), sample.says("mirror", "--format", "md"), sample.says("mirror")]
    for text in texts:
        assert not [told for told in chain.from_iterable(people) if f" {told} " in text or told + '"' in text]
        assert not [key for key, *_ in people if key in text]


def test_in_the_terminal_it_fits_and_names_every_kind(sample: Cli) -> None:
    said = sample.says("mirror", "--cycles", "4")
    assert max(map(len, said.splitlines())) <= 80
    assert [heading for heading in HEADINGS.values() if f"\n{heading}\n" not in said] == []
    assert "Ledger were done within" in said
    of_team = sample.says("mirror", "--team", "Fieldwork")
    assert "Have the part at hand" in of_team
    assert "Foresee who is about to leave" not in of_team


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_its_charts_and_its_graph_are_there_and_it_asks_for_nothing(
    browser: Browser, page: Path, mirror: Any, width: int, scheme: str
) -> None:
    with visiting(browser, page, width, scheme) as visit:
        graph = visit.page.locator('svg[data-chart="flow"]:visible')
        assert graph.locator(".node").count() == len(mirror["flow"]["teams"])
        assert graph.locator("path").count() == len(mirror["flow"]["pairs"])
        apart = [each for each in mirror["flow"]["pairs"] if not each["together"]]
        assert graph.locator("path.apart").count() == len(apart) > 0
        bars = visit.page.locator('svg[data-chart="hand_offs"]:visible rect.bar')
        assert bars.count() == len(mirror["hand_offs"])
        assert visit.page.locator('svg[data-chart="modularity"]:visible rect.bar').count() == 2
        assert visit.page.locator(".finding").count() == sum(len(it["findings"]) for it in mirror["reflections"])
        visit.page.locator("nav a").last.click()
        visit.page.get_by_text("In figures", exact=True).click()
        assert visit.page.evaluate("document.documentElement.scrollWidth") == width
        assert visit.said == []
        assert [url for url in visit.asked if not url.startswith("data:")] == [page.as_uri()]
