"""The desk itself: settings, code lists, imports."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Dated, Keyed


class Setting(Base):
    """One setting; `value` is JSON."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Code(Keyed, Dated, Base):
    """An entry of a list people may edit: categories, outcomes, markings, absence codes.

    `data` is JSON for what only that list needs, such as an urgency's working days.
    """

    __tablename__ = "code"
    __table_args__ = (Index(None, "list_name", "code"),)

    list_name: Mapped[str]
    code: Mapped[str]
    label: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    data: Mapped[str] = mapped_column(default="")


class ImportBatch(Keyed, Base):
    """One import: enough to say what came in, and to take it back.

    `file_digest` stands for the file; its name is the sender's, and may hold a person's.
    """

    __tablename__ = "import_batch"

    kind: Mapped[str]
    source: Mapped[str]
    file_digest: Mapped[str]
    done_at: Mapped[datetime]
    done_by: Mapped[str]
    counts: Mapped[str]
    """JSON: how many rows got which verdict."""


class ImportUndo(Base):
    """How to take an import back after the desk was closed: the journal's statements, zipped."""

    __tablename__ = "import_undo"

    batch_id: Mapped[str] = mapped_column(
        ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True
    )
    change: Mapped[bytes] = mapped_column(LargeBinary)


class ImportMapping(Keyed, Base):
    """How a sender's files are laid out, so that next week's needs no decisions (JSON)."""

    __tablename__ = "import_mapping"

    sender: Mapped[str]
    kind: Mapped[str]
    mapping: Mapped[str]


class SavedView(Keyed, Base):
    """A way of looking at a list, under a name. In the desk: what one searches for may name people.

    `view` is JSON that only the list understands.
    """

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("list_name", "name"),)

    list_name: Mapped[str]
    name: Mapped[str]
    view: Mapped[str]
