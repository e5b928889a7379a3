"""Which rule gave a due date; earlier work on the same case; a faster search."""

import sqlalchemy as sa
from alembic import op

from warden_desk.storage import search

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("tasking", sa.Column("due_rule", sa.String(), nullable=False, server_default=""))
    op.create_index(op.f("ix_tasking_case_reference"), "tasking", ["case_reference"])
    search.write_anew(op.get_bind())
