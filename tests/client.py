"""The typed client as an API's user has it: generated from the document, once for each that it is."""

import sys
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from subprocess import run
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import orjson
import pytest

from northlog.api.document import document

CONFIG = Path(__file__).parents[1] / ".openapi-python-client.yaml"
PACKAGE = "northlog_client"


def generated(cache: Path) -> Path:
    """The folder that holds the client's package; generated unless an equal document's is there."""
    text = orjson.dumps(document(), option=orjson.OPT_SORT_KEYS)
    there = cache / sha256(text).hexdigest()
    if there.exists():
        return there
    with TemporaryDirectory(dir=cache) as folder:
        source = Path(folder) / "openapi.json"
        source.write_bytes(text)
        out = Path(folder) / "out" / PACKAGE
        out.parent.mkdir()
        command = [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning"]
        command += ["--meta", "none", "--path", str(source), "--output-path", str(out), "--config", str(CONFIG)]
        run(command, check=True, capture_output=True, timeout=120)
        if not there.exists():  # another worker may have been quicker
            out.parent.rename(there)
    return there


class Typed:
    """Operations by tag and name, models and types of the generated client, speaking to one app."""

    def __init__(self, transport: Any, token: str) -> None:
        made = import_module(f"{PACKAGE}.client").AuthenticatedClient(base_url="http://testserver", token=token)
        self.client = made.set_httpx_client(transport)
        self.models = import_module(f"{PACKAGE}.models")

    def call(self, tag: str, operation: str, *path: str, **more: Any) -> Any:
        """What an operation answers, parsed: what was asked for, or a problem document."""
        module: ModuleType = import_module(f"{PACKAGE}.api.{tag}.{operation}")
        return module.sync(*path, client=self.client, **more)


@pytest.fixture(scope="session")
def client_package(pytestconfig: pytest.Config) -> Path:
    """The generated package, to be imported."""
    folder = generated(pytestconfig.cache.mkdir("northlog-client"))  # type: ignore[union-attr]
    sys.path.insert(0, str(folder))
    return folder / PACKAGE
