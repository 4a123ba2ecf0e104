"""The mirror as page, Markdown and JSON: too little is said in each, and what people wrote stays text."""

import json

from northlog.mirror.assembly import assemble
from northlog.mirror.formats import written
from northlog.pages.formats import Format
from tests.mirrored import FIRST, A, B, C, D, E, F, facts, goal, need
from tests.packs import a_cycle

FOUL = "<script>run()</script> **Simplify** onboarding"


def test_under_two_cycles_every_form_says_so_and_nothing_else() -> None:
    mirror = assemble("Northwind", [a_cycle()], facts(periods=(FIRST,)))
    assert (mirror.reflections, mirror.hand_offs, mirror.flow) == ([], [], None)
    for form in Format:
        text = written(mirror, form)
        assert "Too little to tell: 1 cycle has begun, and the mirror shows what 2 or more have in common." in text
        assert "hand-off" not in text
    assert assemble("Northwind", [], facts(periods=())).unsaid is not None


def test_what_people_wrote_is_shown_as_text() -> None:
    mirror = assemble("Northwind", [], facts(goals=(goal(1, A, FOUL), goal(2, B, FOUL))))
    page, text = written(mirror, Format.HTML), written(mirror, Format.MARKDOWN)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<script>" not in text
    assert r"\*\*Simplify\*\*" in text


def test_a_team_is_told_of_its_own_findings_and_of_those_about_all() -> None:
    pairs = [(A, D), (B, E), (C, F), (A, E), (B, D), (C, D)]
    needs = tuple(need(number, *pair, 10, 40) for number, pair in enumerate(pairs))
    mirror = assemble("Northwind", [], facts(needs=needs), [F])
    told = {each.kind: [it.teams for it in each.findings] for each in mirror.reflections if each.findings}
    assert told == {"org_chart": [[]], "hand_offs": [[C, F]]}
    assert json.loads(written(mirror, Format.JSON))["only"] == [F]
    assert "Findings about F, or about all." in written(mirror, Format.MARKDOWN)
    assert len(mirror.hand_offs) == len(pairs)
