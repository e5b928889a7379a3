"""Risk markers, and the minutes a week that parishes have bought."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _risk_marker()
    op.create_table(
        "funding_agreement",
        sa.Column("payer", sa.String(), nullable=False),
        sa.Column("minutes_a_week", sa.Integer(), nullable=False),
        sa.Column("carry_weeks", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_agreement")),
    )
    op.create_index(op.f("ix_funding_agreement_valid_from"), "funding_agreement", ["valid_from"])
    op.create_table(
        "funding_area",
        sa.Column("agreement_id", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["funding_agreement.id"],
            name=op.f("fk_funding_area_agreement_id_funding_agreement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name=op.f("fk_funding_area_area_id_area")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_area")),
        sa.UniqueConstraint(
            "agreement_id", "area_id", name=op.f("uq_funding_area_agreement_id_area_id")
        ),
    )
    op.create_index(op.f("ix_funding_area_area_id"), "funding_area", ["area_id"])


def _risk_marker() -> None:
    op.create_table(
        "risk_marker",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("control", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("evidence_reference", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_reason", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_risk_marker_area_id_area")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_marker")),
    )
    op.create_index(
        op.f("ix_risk_marker_area_id_review_on"), "risk_marker", ["area_id", "review_on"]
    )
    op.create_index(op.f("ix_risk_marker_reference"), "risk_marker", ["reference"])
