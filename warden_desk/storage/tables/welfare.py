"""Calls to people who work alone, and what is needed when one of them does not answer."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Keyed


class WelfareCheck(Keyed, Base):
    """What became of one expected call: made, not answered, escalated, or a note beside it.

    The calls themselves follow from the plan and are not stored; `kind` and `expected_at` say
    which one is meant. The log outlives the shift, which may be planned anew, so it has no key to
    it. An entry is struck, never deleted.
    """

    __tablename__ = "welfare_check"
    __table_args__ = (Index(None, "on_date"), Index(None, "shift_id"))

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    shift_id: Mapped[str]
    on_date: Mapped[date]
    """The day of the shift."""
    kind: Mapped[str]
    expected_at: Mapped[datetime]
    outcome: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    step: Mapped[str] = mapped_column(default="")
    """The code of the step that was taken, where it was escalated."""
    note: Mapped[str] = mapped_column(default="")
    struck_at: Mapped[datetime | None] = mapped_column(default=None)
    struck_by: Mapped[str] = mapped_column(default="")
    struck_reason: Mapped[str] = mapped_column(default="")


class EmergencyContact(Keyed, Base):
    """Whom to tell if something happened to somebody. Goes the day the person leaves."""

    __tablename__ = "emergency_contact"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")


class Vehicle(Keyed, Base):
    """What somebody drives to work in. Goes the day the person leaves."""

    __tablename__ = "vehicle"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    description: Mapped[str] = mapped_column(default="")
    """Make, model and colour."""
    registration: Mapped[str] = mapped_column(default="")
