"""Shifts, their stops, events, and the deployment sheets made of them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Dated, Keyed


class ShiftCode(Keyed, Dated, Base):
    """What a cell of the week may say: E, L, RD, AL … with its usual times.

    `is_work` shifts count as hours and must not overlap; `is_absence` says the person is away.
    """

    __tablename__ = "shift_code"

    code: Mapped[str]
    name: Mapped[str]
    is_work: Mapped[bool]
    is_absence: Mapped[bool] = mapped_column(default=False)
    start_minute: Mapped[int | None] = mapped_column(default=None)
    end_minute: Mapped[int | None] = mapped_column(default=None)
    break_minutes: Mapped[int] = mapped_column(default=0)
    position: Mapped[int] = mapped_column(default=0)


class Shift(Keyed, Base):
    """One person's working period, or a day marked off. Minutes are wall-clock from midnight."""

    __tablename__ = "shift"
    __table_args__ = (
        Index(None, "person_id", "on_date"),
        Index(None, "team_id", "on_date"),
        {"info": {"about": ("person_id", "on_date")}},
    )

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    """The team it is worked for: another than the person's own makes a guest."""
    on_date: Mapped[date]
    code: Mapped[str]
    start_minute: Mapped[int | None] = mapped_column(default=None)
    end_minute: Mapped[int | None] = mapped_column(default=None)
    break_minutes: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(default="planned")
    is_lone: Mapped[bool] = mapped_column(default=False)
    buddy_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True, default=None)
    vehicle: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    override_reason: Mapped[str] = mapped_column(default="")
    worked_start_minute: Mapped[int | None] = mapped_column(default=None)
    worked_end_minute: Mapped[int | None] = mapped_column(default=None)
    worked_break_minutes: Mapped[int | None] = mapped_column(default=None)
    status_note: Mapped[str] = mapped_column(default="")
    """Why it was missed, or was other than planned."""
    status_by: Mapped[str] = mapped_column(default="")
    status_at: Mapped[datetime | None] = mapped_column(default=None)


class Stop(Keyed, Base):
    """A place on a shift's round: a parish, a tasking or an event."""

    __tablename__ = "stop"
    __table_args__ = {"info": {"about": ("shift_id",)}}  # noqa: RUF012 - SQLAlchemy's own form

    shift_id: Mapped[str] = mapped_column(ForeignKey("shift.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    area_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"), index=True, default=None)
    tasking_id: Mapped[str | None] = mapped_column(
        ForeignKey("tasking.id"), index=True, default=None
    )
    event_id: Mapped[str | None] = mapped_column(ForeignKey("event.id"), index=True, default=None)
    text: Mapped[str] = mapped_column(default="")
    minutes_planned: Mapped[int | None] = mapped_column(default=None)
    minutes_done: Mapped[int | None] = mapped_column(default=None)


class Event(Keyed, Base):
    """A meeting or occasion the team is wanted at."""

    __tablename__ = "event"
    __table_args__ = (Index(None, "on_date"),)

    kind: Mapped[str]
    title: Mapped[str]
    on_date: Mapped[date]
    start_minute: Mapped[int | None] = mapped_column(default=None)
    end_minute: Mapped[int | None] = mapped_column(default=None)
    area_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"), index=True, default=None)
    place: Mapped[str] = mapped_column(default="")
    series_id: Mapped[str | None] = mapped_column(index=True, default=None)
    """The same for all the days of an event that was put down as repeating."""


class DeploymentSheet(Keyed, Base):
    """A version of a team's week, `week` being "2026-W48": sent for sign-off, then issued.

    What was issued is in `snapshot` alone and never changes; nothing else of it is printed.
    """

    __tablename__ = "deployment_sheet"
    __table_args__ = (UniqueConstraint("team_id", "week", "version"),)

    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    week: Mapped[str]
    version: Mapped[int]
    status: Mapped[str]
    marking: Mapped[str]
    approval: Mapped[str] = mapped_column(default="")
    sent_by: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_by: Mapped[str] = mapped_column(default="")
    """Who sent it back, and with `answer` why."""
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answer: Mapped[str] = mapped_column(default="")
    issued_by: Mapped[str] = mapped_column(default="")
    issued_at: Mapped[datetime | None] = mapped_column(default=None)
    snapshot: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")
    """SHA-256 of the snapshot, by which an alteration is found."""


class SheetReason(Keyed, Base):
    """Why a finding of a team's week was let stand when the week was signed off.

    `subject` is the id of the person or area it is about. The reason counts as long as the rules
    say the very same; it is kept whatever they say later.
    """

    __tablename__ = "sheet_reason"
    __table_args__ = (Index(None, "team_id", "week"),)

    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    week: Mapped[str]
    rule: Mapped[str]
    subject: Mapped[str]
    on_date: Mapped[date]
    text: Mapped[str]
    reason: Mapped[str]
    given_by: Mapped[str]
    given_at: Mapped[datetime]


class PrintLog(Keyed, Base):
    """Who holds which paper, and until when. It outlives what it is about: it has no keys to it."""

    __tablename__ = "print_log"

    what: Mapped[str]
    copy_for: Mapped[str]
    printed_by: Mapped[str]
    printed_at: Mapped[datetime]
    version: Mapped[str] = mapped_column(default="")
    """"Draft 1", "Version 2"; empty for a paper that has none."""
    team: Mapped[str] = mapped_column(default="")
    """The name it had; empty for a paper of the whole desk."""
    team_id: Mapped[str | None] = mapped_column(default=None)
    """Whose it is, however the team is called now; None where only the name is known."""
    destroy_by: Mapped[date | None] = mapped_column(default=None)
    destroyed_on: Mapped[date | None] = mapped_column(default=None)
    destroyed_by: Mapped[str] = mapped_column(default="")
