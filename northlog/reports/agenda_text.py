"""An agenda as text."""

from zoneinfo import ZoneInfo

from northlog.reports.agenda import Agenda


def markdown(it: Agenda, zone: ZoneInfo) -> str:
    """An agenda as Markdown, a heading a section; ``zone``: the organization's."""
    since = f"Since {it.since.astimezone(zone):%Y-%m-%d %H:%M}" + ("" if it.cycle is None else f" · {it.cycle}")
    lines = [f"# {it.kind.replace('_', ' ').capitalize()} of {it.team}, {it.day}", "", since]
    for section in it.sections:
        lines += ["", f"## {section.title}", ""]
        for each in section.items:
            lines.append(f"- {_one_line(each.says)}")
            lines += [f"  - {_one_line(detail)}" for detail in each.details]
        if not section.items:
            lines.append("Nothing.")
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())
