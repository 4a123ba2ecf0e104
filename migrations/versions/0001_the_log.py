"""The log and what stands beside it."""

from pathlib import Path

from alembic import op

from events.transaction import driver

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    # By the driver itself: the file is plain SQL, its colons and percent signs are no parameters.
    driver(op.get_bind()).execute(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))


def downgrade() -> None:
    raise RuntimeError("the log is never taken down; drop the database if you mean it")
