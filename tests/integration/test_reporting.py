"""The reporting contract: what it says, whom it shows what, and that the past is told the same for ever."""

import json
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import psycopg
import pytest
from pydantic import TypeAdapter
from sqlalchemy import text

from domain.measure import Measure, Metric, Zone, progress, start_of, target_of
from domain.objective.commands import CheckIn, CorrectCheckIn, RetargetKeyResult
from domain.organization import OF_A_HOST
from domain.scoring import clamped
from events.catalogue import CATALOGUE
from northlog import reporting_logins
from northlog.reading.looking import Looking
from projections import builds
from projections.building.dropping import drop
from projections.building.rebuild import rebuild
from projections.registry import PROJECTIONS
from projections.reporting import VERSION, VIEWS
from projections.reporting.publishing import ReportingRead, publish
from tests.api import northlog_of
from tests.facts import reads
from tests.house import House, new_id
from tests.reporting import reader_of, told
from tests.worked_example import play

PUBLISHED = Path(__file__).parents[1] / "data" / f"reporting-contract-{VERSION}.json"
STANDS = text("""
select c.relname, obj_description(c.oid, 'pg_class'), a.attname, format_type(a.atttypid, null),
       col_description(c.oid, a.attnum)
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
where c.relnamespace = to_regnamespace('reporting') and c.relkind = 'v' order by c.relname, a.attnum
""")


def test_the_contract_stands_as_it_was_published(house: House) -> None:
    with house.owner.connect() as connection:
        found: dict[str, dict[str, object]] = {}
        for view, comment, column, type_, said in connection.execute(STANDS):
            found.setdefault(view, {"comment": comment, "columns": []})["columns"] += [[column, type_, said]]  # type: ignore[operator]
    assert {each.name for each in VIEWS} | {"contract"} == set(found)
    assert all(view["comment"] for view in found.values())
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert found == published, "what is added is added there; what breaks it needs another VERSION and file"


def test_a_login_reads_its_own_organization_and_nothing_else(house: House) -> None:
    other = house.another_organization()
    play(house)
    play(other)
    for each in (house, other):
        Looking(northlog_of(each), each.org).known_by(None)
    with reader_of(house) as reader:
        own = told(reader)
        assert own["dim_key_result"]
        assert own["fact_reading"]
        for name, value in (("northlog.org", other.org), ("role", "northlog_reporting")):
            reader.execute("select set_config(%s, %s, false)", (name, value))
            assert told(reader) == own
        # A function of the reader's own, the cheapest there is, is shown no row before the wall has.
        seen: list[str] = []
        reader.add_notice_handler(lambda notice: seen.append(str(notice.message_primary)))
        reader.execute("""
            create function pg_temp.peek(anything uuid) returns boolean cost 0.0000001 language plpgsql as
            $$ begin raise notice '%', anything; return true; end $$
        """)
        reader.execute("reset role")
        for view in VIEWS:
            reader.execute(f"select from reporting.{view.name} where pg_temp.peek(organization_id)".encode())
        assert set(seen) == {house.org}
        for statement in (
            "select * from northlog.events",
            f"select * from {house.schema}.objectives",
            "select * from northlog.reporting_logins",
            "update reporting.dim_team set name = ''",
            "delete from reporting.dim_team",
            "create table reporting.mine ()",
            f"select northlog.found_log('{other.org}')",
        ):
            with pytest.raises(psycopg.Error, match=r"permission denied|cannot|does not exist"):
                reader.execute(statement.encode())


def test_no_login_can_keep_itself_from_being_revoked(house: House) -> None:
    with reader_of(house) as reader:  # when it is left, the login is revoked
        reader.execute("set default_transaction_read_only = off")
        reader.execute("select lo_create(0)")
        reader.execute("alter default privileges revoke execute on functions from public")
        assert len(reporting_logins.logins(house.owner, house.org)) == 1
    assert reporting_logins.logins(house.owner, house.org) == []


