"""Police figures by month, hot-spots with their patrols, and what need is reckoned from."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _incidents()
    _hot_spots()
    _need()


def _incidents() -> None:
    numbers = ("rows", "without_place", "outside", "unreadable")
    op.create_table(
        "incident_month",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("force", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in numbers),
        sa.Column("outlines", sa.String(), nullable=False),
        sa.Column("imported_by", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_month")),
        sa.UniqueConstraint("month", "force", name=op.f("uq_incident_month_month_force")),
    )
    op.create_table(
        "incident_points",
        sa.Column("month_id", sa.String(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        _key("incident_points", "month_id", "incident_month", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("month_id", name=op.f("pk_incident_points")),
    )
    op.create_table(
        "incident_count",
        sa.Column("month_id", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        _key("incident_count", "month_id", "incident_month", ondelete="CASCADE"),
        _key("incident_count", "area_id", "area"),
        sa.PrimaryKeyConstraint("month_id", "area_id", "kind", name=op.f("pk_incident_count")),
    )
    op.create_index(op.f("ix_incident_count_area_id"), "incident_count", ["area_id"])


def _hot_spots() -> None:
    op.create_table(
        "hot_spot",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=False),
        sa.Column("easting", sa.Integer(), nullable=True),
        sa.Column("northing", sa.Integer(), nullable=True),
        sa.Column("radius_m", sa.Integer(), nullable=True),
        sa.Column("kinds", sa.String(), nullable=False),
        sa.Column("before_from", sa.Date(), nullable=False),
        sa.Column("before_to", sa.Date(), nullable=False),
        sa.Column("acts_from", sa.Date(), nullable=False),
        sa.Column("acts_to", sa.Date(), nullable=True),
        sa.Column("wanted", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("deleted_reason", sa.String(), nullable=False),
        _key("hot_spot", "area_id", "area"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hot_spot")),
    )
    op.create_index(op.f("ix_hot_spot_area_id"), "hot_spot", ["area_id"])
    op.create_table(
        "hot_spot_event",
        sa.Column("hot_spot_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        _key("hot_spot_event", "hot_spot_id", "hot_spot", ondelete="CASCADE"),
        _key("hot_spot_event", "event_id", "event", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hot_spot_id", "event_id", name=op.f("pk_hot_spot_event")),
    )
    op.create_index(op.f("ix_hot_spot_event_event_id"), "hot_spot_event", ["event_id"])


def _need() -> None:
    text = ("code", "label", "measure", "unit")
    op.create_table(
        "need_indicator",
        *(sa.Column(name, sa.String(), nullable=False) for name in text),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("is_more_need", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_indicator")),
    )
    op.create_index(
        op.f("ix_need_indicator_code_valid_from"), "need_indicator", ["code", "valid_from"]
    )
    op.create_table(
        "need_score",
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        _key("need_score", "area_id", "area"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_score")),
    )
    op.create_index(op.f("ix_need_score_area_id"), "need_score", ["area_id"])
    op.create_index(
        op.f("ix_need_score_indicator_area_id_on_date"),
        "need_score",
        ["indicator", "area_id", "on_date"],
    )


def _key(table: str, column: str, of: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{of}")
    return sa.ForeignKeyConstraint([column], [f"{of}.id"], name=name, ondelete=ondelete)
