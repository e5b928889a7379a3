"""Taskings and everything that happens to them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Deletable, Keyed


class Tasking(Keyed, Deletable, Base):
    """A request to do something by a date and report back.

    `year` and `number` make the reference; overdue is computed, never stored.
    """

    __tablename__ = "tasking"
    __table_args__ = (
        UniqueConstraint("district_id", "year", "number"),
        Index(None, "state", "due_on", "id"),
        Index(None, "district_id", "state", "due_on", "id"),
        Index(None, "area_id", "state"),
        Index(None, "csu_id", "external_reference"),
        Index(None, "due_on", "id"),
        Index(None, "case_reference"),
        Index(None, "easting", "northing"),
        Index(None, "postcode"),
        Index(None, "state_since"),
    )

    reference: Mapped[str] = mapped_column(unique=True)
    district_id: Mapped[str] = mapped_column(ForeignKey("area.id"))
    year: Mapped[int]
    number: Mapped[int]
    state_since: Mapped[datetime]
    title: Mapped[str]
    received_on: Mapped[date]
    state: Mapped[str] = mapped_column(default="received")
    description: Mapped[str] = mapped_column(default="")
    wanted: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    csu_id: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    meeting_on: Mapped[date | None] = mapped_column(default=None)
    received_how: Mapped[str] = mapped_column(default="")
    received_by: Mapped[str] = mapped_column(default="")
    requester: Mapped[str] = mapped_column(default="")
    agency: Mapped[str] = mapped_column(default="")
    external_reference: Mapped[str] = mapped_column(default="")
    case_reference: Mapped[str] = mapped_column(default="")
    """Themis, E-CINS or what follows: a reference, never a copy of the case."""
    marking: Mapped[str] = mapped_column(default="OFFICIAL")
    subject_kind: Mapped[str] = mapped_column(default="")
    subject_reference: Mapped[str] = mapped_column(default="")
    priority: Mapped[str] = mapped_column(default="")
    area_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"), default=None)
    place: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    easting: Mapped[int | None] = mapped_column(default=None)
    northing: Mapped[int | None] = mapped_column(default=None)
    problem_times: Mapped[str] = mapped_column(default="")
    constraints: Mapped[str] = mapped_column(default="")
    pair_up: Mapped[bool] = mapped_column(default=False)
    urgency: Mapped[str] = mapped_column(default="")
    score: Mapped[int | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    due_words: Mapped[str] = mapped_column(default="")
    """What the sender wrote where no date follows from it: "asap", "next mtg"."""
    due_rule: Mapped[str] = mapped_column(default="", server_default="")
    """The rule that gave the due date, as it was then; empty where a person gave it."""
    review_on: Mapped[date | None] = mapped_column(default=None)
    needed_power: Mapped[str] = mapped_column(default="")
    hold_until: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(default="")
    import_batch_id: Mapped[str | None] = mapped_column(
        ForeignKey("import_batch.id"), index=True, default=None
    )


# Of each state by title, as a list is read: an A and an a are one letter to whoever looks for it.
Index("ix_tasking_state_title_id", Tasking.state, Tasking.title.collate("NOCASE"), Tasking.id)


class TaskingAssignment(Keyed, Base):
    """A person is asked to do a tasking, until ended."""

    __tablename__ = "tasking_assignment"

    tasking_id: Mapped[str] = mapped_column(
        ForeignKey("tasking.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    assigned_by: Mapped[str]
    assigned_at: Mapped[datetime]
    role: Mapped[str] = mapped_column(default="lead")
    reason: Mapped[str] = mapped_column(default="")
    """Why a warning was overridden."""
    acknowledged_by: Mapped[str] = mapped_column(default="")
    acknowledged_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class TaskingEntry(Keyed, Base):
    """One line of a tasking's log. Permanent: a wrong one is struck, with a reason."""

    __tablename__ = "tasking_entry"
    __table_args__ = (Index(None, "tasking_id", "id"), Index(None, "area_id", "happened_on"))

    tasking_id: Mapped[str] = mapped_column(ForeignKey("tasking.id", ondelete="CASCADE"))
    kind: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    area_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"), default=None)
    """Where a visit was made, so that "who was last in Lenham" is one look."""
    happened_on: Mapped[date | None] = mapped_column(default=None)
    start_minute: Mapped[int | None] = mapped_column(default=None)
    minutes: Mapped[int | None] = mapped_column(default=None)
    outcome: Mapped[str] = mapped_column(default="")
    agency: Mapped[str] = mapped_column(default="")
    has_consent: Mapped[bool | None] = mapped_column(default=None)
    from_state: Mapped[str] = mapped_column(default="")
    to_state: Mapped[str] = mapped_column(default="")
    struck_at: Mapped[datetime | None] = mapped_column(default=None)
    struck_by: Mapped[str] = mapped_column(default="")
    struck_reason: Mapped[str] = mapped_column(default="")


class EntryPerson(Keyed, Base):
    """Who made the visit an entry records."""

    __tablename__ = "entry_person"

    entry_id: Mapped[str] = mapped_column(
        ForeignKey("tasking_entry.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
