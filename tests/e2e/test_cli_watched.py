"""Real processes: what they write to stderr, that no secret is in it, and where their metrics and traces are."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from tests.api import ok, settle
from tests.e2e.cli import Cli, bare
from tests.e2e.terminal import run, start
from tests.embedded_tools import until
from tests.receiver import Receiver, receiving
from tests.services import free_port

__all__ = ["bare"]

SET = {
    "NORTHLOG_SMTP_URL": "smtp://mailer:hunter2@127.0.0.1:1",
    "NORTHLOG_APP_PASSWORD": "hunter2",
    "NORTHLOG_ALLOWED_NETWORKS": "127.0.0.0/8",
}
PRIVATE = ("hunter2", "verysecret", "Ada", "ada@", "Grace", "Rosa", "Discover", "not-this-one")


@dataclass
class Running:
    """A process and what it has written to stderr so far."""

    process: subprocess.Popen[str]
    port: int
    metrics_port: int
    errors: list[str] = field(default_factory=list)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.errors]

    def happened(self, **wanted: object) -> bool:
        return any(line.items() >= wanted.items() for line in self.lines())

    def client(self, secret: str) -> httpx.Client:
        """One with a token."""
        there = f"http://127.0.0.1:{self.port}"
        return httpx.Client(base_url=there, headers={"Authorization": f"Bearer {secret}"})

    def metrics(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.metrics_port}/metrics", timeout=10) as answer:
            said: str = answer.read().decode()
            return said


@contextmanager
def up(data_dir: Path, **environment: str) -> Iterator[Running]:
    """All of Northlog in one process, once it serves; stopped as an operator would."""
    port, metrics_port = free_port(), free_port()
    words = ("--data-dir", str(data_dir), "up", "--port", str(port))
    with start(*words, NORTHLOG_METRICS_PORT=str(metrics_port), **environment) as process:
        running = Running(process, port, metrics_port)
        assert process.stderr is not None
        reader = threading.Thread(target=lambda: running.errors.extend(process.stderr or ()))
        reader.start()
        try:
            assert process.stdout is not None
            assert any("Ctrl-C stops it." in line for line in process.stdout)
            yield running
            os.kill(process.pid, signal.SIGINT)
            process.stdout.read()
            assert process.wait(30) == 0
        finally:
            process.kill()
            reader.join(10)


def test_everything_is_logged_as_one_line_of_json_and_nothing_private_is_in_it(bare: Cli) -> None:
    bare.says("org", "create", "Northwind", "--time-zone", "UTC")
    said = bare.says("token", "create", "--role", "admin", "--expires", "1d")
    [secret] = re.findall(r"northlog_[\w-]{20,}", said)
    with up(bare.data_dir, NORTHLOG_LOG_LEVEL="debug", **SET) as running:
        with running.client(secret) as client:
            shown = worry(client)
        until(lambda: running.happened(event="deliver", outcome="failed", kind="slack"), 30)
        assert 'northlog_delivery_attempts_total{kind="slack",outcome="failed"}' in running.metrics()
    assert {line["event"] for line in running.lines()} >= {"request", "append", "evaluate", "deliver"}
    assert {line["logger"].partition(".")[0] for line in running.lines()} >= {"northlog", "uvicorn", "dramatiq"}
    [signing] = re.findall(r"whsec_[^\"]+", shown)
    told = "".join(running.errors)
    assert [each for each in (secret, signing, *PRIVATE) if each in told] == []


def worry(client: httpx.Client) -> str:
    """Do all that secrets, names and addresses are part of; returns what the server alone may tell: a secret."""
    place = settle(client)  # type: ignore[arg-type]  # it only asks for get, post and put
    hidden = f"http://127.0.0.1:{free_port()}/services/T0/verysecret"
    for kind in ("webhook", "slack"):
        asked = {"kind": kind, "audience": {"kind": "team", "id": place.team}, "name": "Rosa's", "address": hidden}
        ok(client.post("/v1/destinations", json=asked | {"preferences": {"quiet_from": 0, "quiet_until": 0}}))
    [webhook] = [it for it in ok(client.get("/v1/destinations"))["items"] if it["kind"] == "webhook"]
    shown = client.post(f"/v1/destinations/{webhook['destination_id']}/secrets").text
    client.get("/v1/teams", headers={"Authorization": "Bearer northlog_not-this-one-not-this-one"})
    client.get("/v1/people?email=ada@example.org")
    readings = [{"key_result_id": place.completion, "confidence": 1, "note": "Grace Hopper is away"}]
    ok(client.post(place.url("/check-ins"), json={"issues": "Ada and Grace", "readings": readings}))
    return shown


@pytest.mark.parametrize("command", ["worker", "scheduler"])
def test_who_works_by_itself_has_metrics_too_and_is_quiet_by_default(bare: Cli, command: str) -> None:
    port = free_port()
    with start("--data-dir", str(bare.data_dir), command, NORTHLOG_METRICS_PORT=str(port)) as process:
        try:
            assert process.stdout is not None
            assert "Ctrl-C stops it." in process.stdout.readline()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
                assert "northlog_database_up 1.0" in answer.read().decode()
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=30)
            assert (process.returncode, errors) == (0, "")
        finally:
            process.kill()


def test_a_metrics_port_in_use_is_one_sentence(bare: Cli) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = str(listener.getsockname()[1])
        code, _, errors = run("--data-dir", str(bare.data_dir), "scheduler", NORTHLOG_METRICS_PORT=port)
    assert (code, errors.count("\n")) == (1, 1)
    assert f"NORTHLOG_METRICS_PORT: port {port}" in errors


BARE = """
import sys
sys.modules["opentelemetry.sdk"] = sys.modules["opentelemetry.exporter"] = None
from northlog.cli.main import run
run()
"""


def test_without_the_packages_that_trace_all_works_but_tracing(bare: Cli) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", BARE, "--data-dir", str(bare.data_dir), "scheduler"]
    traced = environment | {"NORTHLOG_OTLP_ENDPOINT": "http://127.0.0.1:4318"}
    ended = subprocess.run(command, env=traced, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert (
        'NORTHLOG_OTLP_ENDPOINT needs the packages that trace; run: pip install "northlog[traces]"' in ended.stderr
    )
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert "Ctrl-C stops it." in process.stdout.readline()
        finally:
            process.kill()


def test_traces_are_sent_to_the_collector_at_the_latest_when_the_process_ends(bare: Cli) -> None:
    with receiving(Receiver()) as collector:
        endpoint = collector.url(path="")
        with up(bare.data_dir, NORTHLOG_OTLP_ENDPOINT=endpoint) as running, running.client("none") as client:
            assert client.get("/healthz").status_code == 200
    assert {each.path for each in collector.got} == {"/v1/traces"}
    told = b"".join(each.body for each in collector.got)
    assert b"northlog-all" in told
    assert b"GET /healthz" in told
