"""What the police recorded, by month, and the sheets that answer it. Nothing here is personal."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Deletable, Keyed


class IncidentMonth(Keyed, Base):
    """One month as one force published it: how many rows there were, and what became of them.

    `month` is its first day. What is neither without a place, outside nor unreadable was placed.
    """

    __tablename__ = "incident_month"
    __table_args__ = (UniqueConstraint("month", "force"),)

    month: Mapped[date]
    force: Mapped[str]
    file_name: Mapped[str]
    rows: Mapped[int]
    without_place: Mapped[int]
    outside: Mapped[int]
    unreadable: Mapped[int]
    outlines: Mapped[str]
    """Which outlines the places were counted by, in words."""
    imported_by: Mapped[str]
    imported_at: Mapped[datetime]


class IncidentPoints(Base):
    """The places of a month's incidents, packed: a row each would be most of the desk's file."""

    __tablename__ = "incident_points"
    __table_args__ = {"info": {"write_once": True}}  # noqa: RUF012 - SQLAlchemy's own form

    month_id: Mapped[str] = mapped_column(
        ForeignKey("incident_month.id", ondelete="CASCADE"), primary_key=True
    )
    packed: Mapped[bytes] = mapped_column(LargeBinary)


class IncidentCount(Base):
    """How many incidents of a kind a month had in a parish, a ward or a district."""

    __tablename__ = "incident_count"
    __table_args__ = (Index(None, "area_id"),)

    month_id: Mapped[str] = mapped_column(
        ForeignKey("incident_month.id", ondelete="CASCADE"), primary_key=True
    )
    area_id: Mapped[str] = mapped_column(ForeignKey("area.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


class HotSpot(Keyed, Deletable, Base):
    """A place where too much happens, what is done about it from when to when, and since when.

    Without a place and a radius it is all of the parish. Months are their first days.
    """

    __tablename__ = "hot_spot"

    name: Mapped[str]
    area_id: Mapped[str] = mapped_column(ForeignKey("area.id"), index=True)
    before_from: Mapped[date]
    before_to: Mapped[date]
    """The last month that is compared, not the one after it."""
    acts_from: Mapped[date]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    easting: Mapped[int | None] = mapped_column(default=None)
    northing: Mapped[int | None] = mapped_column(default=None)
    radius_m: Mapped[int | None] = mapped_column(default=None)
    kinds: Mapped[str] = mapped_column(default="")
    """The kinds of incidents it is about, one a line; empty for all."""
    acts_to: Mapped[date | None] = mapped_column(default=None)
    """The last day of the patrols; empty while they go on."""
    wanted: Mapped[str] = mapped_column(default="")


class HotSpotEvent(Base):
    """A patrol that was put into the week for a hot-spot."""

    __tablename__ = "hot_spot_event"

    hot_spot_id: Mapped[str] = mapped_column(
        ForeignKey("hot_spot.id", ondelete="CASCADE"), primary_key=True
    )
    event_id: Mapped[str] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, index=True
    )
