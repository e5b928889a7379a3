"""What belongs to a tasking on paper or as a file: result slips, and attachments."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Deletable, Keyed


class StoredFile(Base):
    """The content of a file, kept once however often it is attached. Never changed.

    `write_once` tells the journal to name a row by its key alone when it notes how to undo it.
    """

    __tablename__ = "stored_file"
    __table_args__ = {"info": {"write_once": True}}  # noqa: RUF012 - SQLAlchemy's own form

    digest: Mapped[str] = mapped_column(primary_key=True)
    """SHA-256 of the content, in hexadecimal."""
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Attachment(Keyed, Deletable, Base):
    """A file that belongs to a tasking. Its name is text, never a path."""

    __tablename__ = "attachment"

    tasking_id: Mapped[str] = mapped_column(
        ForeignKey("tasking.id", ondelete="CASCADE"), index=True
    )
    digest: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"), index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    deleted_by: Mapped[str] = mapped_column(default="")


class ResultSlip(Keyed, Deletable, Base):
    """The slip at the foot of a printed job sheet, out until it is keyed in or given up."""

    __tablename__ = "result_slip"
    __table_args__ = (UniqueConstraint("tasking_id", "number"),)

    tasking_id: Mapped[str] = mapped_column(ForeignKey("tasking.id", ondelete="CASCADE"))
    number: Mapped[int]
    printed_at: Mapped[datetime]
    printed_by: Mapped[str]
    returned_at: Mapped[datetime | None] = mapped_column(index=True, default=None)
    returned_by: Mapped[str] = mapped_column(default="")
    visit_entry_id: Mapped[str | None] = mapped_column(
        ForeignKey("tasking_entry.id"), index=True, default=None
    )
    result_entry_id: Mapped[str | None] = mapped_column(
        ForeignKey("tasking_entry.id"), index=True, default=None
    )
