"""Result slips at the foot of printed job sheets."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "result_slip",
        sa.Column("tasking_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("printed_at", sa.DateTime(), nullable=False),
        sa.Column("printed_by", sa.String(), nullable=False),
        sa.Column("returned_at", sa.DateTime(), nullable=True),
        sa.Column("returned_by", sa.String(), nullable=False),
        sa.Column("visit_entry_id", sa.String(), nullable=True),
        sa.Column("result_entry_id", sa.String(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("deleted_reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tasking_id"],
            ["tasking.id"],
            name=op.f("fk_result_slip_tasking_id_tasking"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["visit_entry_id"],
            ["tasking_entry.id"],
            name=op.f("fk_result_slip_visit_entry_id_tasking_entry"),
        ),
        sa.ForeignKeyConstraint(
            ["result_entry_id"],
            ["tasking_entry.id"],
            name=op.f("fk_result_slip_result_entry_id_tasking_entry"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_slip")),
        sa.UniqueConstraint("tasking_id", "number", name=op.f("uq_result_slip_tasking_id_number")),
    )
    for column in ("returned_at", "visit_entry_id", "result_entry_id"):
        op.create_index(op.f(f"ix_result_slip_{column}"), "result_slip", [column], unique=False)
