"""How numbers, readings, confidence and ages are written for people."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.measure import Measure, Value, start_of, target_of
from northlog.reading.views import PersonView, TrailPoint

BARS = "▁▂▃▄▅▆▇█"
WIDEST = 10
"""No number is written wider than this, in characters."""

_SCALES = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


def number_text(value: float) -> str:
    """A number with thousands marked and at most three decimals; large ones by k, M, G, T."""
    text = f"{value:,.3f}".rstrip("0").rstrip(".") if abs(value) < 1e9 else ""
    if value and abs(value) < 0.001:
        text = f"{value:.2g}"
    if text and len(text) <= WIDEST:
        return "0" if text == "-0" else text.replace("-", "−")
    scale, letter = next(((scale, letter) for scale, letter in _SCALES if abs(value) >= scale), (1.0, ""))
    return f"{value / scale:.4g}{letter}".replace("-", "−")


def value_text(value: Value | str, measure: Measure) -> str:
    """A reading in the words of its measure."""
    if isinstance(value, bool):
        return "done" if value else "not done"
    if isinstance(value, str):
        return str(value)
    return number_text(value)


def start_text(measure: Measure) -> str:
    """Where a key result starts; "no baseline" where it needs one and has none (P1.3)."""
    start = start_of(measure)
    if start is not None:
        return number_text(start)
    return "no baseline" if measure.kind in ("metric", "relative") else "—"


def target_text(measure: Measure) -> str:
    """Where a key result is to end."""
    target = target_of(measure)
    match measure.kind:
        case "threshold":
            return f"{'≥' if measure.stay == 'above' else '≤'} {number_text(measure.limit)}"
        case "relative" if target is None:
            return change_text(measure.change)
        case "zones":
            return "target"
        case "subjective":
            return "1"
        case "binary":
            return "done"
        case _:
            return "—" if target is None else number_text(target)


def change_text(change: float) -> str:
    """A change by a share, with its sign: −30 %."""
    return f"{change * 100:+.4g} %".replace("-", "−")


def measure_text(measure: Measure) -> str:
    """A measure in one line: 65 → 90 %; without a start its target alone: ≥ 99.5 %."""
    start, target, unit = start_text(measure), target_text(measure), unit_text(measure)
    way = target if start == "—" else f"{start} → {target}"
    return f"{way} {unit}".rstrip()


def unit_text(measure: Measure) -> str:
    """What the numbers count."""
    match measure.kind:
        case "completion":
            return "%"
        case "zones" | "binary":
            return ""
        case "subjective":
            return "share of criteria"
        case _:
            return measure.unit


def score_text(score: float | None) -> str:
    """A score of 0..1, or a dash."""
    return "—" if score is None else f"{score:.2f}"


def percent_text(share: float) -> str:
    """A share as whole percent, at most seven characters."""
    if abs(share) >= 99.995:
        return ">9999 %" if share > 0 else "<−999 %"
    return f"{share * 100:.0f} %".replace("-0 ", "0 ").replace("-", "−")


def owner_text(person_id: str | None, people: dict[str, PersonView]) -> str:
    """Who owns something, by name."""
    if person_id is None:
        return "no owner"
    return people[person_id].called


def farther_text(farther: float) -> str:
    """How far a goal moved: 20 % farther, 50 % nearer."""
    if farther == 0:
        return "as far as before"
    return f"{percent_text(abs(farther))} {'farther' if farther > 0 else 'nearer'}"


def confidence_text(confidence: int | None) -> str:
    """As it was stated, or a dash: never a guess (P3.4)."""
    return "—" if confidence is None else str(confidence)


def sparkline(trail: list[TrailPoint], longest: int = 12) -> str:
    """The last confidences as bars, 0 to 10; a dot where none was stated."""
    shown = trail[-longest:]
    if all(point.confidence is None for point in shown):
        return ""
    return "".join(
        "·" if point.confidence is None else BARS[round(point.confidence * (len(BARS) - 1) / 10)]
        for point in shown
    )


def age_text(instant: datetime, now: datetime, zone: ZoneInfo) -> str:
    """How long ago, in calendar days."""
    days = (now.astimezone(zone).date() - instant.astimezone(zone).date()).days
    match days:
        case 0:
            return "today"
        case 1:
            return "yesterday"
        case _:
            return f"{days} days ago"
