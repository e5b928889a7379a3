"""People at the organisations we work with, and the permanent log of what was said with them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Deletable, Keyed


class Contact(Keyed, Deletable, Base):
    """A named person at an organisation, in their public role."""

    __tablename__ = "contact"

    organisation_id: Mapped[str] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    preferred: Mapped[str] = mapped_column(default="")
    salutation: Mapped[str] = mapped_column(default="", server_default="")
    """How a letter begins where "Dear" and the name will not do."""
    confirmed_on: Mapped[date | None] = mapped_column(default=None)
    term_from: Mapped[date | None] = mapped_column(default=None)
    term_ends_on: Mapped[date | None] = mapped_column(default=None)
    """The last day of it; empty for a post without a term."""
    bounced_on: Mapped[date | None] = mapped_column(default=None)
    """When mail to this address came back; empty again once the contact is confirmed."""
    objected_on: Mapped[date | None] = mapped_column(default=None)
    """Since when they do not want to be written to."""
    source: Mapped[str] = mapped_column(default="")
    lawful_basis: Mapped[str] = mapped_column(default="")


class ContactEntry(Keyed, Base):
    """Who spoke to whom, when, and about what. Permanent: a wrong one is struck, with a reason.

    `contact_id` is empty where the organisation as a whole is meant. Whom it was is kept in words
    as well, for contacts come and go.
    """

    __tablename__ = "contact_entry"
    __table_args__ = (Index(None, "organisation_id", "id"),)

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    kind: Mapped[str]
    happened_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str]
    contact_id: Mapped[str | None] = mapped_column(
        ForeignKey("contact.id", ondelete="SET NULL"), index=True, default=None
    )
    whom: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(default="")
    """Which of us spoke, where it was not whoever wrote the entry."""
    how: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    tasking_id: Mapped[str | None] = mapped_column(
        ForeignKey("tasking.id", ondelete="SET NULL"), index=True, default=None
    )
    """The tasking it was about: who may not see that may not read this."""
    struck_at: Mapped[datetime | None] = mapped_column(default=None)
    struck_by: Mapped[str] = mapped_column(default="")
    struck_reason: Mapped[str] = mapped_column(default="")
