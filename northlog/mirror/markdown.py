"""The mirror as Markdown, a section a kind."""

from collections.abc import Iterator

from northlog.mirror import texts
from northlog.mirror.views import FindingView, FlowView, Mirror, ReflectionView
from northlog.retro.markdown import plain, table


def markdown(mirror: Mirror) -> str:
    """The document; what people wrote stays text, markup or not."""
    return "\n".join(_lines(mirror)) + "\n"


def _lines(mirror: Mirror) -> Iterator[str]:
    yield f"# The mirror: {plain(mirror.organization)}"
    yield ""
    yield f"{texts.span_text(mirror)}. {texts.STANCE}"
    if mirror.only:
        yield ""
        yield f"Findings about {', '.join(plain(mirror.called(each)) for each in mirror.only)}, or about all."
    if mirror.unsaid:
        yield ""
        yield mirror.unsaid
    for each in mirror.reflections:
        yield from _section(each)
    if mirror.flow is not None and mirror.flow.pairs:
        yield from _flow(mirror, mirror.flow)


def _section(it: ReflectionView) -> Iterator[str]:
    yield ""
    yield f"## {texts.heading(it)}"
    yield ""
    yield f"*{plain(it.rule)}*"
    if not it.findings:
        yield ""
        yield texts.nothing_text(it)
    for each in it.findings:
        yield from _finding(each)


def _finding(it: FindingView) -> Iterator[str]:
    yield ""
    yield f"**{plain(it.says)}**"
    yield ""
    for each in it.evidence:
        day = f"{each.on}: " if each.on else ""
        yield f"- {plain(each.title)} — {day}{plain(each.says)} (`{each.source}`)"


def _flow(mirror: Mirror, flow: FlowView) -> Iterator[str]:
    yield ""
    yield "## Who works together"
    yield ""
    yield texts.flow_text(flow)
    yield from table(
        ("Teams", "Dependencies", "Contributions", "Links", "Report to"),
        (
            (
                plain(" and ".join(map(mirror.called, each.teams))),
                str(each.dependencies),
                str(each.contributions),
                str(each.links),
                texts.together_text(each),
            )
            for each in flow.pairs
        ),
    )
