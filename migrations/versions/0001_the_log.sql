-- The log: heads, events, idempotent commands; and what stands beside it: checkpoints, tokens, people's keys.
-- The organization is the first column of every key, so the schema distributes as it stands.

create schema northlog;

-- Exclusion constraints over an id and a range at once, by which the versions of one thing cannot overlap.
create extension if not exists btree_gist with schema northlog;

-- The application's role. It may read and append; that nothing is ever changed is enforced below, twice.
do $$
begin
    if not exists (select from pg_roles where rolname = 'northlog_app') then
        create role northlog_app login nosuperuser nobypassrls nocreatedb nocreaterole;
    end if;
exception when duplicate_object or unique_violation then
    null; -- another database of the same server was migrated at the same moment
end
$$;

-- Which organization the transaction speaks for; null when it was not said, and then no row is visible.
create function northlog.current_org() returns uuid
language sql stable parallel safe
return nullif(current_setting('northlog.org', true), '')::uuid;

-- RFC 3339 in UTC with six digits: the form in which instants stand in the hash chain.
-- Stable only so that it is inlined: as immutable it could not be, to_char being stable, and would cost four times.
create function northlog.instant_text(instant timestamptz) returns text
language sql stable parallel safe
return to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

-- What the log's columns hold. As domains, not as checks of the table: those PostgreSQL reads anew from its catalogue for
-- every statement, which took half the time of a single event's insert.
create domain northlog.length as bigint check (value >= 0);
create domain northlog.place as bigint check (value >= 1);
create domain northlog.version as integer check (value >= 1);
create domain northlog.instant as timestamptz
    check (value >= '1900-01-01 00:00:00+00' and value < '2201-01-01 00:00:00+00');
create domain northlog.stream_name as text check (value ~ '^[a-z_]+(?:-[0-9a-f-]+)?$');
create domain northlog.type_name as text check (value ~ '^[a-z_]+\.[a-z_]+\.v[0-9]+$');
create domain northlog.label as text check (value !~ '[[:cntrl:]]');
create domain northlog.cause as text check (value <> '' and value !~ '[[:cntrl:]]');

-- One row an organization: where its log ends. Appending takes it for update; so position order is commit order.
create table northlog.heads (
    org uuid primary key,
    position northlog.length not null default 0,
    hash bytea not null,
    recorded_at timestamptz not null default '-infinity'
) with (fillfactor = 50);

-- The organization is not declared to reference its head: a look-up for every row would cost a tenth of an import,
-- and an append holds the head, which nobody may delete, while it inserts.
create table northlog.events (
    org uuid not null,
    position northlog.place not null,
    stream northlog.stream_name not null,
    version northlog.version not null,
    type northlog.type_name not null,
    recorded_at northlog.instant not null,
    occurred_at northlog.instant not null,
    actor northlog.label not null,
    command_id northlog.label not null,
    correlation_id northlog.label not null,
    causation_id northlog.cause,
    body text not null,
    hash bytea not null,
    primary key (org, position),
    unique (org, stream, version)
);

-- A command's key and its first answer. ``fingerprint`` tells a repetition from another command under the same key.
-- The organization is not declared to reference its head here either, for the same reason.
create table northlog.commands (
    org uuid not null,
    command_id text not null,
    fingerprint bytea not null,
    stream text not null,
    version integer not null,
    first_position bigint,
    last_position bigint,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (org, command_id)
);

-- The builds of each projection's read tables, every one in a PostgreSQL schema of its own; readers and writers go to
-- the live one. Another version in the code means: another build.
create table northlog.builds (
    schema text primary key,
    projection text not null,
    build integer not null,
    version integer not null,
    state text not null check (state in ('building', 'live', 'retired', 'aborted')),
    begun_at timestamptz not null default clock_timestamp(),
    keyed_at timestamptz, -- since when its tables have their keys and indexes
    switched_at timestamptz, -- when it went live
    unique (projection, build)
);
create unique index one_live_build on northlog.builds (projection) where state = 'live';
create unique index one_building_build on northlog.builds (projection) where state = 'building';

-- A build's work, in parts that a process takes one by one: the streams of a log up to a position whose hash falls on
-- ``part`` of ``parts``. ``events``: how many they turned out to hold.
create table northlog.build_parts (
    schema text not null references northlog.builds (schema) on delete cascade,
    org uuid not null references northlog.heads (org),
    part integer not null,
    parts integer not null,
    upto bigint not null,
    events bigint,
    done_at timestamptz,
    primary key (schema, org, part)
);

