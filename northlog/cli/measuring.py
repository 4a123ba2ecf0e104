"""The flags by which a measure is said, and the measure they make; what fits together is for the domain to say."""

from dataclasses import dataclass, fields
from typing import Annotated, Any

import typer

from domain.decider import Refused
from northlog.cli.parsing import number

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


@dataclass(frozen=True)
class Said:
    """What the flags said; what was not said is ``None``, false or empty."""

    start: float | None = None
    to: float | None = None
    percent: bool = False
    count: float | None = None
    change: str | None = None
    above: float | None = None
    below: float | None = None
    zones: tuple[str, str, str] | None = None
    criteria: str | None = None
    binary: bool = False
    unit: str = ""

    @classmethod
    def by(cls, ctx: typer.Context) -> "Said":
        """What those of these flags said that the command has, each under its name here: typer reads flags from a
        signature, so there they stand, and nobody has to hand them on one by one."""
        said = {each.name: ctx.params.get(each.name) for each in fields(cls)}
        return cls(**{name: value for name, value in said.items() if value is not None})

    def measure(self) -> dict[str, Any]:
        """The measure as its fields. Raises ``Refused`` unless one kind is said, with flags that belong to it."""
        targets = self._targets()
        if len(targets) > 1:
            raise _one_target()
        kinds = [kind for kind, said in self._kinds() if said]
        if len(kinds) != 1:
            raise Refused("measure", "kind", f"say how it is measured, one way of {HOW}")
        (kind,) = kinds
        fields: dict[str, Any] = {"kind": kind, **(targets[0] if targets else {})}
        if self.start is not None:
            fields["baseline" if kind == "relative" else "start"] = self.start
        if self.unit:
            fields["unit"] = self.unit
        return fields

    def moved(self) -> dict[str, Any]:
        """The fields of a measure that say its target. Raises ``Refused`` unless one target is said."""
        targets = self._targets()
        if len(targets) != 1:
            raise _one_target()
        return targets[0]

    def _kinds(self) -> list[tuple[str, bool]]:
        return [
            ("completion", self.percent),
            ("metric", self.to is not None and not self.percent),
            ("quantity", self.count is not None),
            ("relative", self.change is not None),
            ("threshold", self.above is not None or self.below is not None),
            ("zones", self.zones is not None),
            ("subjective", self.criteria is not None),
            ("binary", self.binary),
        ]

    def _targets(self) -> list[dict[str, Any]]:
        said: list[dict[str, Any]] = [{"target": each} for each in (self.to, self.count) if each is not None]
        if self.change is not None:
            share = number(self.change, "measure.change")
            said.append({"change": share / 100 if self.change.strip().endswith("%") else share})
        said += [{"stay": "above", "limit": self.above}] if self.above is not None else []
        said += [{"stay": "below", "limit": self.below}] if self.below is not None else []
        if self.zones is not None:
            said.append(dict(zip(("commit", "target", "stretch"), self.zones, strict=True)))
        said += [{"criteria": self.criteria}] if self.criteria is not None else []
        return said


def _one_target() -> Refused:
    return Refused("measure", "target", f"say one target, by one of {HOW}")
