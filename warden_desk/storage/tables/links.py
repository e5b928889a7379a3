"""How taskings hang together."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Keyed


class TaskingLink(Keyed, Base):
    """One tasking is a duplicate of, the parent of, or related to another."""

    __tablename__ = "tasking_link"
    __table_args__ = (UniqueConstraint("from_id", "to_id", "kind"),)

    from_id: Mapped[str] = mapped_column(ForeignKey("tasking.id", ondelete="CASCADE"))
    to_id: Mapped[str] = mapped_column(ForeignKey("tasking.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[str]
