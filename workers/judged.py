"""What an evaluation comes to."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.alert import AnyAlertCommand
from domain.telling import Notice


class Judged(NamedTuple):
    """What is to be done about the alerts of an objective or a health metric, what its team is to be reminded of,
    and the next instant at which any of that could be otherwise though nothing happens; ``None``: never."""

    subject_id: str
    commands: Sequence[AnyAlertCommand]
    reminder: Notice | None
    next_at: datetime | None
