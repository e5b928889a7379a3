"""What goes back to the CSUs, what they said to it, and the meetings it goes back to."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Keyed


class TaskingMeeting(Keyed, Base):
    """A tasking meeting of a CSU."""

    __tablename__ = "tasking_meeting"
    __table_args__ = (Index(None, "csu_id", "on_date"),)

    csu_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))
    on_date: Mapped[date]
    district_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"), index=True, default=None)
    start_minute: Mapped[int | None] = mapped_column(default=None)
    chair: Mapped[str] = mapped_column(default="")
    attendees: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")


class MeetingAction(Keyed, Base):
    """What somebody undertook at a meeting."""

    __tablename__ = "meeting_action"

    meeting_id: Mapped[str] = mapped_column(
        ForeignKey("tasking_meeting.id", ondelete="CASCADE"), index=True
    )
    text: Mapped[str]
    who: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None] = mapped_column(default=None)
    done_on: Mapped[date | None] = mapped_column(default=None)


class ReturnLayout(Keyed, Base):
    """The columns a CSU's own list came with; the newest one of a CSU counts.

    Never changed, only added to: an import that brought one can be taken back whatever came after.
    """

    __tablename__ = "return_layout"

    csu_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    columns: Mapped[str]
    """JSON: [heading, field] of each column, in the list's order."""
    learned_at: Mapped[datetime]


class TaskingReturn(Keyed, Base):
    """One pack that went back to a CSU, and proof of what it said."""

    __tablename__ = "tasking_return"
    __table_args__ = (Index(None, "csu_id", "sent_at"),)

    csu_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))
    sent_at: Mapped[datetime]
    sent_by: Mapped[str]
    how: Mapped[str]
    file_name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """The very file that was sent, zipped (zlib)."""
    digest: Mapped[str]
    """SHA-256 of the file, before it was zipped."""
    layout: Mapped[str] = mapped_column(default="")
    """JSON, as in `return_layout`."""
    sent_to: Mapped[str] = mapped_column(default="")
    meets_on: Mapped[date | None] = mapped_column(default=None)
    meeting_id: Mapped[str | None] = mapped_column(
        ForeignKey("tasking_meeting.id"), index=True, default=None
    )
    reason: Mapped[str] = mapped_column(default="")
    """Why a warning was overridden."""


class ReturnItem(Keyed, Base):
    """One tasking in a pack, and what the CSU said to it. What is owed has no row."""

    __tablename__ = "return_item"
    __table_args__ = (Index(None, "tasking_id", "id"),)

    return_id: Mapped[str] = mapped_column(
        ForeignKey("tasking_return.id", ondelete="CASCADE"), index=True
    )
    tasking_id: Mapped[str] = mapped_column(ForeignKey("tasking.id"))
    status: Mapped[str] = mapped_column(default="sent")
    query: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_by: Mapped[str] = mapped_column(default="")
