"""The composition root: everything a process works with is put together here, and nowhere else."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, create_engine

from events.catalogue import CATALOGUE
from events.executor import Executor
from northlog.destinations import AddressDestroyer
from northlog.embedded import EmbeddedServer, Programs
from northlog.installation import APP_ROLE, install
from northlog.people import KeyDestroyer, People
from northlog.settings import Settings, WrongSetting
from projections.building.rebuild import Told, unheard
from projections.current import CURRENT
from projections.inline import InlineProjector

OWNER_ROLE = "northlog_owner"

FOR_A_REBUILD = 4
"""So many connections it holds at once, whatever the size of the pool."""

INLINE = (InlineProjector(CURRENT), KeyDestroyer(), AddressDestroyer())
"""What every append brings with it."""


@dataclass(frozen=True)
class Northlog:
    """A running Northlog. ``app``: behind row-level security. ``owner``: for operators; absent where the
    process was given no owner's URL."""

    settings: Settings
    app: Engine
    maybe_owner: Engine | None
    executor: Executor
    people: People

    @property
    def owner(self) -> Engine:
        """The owner's engine. Raises ``WrongSetting`` where there is none."""
        if self.maybe_owner is None:
            raise WrongSetting("NORTHLOG_OWNER_URL is needed for this: the URL of the tables' owner.")
        return self.maybe_owner


@contextmanager
def open_northlog(settings: Settings, *, migrate: bool = False, told: Told = unheard) -> Iterator[Northlog]:
    """Northlog by its settings: served by URL, or embedded in a folder.

    The embedded server is started if need be and left when done; it is migrated whenever it is opened, being
    nobody else's. A served database is migrated only when asked. ``told`` hears of read tables that are built anew
    for this version. Raises ``WrongSetting``, ``EmbeddedError``.
    """
    with ExitStack() as stack:
        if settings.embedded:
            server = stack.enter_context(EmbeddedServer(settings.data_dir, Programs.from_wheel()))
            app_url: str | None = server.url(APP_ROLE)
            owner_url: str | None = server.url(OWNER_ROLE)
            migrate = True
        else:
            app_url = _driver_url(settings.database_url)
            owner_url = _driver_url(settings.owner_url)
        owner = None if owner_url is None else _engine(stack, owner_url, settings, FOR_A_REBUILD)
        if migrate:
            if owner is None:
                raise WrongSetting("NORTHLOG_OWNER_URL is needed to migrate: the URL of the tables' owner.")
            password = settings.app_password
            install(owner, None if password is None else password.get_secret_value(), told)
        app = _engine(stack, app_url, settings) if app_url else owner
        assert app is not None, "one of the two URLs is there"
        yield Northlog(
            settings=settings,
            app=app,
            maybe_owner=owner,
            executor=Executor(app, CATALOGUE, INLINE),
            people=People(app),
        )


def _driver_url(url: object) -> str | None:
    return None if url is None else str(url).replace("postgresql://", "postgresql+psycopg://", 1)


def _engine(stack: ExitStack, url: str, settings: Settings, more: int = 0) -> Engine:
    # Pre-ping: a server that was restarted costs a reconnect, not a failed request.
    engine = create_engine(
        url,
        pool_size=settings.pool_size,
        max_overflow=more,
        pool_pre_ping=True,
        connect_args={"application_name": "northlog", "options": "-c timezone=UTC"},
    )
    stack.callback(engine.dispose)
    return engine
