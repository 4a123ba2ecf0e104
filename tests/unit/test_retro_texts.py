"""A pack as a page and as Markdown: whole in itself, and what people wrote stays text."""

import re
from html.parser import HTMLParser

import pytest

from northlog.pages.formats import Format
from northlog.retro.formats import written
from northlog.retro.pack import Pack
from tests.packs import a_pack

FOUL = "<script>alert(1)</script> <img src=x onerror=alert(2)> \" ' & {{ 7*7 }} ](javascript:alert(3)) | `x` *b*"
"""What a page, a template or Markdown could take for its own."""


class Tags(HTMLParser):
    """All tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def page_of(pack: Pack) -> Tags:
    return Tags(written(pack, Format.HTML))


def test_what_people_wrote_makes_no_tag_and_no_attribute_of_a_page() -> None:
    mild, foul = page_of(a_pack()), page_of(a_pack(FOUL))
    assert [tag for tag, _ in foul.tags] == [tag for tag, _ in mild.tags]
    assert [sorted(has) for _, has in foul.tags] == [sorted(has) for _, has in mild.tags]
    assert "script" not in {tag for tag, _ in foul.tags}
    assert FOUL in foul.text


def test_a_page_asks_for_nothing_from_elsewhere_and_says_so_to_the_browser() -> None:
    page = page_of(a_pack())
    links = [value for _, has in page.tags for name, value in has.items() if name in ("src", "href", "action")]
    assert all(link is not None and (link.startswith("#") or link == "data:,") for link in links)
    policy = next(has["content"] for _, has in page.tags if has.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    style = written(a_pack(), Format.HTML).partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_every_link_within_a_page_and_every_label_leads_somewhere() -> None:
    page = page_of(a_pack())
    ids = [has["id"] for _, has in page.tags if "id" in has]
    assert len(ids) == len(set(ids))
    meant = [has["href"][1:] for tag, has in page.tags if tag == "a" and has["href"]]
    for _, has in page.tags:
        meant += (has.get("aria-labelledby") or "").split()
    assert set(meant) <= set(ids)


def test_charts_bear_a_title_a_description_and_a_table_beside_them() -> None:
    page = page_of(a_pack())
    charts = [has for tag, has in page.tags if tag == "svg" and "data-chart" in has]
    assert [chart["data-chart"] for chart in charts] == ["journey"] * 2 + ["calibration"] * 4
    assert {chart["role"] for chart in charts} == {"img"}
    assert all(len((chart["aria-labelledby"] or "").split()) == 2 for chart in charts)
    assert "The journey in figures" in page.text


def test_the_four_closing_questions_have_room_for_answers() -> None:
    pack = a_pack()
    page = page_of(pack)
    rooms = [has for _, has in page.tags if has.get("contenteditable") == "true"]
    assert len(rooms) == len(pack.questions) == 4
    assert all(question in page.text for question in pack.questions)


def test_a_watermelon_is_marked_and_silence_is_unknown() -> None:
    page = page_of(a_pack())
    melons = [has["aria-label"] for _, has in page.tags if has.get("class") == "melon"]
    assert melons == ["watermelon in week 1", "watermelon"]  # the last is the legend's
    assert [has["class"] for _, has in page.tags if (has.get("class") or "").startswith("cell ")][:4] == [
        *["cell green", "cell unknown", "cell red", "cell yellow"]
    ]


def test_in_markdown_what_people_wrote_stays_one_line_without_markup() -> None:
    mild = written(a_pack(), Format.MARKDOWN).splitlines()
    foul = written(a_pack(f"{FOUL}\n\n# a heading\n- a list"), Format.MARKDOWN).splitlines()
    assert len(foul) == len(mild)
    assert [line.startswith("#") for line in foul] == [line.startswith("#") for line in mild]
    for line in foul:
        assert "<" not in line
        assert not re.search(r"(?<!\\)\]\(", line)
        assert not re.search(r"(?<!\\)`", line)


@pytest.mark.parametrize("text", ["- a list", "---", "2. a list", "12) a list", "- - -", "== a rule", "1.5 times"])
def test_in_markdown_what_people_wrote_begins_no_list_and_draws_no_rule(text: str) -> None:
    remarks = [line for line in written(a_pack(text), Format.MARKDOWN).splitlines() if line.startswith("- ")]
    begun = [line for line in remarks if re.match(r"- (?:[-=]|\d+[.)](?: |$))", line)]
    assert begun == []


def test_markdown_tables_keep_their_columns_whatever_a_title_holds() -> None:
    rows = [line for line in written(a_pack(FOUL), Format.MARKDOWN).splitlines() if line.startswith("| 1 ")]
    bars = [len(re.findall(r"(?<!\\)\|", line)) for line in rows]
    assert bars == [8, 7]  # a week of seven columns, a key result of six


def test_json_holds_the_whole_pack() -> None:
    pack = a_pack(FOUL)
    assert Pack.model_validate_json(written(pack, Format.JSON)) == pack


@pytest.mark.parametrize("form", Format)
def test_a_cycle_without_objectives_makes_a_pack_all_the_same(form: Format) -> None:
    bare = a_pack().model_copy(update={"objectives": [], "recurring": []})
    assert written(bare, form)
