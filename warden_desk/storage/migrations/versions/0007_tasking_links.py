"""Links between taskings."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tasking_link",
        sa.Column("from_id", sa.String(), nullable=False),
        sa.Column("to_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["tasking.id"],
            name=op.f("fk_tasking_link_from_id_tasking"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["tasking.id"],
            name=op.f("fk_tasking_link_to_id_tasking"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasking_link")),
        sa.UniqueConstraint(
            "from_id", "to_id", "kind", name=op.f("uq_tasking_link_from_id_to_id_kind")
        ),
    )
    op.create_index(op.f("ix_tasking_link_to_id"), "tasking_link", ["to_id"], unique=False)
