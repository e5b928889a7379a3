"""Taskings in the order of their titles."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_tasking_state_title_id",
        "tasking",
        ["state", sa.literal_column("title COLLATE NOCASE"), "id"],
        unique=False,
    )
