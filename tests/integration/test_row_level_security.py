"""The second wall: the application's own role sees and touches no row of another organization.

Tables are taken from the database's catalogue, so a new one without its wall fails here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from domain.agreement import AgreeAsLeadership
from domain.backlog import BacklogKind, NoteBacklogItem
from domain.comment import WriteComment
from domain.contribution import PledgeContribution
from domain.dependency import AskDependency
from domain.destination import AddDestination, Audience, AudienceKind, DestinationKind, Place
from domain.health_metric import ReadHealthMetric, TrackHealthMetric
from domain.link import LinkKind, LinkObjectives
from domain.lint import WordKind
from domain.objective.commands import CheckIn, DraftObjective, PublishObjective
from domain.person import IntroducePerson
from domain.planning import NameTheme, OpenPlanning, WriteStory
from domain.policy import SetPolicy
from domain.proposal import ProposeChange, Reword
from domain.review import AskReview
from domain.ritual import HoldMeeting, RitualKind, Schedule, SetRitual
from domain.strategy import SetPriority
from domain.subject import Subject, TopicKind
from domain.team import FormTeam, TeamKind
from domain.vocabulary import AddWords
from domain.words import Level
from events.transaction import transaction
from northlog.reading.looking import Looking
from projections.registry import PROJECTIONS
from tests.api import northlog_of
from tests.facts import reads
from tests.house import House, new_id
from tests.logs import read_tables
from tests.worked_example import Example, play
from workers.evaluator import Evaluator

OF_NO_ORGANIZATION = {("northlog", "builds")}
"""Which builds of the read tables there are: the same for all, and read only."""

TABLES = text("""
select n.nspname as schema, c.relname as name, c.relrowsecurity as walled,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'org') as owned
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = any(:schemas) and c.relkind in ('r', 'p', 'v', 'm', 'f')
order by 1, 2
""")
WRITTEN = text("""
select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
where attrelid = cast(:table as regclass) and attnum > 0 and not attisdropped and attgenerated = ''
""")
SECRETS = text("""
insert into northlog.person_keys values (:org, :id, decode(repeat('00', 32), 'hex'));
insert into northlog.tokens (org, token_id, name, role, secret_hash) values (:org, :id, 'mine', 'admin', :hash);
insert into northlog.destination_addresses values (:org, :id, :id, 'https://hooks.example.org/secret');
insert into northlog.destination_secrets (org, destination_id, secret, made_at)
values (:org, :id, :hash || :hash, now());
insert into northlog.told_logs values (:org, 1);
insert into northlog.subscriptions values (:org, :id, 1);
insert into northlog.reporting_logins values ('nobody', :org);
insert into northlog.notices (org, destination_id, notice_id, objective_id, subject_id, body)
values (:org, :id, :id, :id, :id, 'mine');
insert into northlog.deliveries (org, delivery_id, destination_id, sequence, payload, created_at, due_at)
values (:org, :id, :id, 1, 'mine', now(), now());
insert into northlog.build_parts (schema, org, part, parts, upto) select schema, :org, 0, 1, 1 from northlog.builds
""")


@pytest.fixture
def victim(house: House) -> House:
    """Another organization with a row in every table."""
    other = house.another_organization()
    other.do(IntroducePerson(person_id=new_id(), sealed="c2VhbGVk"), key="said")
    of = play(other)
    align(other, of)
    talk(other, of)
    meet(other, of)
    plan(other, of)
    other.do(AddWords(scope=of.team_id, kind=WordKind.OUTPUT, words=("onboard",)))
    other.do(SetPolicy(scope=of.team_id, override={"confidence_drop": {"low": 5}}, reason="We speak up early."))
    worried = (reads(70.0, of.key_result_id, confidence=5),)
    other.do(CheckIn(objective_id=of.objective_id, check_in_id=new_id(), readings=worried))
    Evaluator(other.executor).work(other.org)
    Looking(northlog_of(other), other.org).past(new_id())  # history is followed when somebody asks
    place = Place(host="hooks.example.org", address_id=new_id())
    everybody = Audience(kind=AudienceKind.ORGANIZATION)
    chat = DestinationKind.SLACK
    other.do(AddDestination(destination_id=new_id(), kind=chat, audience=everybody, name="Chat", place=place))
    secret = {"org": other.org, "id": new_id(), "hash": uuid4().bytes}
    with house.owner.begin() as connection:
        for statement in str(SECRETS).split(";"):
            connection.execute(text(statement), {name: v for name, v in secret.items() if f":{name}" in statement})
    return other


def align(other: House, of: Example) -> None:
    """A priority, and a strategic objective of another team that the example's has to do with in every way; what
    that team has in its backlog, and what it watches."""
    team, goal, own = new_id(), new_id(), of.objective_id
    other.do(SetPriority(priority_id=new_id(), year=2026, title="Simplify onboarding"))
    other.do(FormTeam(team_id=team, name="Holding", kind=TeamKind.COMPANY))
    wanted = DraftObjective(
        objective_id=goal, cycle_id=of.cycle_id, team_id=team, title="Delight newcomers", level=Level.STRATEGIC
    )
    other.do(wanted)
    pledge = PledgeContribution(contribution_id=new_id(), team_id=of.team_id, objective_id=goal, what="Our part")
    other.do(PublishObjective(objective_id=goal))
    other.do(pledge)
    other.do(LinkObjectives(link_id=new_id(), kind=LinkKind.VERTICAL, objective_id=own, other_id=goal))
    soon = date(2200, 1, 1)
    asked = AskDependency(
        dependency_id=new_id(), team_id=of.team_id, of_team_id=team, what="A form", needed_by=soon
    )
    other.do(asked)
    item = NoteBacklogItem(backlog_item_id=new_id(), team_id=team, kind=BacklogKind.IDEA, text="Bring a friend")
    other.do(item)
    metric = new_id()
    other.do(TrackHealthMetric(health_metric_id=metric, team_id=team, name="Sign-in errors", high=0.5))
    other.do(ReadHealthMetric(health_metric_id=metric, reading_id=new_id(), value=0.7))


def talk(other: House, of: Example) -> None:
    """A comment on the example's objective, a review asked, an agreement begun, a proposal made."""
    goal, reviewer = {"objective_id": of.objective_id}, new_id()
    subject = Subject(kind=TopicKind.OBJECTIVE, id=of.objective_id)
    other.do(WriteComment(comment_id=new_id(), subject=subject, text="Does this count guests?"))
    other.do(IntroducePerson(person_id=reviewer, sealed="c2VhbGVk"))
    other.do(AskReview(review_id=new_id(), **goal, reviewer=reviewer))
    other.do(AgreeAsLeadership(**goal, why_now="It carries the first priority"))
    change = Reword(title="Seamless for private customers")
    other.do(ProposeChange(proposal_id=new_id(), **goal, change=change, reason="Businesses need a year"))


