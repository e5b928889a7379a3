"""What a week is planned from: rotations of shifts, and when people say they can come."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Dated, Keyed


class Pattern(Keyed, Dated, Base):
    """A person's rotation: so many weeks that repeat, counted from the week of `anchor`."""

    __tablename__ = "pattern"
    __table_args__ = (Index(None, "person_id", "valid_from"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    weeks: Mapped[int]
    anchor: Mapped[date]
    """The Monday on which the first week of the rotation begins."""


class PatternDay(Keyed, Base):
    """What a day of a rotation says, as it is typed into a cell. Days that say nothing have none.

    `week` and `weekday` count from nought; Monday is 0.
    """

    __tablename__ = "pattern_day"
    __table_args__ = (UniqueConstraint("pattern_id", "week", "weekday"),)

    pattern_id: Mapped[str] = mapped_column(ForeignKey("pattern.id", ondelete="CASCADE"))
    week: Mapped[int]
    weekday: Mapped[int]
    text: Mapped[str]


class Availability(Keyed, Dated, Base):
    """Whether somebody can come on a weekday: yes, maybe or no; with minutes, a part of the day.

    `role` is the shift code it is about; "" is any work.
    """

    __tablename__ = "availability"
    __table_args__ = (Index(None, "person_id", "valid_from"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    weekday: Mapped[int]
    answer: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    start_minute: Mapped[int | None] = mapped_column(default=None)
    end_minute: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class AvailabilityDay(Keyed, Base):
    """An exception to somebody's usual availability, on one day."""

    __tablename__ = "availability_day"
    __table_args__ = (Index(None, "person_id", "on_date"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    on_date: Mapped[date]
    answer: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    start_minute: Mapped[int | None] = mapped_column(default=None)
    end_minute: Mapped[int | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")


class EventPerson(Keyed, Base):
    """Somebody who is wanted at an event."""

    __tablename__ = "event_person"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    event_id: Mapped[str] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
