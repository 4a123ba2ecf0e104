"""The pack of a closed sample quarter in a real browser: it stands alone, and it can be read."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from northlog.pages.formats import Format
from northlog.retro.formats import written
from tests.browser import visiting
from tests.e2e.cli import Cli
from tests.packs import a_pack

WIDTHS = {"page": 1280, "phone": 390}

_TEXT_SIZES = """
charts => charts.flatMap(chart => {
  const scale = chart.getBoundingClientRect().width / chart.viewBox.baseVal.width
  return [...chart.querySelectorAll("text")].map(text => scale * parseFloat(getComputedStyle(text).fontSize))
})
"""
_CONTRAST = """
selectors => {
  const rgb = colour => colour.match(/[\\d.]+/g).map(Number)
  const light = colour => rgb(colour).slice(0, 3).map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0)
  const behind = element => {
    const colour = getComputedStyle(element).backgroundColor
    return rgb(colour)[3] === 0 ? behind(element.parentElement) : colour
  }
  return Object.fromEntries(selectors.map(selector => {
    const element = document.querySelector(selector), style = getComputedStyle(element)
    const ink = element instanceof SVGElement ? style.fill : style.color
    const [more, less] = [light(ink), light(behind(element))].sort((a, b) => b - a)
    return [selector, (more + 0.05) / (less + 0.05)]
  }))
}
"""
_READ = [
    *["body", ".aside", ".note", ".why", ".chips .achieved", ".chips .partly", ".chart text", ".chart .name"],
    *[".cell.green", ".cell.yellow", ".cell.red", ".cell.unknown", ".mark", "a:not(.skip)", "th", "del"],
]


@pytest.fixture(scope="module")
def quarter(sample: Cli, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The last closed cycle of the sample company as retro.html, and as retro.json beside it."""
    closed = [each for each in sample.json("cycle", "list") if each["status"] == "closed"][-1]
    folder = tmp_path_factory.mktemp("retro")
    for form in ("html", "json"):
        file = folder / f"retro.{form}"
        said = sample.says("retro", closed["cycle_id"], "--format", form, "--out", str(file))
        assert said.startswith(f"Wrote the pack of {closed['name']} to ")
    return folder / "retro.html"


@pytest.fixture(scope="module")
def pack(quarter: Path) -> Any:
    """The same pack for programs."""
    return json.loads(quarter.with_suffix(".json").read_text(encoding="utf-8"))


def unfold(page: Page) -> None:
    """Open what every line of the whole company stands for."""
    page.locator("main details:not([open])").evaluate_all("all => all.forEach(each => each.open = true)")


def charts(page: Page, kind: str) -> Any:
    """The charts of a kind that can be seen."""
    return page.locator(f'svg[data-chart="{kind}"]:visible')


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_its_charts_are_there_and_draw_what_was_said(
    browser: Browser, quarter: Path, pack: Any, width: int
) -> None:
    told = [each for each in pack["objectives"] if each["entries"]]
    with visiting(browser, quarter, width) as visit:
        unfold(visit.page)
        journeys = charts(visit.page, "journey")
        assert journeys.count() == len(told) > 20
        assert charts(visit.page, "calibration").count() == 2
        for place, each in enumerate(told):
            chart, lines = journeys.nth(place), each["journey"]["lines"]
            stated = [point for line in lines for point in line["points"] if point["confidence"] is not None]
            assert chart.locator(".trace circle:not(.unstated)").count() == len(stated)
            assert chart.locator("title").first.text_content() == f"Confidence journey: {each['title']}"
            box = chart.bounding_box()
            assert box is not None
            assert 200 < box["width"] <= width
            assert box["height"] > 150


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_silent_and_asks_for_nothing(browser: Browser, quarter: Path, width: int, scheme: str) -> None:
    with visiting(browser, quarter, width, scheme) as visit:
        visit.page.locator("article summary").first.click()
        visit.page.get_by_text("The journey in figures").first.click()
        visit.page.locator("nav a").last.click()
        assert visit.said == []
        assert [url for url in visit.asked if not url.startswith("data:")] == [quarter.as_uri()]


