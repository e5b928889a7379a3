"""Each line of the record of who looked bears a seal of the one before; old lines may go."""

from datetime import UTC

import sqlalchemy as sa
from alembic import op

from warden_desk.domain.record_chain import Line, Seal

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_PERMANENT = "BEGIN SELECT RAISE(ABORT, 'the record of who looked is permanent'); END"


def upgrade() -> None:
    op.create_table(
        "audit_disposal",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_disposal")),
    )
    op.create_index(op.f("ix_audit_disposal_number"), "audit_disposal", ["number"], unique=True)
    for event in ("UPDATE", "DELETE"):
        op.execute(f"DROP TRIGGER audit_entry_{event.lower()}")
    op.add_column(
        "audit_entry", sa.Column("number", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "audit_entry", sa.Column("digest", sa.String(), nullable=False, server_default="")
    )
    _seal_what_is_there()
    op.create_index(op.f("ix_audit_entry_number"), "audit_entry", ["number"], unique=True)
    op.execute(f"CREATE TRIGGER audit_entry_update BEFORE UPDATE ON audit_entry {_PERMANENT}")
    op.execute(
        "CREATE TRIGGER audit_entry_delete BEFORE DELETE ON audit_entry WHEN NOT EXISTS "
        f"(SELECT 1 FROM audit_disposal WHERE number >= old.number) {_PERMANENT}"
    )
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_disposal_{event.lower()} BEFORE {event} ON audit_disposal "
            f"{_PERMANENT}"
        )


def _seal_what_is_there() -> None:
    """Lines of before are sealed as they stand, in the order in which they were written."""
    words = ("id", "by", "act", "thing_kind", "thing_id", "how")
    entry = sa.table(
        "audit_entry",
        sa.column("at", sa.DateTime()),
        *(sa.column(name, sa.String()) for name in (*words, "digest")),
        sa.column("number", sa.Integer()),
    )
    connection, seal = op.get_bind(), Seal()
    written = sa.select(entry).order_by(entry.c.at, entry.c.id)
    kept: list[dict[str, object]] = []
    for row in connection.execute(written).mappings():
        said = {name: row[name] for name in words}
        seal = seal.next(Line(at=row["at"].replace(tzinfo=UTC), **said))
        kept.append({"id": row["id"], "number": seal.number, "digest": seal.digest})
    if kept:
        chosen = "UPDATE audit_entry SET number = :number, digest = :digest WHERE id = :id"
        connection.execute(sa.text(chosen), kept)
