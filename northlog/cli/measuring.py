"""The flags by which a measure is said, and the measure they make; what fits together is for the domain to say."""

from typing import Annotated, Any

import typer

from domain.decider import Refused
from northlog.cli.words import number

From = Annotated[float | None, typer.Option("--from", help="Where it starts; without it there is no baseline.")]
To = Annotated[float | None, typer.Option("--to", help="The target.")]
Percent = Annotated[bool, typer.Option("--percent", help="Completion of something, 0 to 100.")]
Count = Annotated[float | None, typer.Option("--count", help="How many are to be produced.")]
Change = Annotated[str | None, typer.Option("--change", help="Change by a share of itself: -30% or -0.3.")]
Above = Annotated[float | None, typer.Option("--above", help="Stay at or above this.")]
Below = Annotated[float | None, typer.Option("--below", help="Stay at or below this.")]
ZoneTexts = Annotated[
    tuple[str, str, str] | None, typer.Option("--zones", help="Commit, target and stretch, in words.")
]
Criteria = Annotated[str | None, typer.Option("--criteria", help="Criteria agreed in advance.")]
Done = Annotated[bool, typer.Option("--binary", help="Done or not done.")]
Unit = Annotated[str | None, typer.Option("--unit", help="What the numbers count: %, CHF, minutes.")]

HOW = "--to, --percent, --count, --change, --above, --below, --zones, --criteria or --binary"


def measure(
    start: float | None,
    to: float | None,
    percent: bool,
    count: float | None,
    change: str | None,
    above: float | None,
    below: float | None,
    zones: tuple[str, str, str] | None,
    criteria: str | None,
    binary: bool,
    unit: str,
) -> dict[str, Any]:
    """The measure as its fields. Raises ``Refused`` unless one kind is said, with flags that belong to it."""
    targets = moved(to, count, change, above, below, zones, criteria, least=0)
    kinds = [
        kind for kind, said in _kinds(to, percent, count, change, above, below, zones, criteria, binary) if said
    ]
    if len(kinds) != 1:
        raise Refused("measure", "kind", f"say how it is measured, one way of {HOW}")
    (kind,) = kinds
    fields: dict[str, Any] = {"kind": kind, **targets}
    if start is not None:
        fields["baseline" if kind == "relative" else "start"] = start
    if unit:
        fields["unit"] = unit
    return fields


def _kinds(
    to: object,
    percent: bool,
    count: object,
    change: object,
    above: object,
    below: object,
    zones: object,
    criteria: object,
    binary: bool,
) -> list[tuple[str, bool]]:
    return [
        ("completion", percent),
        ("metric", to is not None and not percent),
        ("quantity", count is not None),
        ("relative", change is not None),
        ("threshold", above is not None or below is not None),
        ("zones", zones is not None),
        ("subjective", criteria is not None),
        ("binary", binary),
    ]


def moved(
    to: float | None,
    count: float | None,
    change: str | None,
    above: float | None,
    below: float | None,
    zones: tuple[str, str, str] | None,
    criteria: str | None,
    least: int = 1,
) -> dict[str, Any]:
    """The fields of a measure that say its target. Raises ``Refused`` where more than one target is said."""
    said: list[dict[str, Any]] = []
    said += [{"target": each} for each in (to, count) if each is not None]
    if change is not None:
        share = number(change, "measure.change")
        said.append({"change": share / 100 if change.strip().endswith("%") else share})
    said += [{"stay": "above", "limit": above}] if above is not None else []
    said += [{"stay": "below", "limit": below}] if below is not None else []
    if zones is not None:
        said.append(dict(zip(("commit", "target", "stretch"), zones, strict=True)))
    said += [{"criteria": criteria}] if criteria is not None else []
    if not least <= len(said) <= 1:
        raise Refused("measure", "target", f"say one target, by one of {HOW}")
    return said[0] if said else {}