-- How far a build has read each log; moved by compare-and-set in the transaction that writes its rows.
create table northlog.checkpoints (
    org uuid not null references northlog.heads (org),
    schema text not null references northlog.builds (schema) on delete cascade,
    position bigint not null,
    primary key (org, schema)
) with (fillfactor = 50);

-- Readers of the log that keep no read tables, each by its own checkpoint. ``rung_until``: the doorbell was rung for what
-- is new to it, and is not rung again before; ``rings``: how often it was, in vain so far.
create table northlog.followers (
    org uuid not null references northlog.heads (org),
    name text not null,
    position bigint not null default 0,
    rung_until timestamptz not null default '-infinity',
    rings integer not null default 0,
    primary key (org, name)
) with (fillfactor = 50);

-- Which objectives and health metrics are to be evaluated, and when. ``asked_by``: the last position at which a fact
-- asked for it; ``seen``: that up to which facts were looked at when it was last evaluated. Whoever evaluates one claims
-- it for a while, and gives it back with the next instant at which anything could change.
create table northlog.due_evaluations (
    org uuid not null references northlog.heads (org),
    subject_id uuid not null,
    due_at timestamptz not null,
    asked_by bigint not null,
    seen bigint not null default 0,
    claim uuid,
    claimed_until timestamptz not null default '-infinity',
    attempts integer not null default 0,
    primary key (org, subject_id)
) with (fillfactor = 70);
create index due_evaluations_by_time on northlog.due_evaluations (org, due_at);
create index evaluations_asked_for on northlog.due_evaluations (org, asked_by) where asked_by > seen;

-- A person's own key. Deleting the row erases the person from log, backups of the log, and exports.
create table northlog.person_keys (
    org uuid not null references northlog.heads (org),
    person_id uuid not null,
    key bytea not null check (length(key) = 32),
    primary key (org, person_id)
);

-- Bearer tokens, by the SHA-256 of a 256-bit secret that is shown once and stored nowhere.
create table northlog.tokens (
    org uuid not null references northlog.heads (org),
    token_id uuid not null,
    name text not null,
    role text not null check (role in ('viewer', 'member', 'lead', 'admin', 'service')),
    person_id uuid,
    secret_hash bytea not null unique,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz,
    revoked_at timestamptz,
    primary key (org, token_id)
);

-- What is to be told, and its way out.

-- Where a destination is. A chat's URL speaks for whoever has it, so events hold its id alone. Destroyed with the
-- event that names another, or removes the destination.
create table northlog.destination_addresses (
    org uuid not null references northlog.heads (org),
    destination_id uuid not null,
    address_id uuid not null,
    address text not null,
    primary key (org, destination_id, address_id)
);

-- What a webhook's messages are signed with: the newest for good, the one before until it retires.
create table northlog.destination_secrets (
    org uuid not null references northlog.heads (org),
    destination_id uuid not null,
    secret_id uuid not null default gen_random_uuid(),
    secret bytea not null check (length(secret) between 24 and 64),
    made_at timestamptz not null,
    retires_at timestamptz,
    primary key (org, destination_id, secret_id)
);

-- How far each log was read for the webhooks that subscribe to events. Begun, moved and ended by the event that says so.
create table northlog.subscriptions (
    org uuid not null references northlog.heads (org),
    destination_id uuid not null,
    position bigint not null check (position >= 0),
    paused boolean not null default false,
    primary key (org, destination_id)
) with (fillfactor = 50);

-- How far each log was read for what is to be told. Its row is held by whoever reads on or plans.
create table northlog.told_logs (
    org uuid primary key references northlog.heads (org),
    position bigint not null,
    reported date
) with (fillfactor = 50);

-- What each destination is to be told, or was. ``held_until``: not before, as it was snoozed, or its condition is
-- clear at the moment. What is over is deleted before it was told.
create table northlog.notices (
    org uuid not null references northlog.heads (org),
    destination_id uuid not null,
    notice_id uuid not null,
    alert_id uuid,
    objective_id uuid,
    subject_id uuid not null,
    body text not null,
    held_until timestamptz not null default '-infinity',
    delivery_id uuid,
    told_at timestamptz,
    primary key (org, destination_id, notice_id)
);
create index pending_notices on northlog.notices (org) where delivery_id is null;
create index told_notices on northlog.notices (org, told_at) where delivery_id is not null;

