"""Key results and objectives with what a reader said of each, and how often the lints say the same.

In ``tests/data/lint-labelled.csv``: ``text``; ``kind`` of measure, or ``objective``; ``start`` and ``target``
where the measure has them; ``labels``, the rules that a reader would name, none for a sound one; ``half``. Rules
and words were tuned on ``tuned``. ``held_out`` was written with it and only counted; ``unseen`` was written when
the rules and words stood, and nothing was changed for it.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from domain.lint import Around, KeyResultDraft, ObjectiveDraft, effective, lint
from domain.measure import (
    Binary,
    Completion,
    Measure,
    Metric,
    Quantity,
    Relative,
    Subjective,
    Threshold,
    Zones,
)
from tests.facts import ANN, OBJECTIVE, RESULT

FILE = Path(__file__).parent / "data" / "lint-labelled.csv"
OF_WORDING = ("business_as_usual", "topic", "output", "kpi_relabelled", "slogan", "binary")
"""The rules that can be mistaken. The others follow from what is there or not: a start, an owner, a number."""
AROUND = Around(effective(()), 1)


@dataclass(frozen=True)
class Labelled:
    text: str
    measure: Measure | None
    labels: frozenset[str]
    half: str

    def said(self) -> frozenset[str]:
        """The rules of wording that find something in it."""
        results = () if self.measure is None else (KeyResultDraft(RESULT, self.text, self.measure),)
        title = self.text if self.measure is None else "Make the first week seamless for new users"
        draft = ObjectiveDraft(OBJECTIVE, title, "Onboarding comes first this year", ANN, results)
        return frozenset(each.rule for each in lint(draft, AROUND) if each.rule in OF_WORDING)


def labelled() -> list[Labelled]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            Labelled(row["text"], _measure(row), frozenset(row["labels"].split()), row["half"])
            for row in csv.DictReader(file)
        ]


def _measure(row: dict[str, str]) -> Measure | None:
    start = float(row["start"]) if row["start"] else None
    target = float(row["target"]) if row["target"] else 0.0
    match row["kind"]:
        case "objective":
            return None
        case "metric":
            return Metric(start=start, target=target)
        case "relative":
            return Relative(baseline=start, change=target)
        case "threshold":
            return Threshold(stay="above", limit=target)
        case "quantity":
            return Quantity(target=target)
        case "completion":
            return Completion(start=start or 0.0, target=target)
        case "zones":
            return Zones(commit="two of five", target="three of five", stretch="all five")
        case "subjective":
            return Subjective(criteria="Two of the three leads would sign it")
        case "binary":
            return Binary()
    raise AssertionError(row)


@dataclass
class Tally:
    """How often a rule was right, said something nobody would have, and missed what somebody would have said."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    @staticmethod
    def of(all_of_them: Iterable[Labelled]) -> "Tally":
        tally = Tally()
        for each in all_of_them:
            said = each.said()
            tally.right.update(said & each.labels)
            tally.wrong.update(said - each.labels)
            tally.missed.update(each.labels - said)
        return tally

    def precision(self, *rules: str) -> float:
        """The share of what these rules said that a reader would have said, 0..1."""
        return _share(self.right, self.wrong, rules)

    def recall(self, *rules: str) -> float:
        """The share of what a reader would have said that these rules said, 0..1."""
        return _share(self.right, self.missed, rules)

    def table(self) -> Iterator[str]:
        """A line a rule, and one of all."""
        yield f"{'rule':<20} {'right':>5} {'wrong':>5} {'missed':>6} {'precision':>9} {'recall':>6}"
        for name, rules in [*((rule, (rule,)) for rule in OF_WORDING), ("all", OF_WORDING)]:
            counts = [sum(of[rule] for rule in rules) for of in (self.right, self.wrong, self.missed)]
            shares = f"{self.precision(*rules):>9.2f} {self.recall(*rules):>6.2f}"
            yield f"{name:<20} {counts[0]:>5} {counts[1]:>5} {counts[2]:>6} {shares}"


def _share(right: Counter[str], other: Counter[str], rules: Iterable[str]) -> float:
    good, bad = (sum(of[rule] for rule in rules) for of in (right, other))
    return good / (good + bad) if good + bad else 1.0
