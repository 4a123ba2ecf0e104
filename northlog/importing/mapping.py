"""Mappings: which column of a file is which field of Northlog. Each is a TOML file; some come with Northlog."""

import re
import tomllib
from collections.abc import Mapping as Named
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from northlog.first_fault import first_fault
from northlog.importing.trouble import CannotImport

BUILT_IN = ("bigpicture", "betterworks", "peoplebox", "generic")


class Kind(StrEnum):
    """What a row is."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key_result"
    CHECK_IN = "check_in"


FIELDS: Named[str, str] = {
    "objective": "title of the objective, where a row holds it beside its key result",
    "key_result": "title of the key result, where a row holds its objective beside it",
    "title": "title, where every row is one thing",
    "type": "whether a row is an objective, a key result or a check-in",
    "order": "outline number: 1, 1.1, 1.2.1",
    "level": "depth in the tree: 0 or 1 at the top",
    "row": "what other rows call this row",
    "parent": "the row above in the tree, by its row field or its title",
    "team": "team, by name",
    "cycle": "cycle, by name or as a period: Q3 2025",
    "starts_on": "first day of the cycle",
    "ends_on": "last day of the cycle",
    "owner": "accountable person, by e-mail address or name",
    "description": "description of the objective",
    "why_now": "why it matters now",
    "ambition": "committed or aspirational",
    "scope": "whose direction an objective sets",
    "status": "draft or not; whatever else it says is not taken",
    "measure": "how a key result is measured",
    "unit": "what is counted",
    "start": "value at the start",
    "target": "value aimed at",
    "current": "latest value known",
    "date": "when a check-in was true: a day or an instant",
    "value": "value at a check-in",
    "confidence": "confidence at a check-in, 0 to 10",
    "note": "what was said at a check-in",
}
"""Every field by name, and what it holds."""


_SOME_DAY = date(2025, 12, 31)


def _field(name: str) -> str:
    if name not in FIELDS:
        raise ValueError(f"“{name}” is no field; there is {', '.join(FIELDS)}")
    return name


def _form(form: str) -> str:
    try:
        read = datetime.strptime(_SOME_DAY.strftime(form), form).date()  # noqa: DTZ007 - no instant is made
    except (ValueError, re.error):
        read = None
    if read != _SOME_DAY:
        raise ValueError(f"“{form}” is no form of a day such as %d.%m.%Y")
    return form


FieldName = Annotated[str, AfterValidator(_field)]
DayForm = Annotated[str, AfterValidator(_form)]
Said = Annotated[str, AfterValidator(str.casefold)]
"""What a cell says, in small letters or large ones."""
MeasureKind = Literal["metric", "completion", "quantity", "binary"]


class Mapping(BaseModel):
    """``columns``: by field the header, or headers of which the first that the file has counts. ``types``,
    ``measures``: what cells of these fields mean. ``default_measure``: of a key result of which no
    cell says it. ``strategic``, ``drafts``: cells of ``scope`` and ``status`` that say so. ``dates``: formats of
    days beside ISO 8601, as Python's strptime takes them. ``decimal``: what parts the fraction from a number.
    ``sheet``: of an XLSX file, the first one if unsaid.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: dict[FieldName, str | list[str]] = Field(min_length=1)
    types: dict[Said, Kind] = Field(default_factory=dict)
    measures: dict[Said, MeasureKind] = Field(default_factory=dict)
    default_measure: MeasureKind = "metric"
    strategic: list[Said] = Field(default_factory=list)
    drafts: list[Said] = Field(default_factory=lambda: ["draft"])
    dates: list[DayForm] = Field(default_factory=list)
    decimal: Literal[".", ","] = "."
    encoding: Literal["utf-8", "cp1252", "iso-8859-1"] = "utf-8"
    sheet: str | None = None

    def places(self, header: Sequence[str]) -> dict[str, int]:
        """By field the place of its column. Raises ``CannotImport`` where too few are there to tell goals by."""
        there = {name.casefold(): place for place, name in enumerate(header) if name}
        found = {}
        for field, named in self.columns.items():
            names = [named] if isinstance(named, str) else named
            hits = [there[name.casefold()] for name in names if name.casefold() in there]
            if hits:
                found[field] = hits[0]
        if "title" not in found and "objective" not in found:
            wanted = self.columns.get("title", self.columns.get("objective", "objective"))
            named = wanted if isinstance(wanted, str) else " or ".join(wanted)
            raise CannotImport(
                f"There is no column “{named}”; the file has {', '.join(filter(None, header))}. Take another"
                " mapping, or have one proposed with --guess"
            )
        return found


def load_mapping(wanted: str) -> Mapping:
    """A mapping that comes with Northlog, by name, or a file. Raises ``CannotImport``, ``OSError``."""
    if wanted in BUILT_IN:
        return Mapping.model_validate(tomllib.loads(_built_in(wanted)))
    file = Path(wanted)
    if not file.exists():
        raise CannotImport(
            f"There is no mapping “{wanted}”, nor such a file; there is {', '.join(BUILT_IN)}, or have one"
            " proposed with --guess"
        )
    try:
        return Mapping.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CannotImport(f"{file.name}: it is no TOML ({error}); mend it, or have one proposed") from None
    except ValidationError as error:
        path, says = first_fault(error)
        where = ".".join(str(part) for part in path if part != "[key]")
        raise CannotImport(f"{file.name}: {where}: {says}; see docs/imports.md") from None


def _built_in(name: str) -> str:
    return files("northlog.importing").joinpath(f"mappings/{name}.toml").read_text(encoding="utf-8")
