"""Whatever goes wrong, in one sentence on stderr and an exit code: 2 for bad input, 1 for the rest.

Errors' types are imported only once there is an error.
"""

import os
import shutil
import sys
import textwrap
import traceback

import typer

FAILED, REFUSED, INTERRUPTED = 1, 2, 130
WIDEST = 80
"""Columns, however wide the terminal is: no eye follows longer lines."""


class Failed(Exception):
    """A command could not do its work; the message is a sentence with the next step."""


class NoData(Exception):
    """There is nothing yet that a command could look at; the message is a sentence with the next step."""


def told(error: Exception) -> int:
    """Say what went wrong, on stderr; returns the exit code."""
    if isinstance(error, typer.Abort):
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        # Whoever read our output has gone; the interpreter must not fail again when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    code, sentence = _sentence(error)
    if sentence:
        sys.stderr.write(f"{_fitting(_printable(sentence))}\n")
    if code == FAILED and os.environ.get("NORTHLOG_LOG_LEVEL") == "debug":
        traceback.print_exception(error)
    return code


def _printable(sentence: str) -> str:
    """The sentence with its control characters spelt out: it may quote a file, which may speak to the terminal."""
    return "".join(each if each.isprintable() or each == "\n" else ascii(each)[1:-1] for each in sentence)


def _fitting(sentence: str) -> str:
    """The sentence broken between words where somebody reads it at a terminal; for programs it stays one line."""
    if not sys.stderr.isatty():
        return sentence
    width = min(WIDEST, shutil.get_terminal_size().columns)
    lines = [
        textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) for line in sentence.split("\n")
    ]
    return "\n".join("\n".join(each) for each in lines)


def _sentence(error: Exception) -> tuple[int, str]:
    if isinstance(error, typer.TyperException):
        return REFUSED, _usage(error)
    if isinstance(error, Failed):
        return FAILED, str(error)
    if isinstance(error, NoData):
        return REFUSED, str(error)
    return _of_input(error) or _of_database(error) or _of_rest(error)


def _usage(error: typer.TyperException) -> str:
    # Alternatives come one a line and indented: an error is one sentence.
    text = error.format_message().strip().replace("Value error, ", "")
    text = text.replace(":\n\t", ": ").replace(",\n\t", ", ")
    context = getattr(error, "ctx", None)
    if not text or context is None:
        return text
    return f"{text.rstrip('.')}. See {context.command_path} --help"


def _of_input(error: Exception) -> tuple[int, str] | None:
    from pydantic import ValidationError

    from domain.decider import Refused
    from northlog.cli.finding import Unclear
    from northlog.first_fault import first_fault
    from northlog.organizations import NoSuchOrganization
    from northlog.reading.moments import WrongMoment

    match error:
        case WrongMoment():
            return REFUSED, f"--{error.field.replace('_', '-')}: {error.message}."
        case Unclear():
            return REFUSED, f"{error.message[:1].upper()}{error.message[1:].rstrip('.')}."
        case Refused():
            return REFUSED, _refusal(error.field, f"{error.message.rstrip('.')} (rule {error.rule})")
        case ValidationError():
            path, says = first_fault(error)
            return REFUSED, _refusal(_field(path), says.removeprefix("Input ").rstrip("."))
        case NoSuchOrganization():
            return REFUSED, str(error)
        case _:
            return None


def _field(path: tuple[int | str, ...]) -> str:
    """The dotted path of a field; of a measure without the name of its kind, which nobody typed."""
    said = [part for before, part in zip((None, *path), path, strict=False) if before != "measure"]
    return ".".join(map(str, said)) or "input"


def _refusal(field: str, why: str) -> str:
    return f"Refused: {field}: {why}. The log is unchanged."


def _of_database(error: Exception) -> tuple[int, str] | None:
    import psycopg
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.exc import TimeoutError as PoolTimeout

    cause = error.orig if isinstance(error, DBAPIError) else error
    reason = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
    match cause:
        case (
            psycopg.errors.UndefinedTable()
            | psycopg.errors.InvalidSchemaName()
            | psycopg.errors.UndefinedFunction()
        ):
            return FAILED, f"The database is not of this version ({reason}); run: northlog migrate"
        case psycopg.errors.InsufficientPrivilege():
            return FAILED, f"The database role may not do this ({reason}); run: northlog doctor"
        case psycopg.OperationalError() | psycopg.InterfaceError():
            return FAILED, f"The database cannot be reached or was lost ({reason}); run: northlog doctor"
        case psycopg.Error():
            return FAILED, f"The database refused this ({reason}); run: northlog doctor"
        case PoolTimeout():
            return FAILED, "All database connections are in use; raise NORTHLOG_POOL_SIZE, or try again."
        case _:
            return None


def _of_rest(error: Exception) -> tuple[int, str]:
    from events.errors import LogError
    from northlog.embedded import EmbeddedError
    from northlog.exporting.refusals import CannotExport
    from northlog.settings import WrongSetting

    match error:
        case WrongSetting() | EmbeddedError() | CannotExport():
            return FAILED, str(error)
        case LogError():
            return FAILED, f"{str(error)[:1].upper()}{str(error)[1:].rstrip('.')}."
        case OSError():
            named = f"{error.filename}: " if error.filename else ""
            reason = (error.strerror or str(error)).lower()
            return FAILED, f"{named}{reason}; choose another place, or mend this one and try again."
        case _:
            kind = f"{type(error).__name__}: {error}".splitlines()[0]
            return (
                FAILED,
                f"Northlog has a fault ({kind}); NORTHLOG_LOG_LEVEL=debug shows where. Please report it.",
            )
