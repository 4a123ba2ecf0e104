"""Fixtures of the embedded server's tests."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from northlog.embedded import EmbeddedError, Programs
from tests.embedded_tools import NOBODY
from tests.reporting import sample
from tests.services import missing

__all__ = ["sample"]


@pytest.fixture(scope="session")
def programs() -> Programs:
    """The wheel's programs, or the system's."""
    try:
        return Programs.from_wheel()
    except EmbeddedError:
        try:
            return Programs.from_path()
        except EmbeddedError as error:
            missing("PostgreSQL's server programs", [str(error)])


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Where a server's folder goes; not there yet."""
    return tmp_path / "data"


@pytest.fixture
def nobodys_folder() -> Iterator[Path]:
    """A folder of an unprivileged user; pytest's own are closed to it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "home")
        Path(name).chmod(0o711)
        folder.mkdir()
        os.chown(folder, NOBODY, NOBODY)
        yield folder
