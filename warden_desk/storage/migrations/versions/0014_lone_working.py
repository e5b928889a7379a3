"""Welfare calls, emergency contacts and vehicles, and the steps if somebody does not answer."""

import json
from datetime import date

import sqlalchemy as sa
from alembic import op

from warden_desk.domain.ids import new_id

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_STEPS = (
    ("buddy", "Ask the buddy", {"ring": "buddy"}),
    ("leader", "Ring the team leader", {"ring": "leader"}),
    ("out-of-hours", "Ring the out-of-hours supervisor", {"ring": "out-of-hours"}),
    ("police-101", "Ask the police to look", {"phone": "101"}),
    ("police-999", "If there may be danger: the police, at once", {"phone": "999"}),
)


def upgrade() -> None:
    _welfare_check()
    _of_a_person("emergency_contact", "name", "relation", "phone")
    _of_a_person("vehicle", "description", "registration")
    _add_steps()


def _welfare_check() -> None:
    text = ("shift_id", "kind", "outcome", "by", "step", "note", "struck_by", "struck_reason")
    op.create_table(
        "welfare_check",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in text),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("expected_at", sa.DateTime(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("struck_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_welfare_check_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_welfare_check")),
    )
    for column in ("on_date", "person_id", "shift_id"):
        op.create_index(op.f(f"ix_welfare_check_{column}"), "welfare_check", [column])


def _of_a_person(table: str, *text: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in text),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f(f"fk_{table}_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("person_id", name=op.f(f"uq_{table}_person_id")),
    )


def _add_steps() -> None:
    """Give a desk that has its lists this one as well; a new desk gets it when it is founded."""
    bind = op.get_bind()
    if not bind.execute(sa.text("SELECT 1 FROM code LIMIT 1")).first():
        return
    add = sa.text(
        "INSERT INTO code (id, list_name, code, label, position, data, valid_from)"
        " VALUES (:id, 'welfare_step', :code, :label, :position, :data, :since)"
    )
    for position, (code, label, data) in enumerate(_STEPS):
        row = {"id": new_id(), "code": code, "label": label, "data": json.dumps(data)}
        since = date(2015, 4, 1).isoformat()
        bind.execute(add, row | {"position": position, "since": since})
