"""Sign-off of the deployment sheet, the reasons given there, and what became of every paper."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _words("deployment_sheet", "approval", "sent_by", "answered_by", "answer", "digest")
    for name in ("sent_at", "answered_at"):
        op.add_column("deployment_sheet", sa.Column(name, sa.DateTime(), nullable=True))
    _words("print_log", "version", "team", "destroyed_by")
    op.create_table(
        "sheet_reason",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["team.id"], name=op.f("fk_sheet_reason_team_id_team")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_reason")),
    )
    op.create_index(op.f("ix_sheet_reason_team_id_week"), "sheet_reason", ["team_id", "week"])


def _words(table: str, *columns: str) -> None:
    for name in columns:
        op.add_column(table, sa.Column(name, sa.String(), nullable=False, server_default=""))