-- Messages. A destination is served in the order of its sequence: the first that is neither sent nor dead goes, and the
-- others wait for it. ``attempts`` is counted when one begins and so tells one claim from the next; a claim that was
-- not answered for until ``claimed_until`` is anybody's.
create table northlog.deliveries (
    org uuid not null references northlog.heads (org),
    delivery_id uuid not null,
    destination_id uuid not null,
    sequence bigint not null check (sequence >= 1),
    payload text not null,
    state text not null default 'due' check (state in ('due', 'sent', 'failed', 'dead')),
    attempts integer not null default 0,
    created_at timestamptz not null,
    due_at timestamptz not null,
    claimed_until timestamptz not null default '-infinity',
    ended_at timestamptz,
    last_error text,
    primary key (org, delivery_id),
    unique (org, destination_id, sequence)
);
create index unfinished_deliveries on northlog.deliveries (org, destination_id, sequence)
    where state in ('due', 'failed');
create index sent_deliveries on northlog.deliveries (org, ended_at) where state = 'sent';
create index deliveries_by_age on northlog.deliveries (org, created_at, delivery_id);
create index unsent_deliveries on northlog.deliveries (state, due_at) where state <> 'sent';

-- Immutable by the database: whoever it is, owner included.
create function northlog.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the log is immutable: % on northlog.% is refused', lower(tg_op), tg_table_name
        using errcode = 'insufficient_privilege', hint = 'Say what is true now as a new event.';
end
$$;

create trigger events_are_immutable before update or delete or truncate on northlog.events
    for each statement execute function northlog.refuse_change();

create trigger heads_stay before delete or truncate on northlog.heads
    for each statement execute function northlog.refuse_change();

-- What runs with its owner's rights names all it uses and looks into the caller's temporary tables last: left unsaid,
-- they come first, and a temporary view named as one of ours would run the caller's functions as the owner.

-- The hash of the event that follows ``previous``; its instants as text. Stable only so that it is inlined, as instant_text.
create function northlog.link(
    previous bytea, place bigint, stream text, version integer, type text, recorded_at text, occurred_at text,
    actor text, command_id text, correlation_id text, causation_id text, body text
) returns bytea
language sql stable parallel safe
return sha256(previous || convert_to(concat_ws(
    e'\n', place, stream, version, type, recorded_at, occurred_at, actor, command_id, correlation_id,
    coalesce(causation_id, ''), body), 'UTF8'));

-- One append, one round trip. Under the head's lock: what the decision saw must still stand, and each stream go on
-- from there; then positions, the clock, the chain, the rows, the command's answer, and the head. Raises NL001 when a stream has moved on
-- and unique_violation on commands_pkey when the command was answered in the meantime.
-- It runs as the owner, so that this is the one way into the log: the application's role cannot insert an event or
-- move a head by itself. As the owner is not held by row-level security, the organization is checked here.
create function northlog.append_events(
    p_org uuid,
    p_seen_streams text[], p_seen_versions integer[],
    p_streams text[], p_versions integer[], p_types text[], p_occurred timestamptz[], p_bodies text[],
    p_actor text, p_command_id text, p_correlation_id text, p_causation_id text,
    p_recorded_at timestamptz,
    p_fingerprint bytea
) returns table (first_position bigint, recorded_at timestamptz)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    before bigint;
    link bytea;
    links bytea[];
    at timestamptz;
    at_text text;
    moved record;
    own_version integer := p_seen_versions[1];
