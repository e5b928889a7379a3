"""Who may sit at this desk, and the permanent record of who looked at what."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Dated, Keyed


class DeskUser(Keyed, Dated, Base):
    """Somebody who may sit at this desk for a period. `role` is a `domain.clearance.Role`.

    Who sits here now is the setting `user_name`: the name that every entry is signed with.
    """

    __tablename__ = "desk_user"
    __table_args__ = (Index(None, "name"), {"info": {"right": "users"}})

    name: Mapped[str]
    role: Mapped[str]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True, default=None)
    """Whose vetting on record counts for this user."""
    cleared_until: Mapped[date | None] = mapped_column(default=None)
    """The last day of a clearance whose letter was seen, for somebody without a record here."""


class AuditEntry(Keyed, Base):
    """Somebody looked at a thing, handed it on, or changed it. Never what the thing said.

    Permanent: the file itself refuses to change or delete one, and no undo takes it away
    (`permanent` tells the journal to leave the table alone). So it refers to nothing by a foreign
    key: what it tells of may go. Lines are numbered without a gap, and each bears a seal of the one
    before (`domain/record_chain.py`).
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index(None, "thing_kind", "thing_id", "at"),
        Index(None, "at"),
        Index(None, "number", unique=True),
        {"info": {"permanent": True}},
    )

    number: Mapped[int]
    digest: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    act: Mapped[str]
    """A `domain.clearance.ActKind`."""
    thing_kind: Mapped[str]
    thing_id: Mapped[str]
    how: Mapped[str] = mapped_column(default="")
    """Where or on what: "screen", "job sheet", "return pack"."""


class AuditDisposal(Keyed, Base):
    """Lines of that record that went after their years, up to a number: permanent as they were.

    The file lets go of no line that none of these names. The seal of the last one that went is kept
    here, so that those that stay still follow on it.
    """

    __tablename__ = "audit_disposal"
    __table_args__ = (
        Index(None, "number", unique=True),
        {"info": {"permanent": True}},
    )

    number: Mapped[int]
    digest: Mapped[str]
    lines: Mapped[int]
    last_at: Mapped[datetime]
    """When the last of them was written."""
    at: Mapped[datetime]
    by: Mapped[str]
