"""Contacts kept alive: their terms, mail that came back, and the log of what was said."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "contact", sa.Column("salutation", sa.String(), nullable=False, server_default="")
    )
    for name in ("term_from", "bounced_on", "objected_on"):
        op.add_column("contact", sa.Column(name, sa.Date(), nullable=True))
    text = ("kind", "by", "whom", "who", "how", "text", "struck_by", "struck_reason")
    op.create_table(
        "contact_entry",
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("contact_id", sa.String(), nullable=True),
        sa.Column("tasking_id", sa.String(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in text),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("struck_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.String(), nullable=False),
        _key("organisation_id", "organisation", "CASCADE"),
        _key("contact_id", "contact", "SET NULL"),
        _key("tasking_id", "tasking", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_entry")),
    )
    for columns in (["organisation_id", "id"], ["contact_id"], ["tasking_id"]):
        op.create_index(op.f(f"ix_contact_entry_{'_'.join(columns)}"), "contact_entry", columns)


def _key(column: str, of: str, ondelete: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_contact_entry_{column}_{of}")
    return sa.ForeignKeyConstraint([column], [f"{of}.id"], name=name, ondelete=ondelete)
