"""Alembic's entry: migrations run on the connection that the caller hands over, as the database's owner."""

from alembic import context

from migrations import VERSION_SCHEMA, VERSION_TABLE

connection = context.config.attributes["connection"]
context.configure(connection=connection, version_table_schema=VERSION_SCHEMA, version_table=VERSION_TABLE)
with context.begin_transaction():
    context.run_migrations()
