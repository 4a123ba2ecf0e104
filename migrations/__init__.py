"""The log's schema, as numbered SQL files. Read tables are never migrated, they are rebuilt."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

VERSION_SCHEMA, VERSION_TABLE = "public", "northlog_schema_version"
"""Where Alembic keeps the revision."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("migrations")))
    return config


def upgrade(owner: Connection) -> None:
    """Bring the log's schema to the newest revision, inside the caller's transaction."""
    config = _config()
    config.attributes["connection"] = owner
    command.upgrade(config, "head")


def newest() -> str | None:
    """The revision this code was written for."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def current(connection: Connection) -> str | None:
    """The revision the database is at; ``None`` when it was never migrated."""
    options = {"version_table_schema": VERSION_SCHEMA, "version_table": VERSION_TABLE}
    return MigrationContext.configure(connection, opts=options).get_current_revision()