begin
    -- "no key": other transactions may go on referring to the head, they only cannot append.
    select h.position, h.hash, h.recorded_at into before, link, at
    from northlog.heads h where h.org = p_org and h.org = northlog.current_org() for no key update;
    if not found then
        raise exception 'there is no log for organization %', p_org using errcode = 'NL002';
    end if;

    select seen.stream, seen.version, now.version as found into moved
    from unnest(p_seen_streams, p_seen_versions) as seen (stream, version),
         lateral (select coalesce((select e.version from northlog.events e
                                   where e.org = p_org and e.stream = seen.stream
                                   order by e.version desc limit 1), 0) as version) as now
    where now.version is distinct from seen.version limit 1;
    if found then
        raise exception 'stream % is at version %, not %', moved.stream, moved.found, moved.version
            using errcode = 'NL001', detail = moved.stream;
    end if;

    -- Expressions alone, no query in this loop: they cost a tenth of what a query does.
    -- A simulated clock may tell of the past. Once in the future, the log's clock could not come back.
    at := greatest(least(coalesce(p_recorded_at, 'infinity'), clock_timestamp()), at);
    at_text := northlog.instant_text(at);

    select new.stream, new.version into moved
    from (select p_streams[i] as stream, p_versions[i] as version,
                 row_number() over (partition by p_streams[i] order by i) as nth
          from generate_series(1, cardinality(p_streams)) as i) as new
         left join unnest(p_seen_streams, p_seen_versions) as seen (stream, version) on seen.stream = new.stream
    where new.version is distinct from seen.version + new.nth limit 1;
    if found then
        raise exception 'version % does not follow what was seen of stream %', moved.version, moved.stream
            using errcode = 'check_violation';
    end if;

    for i in 1..cardinality(p_streams) loop
        link := northlog.link(
            link, before + i, p_streams[i], p_versions[i], p_types[i],
            at_text, coalesce(northlog.instant_text(p_occurred[i]), at_text),
            p_actor, p_command_id, p_correlation_id, p_causation_id, p_bodies[i]);
        links[i] := link;
        if p_streams[i] = p_seen_streams[1] then
            own_version := p_versions[i];
        end if;
    end loop;

    insert into northlog.events
    select p_org, before + i, p_streams[i], p_versions[i], p_types[i], at, coalesce(p_occurred[i], at),
           p_actor, p_command_id, p_correlation_id, p_causation_id, p_bodies[i], links[i]
    from generate_series(1, cardinality(p_streams)) as i;

    update northlog.heads h set position = before + cardinality(p_streams), hash = link, recorded_at = at
    where h.org = p_org;

    if p_fingerprint is not null then
        insert into northlog.commands
        values (p_org, p_command_id, p_fingerprint, p_seen_streams[1], own_version,
                before + 1, before + cardinality(p_streams), at);
    end if;

    first_position := before + 1;
    recorded_at := at;
    return next;
end
$$;
revoke all on function northlog.append_events(
    uuid, text[], integer[], text[], integer[], text[], timestamptz[], text[],
    text, text, text, text, timestamptz, bytea
) from public;

-- The same for a single event, which most appends are: with less to begin, what costs most of so small a statement. The
-- head is moved first, which locks it; whatever is found wrong after that undoes the move. The clock is read before the
-- lock, and so may lag behind by the wait for it; never behind the event before.
create function northlog.append_event(
    p_org uuid,
    p_seen_streams text[], p_seen_versions integer[],
    p_stream text, p_version integer, p_type text, p_occurred timestamptz, p_body text,
    p_actor text, p_command_id text, p_correlation_id text, p_causation_id text,
    p_recorded_at timestamptz,
    p_fingerprint bytea,
    out first_position bigint, out recorded_at timestamptz
)
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    clock timestamptz := least(coalesce(p_recorded_at, 'infinity'), clock_timestamp());
    link bytea;
    found_version integer;
    own_version integer;