def meet(other: House, of: Example) -> None:
    """A ritual with a meeting that was held."""
    key, weekly = new_id(), Schedule(first_on=date(2026, 1, 5), hour=10, minutes=45)
    other.do(SetRitual(ritual_id=key, team_id=of.team_id, kind=RitualKind.WEEKLY, name="Weekly", schedule=weekly))
    other.do(HoldMeeting(ritual_id=key, on=date(2026, 1, 5), minutes=50, present=4))


def plan(other: House, of: Example) -> None:
    """A planning with a story and its theme."""
    it, story = {"planning_id": new_id()}, new_id()
    other.do(OpenPlanning(**it, team_id=of.team_id, cycle_id=of.cycle_id))
    other.do(WriteStory(**it, story_id=story, text="Nobody calls in the first week"))
    other.do(NameTheme(**it, theme_id=new_id(), name="A calm week", stories=(story,)))


def schemas(house: House) -> list[str]:
    """Every schema that holds tables of organizations: the log's, and one a build."""
    return ["northlog", *map(house.schema_of, PROJECTIONS)]


def tables(house: House) -> list[tuple[str, str]]:
    """Every table that belongs to organizations."""
    with house.owner.begin() as connection:
        found = connection.execute(TABLES, {"schemas": schemas(house)}).all()
    assert {(row.schema, row.name) for row in found if not row.owned} == OF_NO_ORGANIZATION
    assert [row.name for row in found if row.owned and not row.walled] == []
    return [(row.schema, row.name) for row in found if row.owned]


