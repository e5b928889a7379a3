"""Who may sit at the desk, and the permanent record of who looked at what."""

import json
from datetime import date

import sqlalchemy as sa
from alembic import op

from warden_desk.domain.ids import new_id

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_user",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("cleared_until", sa.Date(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_desk_user_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_user")),
    )
    op.create_index(op.f("ix_desk_user_name"), "desk_user", ["name"], unique=False)
    op.create_index(op.f("ix_desk_user_person_id"), "desk_user", ["person_id"], unique=False)
    op.create_table(
        "audit_entry",
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("thing_kind", sa.String(), nullable=False),
        sa.Column("thing_id", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(
        op.f("ix_audit_entry_thing_kind_thing_id_at"),
        "audit_entry",
        ["thing_kind", "thing_id", "at"],
        unique=False,
    )
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"], unique=False)
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_entry_{event.lower()} BEFORE {event} ON audit_entry "
            "BEGIN SELECT RAISE(ABORT, 'the record of who looked is permanent'); END"
        )
    _name_the_first_user()


def _name_the_first_user() -> None:
    """Whoever a desk was made for is its team leader; a clearance is for him to say."""
    connection = op.get_bind()
    setting = sa.table("setting", sa.column("key"), sa.column("value"))
    query = sa.select(setting.c.value).where(setting.c.key == "user_name")
    name = json.loads(connection.scalar(query) or '""')
    if name:
        user = sa.table(
            "desk_user",
            sa.column("id"),
            sa.column("name"),
            sa.column("role"),
            sa.column("valid_from", sa.Date()),
        )
        first = {"id": new_id(), "name": name, "role": "team leader"}
        connection.execute(user.insert().values(**first, valid_from=date.today()))  # noqa: DTZ011  # of this machine
