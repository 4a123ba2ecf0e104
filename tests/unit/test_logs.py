"""One line an event, for programs or for people, with the ids of what is going on and nothing that is secret."""

import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import psycopg
import pytest
from prometheus_client import CollectorRegistry
from sqlalchemy.exc import IntegrityError

from northlog.watching.logs import Format, logging_to
from northlog.watching.meters import Meters
from northlog.watching.watcher import Spans, Watcher

LOG = logging.getLogger("northlog.test")
COMMAND = {"organization_id": "o-1", "actor_id": "token:t-1", "command_id": "t-1/key", "correlation_id": "r-1"}


@contextmanager
def written(level: str = "info", form: Format | None = "json") -> Iterator[StringIO]:
    stream = StringIO()
    with logging_to(stream, level, form):
        yield stream


def line_of(stream: StringIO) -> dict[str, Any]:
    (line,) = stream.getvalue().splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def watcher() -> Watcher:
    return Watcher(Meters(CollectorRegistry()), Spans())


def test_a_line_says_when_who_and_what() -> None:
    with written() as stream:
        LOG.warning("the bell of %s is silent", "evaluate", extra={"seconds": 2})
    line = line_of(stream)
    assert (line["event"], line["level"], line["logger"]) == (
        "the bell of evaluate is silent",
        "warning",
        LOG.name,
    )
    assert line["seconds"] == 2
    assert line["timestamp"].endswith("Z")


def test_text_is_one_line_too_and_has_no_colours_where_nobody_sees_them() -> None:
    with written(form="text") as stream:
        LOG.warning("first\nsecond \x1b[31mred", extra={"seconds": 2})
    (line,) = stream.getvalue().splitlines()
    assert "first second" in line
    assert "seconds=2" in line
    assert "\x1b" not in line


@pytest.mark.parametrize(("on_a_terminal", "starts"), [(True, "\x1b"), (False, "{")])
def test_without_a_word_people_get_text_and_programs_json(on_a_terminal: bool, starts: str) -> None:
    stream = StringIO()
    stream.isatty = lambda: on_a_terminal  # type: ignore[method-assign]
    with logging_to(stream, "info", None):
        LOG.info("hello")
    assert stream.getvalue().startswith(starts)


def test_whatever_is_logged_within_work_bears_its_ids() -> None:
    with written() as stream, watcher().doing("append", command="CheckIn", **COMMAND):
        LOG.info("within")
    within, after = map(json.loads, stream.getvalue().splitlines())
    assert within.items() >= COMMAND.items()
    assert "command" not in within
    assert after.items() >= {"event": "append", "outcome": "done", "command": "CheckIn", **COMMAND}.items()
    assert after["duration_ms"] >= 0


def test_after_the_work_its_ids_are_gone() -> None:
    with written() as stream:
        with watcher().doing("append", command="CheckIn", **COMMAND):
            pass
        LOG.info("after")
    assert COMMAND.keys().isdisjoint(json.loads(stream.getvalue().splitlines()[-1]))


def test_work_that_fails_is_told_with_the_kind_of_its_error() -> None:
    def fail() -> None:
        with watcher().doing("append", command="CheckIn", **COMMAND):
            raise FileNotFoundError("ada@example.org")

    with written() as stream, pytest.raises(FileNotFoundError):
        fail()
    assert line_of(stream)["outcome"] == "file_not_found_error"


def test_an_error_is_its_kind_and_its_place_and_never_its_text() -> None:
    def stumble() -> None:
        raise ValueError("“Ada Lovelace” is away")

    with written() as stream:
        try:
            stumble()
        except ValueError:
            LOG.exception("it failed")
    line = line_of(stream)
    assert line["error"] == "ValueError"
    assert line["raised_at"].endswith(" stumble")
    assert "Ada" not in stream.getvalue()


def test_what_a_server_says_of_a_connection_is_told() -> None:
    with written() as stream:
        LOG.warning("lost", exc_info=psycopg.OperationalError("connection to server at 10.0.0.1 failed"))
    assert line_of(stream)["said"] == "connection to server at 10.0.0.1 failed"


def test_what_a_statement_was_about_is_not() -> None:
    refused = psycopg.errors.UniqueViolation("DETAIL: Key (name)=(Ada Lovelace) already exists.")
    with written() as stream:
        LOG.warning("refused", exc_info=IntegrityError("insert", {"name": "Ada Lovelace"}, refused))
    assert line_of(stream)["error"] == "UniqueViolation"
    assert "Ada" not in stream.getvalue()


@pytest.mark.parametrize(
    "secret",
    [
        "postgresql://northlog_app:hunter2@db.example.org/northlog",
        "rediss://:hunter2@redis:6379/0",
        "smtp+starttls://mailer:hunter2@mail.example.org",
        "https://hooks.slack.com/services/T0/B0/hunter2",
        "northlog_hunter2hunter2hunter2hunter2",
        "whsec_hunter2hunter2",
        "Authorization: Bearer hunter2",
        "mail to hunter2@example.org",
    ],
)
@pytest.mark.parametrize("form", ["json", "text"])
def test_what_looks_like_a_secret_is_not_written_wherever_it_stands(secret: str, form: Format) -> None:
    with written(form=form) as stream:
        LOG.warning("said: %s", secret, extra={"beside": secret})
    assert "said" in stream.getvalue()
    assert "hunter2" not in stream.getvalue()


def test_a_long_text_is_cleaned_in_no_time() -> None:
    begun = time.monotonic()
    with written() as stream:
        LOG.warning("x" * 50_000 + " ann@example.org")
    assert time.monotonic() - begun < 2
    assert "ann@" not in stream.getvalue()


def test_a_server_that_is_named_can_still_be_read() -> None:
    with written() as stream:
        LOG.warning("cannot reach postgresql://northlog_app:hunter2@db.example.org:5432/northlog")
    assert line_of(stream)["event"] == "cannot reach postgresql://…@db.example.org:5432/northlog"


def test_libraries_that_would_show_what_is_stored_only_warn() -> None:
    with written("debug") as stream:
        logging.getLogger("sqlalchemy.engine.Engine").info("insert into people values (Ada)")
        logging.getLogger("sqlalchemy.pool").warning("a connection was lost")
        for name in ("uvicorn.error", "dramatiq.worker", "workers.evaluator"):
            logging.getLogger(name).debug("hello")
    events = [json.loads(line)["event"] for line in stream.getvalue().splitlines()]
    assert events == ["a connection was lost", "hello", "hello", "hello"]


def test_less_than_was_asked_for_is_not_written() -> None:
    with written("error") as stream:
        LOG.warning("hello")
        logging.getLogger("sqlalchemy.pool").warning("hello")
    assert stream.getvalue() == ""


def test_questions_whether_it_lives_are_not_told_to_whoever_wants_news() -> None:
    with written() as stream:
        for route in ("/healthz", "/v1/teams"):
            with watcher().doing("request", method="GET") as about:
                about["route"], about["status"] = route, 200
    assert line_of(stream)["route"] == "/v1/teams"


def test_when_it_is_over_logging_is_as_it_was() -> None:
    root = logging.getLogger()
    before = (root.handlers[:], root.level, LOG.parent and LOG.parent.level)
    with written("debug"):
        assert root.handlers != before[0]
    assert (root.handlers, root.level, LOG.parent and LOG.parent.level) == before
