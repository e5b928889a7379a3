"""Tasking meetings, and returns to the CSUs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_meetings()
    _create_returns()


def _create_meetings() -> None:
    op.create_table(
        "tasking_meeting",
        sa.Column("csu_id", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("district_id", sa.String(), nullable=True),
        sa.Column("start_minute", sa.Integer(), nullable=True),
        sa.Column("chair", sa.String(), nullable=False),
        sa.Column("attendees", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["csu_id"], ["organisation.id"], name=op.f("fk_tasking_meeting_csu_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["area.id"], name=op.f("fk_tasking_meeting_district_id_area")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasking_meeting")),
    )
    _index("tasking_meeting", "csu_id", "on_date")
    _index("tasking_meeting", "district_id")
    op.create_table(
        "meeting_action",
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["tasking_meeting.id"],
            name=op.f("fk_meeting_action_meeting_id_tasking_meeting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_action")),
    )
    _index("meeting_action", "meeting_id")


def _create_returns() -> None:
    op.create_table(
        "return_layout",
        sa.Column("csu_id", sa.String(), nullable=False),
        sa.Column("columns", sa.String(), nullable=False),
        sa.Column("learned_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["csu_id"], ["organisation.id"], name=op.f("fk_return_layout_csu_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_layout")),
    )
    _index("return_layout", "csu_id")
    op.create_table(
        "tasking_return",
        sa.Column("csu_id", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("sent_to", sa.String(), nullable=False),
        sa.Column("meets_on", sa.Date(), nullable=True),
        sa.Column("meeting_id", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["csu_id"], ["organisation.id"], name=op.f("fk_tasking_return_csu_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["tasking_meeting.id"],
            name=op.f("fk_tasking_return_meeting_id_tasking_meeting"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasking_return")),
    )
    _index("tasking_return", "csu_id", "sent_at")
    _index("tasking_return", "meeting_id")
    op.create_table(
        "return_item",
        sa.Column("return_id", sa.String(), nullable=False),
        sa.Column("tasking_id", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["tasking_return.id"],
            name=op.f("fk_return_item_return_id_tasking_return"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tasking_id"], ["tasking.id"], name=op.f("fk_return_item_tasking_id_tasking")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_item")),
    )
    _index("return_item", "return_id")
    _index("return_item", "tasking_id", "id")


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)
