"""PostgreSQL is killed in the middle of writers: what was answered survives, and nothing is half-written."""

import os
import signal
from operator import gt
from pathlib import Path

from sqlalchemy import create_engine

from domain.team import FormTeam, TeamKind
from northlog.embedded import EmbeddedServer, Programs
from tests.embedded_tools import server_pid, until
from tests.faults.counting import assert_consistent, assert_every_answer_kept
from tests.faults.writer import Task, noted, writing
from tests.house import app_url, new_id, prepare, settle

WRITERS, ANSWERS, PATIENCE = 4, 10, 60.0


def test_every_answer_survives_the_servers_death(data_dir: Path, programs: Programs, tmp_path: Path) -> None:
    with EmbeddedServer(data_dir, programs, durable=True) as server:
        url = server.url("northlog_owner")
        prepare(url)
        owner, app = create_engine(url), create_engine(app_url(url))
        house = settle(owner, app)
        team = new_id()
        house.do(FormTeam(team_id=team, name="Shared", kind=TeamKind.COMPANY))
        over = tmp_path / "over"
        tasks = [
            Task(name, app_url(url), house.org, [team], tmp_path / name, 4 * PATIENCE, over)
            for name in (f"writer{number}" for number in range(WRITERS))
        ]

        def answered() -> list[int]:
            return [len(noted(task)[0]) for task in tasks]

        with writing(tasks) as processes:
            until(lambda: min(answered()) > ANSWERS, PATIENCE)
            os.kill(server_pid(data_dir), signal.SIGKILL)
            killed_after = answered()
            owner.dispose()
            app.dispose()
            with EmbeddedServer(data_dir, programs, durable=True) as again:
                assert again.url("northlog_owner") == url
                # Every writer goes on.
                until(lambda: all(map(gt, answered(), killed_after)), PATIENCE)
                over.touch()
                for process in processes:
                    process.join(PATIENCE)
                assert [process.exitcode for process in processes] == [0] * WRITERS
                assert_every_answer_kept(house, tasks)
                assert_consistent(house)
                owner.dispose()
                app.dispose()
