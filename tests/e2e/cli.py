"""The command line for tests: a data folder whose server runs as long as the module's tests do."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from northlog.cli.main import app
from northlog.embedded import EmbeddedServer, Programs
from northlog.embedded.folder import Layout
from northlog.settings import Settings
from northlog.wiring import open_northlog

PLAIN = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Cli:
    """Calls `northlog` on one data folder."""

    data_dir: Path

    def call(self, *words: str, stdin: str = "") -> Result:
        """The command's outcome, whatever it is; never a traceback."""
        result = CliRunner(env=PLAIN).invoke(app, ["--data-dir", str(self.data_dir), *words], input=stdin)
        assert "Traceback" not in result.output
        return result

    def says(self, *words: str) -> str:
        """What a command that goes well prints."""
        result = self.call(*words)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    def json(self, *words: str) -> Any:
        """What a command prints for programs: JSON and nothing else."""
        return json.loads(self.says(*words, "--json"))

    def refuses(self, *words: str) -> str:
        """The one sentence of a command that is refused; the log stays as it was."""
        before = self.position()
        result = self.call(*words)
        assert (result.exit_code, result.stdout) == (2, ""), result.output
        assert result.stderr.count("\n") == 1
        assert self.position() == before
        return result.stderr

    def position(self) -> int:
        """Where the log ends."""
        last = self.json("log", "--last", "1")
        return int(last[0]["position"])


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with Northlog in it, to be copied: making one takes many times as long."""
    data_dir = tmp_path_factory.mktemp("installed")
    with open_northlog(Settings(data_dir=data_dir)):
        return data_dir


@pytest.fixture(scope="session")
def settled(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a small company in it."""
    with _served(installed, tmp_path_factory.mktemp("settled")) as cli:
        _settle(cli)
        return cli.data_dir


@contextmanager
def _served(made: Path, data_dir: Path) -> Iterator[Cli]:
    """A copy of a data folder, its server running."""
    copytree(Layout(made).cluster, Layout(data_dir).cluster)
    with EmbeddedServer(data_dir, Programs.from_wheel()):
        yield Cli(data_dir)


@pytest.fixture(scope="module")
def bare(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    """A running server without an organization."""
    with _served(installed, tmp_path_factory.mktemp("northlog")) as cli:
        yield cli


@pytest.fixture(scope="module")
def cli(settled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    """A small company in the second week of a cycle: one team, one person, one published objective."""
    with _served(settled, tmp_path_factory.mktemp("northlog")) as cli:
        yield cli


def _settle(bare: Cli) -> None:
    first = datetime.now(UTC).date() - 8 * DAY
    bare.says("org", "create", "Northwind", "--time-zone", "UTC")
    bare.says("person", "add", "Ada Lovelace", "--email", "ada@example.org")
    bare.says("team", "form", "Northwind Ltd", "--kind", "company")
    bare.says("team", "form", "Discover", "--parent", "Northwind Ltd")
    bare.says("cycle", "plan", "This quarter", str(first), "--start")
    publish(bare, "Make the first week seamless", owner="Ada Lovelace")
    bare.says(
        "key-result", "add", "Make the first week seamless", "Onboarding completion", "--from", "65", "--to", "90"
    )
    bare.says("key-result", "add", "Make the first week seamless", "Guide is public", "--binary")


def publish(cli: Cli, title: str, owner: str | None = None) -> str:
    """The id of a new published objective of the team Discover."""
    owned = [] if owner is None else ["--owner", owner]
    made = cli.json("objective", "draft", title, "--team", "Discover", "--publish", *owned)
    return str(made["objective_id"])