@contextmanager
def intruder(house: House, *, speaks: bool) -> Iterator[Connection]:
    """A transaction of the application's role, for its own organization or for none; always rolled back."""
    with house.app.connect() as connection:
        if speaks:
            connection.execute(text("select set_config('northlog.org', :org, true)"), {"org": house.org})
        yield connection
        connection.rollback()


def refused_or_nothing(connection: Connection, statement: str, org: str) -> int:
    """How many rows a statement touched; none when the role may not run it at all."""
    try:
        with connection.begin_nested():
            return connection.execute(text(statement), {"org": org}).rowcount
    except DBAPIError as error:
        if "permission denied" not in str(error):
            raise
        return 0


@pytest.mark.parametrize("speaks", [True, False], ids=["for its own organization", "for none"])
def test_no_row_of_another_organization_is_seen_or_touched(house: House, victim: House, speaks: bool) -> None:
    for schema, name in tables(house):
        table = f'"{schema}"."{name}"'
        with house.owner.begin() as connection:
            rows = connection.execute(text(f"select count(*) from {table} where org = :org"), {"org": victim.org})
            assert rows.scalar_one() > 0, f"nothing to protect in {table}"
        with intruder(house, speaks=speaks) as connection:
            for statement in (
                f"select * from {table} where org = :org",
                f"update {table} set org = org where org = :org",
                f"delete from {table} where org = :org",
            ):
                assert refused_or_nothing(connection, statement, victim.org) == 0, statement
            if not speaks:
                assert refused_or_nothing(connection, f"select * from {table}", victim.org) == 0


@pytest.mark.parametrize("speaks", [True, False], ids=["for its own organization", "for none"])
def test_no_row_is_put_into_another_organization(house: House, victim: House, speaks: bool) -> None:
    for schema, name in tables(house):
        table = f'"{schema}"."{name}"'
        with house.owner.begin() as owner:
            row = owner.execute(
                text(f"select to_jsonb(t)::text from {table} t where org = :org limit 1"), {"org": victim.org}
            ).scalar_one()
            written = owner.execute(WRITTEN, {"table": table}).scalar_one()
        insert = text(
            f"insert into {table} ({written})"
            f" select {written} from jsonb_populate_record(null::{table}, cast(:row as jsonb))"
        )
        with (
            intruder(house, speaks=speaks) as connection,
            pytest.raises(DBAPIError, match=r"row-level security|permission denied"),
        ):
            connection.execute(insert, {"row": row})


UPDATED = text("""
select c.table_schema, c.table_name, c.column_name from information_schema.column_privileges c
     join pg_attribute a on a.attrelid = format('%I.%I', c.table_schema, c.table_name)::regclass
                        and a.attname = c.column_name and a.attgenerated = ''
where c.grantee = 'northlog_app' and c.privilege_type = 'UPDATE' and c.table_schema = any(:schemas)
""")


@pytest.mark.parametrize("speaks", [True, False], ids=["for its own organization", "for none"])
def test_columns_that_may_be_updated_are_not_those_of_another_organization(
    house: House, victim: House, speaks: bool
) -> None:
    with house.owner.begin() as connection:
        columns = connection.execute(UPDATED, {"schemas": schemas(house)}).all()
    assert columns
    before = read_tables(victim)
    for schema, name, column in columns:
        with intruder(house, speaks=speaks) as connection:
            statement = f'update "{schema}"."{name}" set "{column}" = "{column}" where org = :org'
            assert connection.execute(text(statement), {"org": victim.org}).rowcount == 0
    assert read_tables(victim) == before


def test_a_row_is_not_moved_into_another_organization(house: House, victim: House) -> None:
    for table in ("northlog.checkpoints", f"{house.schema}.organizations"):
        with (
            pytest.raises(DBAPIError, match=r"row-level security|duplicate key"),
            transaction(house.app, house.org) as connection,
        ):
            connection.execute(text(f"update {table} set org = :org"), {"org": victim.org})


def test_the_role_is_bound_by_the_walls(house: House) -> None:
    with house.owner.begin() as connection:
        role = connection.execute(
            text("select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = 'northlog_app'")
        )
        assert role.one() == (False, False, False)
        owned = text("select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where rolname = :app")
        assert connection.execute(owned, {"app": "northlog_app"}).scalar_one() == 0
