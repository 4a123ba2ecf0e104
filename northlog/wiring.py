"""The composition root: everything a process works with is put together here, and nowhere else."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event

from sqlalchemy import Engine, create_engine

from events.catalogue import CATALOGUE
from events.executor import Executor
from events.watching import UNWATCHED, Watch
from northlog.destinations import AddressDestroyer
from northlog.embedded import EmbeddedServer, NoRedis, Programs, RedisServer, find_program, running_url
from northlog.installation import APP_ROLE, install
from northlog.people import KeyDestroyer, People
from northlog.settings import Settings, WrongSetting
from northlog.wide_rules import WideRules
from projections.building.rebuild import Told, unheard
from projections.current import CURRENT
from projections.inline import InlineProjector
from workers.telling import SubscriptionKeeper

OWNER_ROLE = "northlog_owner"

FOR_A_REBUILD = 4
"""So many connections it holds at once, whatever the size of the pool."""

INLINE = (InlineProjector(CURRENT), WideRules(), KeyDestroyer(), AddressDestroyer(), SubscriptionKeeper())
"""What every append brings with it."""


@dataclass(frozen=True)
class Northlog:
    """A running Northlog. ``app``: behind row-level security. ``owner``: for operators; absent where the
    process was given no owner's URL. ``redis_url``: absent where there is no Redis; then ``woken`` is set whenever
    this process has appended something."""

    settings: Settings
    app: Engine
    maybe_owner: Engine | None
    executor: Executor
    people: People
    redis_url: str | None = None
    woken: Event = field(default_factory=Event)

    @property
    def watch(self) -> Watch:
        """Who watches this process."""
        return self.executor.watch

    @property
    def owner(self) -> Engine:
        """The owner's engine. Raises ``WrongSetting`` where there is none."""
        if self.maybe_owner is None:
            raise WrongSetting("NORTHLOG_OWNER_URL is needed for this: the URL of the tables' owner.")
        return self.maybe_owner

    def now(self) -> datetime:
        """The host's now, UTC; where time is simulated, that of the clock by which commands are executed."""
        clock = self.executor.clock
        return datetime.now(UTC) if clock is None else clock()


@contextmanager
def open_northlog(
    settings: Settings,
    *,
    migrate: bool = False,
    with_redis: bool = False,
    told: Told = unheard,
    watch: Watch = UNWATCHED,
    idle_seconds: int = 0,
) -> Iterator[Northlog]:
    """Northlog by its settings: served by URL, or embedded in a folder.

    The embedded server is started if need be and left when done; it is migrated whenever it is opened, being
    nobody else's. A served database is migrated only when asked. ``with_redis``: beside an embedded server Redis
    is started too, where there is a program for it. ``idle_seconds``: PostgreSQL ends a transaction in which this
    process stands still for longer; 0 never. ``told`` hears of read tables that are built anew for this version.
    Raises ``WrongSetting``, ``EmbeddedError``.
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
        app = _engine(stack, app_url, settings, idle_seconds=idle_seconds) if app_url else owner
        assert app is not None, "one of the two URLs is there"
        redis_url, woken = _redis_url(stack, settings, start=with_redis), Event()
        rung = _doorbell(stack, redis_url, woken, watch)
        yield Northlog(
            settings=settings,
            app=app,
            maybe_owner=owner,
            executor=Executor(app, CATALOGUE, INLINE, committed=rung, watch=watch),
            people=People(app),
            redis_url=redis_url,
            woken=woken,
        )


def _redis_url(stack: ExitStack, settings: Settings, *, start: bool) -> str | None:
    """By URL; or embedded: one that is started here, or that runs already for somebody else."""
    if settings.redis_url is not None:
        return str(settings.redis_url)
    if not settings.embedded:
        return None
    if start:
        try:
            program = find_program()
        except NoRedis:
            return None
        return stack.enter_context(RedisServer(settings.data_dir, program)).url
    return running_url(settings.data_dir)


def _doorbell(stack: ExitStack, redis_url: str | None, woken: Event, watch: Watch) -> Callable[[str], object]:
    if redis_url is None:
        return lambda _org: woken.set()
    from workers.doorbell import RedisBell  # with Redis's client, which takes longer to load than most commands

    bell = RedisBell(redis_url, watch=watch)
    stack.callback(bell.close)
    return bell


def _driver_url(url: object) -> str | None:
    return None if url is None else str(url).replace("postgresql://", "postgresql+psycopg://", 1)


def _engine(stack: ExitStack, url: str, settings: Settings, more: int = 0, idle_seconds: int = 0) -> Engine:
    options = f"-c timezone=UTC -c idle_in_transaction_session_timeout={idle_seconds}s"
    # Pre-ping: a server that was restarted costs a reconnect, not a failed request.
    engine = create_engine(
        url,
        pool_size=settings.pool_size,
        max_overflow=more,
        pool_pre_ping=True,
        hide_parameters=True,  # an error's text may be logged; what people wrote may not
        connect_args={"application_name": "northlog", "options": options},
    )
    stack.callback(engine.dispose)
    return engine
