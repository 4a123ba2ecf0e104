"""The report as Markdown, a section an objective."""

from collections.abc import Iterator

from northlog.retro.markdown import plain
from northlog.strategic import texts
from northlog.strategic.report import StrategicPage, StrategicReport


def markdown(report: StrategicReport) -> str:
    """The document; what people wrote stays text, markup or not."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: StrategicReport) -> Iterator[str]:
    yield f"# {plain(report.organization)}: strategic objectives, {report.month}"
    if not report.objectives:
        yield ""
        yield "No strategic objective was running in this month."
    for each in report.objectives:
        yield from _page(each)


def _page(page: StrategicPage) -> Iterator[str]:
    yield ""
    yield f"## {plain(page.title)}"
    yield ""
    owner = plain(page.owner) if page.owner else "no owner"
    serves = f" · serves {plain(page.priority)}" if page.priority else ""
    yield f"{plain(page.team)} · {owner} · {page.outcome or page.status}{serves}"
    if page.why_it_matters:
        yield ""
        yield f"*{plain(page.why_it_matters)}*"
    yield ""
    yield f"- Score **{texts.scores(page.score)}**; an even pace would be at {page.expected:.0%}"
    if page.contributed.after is not None:
        yield f"- What teams contribute to it: **{texts.scores(page.contributed)}**"
    yield f"- Confidence: **{texts.confidences(page.confidence)}**"
    for each in page.contributors:
        yield f"- {plain(texts.contributor(each))} — confidence {texts.confidences(each.confidence)}"
    yield from _section("What changed", [plain(each) for each in page.changed])
    yield from _section("Risks", [f"{plain(each.what)} {plain(each.why)}" for each in page.risks])
    yield from _section("Asks", [_ask(each.what, each.of, str(each.needed_by or "")) for each in page.asks])


def _ask(what: str, of: str | None, by: str) -> str:
    return plain(what) + (f" — of {plain(of)}, by {by}" if of else "")


def _section(head: str, said: list[str]) -> Iterator[str]:
    if said:
        yield ""
        yield f"### {head}"
        yield ""
        yield from (f"- {each}" for each in said)
