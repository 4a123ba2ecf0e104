"""The feed as lines over HTTP, served by a process of its own, beside ``COPY … TO STDOUT`` of the same rows."""

import http.client
import socket
from contextlib import closing
from statistics import median
from time import perf_counter

import psycopg
from psycopg.sql import SQL, Literal
from sqlalchemy import NullPool, create_engine

from bench.latency import at_work, northlog
from bench.measure import House
from bench.memory import peak
from bench.northlog_side import Northlog as Side
from bench.report import Line, within
from northlog.tokens import Role, create

COPY = "copy (select * from northlog.events where org = {org} order by position) to stdout"
CHUNK = 1 << 16


def fed(house: House, turns: int) -> dict[str, Line]:
    """The two take turns, the median of the rounds counts."""
    side = house.northlog
    _, token = create(create_engine(side.database.owner_url, poolclass=NullPool), side.org, "bench", Role.VIEWER)
    port = _free_port()
    with northlog("serve", DATABASE_URL=side.database.app_url(), PORT=str(port)) as process:
        at_work(process)
        rates = [(_followed(port, token), _copied(side)) for _ in range(turns)]
        mebibytes = peak(process.pid)
    value, baseline = (median(each) for each in zip(*rates, strict=True))
    name = "bare COPY out"
    line = Line(value=value, unit="events/s", baseline=baseline, baseline_name=name, ratio=value / baseline)
    return {"feed_vs_copy": line, "feed_memory_vs_limit": within(mebibytes)}


def _followed(port: int, token: str) -> float:
    """Events a second, the whole log, each ended by a line feed."""
    count, began = 0, perf_counter()
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/x-ndjson"}
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        connection.request("GET", "/v1/feed", headers=headers)
        answer = connection.getresponse()
        assert answer.status == 200, answer.read()
        while chunk := answer.read1(CHUNK):
            count += chunk.count(b"\n")
    return count / (perf_counter() - began)


def _copied(side: Side) -> float:
    """Events a second, the whole log, nothing decoded."""
    count, began = 0, perf_counter()
    query = SQL(COPY).format(org=Literal(side.org))
    with (
        psycopg.connect(side.database.conninfo()) as connection,
        connection.cursor() as cursor,
        cursor.copy(query) as copy,
    ):
        for _ in copy:
            count += 1
    return count / (perf_counter() - began)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
