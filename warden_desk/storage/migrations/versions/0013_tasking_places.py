"""Where taskings are, so that one just across a parish's border is found."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_tasking_easting_northing"), "tasking", ["easting", "northing"])
    op.create_index(op.f("ix_tasking_postcode"), "tasking", ["postcode"])
