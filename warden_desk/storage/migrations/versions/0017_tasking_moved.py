"""When taskings moved last, so that what was open on a past day is found without reading all."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_tasking_state_since"), "tasking", ["state_since"])
