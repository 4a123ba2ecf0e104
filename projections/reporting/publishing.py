"""Publishing the contract: the schema ``reporting``, its views pointed at the builds that are live.

Not in the transaction of a switch: replacing a view waits for whoever reads it, and a report may take minutes
while nobody could append. Until it is done the views go on showing the build before, as of where it ended.
"""

import time
from collections.abc import Mapping
from hashlib import sha256
from textwrap import indent

import psycopg
from sqlalchemy import Connection, Engine, text

from domain.measure import ZONE_SCORES
from events.errors import LogError
from events.transaction import driver
from projections import builds
from projections.current import CURRENT
from projections.history import HISTORY
from projections.reporting import VERSION, VIEWS
from projections.reporting.contract import View
from projections.reporting.parts import PARTS

PATIENCE, PAUSE = 5.0, 0.05
"""Seconds to wait for those who read, and between two tries."""

_STANDS = text("select obj_description(to_regnamespace('reporting'), 'pg_namespace')")
_ONE_AT_A_TIME = "select pg_advisory_xact_lock(7237415125)"
_IMPATIENT = "set local lock_timeout = '50ms'"

# Progress and scores as domain/measure.py and domain/scoring.py have them; a test holds both to the same answers.
_FUNCTIONS = """
create schema if not exists reporting;

create or replace function reporting.reach() returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select least(nullif(current_setting('northlog.as_of', true), '')::bigint, min(coalesce(c.position, 0)))
    from unnest(array['{current}', '{history}']) as pinned (schema)
         left join northlog.checkpoints c on c.org = northlog.reporting_org() and c.schema = pinned.schema
$$;

create or replace function reporting.start_of(measure jsonb) returns double precision
language sql immutable parallel safe
return case measure ->> 'kind' when 'quantity' then 0
       when 'relative' then (measure ->> 'baseline')::float8
       when 'metric' then (measure ->> 'start')::float8 when 'completion' then (measure ->> 'start')::float8 end;

create or replace function reporting.target_of(measure jsonb) returns double precision
language sql immutable parallel safe
return case measure ->> 'kind' when 'threshold' then (measure ->> 'limit')::float8
       when 'relative' then (measure ->> 'baseline')::float8 * (1 + (measure ->> 'change')::float8)
       when 'metric' then (measure ->> 'target')::float8 when 'completion' then (measure ->> 'target')::float8
       when 'quantity' then (measure ->> 'target')::float8 end;

create or replace function reporting.progress(
    kind text, stay text, start double precision, target double precision, value jsonb
) returns double precision
language sql immutable parallel safe
return case
    when kind = 'binary' then case when value = 'true' then 1.0 else 0.0 end
    when jsonb_typeof(value) = 'string' then case value #>> '{{}}' {zones} end
    when value is null or jsonb_typeof(value) in ('null', 'boolean') then case when start is not null then 0.0 end
    when kind = 'threshold' then
        case when case stay when 'above' then value::float8 >= target else value::float8 <= target end
        then 1.0 else 0.0 end
    when kind = 'subjective' then value::float8
    -- So little is no movement; PostgreSQL would refuse the quotient, and every report with it.
    when abs(value::float8 - start) < 1e-290 then 0.0
    else (value::float8 - start) / (target - start) + 0.0::float8
end;

create or replace function reporting.clamped(progress double precision) returns double precision
language sql immutable parallel safe
return case when progress is not null then least(1.0, greatest(0.0, progress)) end;

-- PostgreSQL takes these for abbreviations that know no summer; IANA has them for other names of these places.
create or replace function reporting.zone(name text) returns text
language sql immutable parallel safe
return case name when 'CET' then 'Europe/Brussels' when 'MET' then 'Europe/Brussels'
       when 'EET' then 'Europe/Athens' when 'WET' then 'Europe/Lisbon' else name end;

create or replace view reporting.contract as
select {version} as version, northlog.reporting_org() as organization_id, reporting.reach() as position;
comment on view reporting.contract is 'What the views show: of which organization, and up to which position.';
comment on column reporting.contract.version is 'The version of this contract.';
comment on column reporting.contract.organization_id is 'The organization whose rows this login sees.';
comment on column reporting.contract.position is 'The last position of the log that the views tell of.';
"""
_VIEW = """
create or replace view reporting.{name} with (security_barrier) as
select {columns}
from (
{body}
) as told
where organization_id = (select northlog.reporting_org()) and known_from <= (select reporting.reach());
comment on view reporting.{name} is {comment};
{comments}
"""
# An end that the views do not tell of yet has not come.
_ENDED = "case when known_until <= (select reporting.reach()) then {name} end as {name}"
_GRANTS = """
revoke all on function reporting.reach() from public;
grant execute on function reporting.reach() to northlog_app, northlog_reporting;
grant usage on schema reporting to northlog_app, northlog_reporting;
grant select on all tables in schema reporting to northlog_app, northlog_reporting;
"""


