"""What the rules of the week go by beside the plan: markers, minutes that were bought."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Dated, Keyed


class RiskMarker(Keyed, Base):
    """A warning about a place or a case, live once another person has approved it.

    Only `control` is ever printed; the kind and the evidence stay with the supervisor.
    """

    __tablename__ = "risk_marker"
    __table_args__ = (Index(None, "area_id", "review_on"), Index(None, "reference"))

    kind: Mapped[str]
    control: Mapped[str]
    """What is done about it: "pair", "no visit", "phone first"."""
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]
    review_on: Mapped[date]
    area_id: Mapped[str | None] = mapped_column(ForeignKey("area.id"), default=None)
    place: Mapped[str] = mapped_column(default="")
    """Empty for the whole of the area."""
    reference: Mapped[str] = mapped_column(default="")
    """Of a case or a subject, where it is about no place."""
    evidence_reference: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[str] = mapped_column(default="")
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_reason: Mapped[str] = mapped_column(default="")


class FundingAgreement(Keyed, Dated, Base):
    """Minutes a week that one or more parishes have bought."""

    __tablename__ = "funding_agreement"
    __table_args__ = (Index(None, "valid_from"),)

    payer: Mapped[str]
    minutes_a_week: Mapped[int]
    carry_weeks: Mapped[int] = mapped_column(default=0)
    """For how many weeks minutes given before or owed still count; 0 = each week by itself."""
    note: Mapped[str] = mapped_column(default="")


class FundingArea(Keyed, Base):
    """A parish an agreement is for."""

    __tablename__ = "funding_area"
    __table_args__ = (UniqueConstraint("agreement_id", "area_id"),)

    agreement_id: Mapped[str] = mapped_column(
        ForeignKey("funding_agreement.id", ondelete="CASCADE")
    )
    area_id: Mapped[str] = mapped_column(ForeignKey("area.id"), index=True)
