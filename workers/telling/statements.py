"""Every statement of telling and delivering, named, one a constant."""

ORGANIZATIONS = "select org::text from northlog.organizations_to_tell(%s) as org"

BEGIN_READING = "insert into northlog.told_logs (org, position) values (%s, 0) on conflict do nothing"

HOLD_READING = "select position from northlog.told_logs where org = %s for update"

REPORTED = "select reported from northlog.told_logs where org = %s"

REPORT_UP_TO = "update northlog.told_logs set reported = %s where org = %s"

READ_UP_TO = "update northlog.told_logs set position = %s where org = %s"

ADD_NOTICE = """
insert into northlog.notices
    (org, destination_id, notice_id, alert_id, objective_id, subject_id, body, held_until)
values (%(org)s, %(destination)s, %(notice)s, %(alert)s, %(objective)s, %(subject)s, %(body)s,
        coalesce(%(held_until)s::timestamptz, '-infinity'))
on conflict do nothing
"""

END_ALERT = "delete from northlog.notices where org = %s and alert_id = %s and delivery_id is null"

HOLD_ALERT = """
update northlog.notices set held_until = 'infinity'
where org = %s and alert_id = %s and delivery_id is null
"""

RELEASE_ALERT = """
update northlog.notices set held_until = coalesce(%s::timestamptz, '-infinity')
where org = %s and alert_id = %s and delivery_id is null
"""

END_REMINDERS = """
delete from northlog.notices
where org = %s and objective_id = %s and body::json ->> 'occasion' = 'reminder' and delivery_id is null
"""

END_MENTIONS = """
delete from northlog.notices
where org = %s and body::json ->> 'comment_id' = %s and body::json ->> 'person_id' <> all(%s::text[])
  and delivery_id is null
"""

END_NOTICES_OF = (
    "delete from northlog.notices where org = %s and destination_id = any(%s::uuid[]) and delivery_id is null"
)

TO_FORGET = "select northlog.organizations_to_forget(%s)"

FORGET_TOLD = "delete from northlog.notices where org = %s and told_at < %s"

FORGET_SENT = "delete from northlog.deliveries where org = %s and state = 'sent' and ended_at < %s"

DROP_DEAD = """
delete from northlog.deliveries
where org = %(org)s and state = 'dead'
  and (%(deliveries)s::uuid[] is null or delivery_id = any(%(deliveries)s::uuid[]))
returning delivery_id::text
"""

PENDING = """
select destination_id::text, body from northlog.notices
where org = %s and delivery_id is null and held_until <= %s
"""

TOLD = """
select notice_id::text, subject_id::text, destination_id::text, delivery_id::text, told_at,
       body::json ->> 'occasion'
from northlog.notices
where org = %s and delivery_id is not null and told_at >= %s
"""

MARK_TOLD = """
update northlog.notices set delivery_id = %s, told_at = %s
where org = %s and destination_id = %s and notice_id = any(%s::uuid[])
"""

ADD_DELIVERY = """
insert into northlog.deliveries (org, delivery_id, destination_id, sequence, payload, created_at, due_at)
select %(org)s, %(delivery)s, %(destination)s, 1 + coalesce(max(sequence), 0), %(payload)s, %(now)s, %(now)s
from northlog.deliveries where org = %(org)s and destination_id = %(destination)s
"""

END_DELIVERIES_OF = """
update northlog.deliveries set state = 'dead', ended_at = %s, last_error = 'the destination was removed'
where org = %s and destination_id = any(%s::uuid[]) and state in ('due', 'failed')
"""

SUBSCRIBE = """
insert into northlog.subscriptions as s (org, destination_id, position, paused)
values (%(org)s, %(destination)s, coalesce(%(after)s::bigint, %(now)s), %(paused)s)
on conflict (org, destination_id) do update set position = coalesce(%(after)s::bigint, s.position)
"""

UNSUBSCRIBE = "delete from northlog.subscriptions where org = %s and destination_id = %s"

PAUSE_SUBSCRIPTION = "update northlog.subscriptions set paused = %s where org = %s and destination_id = %s"

HOLD_SUBSCRIPTION = """
select s.destination_id::text, s.position
from northlog.subscriptions s join northlog.heads h on h.org = s.org
where s.org = %s and s.position < h.position and not s.paused and s.destination_id <> all(%s::uuid[])
  and (select count(*) from northlog.deliveries d
       where d.org = s.org and d.destination_id = s.destination_id and d.state in ('due', 'failed')) < %s
order by s.destination_id
limit 1
for update of s skip locked
"""

MOVE_SUBSCRIPTION = "update northlog.subscriptions set position = %s where org = %s and destination_id = %s"

# The first unfinished message of a destination goes, and no other; one that somebody holds at this moment is
# passed over. What was claimed in the meantime is seen to be once its row is locked.
CLAIM = """
update northlog.deliveries as d
set attempts = d.attempts + 1, claimed_until = %(until)s
from (
    select c.delivery_id from northlog.deliveries c
    where c.org = %(org)s and c.state in ('due', 'failed') and c.due_at <= %(now)s and c.claimed_until <= %(now)s
      and c.destination_id = any(%(destinations)s::uuid[])
      and not exists (
          select from northlog.deliveries before
          where before.org = c.org and before.destination_id = c.destination_id
            and before.sequence < c.sequence and before.state in ('due', 'failed'))
    order by c.due_at, c.delivery_id
    limit 1
    for update skip locked
) as next
where d.org = %(org)s and d.delivery_id = next.delivery_id
returning d.delivery_id::text, d.destination_id::text, d.attempts, d.payload
"""

ADDRESS = """
select address from northlog.destination_addresses where org = %s and destination_id = %s and address_id = %s
"""

LIVE_SECRETS = """
select secret from northlog.destination_secrets
where org = %s and destination_id = %s and (retires_at is null or retires_at > %s)
order by made_at desc, secret_id
"""

# Whoever lost the claim in the meantime says nothing any more: the attempts have been counted on.
MARK_SENT = """
update northlog.deliveries set state = 'sent', ended_at = %(now)s, last_error = null, claimed_until = '-infinity'
where org = %(org)s and delivery_id = %(delivery)s and attempts = %(attempt)s and state in ('due', 'failed')
"""

MARK_FAILED = """
update northlog.deliveries
set state = case when %(due_at)s::timestamptz is null then 'dead' else 'failed' end,
    due_at = coalesce(%(due_at)s, due_at), last_error = %(why)s, claimed_until = '-infinity',
    ended_at = case when %(due_at)s::timestamptz is null then %(now)s end
where org = %(org)s and delivery_id = %(delivery)s and attempts = %(attempt)s and state in ('due', 'failed')
"""

LIST = """
select delivery_id::text, destination_id::text, sequence, state, attempts, created_at, due_at, ended_at,
       last_error, payload
from northlog.deliveries
where org = %(org)s
  and (%(state)s::text is null or state = %(state)s)
  and (%(destination)s::uuid is null or destination_id = %(destination)s)
  and (%(delivery)s::uuid is null or delivery_id = %(delivery)s)
  and (%(before_at)s::timestamptz is null or (created_at, delivery_id) < (%(before_at)s, %(before_id)s::uuid))
order by created_at desc, delivery_id desc
limit %(limit)s
"""

REDRIVE = """
update northlog.deliveries set state = 'due', attempts = 0, due_at = %(now)s, ended_at = null
where org = %(org)s and state = 'dead'
  and (%(deliveries)s::uuid[] is null or delivery_id = any(%(deliveries)s::uuid[]))
returning delivery_id::text
"""
