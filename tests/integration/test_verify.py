"""Whoever tampers with a log is found out, and the first bad position is named."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.organization import RenameOrganization
from events import ndjson
from events.chain import genesis, link
from events.ndjson import BrokenExport
from events.verify import verify
from tests.house import House
from tests.logs import assert_whole, log_of, tamper, verdict_on

FIVE = ["Anna", "Bert", "Cleo", "Dora", 'Emil "5" \\ 🙂']


@pytest.fixture
def renamed(house: House) -> House:
    """A log of six events."""
    for name in FIVE:
        house.do(RenameOrganization(name=name))
    assert_whole(house)
    return house


CHANGED = "update northlog.events set {} where org = :org and position = 3"


@pytest.mark.parametrize(
    "change",
    [
        """body = '{"name":"Eve"}'""",
        "actor = 'eve'",
        "recorded_at = recorded_at + interval '1 microsecond'",
        "occurred_at = occurred_at - interval '1 day'",
        "type = 'organization.founded.v1'",
        "command_id = 'other'",
        "correlation_id = 'other'",
        "causation_id = 'other'",
        "hash = sha256(hash)",
    ],
)
def test_a_changed_field_is_found_at_its_position(renamed: House, change: str) -> None:
    tamper(renamed, CHANGED.format(change))
    verdict = verdict_on(renamed)
    assert (verdict.events, verdict.position) == (2, 3)


def test_a_swapped_pair_is_found_at_the_first_of_them(renamed: House) -> None:
    tamper(
        renamed,
        """
        update northlog.events e set body = o.body from northlog.events o
        where e.org = :org and o.org = e.org and (e.position, o.position) in ((3, 4), (4, 3))
        """,
    )
    assert verdict_on(renamed).position == 3


def test_a_removed_event_leaves_a_gap(renamed: House) -> None:
    tamper(renamed, "delete from northlog.events where org = :org and position = 4")
    verdict = verdict_on(renamed)
    assert (verdict.position, verdict.problem) == (5, "the position after 3 should be 4")


def test_a_removed_last_event_is_missed_by_the_head(renamed: House) -> None:
    tamper(renamed, "delete from northlog.events where org = :org and position = 6")
    verdict = verdict_on(renamed)
    assert (verdict.events, verdict.position) == (5, 6)
    assert "the end was cut off" in (verdict.problem or "")


def test_a_forged_event_at_the_end_is_found_even_with_a_hash_that_fits(renamed: House) -> None:
    last = log_of(renamed)[-1]
    forged = last._replace(position=7, version=7, body='{"name":"Eve"}')
    tamper(
        renamed,
        """
        insert into northlog.events
        select org, 7, stream, 7, type, recorded_at, occurred_at, actor, command_id, correlation_id, causation_id,
               :body, :hash
        from northlog.events where org = :org and position = 6
        """,
        body=forged.body,
        hash=link(last.hash, forged),
    )
    assert verdict_on(renamed).position is not None


def test_a_forged_event_in_the_middle_breaks_the_chain_there(renamed: House) -> None:
    events = log_of(renamed)
    forged = events[2]._replace(body='{"name":"Eve"}')
    forged = forged._replace(hash=link(events[1].hash, forged))
    verdict = verify(renamed.org, [*events[:2], forged, *events[3:]])
    assert (verdict.events, verdict.position) == (3, 4)


def test_a_clock_that_went_back_is_found(renamed: House) -> None:
    events = log_of(renamed)
    early = events[2]._replace(recorded_at=events[0].recorded_at.replace(year=2000))
    early = early._replace(hash=link(events[1].hash, early))
    assert verify(renamed.org, [*events[:2], early]).problem == "recorded before the event that stands before it"


def test_a_version_out_of_turn_is_found(renamed: House) -> None:
    events = log_of(renamed)
    skipped = events[2]._replace(version=9)
    skipped = skipped._replace(hash=link(events[1].hash, skipped))
    assert verify(renamed.org, [*events[:2], skipped]).problem == "version 9 of organization follows 2"


def test_an_empty_log_ends_at_its_genesis(house: House) -> None:
    verdict = verify(house.org, [])
    assert (verdict.events, verdict.hash, verdict.problem) == (0, genesis(house.org), None)


def exported(house: House) -> list[bytes]:
    """The lines of an export."""
    return list(ndjson.lines(house.org, log_of(house)))


def verdict_of(lines: list[bytes]) -> int | None:
    """The first bad position of an export."""
    org, events = ndjson.read(BytesIO(b"".join(lines)))
    return verify(org, events).position


def test_an_export_reads_back_as_the_log_itself(renamed: House, tmp_path: Path) -> None:
    file = tmp_path / "log.ndjson"
    file.write_bytes(b"".join(exported(renamed)))
    with file.open("rb") as opened:
        org, events = ndjson.read(opened)
        assert (org, list(events)) == (renamed.org, log_of(renamed))
    assert verdict_of(exported(renamed)) is None


@pytest.mark.parametrize(
    ("tampered", "position"),
    [
        (lambda lines: [*lines[:3], lines[3].replace(b"Cleo", b"Eve!"), *lines[4:]], None),
        (lambda lines: [*lines[:4], lines[4].replace(b"Cleo", b"Eve!"), *lines[5:]], 4),
        (lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]], 3),
        (lambda lines: [*lines[:2], *lines[3:]], 3),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], 2),
        (lambda lines: [lines[0].replace(b"-", b"0"), *lines[1:]], 1),
    ],
    ids=[
        "nothing changed",
        "a body changed",
        "a pair swapped",
        "one left out",
        "one doubled",
        "another organization",
    ],
)
def test_a_tampered_export_is_found_out(
    renamed: House, tampered: Callable[[list[bytes]], list[bytes]], position: int | None
) -> None:
    assert verdict_of(tampered(exported(renamed))) == position


def test_the_export_of_one_organization_cannot_be_spliced_with_anothers(renamed: House) -> None:
    other = renamed.another_organization()
    for name in FIVE:
        other.do(RenameOrganization(name=name))
    mine, others = exported(renamed), exported(other)
    assert verdict_of([*mine[:4], *others[4:]]) == 4
    assert verdict_of([mine[0], *others[1:]]) == 1


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ([b""], "line 1"),
        ([b"{}\n"], "line 1"),
        ([b'{"northlog":2,"organization":"x"}\n'], "line 1"),
        ([b'{"northlog":1,"organization":"x"}\n', b"nonsense\n"], "line 2 is not JSON"),
        ([b'{"northlog":1,"organization":"x"}\n', b"[]\n"], "line 2 is not a JSON object"),
        ([b'{"northlog":1,"organization":"x"}\n', b'{"position":1}\n'], "line 2 is not an event"),
    ],
)
def test_what_is_no_export_is_refused_by_its_line(lines: list[bytes], names: str) -> None:
    def read_all() -> None:
        list(ndjson.read(BytesIO(b"".join(lines)))[1])

    with pytest.raises(BrokenExport, match=names):
        read_all()


def test_an_event_of_an_export_needs_every_field_in_its_type(renamed: House) -> None:
    head, first, *_ = exported(renamed)
    for wrong in (
        first.replace(b'"position":1', b'"position":"1"'),
        first.replace(b'"version":1', b'"version":null'),
        first.replace(b'"causation_id":null', b'"causation_id":5'),
    ):
        org, events = ndjson.read(BytesIO(head + wrong))
        with pytest.raises(BrokenExport, match="line 2"):
            verify(org, events)


def test_an_instant_of_an_export_stands_in_the_one_form_that_is_hashed(renamed: House) -> None:
    head, first, *_ = exported(renamed)
    for other in (b'7Z"', b'+00:00"', b'"'):
        recorded, z, rest = first.partition(b'Z"')
        with pytest.raises(BrokenExport, match="line 2"):
            list(ndjson.read(BytesIO(head + recorded + other + rest))[1])
        assert z


def test_the_log_of_the_database_says_nothing_of_other_organizations(renamed: House) -> None:
    other = renamed.another_organization()
    with other.app.connect() as connection:
        connection.execute(text("select set_config('northlog.org', :org, true)"), {"org": other.org})
        assert connection.execute(text("select count(*) from northlog.events")).scalar_one() == 1
