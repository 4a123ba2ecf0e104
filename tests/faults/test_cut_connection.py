"""The connection is cut in the middle of an append: nothing lost, nothing doubled, and a retry ends well."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Literal

import psycopg
import pytest
from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from domain.organization import RenameOrganization
from events.executor import Answer
from tests.embedded_tools import until
from tests.faults.counting import assert_consistent
from tests.faults.wire import Moment, wire_to
from tests.house import House, app_url
from tests.logs import count_of

LOST = (psycopg.OperationalError, DBAPIError)
FAR = {"application_name": "far"}
BACKENDS = text("select count(*) from pg_stat_activity where application_name = :application_name")
MOST_REQUESTS = 30
"""More requests than a command makes of the server."""

Fate = Literal["answered", "lost with its effect", "lost without effect"]


def through(house: House, url: URL) -> House:
    """The same house, reached by another way."""
    # Pings as the served application does: a connection found dead is replaced, not handed out.
    app = create_engine(url, pool_size=1, max_overflow=0, pool_pre_ping=True, connect_args=FAR)
    return replace(house, app=app, executor=replace(house.executor, engine=app))


@pytest.mark.parametrize("moment", ["before the request arrives", "before the answer arrives"])
def test_wherever_the_wire_is_cut_a_retry_has_one_effect(house: House, moment: Moment) -> None:
    fates: list[Fate] = []
    direct = make_url(app_url(house.owner.url.render_as_string(hide_password=False)))
    with wire_to(direct) as (wire, url):
        far = through(house, url)
        try:
            for request in range(1, MOST_REQUESTS):
                far.do(RenameOrganization(name=f"Before {request}"))
                left = iter(range(1, request))
                wire.cut_when(lambda _, left=left: next(left, None) is None, moment)
                first = attempt(far, request)
                was_cut = wire.mend()
                fates.append(fate_of(far, request, first))
                if not was_cut:
                    break
        finally:
            far.app.dispose()
    assert not was_cut, "it was cut at every request that a command makes, and at last at none"
    assert fates[-1] == "answered"
    assert fates.count("lost without effect") >= 3
    assert_consistent(house)


@pytest.mark.parametrize(
    ("moment", "fate"),
    [
        ("before the request arrives", "lost without effect"),
        ("before the answer arrives", "lost with its effect"),
    ],
)
def test_a_commit_that_arrived_counts_even_if_its_answer_was_lost(
    house: House, moment: Moment, fate: Fate
) -> None:
    direct = make_url(app_url(house.owner.url.render_as_string(hide_password=False)))
    with wire_to(direct) as (wire, url):
        far = through(house, url)
        try:
            far.do(RenameOrganization(name="Before"))
            wire.cut_when(lambda request: b"COMMIT" in request, moment)
            first = attempt(far, 1)
            assert wire.mend()
            assert fate_of(far, 1, first) == fate
        finally:
            far.app.dispose()
    assert_consistent(house)


def renaming(request: int) -> tuple[RenameOrganization, str]:
    """A command with its id."""
    return RenameOrganization(name=f"After {request}"), f"cut-{request}"


def attempt(far: House, request: int) -> Answer | None:
    """The answer to a command, if the wire let it through."""
    try:
        return far.do(*renaming(request))
    except LOST:
        return None


def far_backends(house: House) -> int:
    """How many processes of the server are at the other end of the wire."""
    with house.owner.begin() as connection:
        return int(connection.execute(BACKENDS, FAR).scalar_one())


def fate_of(far: House, request: int, first: Answer | None) -> Fate:
    """What became of the first attempt; the command is given again and has one effect."""
    command, key = renaming(request)
    if first is None:
        until(lambda: far_backends(far) == 0)  # what reached the server before the cut is still carried out
    kept = count_of(far, key)
    again = far.do(command, key=key)
    assert count_of(far, key) == 1
    assert again.repeated == (kept == 1)
    if first is not None:
        assert again.last_position == first.last_position
        return "answered"
    return "lost with its effect" if kept else "lost without effect"


WAITING = text(
    "select pid from pg_stat_activity where datname = current_database() and usename = 'northlog_app' "
    "and wait_event_type = 'Lock'"
)


def test_a_backend_ended_while_it_waits_to_append_leaves_nothing(house: House) -> None:
    command = RenameOrganization(name="Northlight")
    with ThreadPoolExecutor(1) as threads, house.owner.connect() as owner:
        owner.execute(text("select 1 from northlog.heads where org = :org for update"), {"org": house.org})
        doing = threads.submit(house.do, command, "ended")
        found: list[int] = []

        def waits() -> bool:
            with house.owner.begin() as other:
                found[:] = other.execute(WAITING).scalars()
            return bool(found)

        until(waits)
        with house.owner.begin() as other:
            other.execute(text("select pg_terminate_backend(:pid)"), {"pid": found[0]})
        with pytest.raises(LOST):
            doing.result(30)
        owner.rollback()
    assert count_of(house, "ended") == 0
    assert not house.do(command, "ended").repeated
    assert count_of(house, "ended") == 1
    assert_consistent(house)
