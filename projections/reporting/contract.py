"""What a view of the reporting contract is made of."""

from dataclasses import dataclass

TEXT, WHOLE, NUMBER, YES_NO, DATE, INSTANT, ID = (
    "text",
    "bigint",
    "double precision",
    "boolean",
    "date",
    "timestamp with time zone",
    "uuid",
)
"""The types of columns, as PostgreSQL names them."""


@dataclass(frozen=True, slots=True)
class Column:
    """``comment``: a sentence; units and ranges stand in it."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True, slots=True)
class View:
    """``body``: a query that gives the columns by name and organization, whatever the position; ``{current}`` and
    ``{history}`` stand for the schemas of the live builds, other names for what ``reporting/parts.py`` has under
    them. ``key``: what tells its rows apart within an organization, together with ``known_from``."""

    name: str
    comment: str
    key: tuple[str, ...]
    own: tuple[Column, ...]
    body: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """All columns: the organization first, last the positions between which a row was known."""
        return (ORGANIZATION, *self.own, *KNOWN)

    @property
    def by_cycle(self) -> bool:
        """Whether every row belongs to a cycle."""
        return any(each.name == "cycle_id" for each in self.own) and "cycle_id" not in self.key


ORGANIZATION = Column("organization_id", ID, "The organization; a login sees its own alone.")
KNOWN = (
    Column("known_from", WHOLE, "The position of the log with which the row became known."),
    Column(
        "known_until",
        WHOLE,
        "The position with which it ended, changed or was corrected; null while it stands.",
    ),
)
VALID = (
    Column("valid_from", INSTANT, "When the row began to be true."),
    Column("valid_until", INSTANT, "When it ceased to be true; null while it is."),
)
"""Of rows that have versions; true from including to excluding."""

OBJECTIVE_ID = Column("objective_id", TEXT, "The objective.")
KEY_RESULT_ID = Column("key_result_id", TEXT, "The key result.")
CYCLE_ID = Column("cycle_id", TEXT, "The cycle.")
TEAM_ID = Column("team_id", TEXT, "The team.")
MEASURED = (
    Column("value", NUMBER, "The number read, in the key result's unit; null where a reading is no number."),
    Column("zone", TEXT, "The zone reached, of milestones: fail, commit, target or stretch."),
    Column("done", YES_NO, "Whether it is done, of key results that are done or not."),
    Column("confidence", WHOLE, "Confidence as stated, 0 to 10; null where nobody stated one."),
    Column("progress", NUMBER, "0 is the start and 1 the target; not clamped. Null where nothing can be said."),
    Column("score", NUMBER, "Progress clamped to 0 to 1 (P4.1); null where nothing can be said."),
)
