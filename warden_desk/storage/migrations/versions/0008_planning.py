"""Patterns, availability, leave that is asked for, and what was really worked."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _patterns()
    _availability()
    _event_people()
    _added_columns()


def _patterns() -> None:
    op.create_table(
        "pattern",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Date(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_pattern_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern")),
    )
    op.create_index(op.f("ix_pattern_person_id_valid_from"), "pattern", ["person_id", "valid_from"])
    op.create_table(
        "pattern_day",
        sa.Column("pattern_id", sa.String(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pattern_id"],
            ["pattern.id"],
            name=op.f("fk_pattern_day_pattern_id_pattern"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern_day")),
        sa.UniqueConstraint(
            "pattern_id", "week", "weekday", name=op.f("uq_pattern_day_pattern_id_week_weekday")
        ),
    )


def _availability() -> None:
    for table, day in (
        ("availability", sa.Column("weekday", sa.Integer(), nullable=False)),
        ("availability_day", sa.Column("on_date", sa.Date(), nullable=False)),
    ):
        op.create_table(
            table,
            sa.Column("person_id", sa.String(), nullable=False),
            day,
            sa.Column("answer", sa.String(), nullable=False),
            sa.Column("role", sa.String(), nullable=False),
            sa.Column("start_minute", sa.Integer(), nullable=True),
            sa.Column("end_minute", sa.Integer(), nullable=True),
            sa.Column("note", sa.String(), nullable=False),
            sa.Column("id", sa.String(), nullable=False),
            *_dates(table),
            sa.ForeignKeyConstraint(
                ["person_id"],
                ["person.id"],
                name=op.f(f"fk_{table}_person_id_person"),
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
    for table, column in (("availability", "valid_from"), ("availability_day", "on_date")):
        op.create_index(op.f(f"ix_{table}_person_id_{column}"), table, ["person_id", column])


def _dates(table: str) -> tuple[sa.Column[object], ...]:
    if table != "availability":
        return ()
    return (
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
    )


def _event_people() -> None:
    op.create_table(
        "event_person",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_event_person_event_id_event"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_event_person_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_person")),
        sa.UniqueConstraint(
            "event_id", "person_id", name=op.f("uq_event_person_event_id_person_id")
        ),
    )
    op.create_index(op.f("ix_event_person_person_id"), "event_person", ["person_id"])


def _added_columns() -> None:
    op.add_column(
        "absence", sa.Column("state", sa.String(), nullable=False, server_default="approved")
    )
    for table, texts, moments in (
        (
            "absence",
            ("role", "asked_by", "decided_by", "decision_note"),
            ("asked_at", "decided_at"),
        ),
        ("shift", ("status_note", "status_by"), ("status_at",)),
    ):
        for name in texts:
            op.add_column(table, sa.Column(name, sa.String(), nullable=False, server_default=""))
        for name in moments:
            op.add_column(table, sa.Column(name, sa.DateTime(), nullable=True))
    for name in ("worked_start_minute", "worked_end_minute", "worked_break_minutes"):
        op.add_column("shift", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("event", sa.Column("series_id", sa.String(), nullable=True))
    op.create_index(op.f("ix_event_series_id"), "event", ["series_id"])
