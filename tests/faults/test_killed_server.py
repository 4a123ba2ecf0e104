"""PostgreSQL is killed in the middle of writers: what was answered survives, and nothing is half-written."""

import os
import signal
import time
from pathlib import Path

from sqlalchemy import create_engine

from domain.team import FormTeam, TeamKind
from northlog.embedded import EmbeddedServer, Programs
from tests.embedded_tools import server_pid, until
from tests.faults.counting import assert_consistent, assert_every_answer_kept
from tests.faults.writer import Task, noted, writing
from tests.house import app_url, new_id, prepare, settle

WRITERS, SECONDS, PATIENCE = 4, 6.0, 60.0


def test_every_answer_survives_the_servers_death(data_dir: Path, programs: Programs, tmp_path: Path) -> None:
    with EmbeddedServer(data_dir, programs, durable=True) as server:
        url = server.url("northlog_owner")
        prepare(url)
        owner, app = create_engine(url), create_engine(app_url(url))
        house = settle(owner, app)
        team = new_id()
        house.do(FormTeam(team_id=team, name="Shared", kind=TeamKind.COMPANY))
        tasks = [
            Task(f"writer{number}", app_url(url), house.org, [team], tmp_path / f"writer{number}", SECONDS)
            for number in range(WRITERS)
        ]
        with writing(tasks) as processes:
            until(lambda: all(len(noted(task)[0]) > 10 for task in tasks), PATIENCE)
            os.kill(server_pid(data_dir), signal.SIGKILL)
            killed_after = [len(noted(task)[0]) for task in tasks]
            owner.dispose()
            app.dispose()
            with EmbeddedServer(data_dir, programs, durable=True) as again:
                assert again.url("northlog_owner") == url
                deadline = time.monotonic() + PATIENCE
                for process in processes:
                    process.join(max(0.1, deadline - time.monotonic()))
                assert [process.exitcode for process in processes] == [0] * WRITERS
                assert_every_answer_kept(house, tasks)
                assert_consistent(house)
                gone_on = [len(noted(task)[0]) for task in tasks]
                assert all(after > before for before, after in zip(killed_after, gone_on, strict=True))
                owner.dispose()
                app.dispose()
