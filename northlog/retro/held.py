"""Retrospectives that were held, as a pack tells them."""

from collections.abc import Iterable, Mapping

from domain.retrospective import RetrospectiveKind
from northlog.reading.retrospectives import QUESTIONS, SECTIONS, EntryView, RetrospectiveView, trigger_text
from northlog.reading.views import CycleTree
from northlog.retro.pack import Answered, HeldRetrospective, HeldSection, Remark

_KINDS = {RetrospectiveKind.MID_CYCLE: "in mid-cycle", RetrospectiveKind.END: "at the end"}


def held(
    found: Iterable[RetrospectiveView], tree: CycleTree, cycles: Mapping[str, str]
) -> list[HeldRetrospective]:
    """Retrospectives of a cycle, the earliest first. ``cycles``: names by id."""
    titles = {each.objective_id: each.title for each in tree.objectives}
    told = [_held(each, tree, titles, cycles) for each in found]
    return sorted(told, key=lambda each: each.held_on)


def _held(
    it: RetrospectiveView, tree: CycleTree, titles: Mapping[str, str], cycles: Mapping[str, str]
) -> HeldRetrospective:
    def remark(entry: EntryView, text: str) -> Remark:
        about = None if entry.objective_id is None else titles.get(entry.objective_id)
        into = None if entry.carried_into is None else cycles.get(entry.carried_into)
        return Remark(text=text, about=about, carried_into=into)

    remarks = {
        kind: [remark(entry, entry.text) for entry in it.entries if entry.kind == kind and entry.text is not None]
        for kind in SECTIONS
    }
    return HeldRetrospective(
        team=None if it.team_id is None else tree.teams[it.team_id].name,
        kind=_KINDS[RetrospectiveKind(it.kind)],
        trigger=trigger_text(it),
        held_on=it.held_on,
        closed=it.closed_at is not None,
        summary=it.summary,
        sections=[HeldSection(heading=SECTIONS[kind], remarks=said) for kind, said in remarks.items() if said],
        answers=[
            Answered(question=asked, answer=it.answers[question].text)
            for question, asked in QUESTIONS.items()
            if question in it.answers
        ],
    )