begin
    update northlog.heads h
    set position = h.position + 1,
        recorded_at = greatest(clock, h.recorded_at),
        hash = northlog.link(
            h.hash, h.position + 1, p_stream, p_version, p_type,
            northlog.instant_text(greatest(clock, h.recorded_at)),
            northlog.instant_text(coalesce(p_occurred, greatest(clock, h.recorded_at))),
            p_actor, p_command_id, p_correlation_id, p_causation_id, p_body)
    where h.org = p_org and h.org = northlog.current_org()
    returning h.position, h.recorded_at, h.hash into first_position, recorded_at, link;
    if not found then
        raise exception 'there is no log for organization %', p_org using errcode = 'NL002';
    end if;

    for i in 1..cardinality(p_seen_streams) loop
        select e.version into found_version
        from northlog.events e where e.org = p_org and e.stream = p_seen_streams[i]
        order by e.version desc limit 1;
        if coalesce(found_version, 0) is distinct from p_seen_versions[i] then
            raise exception 'stream % is at version %, not %',
                p_seen_streams[i], coalesce(found_version, 0), p_seen_versions[i]
                using errcode = 'NL001', detail = p_seen_streams[i];
        end if;
        if p_seen_streams[i] = p_stream then
            own_version := p_seen_versions[i];
        end if;
    end loop;
    if p_version is distinct from own_version + 1 then
        raise exception 'version % does not follow what was seen of stream %', p_version, p_stream
            using errcode = 'check_violation';
    end if;

    insert into northlog.events values (
        p_org, first_position, p_stream, p_version, p_type, recorded_at, coalesce(p_occurred, recorded_at),
        p_actor, p_command_id, p_correlation_id, p_causation_id, p_body, link);

    if p_fingerprint is not null then
        insert into northlog.commands values (
            p_org, p_command_id, p_fingerprint, p_seen_streams[1],
            case p_stream when p_seen_streams[1] then p_version else p_seen_versions[1] end,
            first_position, first_position, recorded_at);
    end if;
end
$$;
revoke all on function northlog.append_event(
    uuid, text[], integer[], text, integer, text, timestamptz, text,
    text, text, text, text, timestamptz, bytea
) from public;

-- Who a token is, before its organization is known: the one look across organizations, by an unguessable hash.
create function northlog.authenticate(p_secret_hash bytea)
returns table (org uuid, token_id uuid, role text, person_id uuid)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select t.org, t.token_id, t.role, t.person_id from northlog.tokens t
    where t.secret_hash = p_secret_hash
      and t.revoked_at is null
      and (t.expires_at is null or t.expires_at > clock_timestamp())
      -- Whoever was forgotten says nothing any more. The log is asked: a key could be made again, that could not.
      and not exists (
          select from northlog.events e
          where e.org = t.org and e.stream = 'person-' || t.person_id and e.type like 'person.forgotten.%');
$$;
revoke all on function northlog.authenticate(bytea) from public;

-- The last position recorded at or before an instant; 0 where there is none. Positions are dense and the clock never
-- goes back along them, so that halving finds it: no index by time is needed.
create function northlog.position_at(p_org uuid, p_instant timestamptz) returns bigint
language plpgsql stable
as $$
declare
    low bigint := 0;
    high bigint := (select h.position from northlog.heads h where h.org = p_org);
    middle bigint;
begin
    while low < high loop
        middle := (low + high + 1) / 2;
        if (select e.recorded_at from northlog.events e where e.org = p_org and e.position = middle) <= p_instant then
            low := middle;
        else
            high := middle - 1;
        end if;
    end loop;
    return low;
end
$$;

-- Where the logs of these organizations end: for one question on behalf of everybody who waits for news of theirs.
create function northlog.ends_of(p_orgs uuid[]) returns table (org uuid, "position" bigint)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select h.org, h.position from northlog.heads h where h.org = any(p_orgs);
$$;
revoke all on function northlog.ends_of(uuid[]) from public;

-- What operators see, over all organizations and without naming one.

-- How many events each reader of the log has yet to read, in the organization that is furthest behind, and how many
-- organizations are behind. Readers are the live builds, by their projection's name, and those that keep no tables.
create function northlog.lags() returns table (reader text, furthest bigint, behind bigint)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select reads.reader, max(h.position - reads.position), count(*) filter (where h.position > reads.position)
    from northlog.heads h
         cross join lateral (
             select b.projection, coalesce(c.position, 0)
             from northlog.builds b left join northlog.checkpoints c on c.schema = b.schema and c.org = h.org
             where b.state = 'live'
             union all
             select 'evaluation', coalesce(max(f.position), 0)
             from northlog.followers f where f.org = h.org and f.name = 'evaluation'
             union all
             select 'telling', coalesce(max(t.position), 0) from northlog.told_logs t where t.org = h.org
         ) as reads (reader, position)
    group by reads.reader;
$$;
revoke all on function northlog.lags() from public;

