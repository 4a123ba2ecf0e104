"""Hours on the wall of whoever is told. Instants come in and go out; clock changes happen in between."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.destination import Digest, Preferences


def is_quiet(preferences: Preferences, zone: ZoneInfo, now: datetime) -> bool:
    """Whether nothing may be sent now. What counts is the hour on the wall, so a quiet night is an hour shorter in
    spring and an hour longer in autumn."""
    since, until = preferences.quiet_from, preferences.quiet_until
    hour = now.astimezone(zone).hour
    if since <= until:
        return since <= hour < until
    return hour >= since or hour < until


def digest_due(preferences: Preferences, zone: ZoneInfo, at: datetime) -> datetime:
    """When what arose at ``at`` is told: at once, or with the first digest from then on.

    An hour that the clocks skip in spring is taken at the hour after it; of one they repeat in autumn, the first.
    """
    if preferences.digest is Digest.EACH:
        return at
    day = at.astimezone(zone).date()
    while True:
        due = datetime.combine(day, time(preferences.digest_hour), zone).astimezone(UTC)
        fits = preferences.digest is Digest.DAILY or day.isoweekday() == preferences.digest_weekday
        if fits and due >= at:
            return due
        day += timedelta(days=1)
