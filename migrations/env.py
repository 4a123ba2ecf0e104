"""Alembic's entry: migrations run on the connection that the caller hands over, as the database's owner."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, version_table_schema="public", version_table="northlog_schema_version")
with context.begin_transaction():
    context.run_migrations()
