"""An import goes in through the domain, whole or not at all, and once; counted by the database, not by itself."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest

from domain.team import DissolveTeam, FormTeam, TeamKind
from northlog.importing.frames import Wants
from northlog.importing.mapping import Mapping
from northlog.importing.run import Outcome
from northlog.reading.alignment import Aligned
from northlog.reading.looking import Looking
from northlog.reading.snapshot import Snapshot
from projections.moment import Moment
from projections.reader import ObjectiveFilter
from tests.api import northlog_of
from tests.facts import COMPANY, TEAM
from tests.house import House
from tests.logs import assert_whole, log_of
from tests.observed import instant, rows_of
from tests.sheets import ALL_MADE, HEADS, counted, imported, observed_quarter, sheet

CHECKED_IN = "type = 'objective.checked_in.v1'"
GOAL = ("Delight newcomers", "NPS", "Discover", "Q3 2026", "20", "35")


def test_the_real_quarter_goes_in_at_its_true_instants_and_comes_out_as_the_files_have_it(
    house: House, tmp_path: Path
) -> None:
    file = observed_quarter(tmp_path / "quarter.csv")

    outcome = imported(house, file)

    assert (outcome.bad, outcome.new["key_result"], outcome.new["objective"]) == ([], 68, 23)
    said = [event for event in log_of(house) if event.type == "objective.checked_in.v1"]
    assert sorted(each.occurred_at for each in said) == sorted(
        instant(row["recorded_at"]) for row in rows_of("check_ins")
    )
    assert all('"late":true' in each.body for each in said)
    last = {row["key_result"]: float(row["value"]) for row in sorted(rows_of("check_ins"), key=_when)}
    assert {row.title: row.value for row in house.rows("key_results")} == {
        row["key_result"]: last.get(row["key_result"]) for row in rows_of("key_results")
    }
    assert_whole(house)

    before = counted(house, "events")
    again = imported(house, file)
    assert (again.done, again.events, again.there["check_in"], again.new.total()) == (False, 0, 268, 0)
    assert counted(house, "events") == before


def _when(row: dict[str, str]) -> str:
    return row["recorded_at"]


def test_one_bad_row_keeps_all_out_and_leaves_no_key_of_a_person_behind(house: House, tmp_path: Path) -> None:
    before = counted(house, "events")
    file = sheet(
        tmp_path / "okrs.csv",
        [
            (*GOAL, "2026-07-10", "24", "7", "ada@example.org"),
            (*GOAL, "2026-07-17", "much", "7", ""),
            (*GOAL, "2019-07-17", "25", "7", ""),
            (*GOAL[:4], "20", "20", "", "", "", ""),
            ("Grow", "Sales", "Discover", "Q3 2026", "5", "5", "2026-07-17", "7", "", ""),
        ],
    )
    for how in ({"dry_run": True}, {"dry_run": False}):
        outcome = imported(house, file, **how)
        assert [(bad.line, bad.column, bad.reason.partition(";")[0]) for bad in outcome.bad] == [
            (3, "Value", "“much” is no number"),
            (4, "Date", "must lie within the cycle, 2026-07-01 to 2026-09-30"),
            (5, "Target", "says otherwise than line 2 of the same key result"),
            (6, "Target", "start and target must differ: a key result is a movement (P1.2)"),
        ]
        assert not outcome.done
        assert (counted(house, "events"), counted(house, "person_keys")) == (before, 0)

    outcome = imported(house, file, skip_bad=True)
    assert (outcome.done, outcome.new["check_in"], outcome.new["person"]) == (True, 1, 1)
    assert (counted(house, "events", CHECKED_IN), counted(house, "person_keys")) == (1, 1)
    assert "ada" not in "".join(event.body for event in log_of(house))


def test_a_longer_file_adds_what_is_new_and_changes_nothing_that_was_edited_since(
    house: House, tmp_path: Path
) -> None:
    house.do(FormTeam(team_id=COMPANY, name="Northwind", kind=TeamKind.COMPANY))
    house.do(FormTeam(team_id=TEAM, name="Discover", parent_id=COMPANY))
    wants = Wants(create_cycles=True)
    rows = [(*GOAL, "2026-07-10", "24", "7", "somebody")]
    first = imported(house, sheet(tmp_path / "okrs.csv", rows), wants)
    assert [note.partition(";")[0] for note in first.notes if note.startswith("No owner")] == [
        "No owner, as nobody is known as “somebody”"
    ]
    rows += [(*GOAL[:5], "40", "2026-07-17", "25", "", ""), ("Grow", "Sales", "Unheard of", *GOAL[3:], *[""] * 4)]

    second = imported(house, sheet(tmp_path / "okrs.csv", rows[:2]), wants)
    third = imported(house, sheet(tmp_path / "okrs.csv", rows), wants)

    assert [(bad.line, bad.column) for bad in second.bad] == [(3, "Target")]
    assert [(bad.line, bad.column) for bad in third.bad] == [(3, "Target"), (4, "Team")]
    rows[1] = (*GOAL, "2026-07-17", "25", "", "")
    assert imported(house, sheet(tmp_path / "okrs.csv", rows[:2]), wants).new == {"check_in": 1}
    moved = [(*GOAL[:5], "50", "", "", "", "")]
    assert list(imported(house, sheet(tmp_path / "okrs.csv", moved), wants).notes) == [
        "It is measured otherwise here; an import changes nothing"
    ]
    [row] = house.rows("key_results")
    assert (row.measure["target"], row.value, len(row.trail)) == (35.0, 25.0, 2)


def test_objectives_of_one_title_below_different_ones_stay_two_when_they_are_imported_again(
    house: House, tmp_path: Path
) -> None:
    columns = {"row": "Id", "parent": "Above", "type": "Type", "title": "Title", "target": "Target"}
    layout = Mapping.model_validate({"columns": columns, "types": {"o": "objective", "kr": "key_result"}})
    rows = [
        ("1", "", "o", "Delight", ""),
        ("2", "", "o", "Grow", ""),
        ("3", "1", "o", "Be quick", ""),
        ("4", "3", "kr", "Replies", "10"),
        ("5", "2", "o", "Be quick", ""),
        ("6", "5", "kr", "Offers", "20"),
    ]
    file = sheet(tmp_path / "okrs.csv", rows, list(columns.values()))
    wants = replace(ALL_MADE, cycle="Q3 2026")
    first = imported(house, file, wants, layout=layout)
    assert (first.new["objective"], first.new["key_result"], first.new["link"]) == (4, 2, 2)
    again = imported(house, file, wants, layout=layout)
    assert (again.done, again.new, again.there["objective"]) == (False, {}, 4)


def test_what_is_imported_at_one_instant_is_listed_in_the_order_of_the_file_now_and_on_past_days(
    house: House, tmp_path: Path
) -> None:
    columns = {"row": "Id", "parent": "Above", "type": "Type", "title": "Title"}
    layout = Mapping.model_validate({"columns": columns, "types": {"o": "objective"}})
    rows = [(str(number), "1" if number > 1 else "", "o", f"Goal {number}") for number in range(1, 8)]
    file = sheet(tmp_path / "okrs.csv", rows, list(columns.values()))
    imported(house, file, replace(ALL_MADE, cycle="Q3 2026"), layout=layout)
    looking = Looking(northlog_of(house), house.org)

    with looking.snapshot() as now:
        moment = Moment(now.position, now.now)
        assert _goals_and_links(now) == (list(range(1, 8)), list(range(2, 8)))
    with looking.at(moment) as then:
        assert _goals_and_links(then) == (list(range(1, 8)), list(range(2, 8)))


def _goals_and_links(seen: Snapshot) -> tuple[list[int], list[int]]:
    """Numbers of goals, and of those that links lead from, each list read in two pages."""
    goals = seen.objectives(ObjectiveFilter(), None, 3)
    goals += seen.objectives(ObjectiveFilter(), goals[-1].position)
    links = Aligned(seen).links(None, None, 3)
    links += Aligned(seen).links(None, links[-1].position)
    number = {each.objective_id: int(each.title.removeprefix("Goal ")) for each in goals}
    return [number[each.objective_id] for each in goals], [number[each.objective_id] for each in links]


def test_two_who_import_the_same_file_at_once_import_it_once(house: House, tmp_path: Path) -> None:
    file = sheet(tmp_path / "okrs.csv", [(*GOAL, f"2026-07-{day:02}", "24", "7", "") for day in range(1, 29)])

    with ThreadPoolExecutor(2) as two:
        outcomes = list(two.map(lambda _: imported(house, file), range(2)))

    assert sorted(each.done for each in outcomes) == [False, True]
    assert counted(house, "events", CHECKED_IN) == 28
    assert_whole(house)


def test_two_who_import_other_goals_of_one_owner_at_once_introduce_them_once(house: House, tmp_path: Path) -> None:
    imported(house, sheet(tmp_path / "frame.csv", [(*GOAL, "", "", "", "")]))
    both_have_looked = Barrier(2)

    def told(doing: str, *_: object) -> None:
        if doing == "deciding":
            with suppress(BrokenBarrierError):
                both_have_looked.wait(0.3)

    def bring(name: str) -> Outcome:
        row = (name, *GOAL[1:], "", "", "", "Ada@example.org")
        return imported(house, sheet(tmp_path / f"{name}.csv", [row]), told=told)

    with ThreadPoolExecutor(2) as two:
        outcomes = list(two.map(bring, ["Grow", "Simplify"]))

    assert sum(each.new["person"] for each in outcomes) == 1
    assert len({row.owner for row in house.rows("objectives") if row.title != GOAL[0]}) == 1


def test_a_confidence_and_a_note_of_the_same_figure_are_two_check_ins(house: House, tmp_path: Path) -> None:
    rows = [(*GOAL, "2026-07-10", "", "7", "", ""), (*GOAL, "2026-07-10", "", "", "", "7")]
    outcome = imported(house, sheet(tmp_path / "okrs.csv", rows, (*HEADS, "Note")))
    assert (outcome.bad, outcome.new["check_in"], outcome.there["check_in"]) == ([], 2, 0)


def test_what_the_domain_refuses_is_a_bad_row(house: House, tmp_path: Path) -> None:
    house.do(FormTeam(team_id=COMPANY, name="Northwind", kind=TeamKind.COMPANY))
    house.do(FormTeam(team_id=TEAM, name="Discover", parent_id=COMPANY))
    house.do(DissolveTeam(team_id=TEAM))
    late = ("Old", "NPS", "", "Q3 2001", "1", "2", "2001-08-01", "2", "", "")
    long = ("x" * 301, "NPS", "", "Q3 2026", "1", "2", "", "", "", "")
    outcome = imported(house, sheet(tmp_path / "okrs.csv", [late, long]))
    assert [(bad.line, bad.column) for bad in outcome.bad] == [(2, "Cycle"), (3, "Objective")]


@pytest.mark.parametrize("wants", [Wants(), Wants(create_teams=True)])
def test_frames_are_made_only_when_that_was_said(house: House, tmp_path: Path, wants: Wants) -> None:
    outcome = imported(house, sheet(tmp_path / "okrs.csv", [(*GOAL, "", "", "", "")]), wants)
    assert [bad.column for bad in outcome.bad] == ["Cycle" if wants.create_teams else "Team"]
    assert "--create-" in outcome.bad[0].reason
