"""What tests of the command line share because it is slow to make."""

from collections.abc import Iterator

import pytest

from northlog.embedded import EmbeddedServer, Programs
from tests.e2e.cli import Cli, installed, settled

__all__ = ["installed", "sample", "settled"]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    """The sample company, for tests that only read it: three closed cycles, a started one and a planned one."""
    data_dir = tmp_path_factory.mktemp("sample")
    with EmbeddedServer(data_dir, Programs.from_wheel()):
        cli = Cli(data_dir)
        cli.says("demo", "load")
        yield cli
