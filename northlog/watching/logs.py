"""Logs: one line an event on stderr, as JSON or as text, whoever it is that logs."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, TextIO

import psycopg
import redis
from sqlalchemy.exc import DBAPIError
from structlog.contextvars import merge_contextvars
from structlog.dev import ConsoleRenderer
from structlog.processors import JSONRenderer, TimeStamper
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import EventDict, Processor

OURS = ("northlog", "workers", "projections", "events", "uvicorn", "dramatiq")
"""Those log at the level asked for; all others only warn, for some of them would show what is sent and stored."""

FRAMES = 12
"""So many places of an error's way are named, the innermost last."""

_SAID_BY_SERVERS = (OSError, redis.RedisError, psycopg.OperationalError)
"""Errors whose text speaks of connections. What others say may quote what people wrote."""

_SECRETS = (
    (re.compile(r"(?<=://)[^/\s@]+@"), "…@"),
    (re.compile(r"(https?://[^/\s]+/)[^\s\"']+"), r"\1…"),  # a chat's address speaks for whoever has it
    (re.compile(r"\b(?:northlog_[\w-]{20,}|whsec_[\w+/=-]+)"), "…"),
    (re.compile(r"(?i)\b(bearer|basic) \S+"), r"\1 …"),
    # From the beginning of a run of characters on: tried at each of them, a long one would take minutes.
    (re.compile(r"(?<![^\s@<>\"'=/:…])[^\s@<>\"'=/:…]+@[^\s@<>\"'/]+\.[^\s@<>\"'/]+"), "…"),
)

Format = Literal["text", "json"]


@contextmanager
def logging_to(stream: TextIO, level: str, form: Format | None) -> Iterator[None]:
    """Have all that is logged written to a stream, until left. ``form``: without one, text on a terminal, else
    JSON. ``level``: debug, info, warning or error."""
    root = logging.getLogger()
    named = [logging.getLogger(name) for name in OURS]
    before = [(logger, logger.level, logger.handlers[:]) for logger in (root, *named)]
    wanted: int = logging.getLevelNamesMapping()[level.upper()]
    handler = logging.StreamHandler(stream)
    handler.setLevel(wanted)
    handler.setFormatter(_formatter(form or ("text" if stream.isatty() else "json"), stream.isatty()))
    handler.addFilter(_is_news)
    root.handlers = [handler]
    root.setLevel(max(wanted, logging.WARNING))
    for logger in named:
        logger.handlers = []
        logger.setLevel(wanted)
    try:
        yield
    finally:
        for logger, old, handlers in before:
            logger.setLevel(old)
            logger.handlers = handlers


def _formatter(form: Format, colours: bool) -> ProcessorFormatter:
    common: list[Processor] = [
        merge_contextvars,
        ExtraAdder(),
        add_log_level,
        add_logger_name,
        TimeStamper(fmt="iso", utc=True),
        explained,
        cleaned,
    ]
    renderer: Processor = JSONRenderer(ensure_ascii=False)
    if form == "text":
        renderer = ConsoleRenderer(colors=colours, pad_event_to=24, sort_keys=False)
    return ProcessorFormatter(
        foreign_pre_chain=common, processors=[ProcessorFormatter.remove_processors_meta, renderer]
    )


def _is_news(record: logging.LogRecord) -> bool:
    """Not what uvicorn says of a failed request: that was said already, with the request's id."""
    return record.name != "uvicorn.error" or not record.getMessage().startswith("Exception in ASGI")


def explained(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """An error in words that are nobody's: its kind and where it arose. Its text only where a server said it."""
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
        event["error"] = type(cause).__name__
        if isinstance(cause, _SAID_BY_SERVERS):
            event["said"] = str(cause)
        frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
        event["raised_at"] = " > ".join(f"{it.filename}:{it.lineno} {it.name}" for it in frames)
    return event


def cleaned(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Every text on one line, and without anything that looks like a secret or an address: no line should hold
    one, and if one does it goes no further."""
    return {name: _clean(value) if isinstance(value, str) else value for name, value in event.items()}


def _clean(text: str) -> str:
    for secret, instead in _SECRETS:
        text = secret.sub(instead, text)
    return text if text.isprintable() else "".join(each if each.isprintable() else " " for each in text)
