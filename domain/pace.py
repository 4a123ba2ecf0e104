"""The expected pace: where linear progress through the cycle would stand now."""

from datetime import datetime


def expected(starts_at: datetime, ends_at: datetime, now: datetime) -> float:
    """The share of the cycle that has passed, 0..1: ``(now - start) / (end - start)``, clamped.

    A key result on an even pace has this progress. A cycle without length is over when it begins.
    """
    if ends_at <= starts_at:
        return float(now >= starts_at)
    return min(1.0, max(0.0, (now - starts_at) / (ends_at - starts_at)))