def test_on_a_phone_nothing_hangs_over_and_charts_can_be_read(browser: Browser, quarter: Path) -> None:
    with visiting(browser, quarter, WIDTHS["phone"]) as visit:
        assert visit.page.evaluate("document.documentElement.scrollWidth") == WIDTHS["phone"]
        unfold(visit.page)
        assert visit.page.evaluate("document.documentElement.scrollWidth") == WIDTHS["phone"]
        sizes = visit.page.locator("svg[data-chart]:visible").evaluate_all(_TEXT_SIZES)
        assert min(sizes) > 10.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(browser: Browser, quarter: Path, scheme: str) -> None:
    with visiting(browser, quarter, scheme=scheme) as visit:
        ratios = visit.page.evaluate(_CONTRAST, _READ)
        # WCAG 2.2, 1.4.3: at least 4.5 to 1.
        assert {selector: ratio for selector, ratio in ratios.items() if ratio < 4.5} == {}


def test_weeks_reported_green_while_the_figures_were_red_are_marked(
    browser: Browser, quarter: Path, pack: Any
) -> None:
    weeks = [week for each in pack["objectives"] for week in each["health"]]
    melons = sum(week["watermelon"] for week in weeks)
    with visiting(browser, quarter) as visit:
        unfold(visit.page)
        assert visit.page.locator("table.weeks svg.melon:visible").count() == melons > 0


def test_an_answer_can_be_written_below_a_closing_question(browser: Browser, quarter: Path) -> None:
    with visiting(browser, quarter) as visit:
        room = visit.page.get_by_role("textbox", name="What surprised us?")
        room.fill("That nobody missed the old form.")
        assert room.inner_text() == "That nobody missed the old form."
        assert visit.said == []


def test_what_people_wrote_does_not_run(browser: Browser, tmp_path: Path) -> None:
    foul = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
    file = tmp_path / "foul.html"
    file.write_text(written(a_pack(foul), Format.HTML), encoding="utf-8")
    with visiting(browser, file) as visit:
        assert foul in visit.page.title()
        assert foul in visit.page.locator("article h2").inner_text()
        assert visit.said == []
        assert visit.asked[:1] == [file.as_uri()]
        assert [url for url in visit.asked[1:] if not url.startswith("data:")] == []


def test_printed_every_check_in_is_on_paper(browser: Browser, quarter: Path, pack: Any) -> None:
    with visiting(browser, quarter) as visit:
        visit.page.locator("article summary").first.click()
        visit.page.locator("summary", has_text="check-in").first.click()
        visit.page.emulate_media(media="print")
        said = sum(len(each["entries"]) for each in pack["objectives"])
        assert visit.page.locator("article details details > .timeline > li:visible").count() == said > 100
        assert not visit.page.locator("nav").is_visible()


def test_a_whole_company_is_a_line_an_objective_found_by_its_team(
    browser: Browser, quarter: Path, pack: Any
) -> None:
    with visiting(browser, quarter) as visit:
        lines = visit.page.locator("article .goal > summary:visible")
        told = [f"{each['title']} {each['outcome']} score {each['computed']:.2f}" for each in pack["objectives"]]
        said = [" ".join(each.split()) for each in lines.all_inner_texts()]
        assert [title in line for title, line in zip(told, said, strict=True)] == [True] * len(told)
        assert charts(visit.page, "journey").count() == 0
        assert visit.page.locator("nav a[href^='#t']").all_inner_texts() == list(
            dict.fromkeys(each["team"] for each in pack["objectives"])
        )
        assert visit.page.evaluate("document.documentElement.scrollHeight") < 25 * 900


def test_one_team_by_itself_is_open(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "one.html"
    file.write_text(written(a_pack(), Format.HTML), encoding="utf-8")
    with visiting(browser, file) as visit:
        assert charts(visit.page, "journey").count() == 1
        assert visit.page.locator("nav a").first.get_attribute("href") == "#o1"
