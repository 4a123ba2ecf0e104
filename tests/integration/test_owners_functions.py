"""Functions that run with their owner's rights: nothing of the caller's may run inside of them."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.house import House

DEFINERS = text("""
select p.oid::regprocedure::text as name, coalesce(array_to_string(p.proconfig, ' '), '') as settings
from pg_proc p where p.prosecdef and p.pronamespace = 'northlog'::regnamespace order by 1
""")
COLUMNS = text("""
select attname, format_type(atttypid, null) from pg_attribute
where attrelid = cast('northlog.' || :table as regclass) and attnum > 0
""")
TRAP = """
create function pg_temp.trap() returns text language plpgsql as
$$ begin raise exception 'now I am %%', current_user; end $$
"""
CALLS = {
    "tokens": "select * from northlog.authenticate('x')",
    "heads": "select northlog.lags()",
    "checkpoints": "select northlog.lags()",
    "builds": "select northlog.lags()",
    "followers": "select northlog.lags()",
    "told_logs": "select northlog.lags()",
    "subscriptions": "select northlog.organizations_to_tell(now())",
    "due_evaluations": "select northlog.queues(now())",
    "deliveries": "select northlog.unsent_deliveries()",
}


@pytest.mark.parametrize("table", CALLS)
def test_a_temporary_view_does_not_stand_in_for_a_table(house: House, table: str) -> None:
    with house.owner.connect() as connection:
        columns = connection.execute(COLUMNS, {"table": table}).all()
    fields = ", ".join(f"cast(pg_temp.trap() as {kind}) as {name}" for name, kind in columns)
    with house.app.connect() as connection:
        connection.exec_driver_sql(TRAP)
        connection.exec_driver_sql(f"create temporary view {table} as select {fields}")
        connection.exec_driver_sql(f"grant select on {table} to public")
        connection.exec_driver_sql(CALLS[table])  # in the trap it says: now I am northlog_owner
        connection.rollback()


def test_each_looks_into_the_callers_temporary_tables_last(house: House) -> None:
    with house.owner.connect() as connection:
        found = connection.execute(DEFINERS).all()
    assert found
    for name, settings in found:
        assert settings == "search_path=pg_catalog, pg_temp", name


def test_no_other_role_may_call_them(house: House) -> None:
    open_to_all = text("""
        select p.oid::regprocedure::text
        from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where p.prosecdef and p.pronamespace = 'northlog'::regnamespace and a.grantee = 0
    """)
    with house.owner.connect() as connection:
        assert connection.execute(open_to_all).all() == []


def test_the_application_makes_nothing_in_the_schemas_of_the_house(house: House) -> None:
    for schema in ("northlog", house.schema, "public"):
        with pytest.raises(DBAPIError, match="permission denied"), house.app.connect() as connection:
            connection.exec_driver_sql(f"create table {schema}.mine ()")
