"""A cycle as the rules need it, from how it is shown."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from domain.cycle import midnight
from domain.trajectory import Span
from northlog.reading.views import CycleView


def span_of(cycle: CycleView) -> Span:
    """From its first instant to the first one after its last day."""
    starts_at = midnight(cycle.starts_on, cycle.time_zone)
    ends_at = midnight(cycle.ends_on + timedelta(days=1), cycle.time_zone)
    return Span(cycle.cycle_id, starts_at, ends_at, ZoneInfo(cycle.time_zone))
