"""Areas and the partners who work in them."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Dated, Deletable, Keyed


class Area(Keyed, Dated, Base):
    """A county, district, parish, unparished area or ward, as it was called in a period.

    Centres are whole metres, EPSG:27700.
    """

    __tablename__ = "area"
    __table_args__ = (
        Index(None, "gss_code"),
        Index(None, "kind", "name"),
        {"info": {"right": "areas"}},
    )

    gss_code: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    short_code: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"), index=True, default=None)
    centre_easting: Mapped[int | None] = mapped_column(default=None)
    centre_northing: Mapped[int | None] = mapped_column(default=None)
    hectares: Mapped[int | None] = mapped_column(default=None)


class AreaAlias(Keyed, Base):
    """Another name people use for an area, as lists and letters spell it."""

    __tablename__ = "area_alias"

    area_id: Mapped[str] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]


class AreaSuccession(Keyed, Base):
    """One area's history goes on in another from a day: a merger, a split, a new council."""

    __tablename__ = "area_succession"
    __table_args__ = {"info": {"right": "areas"}}  # noqa: RUF012 - SQLAlchemy's own form

    from_area_id: Mapped[str] = mapped_column(ForeignKey("area.id"), index=True)
    to_area_id: Mapped[str] = mapped_column(ForeignKey("area.id"), index=True)
    on_date: Mapped[date]


class BoundarySet(Keyed, Dated, Base):
    """Where outlines come from. The geometry itself lies in a file, never in the personal store."""

    __tablename__ = "boundary_set"
    __table_args__ = {"info": {"right": "areas"}}  # noqa: RUF012 - SQLAlchemy's own form

    kind: Mapped[str]
    name: Mapped[str]
    source: Mapped[str]
    licence: Mapped[str]
    captured_on: Mapped[date | None] = mapped_column(default=None)
    file_name: Mapped[str] = mapped_column(default="")


class Organisation(Keyed, Deletable, Base):
    """A CSU, CSP, parish council, school, housing association: anyone we work with."""

    __tablename__ = "organisation"
    __table_args__ = (Index(None, "kind", "name"),)

    kind: Mapped[str]
    name: Mapped[str]
    meets: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class OrganisationArea(Keyed, Dated, Base):
    """An organisation serves an area for a period."""

    __tablename__ = "organisation_area"

    organisation_id: Mapped[str] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    area_id: Mapped[str] = mapped_column(ForeignKey("area.id"), index=True)
