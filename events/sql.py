"""Every statement the log runs, named, one a constant."""

SPEAK_FOR = "select set_config('northlog.org', %s, true)"

FOUND_LOG = "insert into northlog.heads (org, hash) values (%s, %s) on conflict do nothing"

LIST_LOGS = "select org::text, position from northlog.heads order by org"

HEAD = "select position, hash from northlog.heads where org = %s"

APPEND = """
select first_position, recorded_at from northlog.append_events(
    %s, %s::text[], %s::integer[], %s::text[], %s::integer[], %s::text[], %s::timestamptz[], %s::text[],
    %s, %s, %s, %s, %s::timestamptz, %s)
"""

APPEND_ONE = """
select first_position, recorded_at from northlog.append_event(
    %s, %s::text[], %s::integer[], %s, %s, %s, %s::timestamptz, %s,
    %s, %s, %s, %s, %s::timestamptz, %s)
"""

NOW_AND_ANSWER = """
select clock_timestamp(), c.fingerprint, c.stream, c.version, c.first_position, c.last_position
from (values (%s::uuid, %s::text)) as asked (org, command_id)
     left join northlog.commands c on c.org = asked.org and c.command_id = asked.command_id
"""

ANSWERED = "select command_id, fingerprint from northlog.commands where org = %s and command_id = any(%s)"

KEEP_ANSWER = """
insert into northlog.commands (org, command_id, fingerprint, stream, version) values (%s, %s, %s, %s, %s)
"""

_COLUMNS = """position, stream, version, type, recorded_at, occurred_at, actor, command_id, correlation_id,
    causation_id, body, hash"""

READ_STREAM = """
select version, type, body from northlog.events where org = %s and stream = %s order by version
"""

READ_FOLDS = """
select stream, version, type, body from northlog.events where org = %s and stream = any(%s)
order by stream, version
"""

READ_AT = f"""
select {_COLUMNS} from northlog.events where org = %s and position = any(%s) order by position
"""  # noqa: S608 - a constant list of columns

READ_AFTER = f"""
select {_COLUMNS} from northlog.events
where org = %s and position > %s and position <= %s order by position
"""  # noqa: S608 - a constant list of columns

# The event before is bounded by itself, so that no plan reads more of the log than this stretch.
READ_FEED = """
select e.position, e.stream, e.version, e.type, northlog.instant_text(e.recorded_at),
       northlog.instant_text(e.occurred_at), e.actor, e.command_id, e.correlation_id, e.causation_id, e.body,
       encode(e.hash, 'hex'), encode(coalesce(b.hash, %(genesis)s), 'hex')
from northlog.events e
     left join northlog.events b on b.org = e.org and b.position = e.position - 1
                                and b.position >= %(after)s and b.position < %(upto)s
where e.org = %(org)s and e.position > %(after)s and e.position <= %(upto)s
  and (%(types)s::text[] is null or e.type = any(%(types)s))
  and (%(streams)s::text[] is null or e.stream = any(%(streams)s))
order by e.position limit %(limit)s
"""

ENDS = "select org::text, position from northlog.ends_of(%s::uuid[])"

READ_BACK = f"""
select {_COLUMNS} from northlog.events
where org = %s and stream = %s and type = any(%s) and position < %s order by version desc limit %s
"""  # noqa: S608 - a constant list of columns

READ_STREAMS = f"""
select {_COLUMNS} from northlog.events
where org = %s and stream = any(%s) and type = any(%s) and position <= %s order by position
"""  # noqa: S608 - a constant list of columns

COPY_SHARE = """
copy (select position, stream, version, type, recorded_at, occurred_at, actor, body from northlog.events
      where org = {org} and position <= {upto} and {share} order by position)
to stdout
"""

SHARE_OF_STREAMS = "(hashtextextended(stream, 0) & 65535) % {parts} = {part}"

SHARE_OF_TYPES = "type <> all({without})"

SPAN = """
select h.position, first.recorded_at, h.recorded_at
from northlog.heads h join northlog.events first on first.org = h.org and first.position = 1
where h.org = %s
"""

RECORDED_AT = """
select position, recorded_at from northlog.events where org = %s and position = any(%s)
"""

POSITION_AT = "select northlog.position_at(%s, %s)"
