"""People by name: rows opened while their keys are there."""

from collections.abc import Sequence

from sqlalchemy import Connection

from northlog.people import opened
from northlog.reading.views import PersonView
from projections.current.rows import PersonRow


def named(connection: Connection, org: str, rows: Sequence[PersonRow]) -> dict[str, PersonView]:
    """People by id; of those who were forgotten name and address are null."""
    details = opened(connection, org, rows)
    return {row.person_id: PersonView.of(row, details.get(row.person_id)) for row in rows}