def test_a_past_position_is_told_the_same_for_ever(house: House) -> None:
    of = play(house)
    looking = Looking(northlog_of(house), house.org)
    then = looking.known_by(None)
    late, check_in = (reads(70.0, of.key_result_id),), new_id()
    with reader_of(house) as reader:
        before = told(reader, then)
        house.do(CheckIn(objective_id=of.objective_id, check_in_id=check_in, readings=late))
        house.do(
            RetargetKeyResult(
                objective_id=of.objective_id,
                key_result_id=of.key_result_id,
                measure=Metric(start=65.0, target=95.0),
                reason="More",
            )
        )
        middle = looking.known_by(None)
        in_between = told(reader, middle)
        corrected = (reads(72.0, of.key_result_id),)
        house.do(
            CorrectCheckIn(objective_id=of.objective_id, check_in_id=check_in, readings=corrected, reason="Typo")
        )
        looking.known_by(None)
        assert told(reader, then) == before
        assert told(reader, middle) == in_between
        now = told(reader)
        assert now["fact_reading"] != in_between["fact_reading"] != before["fact_reading"]
        for projection in PROJECTIONS:
            rebuild(house.owner, CATALOGUE, projection)
        with house.owner.connect() as connection:
            retired = [each.schema for each in builds.builds(connection) if each.state == builds.RETIRED]
        assert len(retired) == len(PROJECTIONS)
        for each in retired:
            drop(house.owner, each)
        assert [told(reader, then), told(reader, middle), told(reader)] == [before, in_between, now]


def test_views_that_are_read_are_not_waited_for(house: House) -> None:
    with house.owner.begin() as connection:
        connection.execute(text("comment on schema reporting is 'of another build'"))
    with reader_of(house) as reader:
        with reader.transaction():
            reader.execute("select * from reporting.dim_team")
            with pytest.raises(ReportingRead):
                publish(house.owner, patience=0.1)
        with reader.transaction():
            reader.execute("select pg_advisory_xact_lock(7237415125)")
            with pytest.raises(ReportingRead):
                publish(house.owner, patience=0.1)
        assert publish(house.owner)
        assert not publish(house.owner)


def test_the_days_of_every_time_zone_begin_when_the_domains_do(house: House) -> None:
    zones = sorted(available_timezones() - OF_A_HOST)
    noons = [datetime(year, month, 15, 12, tzinfo=UTC) for year in (2001, 2026) for month in (1, 7)]
    asked = text("""
        select z, i, i at time zone reporting.zone(z)
        from unnest(cast(:zones as text[])) as z, unnest(cast(:noons as timestamptz[])) as i
    """)
    with house.owner.connect() as connection:
        found = connection.execute(asked, {"zones": zones, "noons": noons}).all()
    assert len(found) == len(zones) * len(noons)
    assert [
        zone for zone, noon, local in found if local != noon.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    ] == []


MEASURES = [
    {"kind": "metric", "start": 10.0, "target": 4.0},
    {"kind": "metric", "target": 0.1},
    {"kind": "relative", "baseline": 40.0, "change": -0.3},
    {"kind": "relative", "change": 0.25},
    {"kind": "threshold", "stay": "above", "limit": 99.5},
    {"kind": "threshold", "stay": "below", "limit": 0.0},
    {"kind": "quantity", "target": 7.0},
    {"kind": "completion", "start": 20.0, "target": 50.0},
    {"kind": "zones", "commit": "a", "target": "b", "stretch": "c"},
    {"kind": "subjective", "criteria": "all agree"},
    {"kind": "binary"},
]
VALUES = [None, True, False, *Zone, 0.0, 5e-324, -3.5, 4.0, 10.0, 33.3, 99.5, 1e9]
SHOWN = text("""
select p, reporting.clamped(p), reporting.start_of(m), reporting.target_of(m)
from (select cast(:measure as jsonb) as m, cast(:value as jsonb) as v) as given
     cross join lateral (select reporting.progress(
         m ->> 'kind', m ->> 'stay', reporting.start_of(m), reporting.target_of(m), v) as p) as shown
""")


def test_progress_in_sql_is_the_domains(house: House) -> None:
    adapter: TypeAdapter[Measure] = TypeAdapter(Measure)
    with house.owner.connect() as connection:
        for given, value in product(MEASURES, VALUES):
            measure = adapter.validate_python(given)
            if isinstance(value, Zone) != (measure.kind == "zones") and value is not None:
                continue
            asked = {"measure": adapter.dump_json(measure).decode(), "value": json.dumps(value)}
            row = connection.execute(SHOWN, asked).one()
            share = progress(measure, value)
            assert tuple(row) == (share, clamped(share), start_of(measure), target_of(measure)), (given, value)
