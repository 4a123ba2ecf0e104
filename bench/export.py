"""Export of check-ins and readings to Parquet, against pyarrow writing the same rows from a ready table.

The ready tables hold what the reporting views show and are copied out by the same COPY into the same writer: what
is left is what the views cost, and what an export does beside writing. They take turns. The memory is that of a
process of its own: ``python -m bench.export URL ORG POSITION FOLDER``.
"""

import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import psycopg
from sqlalchemy import create_engine, make_url

from bench.database import settle
from bench.memory import peak
from bench.northlog_side import Northlog
from bench.report import Line, within
from northlog.exporting.export import export
from northlog.exporting.formats import Format, copied, writer
from northlog.installation import APP_ROLE
from projections.registry import PROJECTIONS
from projections.reporting import VIEWS
from projections.reporting.checking import CHECK_IN, READING

TABLES = (CHECK_IN.name, READING.name)


def exports(side: Northlog, turns: int) -> dict[str, Line]:
    """Rows a second of both, the medians of some turns, and the memory."""
    side.level(PROJECTIONS)
    app = create_engine(make_url(side.database.owner_url).set(username=APP_ROLE), pool_size=1)
    with psycopg.connect(side.database.conninfo(), autocommit=True) as connection:
        connection.execute("select set_config('northlog.org', %s, false)", (side.org,))
        for name in TABLES:
            connection.execute(
                f"create table public.ready_{name} as select * from reporting.{name} order by known_from"
            )
        row = connection.execute("select position from reporting.contract").fetchone()
        assert row is not None
        position = int(row[0])
        settle(side.database)
        ours, bare = [], []
        for _ in range(turns):
            bare.append(_bare(connection))
            with TemporaryDirectory() as folder:
                began = perf_counter()
                done = export(app, side.org, Path(folder), Format.PARQUET, TABLES, position, exact=True)
                seconds = perf_counter() - began
            ours.append(sum(each.rows for each in done.manifest.files) / seconds)
        for name in TABLES:
            connection.execute(f"drop table public.ready_{name}")
    app.dispose()
    mebibytes = _memory(app.url.render_as_string(hide_password=False), side.org, position)
    return {
        "export_vs_pyarrow": Line(
            value=median(ours),
            unit="rows/s",
            baseline=median(bare),
            baseline_name="pyarrow from a ready table",
            ratio=median(ours) / median(bare),
        ),
        "export_memory_vs_limit": within(mebibytes),
    }


def _bare(connection: psycopg.Connection[tuple[object, ...]]) -> float:
    columns = {each.name: each.columns for each in VIEWS}
    rows, write = 0, writer(Format.PARQUET)
    began = perf_counter()
    for name in TABLES:
        query = copied(Format.PARQUET, f"select * from public.ready_{name}").encode()
        with (
            TemporaryDirectory() as folder,
            Path(folder, name).open("wb") as out,
            connection.cursor().copy(query) as copy,
        ):
            rows += write(map(bytes, copy), out, columns[name])
    return rows / (perf_counter() - began)


def _memory(url: str, org: str, position: int) -> float:
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.export", url, org, str(position), folder]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    url, org, position, folder = sys.argv[1:]
    engine = create_engine(url, pool_size=1)
    export(engine, org, Path(folder), Format.PARQUET, TABLES, int(position), exact=True)
    print(peak())
