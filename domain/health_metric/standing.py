"""How a health metric stands by its readings: in its band, out of it since when, or silent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import takewhile


class HealthState(StrEnum):
    """``silent``: nothing is known of it now, whatever was last."""

    OK = "ok"
    OUT_OF_BAND = "out_of_band"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Standing:
    """``out_of_band_since``: when the first of the last readings in a row out of band was true; ``None`` where the
    last one is in it. ``silent_since``: ``None`` while it speaks, and where it never was read.

    ``alerting``: out of band for longer than agreed; a metric does not get well by falling silent.
    """

    state: HealthState
    out_of_band_since: datetime | None
    silent_since: datetime | None
    alerting: bool


def in_band(value: float, low: float | None, high: float | None) -> bool:
    """Both ends belong to the band; ``None`` is open."""
    return (low is None or value >= low) and (high is None or value <= high)


def holding(readings: Iterable[tuple[datetime, int, float]]) -> list[tuple[datetime, float]]:
    """Instants and values in their order, of (instant, position, value): of one instant, what was entered last."""
    return [(at, value) for at, _, value in corrected(readings)]


def corrected(readings: Iterable[tuple[datetime, int, float]]) -> list[tuple[datetime, int, float]]:
    """The same with their positions."""
    return list({each[0]: each for each in sorted(readings)}.values())


def standing(
    readings: Sequence[tuple[datetime, float]],
    band: tuple[float | None, float | None],
    alert_after_days: int,
    silent_after_days: int,
    now: datetime,
) -> Standing:
    """How it stands ``now``. ``readings``: instants and values, one an instant, the earliest first, none later."""
    if not readings:
        return Standing(HealthState.SILENT, None, None, alerting=False)
    out = list(takewhile(lambda each: not in_band(each[1], *band), reversed(readings)))
    since = out[-1][0] if out else None
    quiet = readings[-1][0] + timedelta(days=silent_after_days)
    silent = now > quiet
    spoken = HealthState.OK if since is None else HealthState.OUT_OF_BAND
    return Standing(
        state=HealthState.SILENT if silent else spoken,
        out_of_band_since=since,
        silent_since=quiet if silent else None,
        alerting=since is not None and now - since > timedelta(days=alert_after_days),
    )