class ReportingRead(LogError):
    """Somebody reads the views, which could not be pointed at the live builds."""

    def __init__(self) -> None:
        super().__init__(
            "reports were read for longer than their views wait to be pointed at the new tables; they show the"
            " tables before. Run northlog reporting publish when less is going on"
        )


def publish(owner: Engine, patience: float = PATIENCE) -> bool:
    """Have the views show the live builds; returns whether anything was to be done.

    Nothing is done where a live build is missing or of another version than this code. Raises ``ReportingRead``
    where the views were read all the while, for ``patience`` seconds.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            with owner.begin() as connection:
                return publish_in(connection)
        except psycopg.errors.LockNotAvailable as error:
            if time.monotonic() > deadline:
                raise ReportingRead from error
        time.sleep(PAUSE)


def publish_in(owner: Connection) -> bool:
    """The same in a transaction, without patience. Raises psycopg's ``LockNotAvailable``."""
    live = {each.name: builds.live(owner, each) for each in (CURRENT, HISTORY)}
    current, history = live[CURRENT.name], live[HISTORY.name]
    if current is None or history is None:
        return False
    if (current.version, history.version) != (CURRENT.version, HISTORY.version):
        return False
    wanted = definition({"current": current.schema, "history": history.schema})
    mark = f"Northlog reporting contract, version {VERSION}; {sha256(wanted.encode()).hexdigest()[:16]}"
    raw = driver(owner)
    raw.execute(_IMPATIENT)
    raw.execute(_ONE_AT_A_TIME)  # which any login can hold as well
    if owner.execute(_STANDS).scalar() == mark:
        return False
    raw.execute(f"{wanted}\ncomment on schema reporting is '{mark}'".encode())
    return True


def definition(schemas: Mapping[str, str]) -> str:
    """The whole contract as SQL; ``schemas``: of the live builds, by ``current`` and ``history``."""
    zones = " ".join(f"when '{zone}' then {score}" for zone, score in ZONE_SCORES.items())
    functions = _FUNCTIONS.format(**schemas, zones=zones, version=VERSION)
    return "".join([functions, *(_view(each, schemas) for each in VIEWS), _GRANTS])


def _view(view: View, schemas: Mapping[str, str]) -> str:
    comments = (
        f"comment on column reporting.{view.name}.{each.name} is {_literal(each.comment)};"
        for each in view.columns
    )
    return _VIEW.format(
        name=view.name,
        columns=", ".join(
            _ENDED.format(name=each.name) if each.name in ("known_until", "valid_until") else each.name
            for each in view.columns
        ),
        body=indent(view.body.format(**schemas, **PARTS).strip(), "    "),
        comment=_literal(view.comment),
        comments="\n".join(comments),
    )


def _literal(sentence: str) -> str:
    return "'" + sentence.replace("'", "''") + "'"
