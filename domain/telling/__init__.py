"""Who hears what, and when: routing, quiet hours, digests, and limits that keep it calm (P5)."""

from domain.telling.hours import digest_due, is_quiet
from domain.telling.mentioning import mentions
from domain.telling.notice import Notice, Occasion, notice_of
from domain.telling.planning import Planned, Told, plan
from domain.telling.reminding import reminder
from domain.telling.routing import Standing, hearers

__all__ = [
    "Notice",
    "Occasion",
    "Planned",
    "Standing",
    "Told",
    "digest_due",
    "hearers",
    "is_quiet",
    "mentions",
    "notice_of",
    "plan",
    "reminder",
]
