"""Guessing a mapping from headers and the first lines; people then read it and change what is wrong."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from northlog.importing.csv_file import Line
from northlog.importing.mapping import FIELDS
from northlog.importing.sheet import Sheet
from northlog.importing.trouble import CannotImport, Unfit
from northlog.importing.values import day, number

NAMES = {
    "objective": ("objective", "goal", "objective title", "o"),
    "key_result": ("key result", "kr", "key result title", "measure of success"),
    "title": ("title", "name", "summary", "goal title", "item"),
    "type": ("type", "kind", "item type"),
    "order": ("order", "outline", "outline number", "number", "no", "nr", "#", "wbs"),
    "level": ("depth", "indent", "outline level"),
    "row": ("row id", "id", "key", "row"),
    "parent": ("parent", "parent id", "parent row id", "aligned to", "parent goal"),
    "team": ("team", "department", "teams", "unit name", "group", "squad"),
    "cycle": ("cycle", "period", "quarter", "time period", "session", "goal cycle"),
    "starts_on": ("start date", "cycle start", "starts on", "from date", "begin date"),
    "ends_on": ("end date", "due date", "cycle end", "ends on", "until", "deadline"),
    "owner": ("owner", "owner email", "responsible", "assignee", "accountable", "lead", "owner emails"),
    "description": ("description", "details"),
    "why_now": ("why now", "why", "rationale", "why it matters"),
    "ambition": ("ambition", "committed or aspirational"),
    "scope": ("scope", "okr type", "objective level", "level"),
    "status": ("status", "state"),
    "measure": ("measure", "metric type", "measurement", "goal type", "kr type"),
    "unit": ("unit", "uom", "units"),
    "start": ("start", "start value", "baseline", "starting value", "initial value", "from"),
    "target": ("target", "target value", "goal value", "to"),
    "current": ("current", "current value", "latest value", "progress", "actual"),
    "date": ("date", "check in date", "updated at", "as of", "reported on", "timestamp", "week"),
    "value": ("value", "reading", "check in value", "actual value"),
    "confidence": ("confidence", "confidence level"),
    "note": ("note", "comment", "notes", "comments", "remark"),
}
"""By field what columns of it are called."""
ALIKE = 84
"""So alike a header has to be to one of these names, of 100."""
SAMPLE = 50
TYPES = {
    "objective": ("objective", "goal", "o", "strategic objective"),
    "key_result": ("key result", "kr", "milestone", "key-result", "keyresult"),
    "check_in": ("check-in", "check in", "update", "checkin"),
}
DATES = ("%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d", "%d %b %Y", "%b %d, %Y", "%m/%d/%y")


@dataclass(frozen=True)
class Guess:
    """``columns``: by field the header, and up to three samples. ``left``: headers nothing is known about.
    ``dates``: formats that fit, of which the first is taken."""

    columns: dict[str, str]
    samples: dict[str, list[str]]
    left: list[str]
    types: dict[str, str]
    dates: list[str]
    decimal: str


def guess(sheet: Sheet, first: Sequence[Line]) -> Guess:
    """A mapping that is likely. Raises ``CannotImport`` where no column can be a title."""
    columns: dict[str, str] = {}
    places = {name: place for place, name in enumerate(sheet.header) if name}
    values = {name: _values(first, place) for name, place in places.items()}
    for _, name, field in sorted(_likenesses(values), key=lambda each: -each[0]):
        if field not in columns and name not in columns.values():
            columns[field] = name
    if "objective" in columns and "title" in columns and "type" not in columns:
        del columns["title"]
    if "objective" not in columns and "title" not in columns:
        raise CannotImport(
            f"No column can be told to be a title; there is {', '.join(places)}. Rename one to Title"
        )
    ordered = {field: columns[field] for field in FIELDS if field in columns}

    def samples_of(*fields: str) -> list[str]:
        return [cell for field in fields if field in columns for cell in values[columns[field]]]

    return Guess(
        columns=ordered,
        samples={field: list(dict.fromkeys(values[name]))[:3] for field, name in ordered.items()},
        left=[name for name in places if name not in columns.values()],
        types=_types(samples_of("type")),
        dates=_dates(samples_of("date", "starts_on", "ends_on")),
        decimal=_decimal(samples_of("start", "target", "current", "value")),
    )


def _values(lines: Sequence[Line], place: int) -> list[str]:
    return [cell for line in lines if place < len(line.cells) and (cell := line.cells[place].strip())]


def _likenesses(values: dict[str, list[str]]) -> list[tuple[float, str, str]]:
    found = []
    for name, cells in values.items():
        plain = re.sub(r"[^\w#]+|_", " ", name).strip().casefold()
        for field, names in NAMES.items():
            _, likeness, _ = process.extractOne(plain, names, scorer=fuzz.ratio)
            if likeness >= ALIKE and _fits(field, cells):
                found.append((likeness, name, field))
    return found


def _fits(field: str, cells: Sequence[str]) -> bool:
    """Whether most samples are what a field holds; without samples nothing speaks against it."""
    tests: dict[str, Callable[[str], object]] = {
        "order": lambda text: re.fullmatch(r"[\d.]+", text),
        "level": str.isdigit,
        "type": lambda text: any(text.casefold() in names for names in TYPES.values()),
        "date": _is_day,
        "starts_on": _is_day,
        "ends_on": _is_day,
        "start": _is_number,
        "target": _is_number,
        "current": _is_number,
        "value": _is_number,
        "confidence": _is_number,
    }
    test = tests.get(field)
    return test is None or not cells or sum(bool(test(each)) for each in cells) * 2 > len(cells)


def _is_number(text: str) -> bool:
    return any(_reads(number, "", text, mark) for mark in ".,") or text.casefold() in ("yes", "no")


def _is_day(text: str) -> bool:
    return _reads(day, "", text, DATES)


def _reads(read: Callable[..., object], *arguments: object) -> bool:
    try:
        read(*arguments)
    except Unfit:
        return False
    return True


def _types(cells: Sequence[str]) -> dict[str, str]:
    known = {name: kind for kind, names in TYPES.items() for name in names}
    found = dict.fromkeys(each.casefold() for each in cells)
    return {each: known[each] for each in found if each in known}


def _dates(cells: Sequence[str]) -> list[str]:
    """The formats by which all days read, the first the likeliest; none where they are of ISO 8601."""
    if all(_reads(day, "", cell, ()) for cell in cells):
        return []
    return [form for form in DATES if all(_reads(day, "", cell, (form,)) for cell in cells)]


def _decimal(cells: Sequence[str]) -> str:
    marks = {mark: sum(_reads(number, "", cell, mark) for cell in cells) for mark in ".,"}
    return "," if marks[","] > marks["."] else "."


def toml_of(found: Guess, name: str) -> str:
    """The guess as a mapping file, with every field that nothing was found for as a comment."""
    lines = [f"# A mapping for {name}, proposed from its headers and first lines. Read it, mend it, then:"]
    lines += [f"#   northlog import {name} --map THIS_FILE --dry-run"]
    lines += [f"# Not taken: {', '.join(found.left)}"] if found.left else []
    lines += [f"decimal = {_text(found.decimal)}"] if found.decimal != "." else []
    lines += [f"# Days may also be meant as {_text(each)}: look which it is." for each in found.dates[1:]]
    lines += [f"dates = [{_text(found.dates[0])}]"] if found.dates else []
    lines += ["", "[columns]", *(f"{field} = {_text(head)}" for field, head in found.columns.items())]
    lines += [f'# {field} = ""  # {FIELDS[field]}' for field in FIELDS if field not in found.columns]
    if found.types:
        lines += ["", "[types]", *(f"{_text(said)} = {_text(kind)}" for said, kind in found.types.items())]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """A TOML string: JSON's are among them."""
    return json.dumps(text, ensure_ascii=False)
