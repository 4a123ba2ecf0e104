"""The second wall stands only for a role that cannot walk through it."""

from sqlalchemy import Engine, text

from northlog.installation import APP_ROLE
from northlog.settings import WrongSetting
from projections.registry import PROJECTIONS

_POWER = text("""
select current_user,
       case when rolsuper then 'is a superuser'
            when rolbypassrls then 'may bypass row-level security'
            when exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                         where n.nspname ~ :schemas and c.relkind in ('r', 'p')
                           and pg_has_role(current_user, c.relowner, 'usage')) then 'owns tables of Northlog'
       end
from pg_roles where rolname = current_user
""")


def refuse_powerful_role(engine: Engine) -> None:
    """Raise ``WrongSetting`` where row-level security would not hold the engine's role."""
    builds = "|".join(projection.name for projection in PROJECTIONS)
    schemas = f"^(northlog|({builds})_[0-9]+)$"
    with engine.connect() as connection:
        name, power = connection.execute(_POWER, {"schemas": schemas}).one()
    if power:
        raise WrongSetting(
            f"NORTHLOG_DATABASE_URL: the role {name} {power}, so organizations would not be kept apart; "
            f"log in as {APP_ROLE}."
        )