-- How much is due and not done, by the queue it is for, and since when the oldest of it.
create function northlog.queues(p_now timestamptz) returns table (queue text, due bigint, oldest timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select 'evaluate', coalesce(sum(d.due), 0)::bigint, min(d.oldest)
    from northlog.heads h
         cross join lateral (select count(*), min(e.due_at) from northlog.due_evaluations e
                             where e.org = h.org and e.due_at <= p_now) as d (due, oldest)
    union all
    select 'deliver', count(*), min(d.due_at) from northlog.deliveries d
    where d.state in ('due', 'failed') and d.due_at <= p_now;
$$;
revoke all on function northlog.queues(timestamptz) from public;

-- How many messages were not sent, by their state; those that were only grow, and are counted as they leave.
create function northlog.unsent_deliveries() returns table (state text, deliveries bigint)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select s.state, count(d.state) from (values ('due'), ('failed'), ('dead')) as s (state)
         left join northlog.deliveries d on d.state = s.state and d.state <> 'sent'
    group by s.state;
$$;
revoke all on function northlog.unsent_deliveries() from public;

-- The organizations in which there is something to evaluate: the log has news, or an evaluation is due. Any number may
-- ask: an organization's row is locked and moved, so that it is given to one of them only, and again only after a while
-- that doubles up to a minute, should nobody come. What is put off for longer than an hour was put off by a clock that
-- ran ahead.
create function northlog.ring_for_evaluation(p_now timestamptz, p_limit integer) returns setof uuid
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
    insert into northlog.followers (org, name)
    select h.org, 'evaluation' from northlog.heads h
    where not exists (select from northlog.followers f where f.org = h.org and f.name = 'evaluation')
    on conflict do nothing;

    with waiting as (
        select f.org
        from northlog.followers f join northlog.heads h on h.org = f.org
        where f.name = 'evaluation' and (f.rung_until <= p_now or f.rung_until > p_now + interval '1 hour')
          and (h.position > f.position
               or exists (select from northlog.due_evaluations d
                          where d.org = f.org and d.due_at <= p_now and d.claimed_until <= p_now))
        order by f.rung_until
        limit p_limit
        for update of f skip locked
    )
    update northlog.followers f
    set rung_until = p_now + least(interval '1 minute', interval '1 second' * power(2, least(f.rings, 6))),
        rings = f.rings + 1
    from waiting
    where f.org = waiting.org and f.name = 'evaluation'
    returning f.org;
$$;
revoke all on function northlog.ring_for_evaluation(timestamptz, integer) from public;

-- Organizations in which something may have to be told: events nobody looked at yet, notices that wait, deliveries due.
create function northlog.organizations_to_tell(p_now timestamptz) returns setof uuid
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select h.org from northlog.heads h
    where h.position > coalesce((select t.position from northlog.told_logs t where t.org = h.org), 0)
       or exists (select from northlog.subscriptions s
                  where s.org = h.org and s.position < h.position and not s.paused
                    -- Whoever is left alone for a while is handed nothing more meanwhile.
                    and not exists (select from northlog.deliveries d
                                    where d.org = s.org and d.destination_id = s.destination_id
                                      and d.state = 'failed' and d.due_at > p_now))
       or exists (select from northlog.notices n
                  where n.org = h.org and n.delivery_id is null and n.held_until <= p_now)
       or exists (select from northlog.deliveries d
                  where d.org = h.org and d.state in ('due', 'failed') and d.due_at <= p_now
                    and d.claimed_until <= p_now)
    order by 1;
$$;
revoke all on function northlog.organizations_to_tell(timestamptz) from public;

-- Organizations that were told nothing yet of the month that began on a day.
create function northlog.organizations_to_report(p_month date) returns setof uuid
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select h.org from northlog.heads h left join northlog.told_logs t on t.org = h.org
    where t.reported is null or t.reported < p_month order by 1;
$$;
revoke all on function northlog.organizations_to_report(date) from public;

-- Organizations that keep messages which arrived before an instant, or what was told before it.
create function northlog.organizations_to_forget(p_before timestamptz) returns setof uuid
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select h.org from northlog.heads h
    where exists (select from northlog.notices n
                  where n.org = h.org and n.delivery_id is not null and n.told_at < p_before)
       or exists (select from northlog.deliveries d
                  where d.org = h.org and d.state = 'sent' and d.ended_at < p_before)
    order by 1;
$$;
revoke all on function northlog.organizations_to_forget(timestamptz) from public;

-- The organizations whose logs a projection's live build has not read to their ends.
create function northlog.organizations_behind(p_projection text) returns setof uuid
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select h.org from northlog.heads h join northlog.builds b on b.projection = p_projection and b.state = 'live'
    where h.position > coalesce((select c.position from northlog.checkpoints c
                                 where c.org = h.org and c.schema = b.schema), 0)
    order by 1;
$$;
revoke all on function northlog.organizations_behind(text) from public;

-- Reporting tools log in by roles of their own, each bound to one organization here. Whoever is not listed says for
-- which organization a transaction speaks, if the role may read the log at all.
create table northlog.reporting_logins (
    login text primary key,
    org uuid not null references northlog.heads (org)
);

-- What every such login is a member of: it may read the views of the reporting schema and nothing else.
do $$
begin
    if not exists (select from pg_roles where rolname = 'northlog_reporting') then
        create role northlog_reporting nologin nosuperuser nobypassrls nocreatedb nocreaterole;
    end if;
exception when duplicate_object or unique_violation then
    null; -- another database of the same server was migrated at the same moment
end
$$;

-- The organization whose rows the reporting views show. By who logged in, which no statement can change; a setting could
-- be set to anybody's.
create function northlog.reporting_org() returns uuid
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(
        (select l.org from northlog.reporting_logins l where l.login = session_user),
        case when has_table_privilege(session_user, 'northlog.heads', 'select') then northlog.current_org() end);
$$;
revoke all on function northlog.reporting_org() from public;

-- The last position recorded before an instant in that organization's log; null unless something was recorded since,
-- up to ``p_upto``: what was known by then cannot change any more.
create function northlog.reporting_closed(p_instant timestamptz, p_upto bigint) returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select at from northlog.position_at(northlog.reporting_org(), p_instant - interval '1 microsecond') as at
    where at < p_upto;
$$;
revoke all on function northlog.reporting_closed(timestamptz, bigint) from public;

-- The second wall: row-level security. The first is that every statement names the organization.
do $$
declare
    t text;
begin
    foreach t in array array[
        'heads', 'events', 'commands', 'checkpoints', 'build_parts', 'person_keys', 'tokens',
        'destination_addresses', 'destination_secrets', 'told_logs', 'notices', 'deliveries',
        'followers', 'due_evaluations', 'subscriptions', 'reporting_logins'
    ] loop
        execute format('alter table northlog.%I enable row level security', t);
        execute format('create policy own_organization on northlog.%I
                        using (org = (select northlog.current_org()))
                        with check (org = (select northlog.current_org()))', t);
    end loop;
end
$$;

grant usage on schema northlog to northlog_app;
grant select on northlog.events, northlog.heads to northlog_app;
grant insert (org, hash) on northlog.heads to northlog_app; -- to begin a log; where it ends, appends alone say
grant select, insert on northlog.commands to northlog_app;
grant select, insert, update on northlog.checkpoints to northlog_app;
grant select, insert, delete on northlog.person_keys to northlog_app;
grant select, insert, update, delete on northlog.destination_addresses, northlog.destination_secrets,
    northlog.notices, northlog.deliveries, northlog.subscriptions to northlog_app;
grant select, insert, update on northlog.told_logs to northlog_app;
grant select on northlog.builds to northlog_app;
grant select, insert, update on northlog.followers to northlog_app;
grant select, insert, update, delete on northlog.due_evaluations to northlog_app;
grant execute on function northlog.append_events(
    uuid, text[], integer[], text[], integer[], text[], timestamptz[], text[],
    text, text, text, text, timestamptz, bytea
) to northlog_app;
grant execute on function northlog.append_event(
    uuid, text[], integer[], text, integer, text, timestamptz, text,
    text, text, text, text, timestamptz, bytea
) to northlog_app;
grant execute on function northlog.authenticate(bytea), northlog.organizations_to_tell(timestamptz),
    northlog.organizations_behind(text), northlog.organizations_to_report(date),
    northlog.organizations_to_forget(timestamptz), northlog.lags(), northlog.queues(timestamptz),
    northlog.unsent_deliveries(), northlog.ends_of(uuid[]) to northlog_app;
grant execute on function northlog.ring_for_evaluation(timestamptz, integer) to northlog_app;
grant select on public.northlog_schema_version to northlog_app; -- so that a host can say whether it is ready
grant execute on function northlog.reporting_org(), northlog.reporting_closed(timestamptz, bigint)
    to northlog_app, northlog_reporting;
