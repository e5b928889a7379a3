"""What need is reckoned from: indicators with their weights, and figures for them."""

from datetime import date, datetime

from sqlalchemy import Float, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from warden_desk.storage.tables.base import Base, Dated, Keyed


class NeedIndicator(Keyed, Dated, Base):
    """One indicator of the need score, as it was weighed in a period."""

    __tablename__ = "need_indicator"
    __table_args__ = (Index(None, "code", "valid_from"),)

    code: Mapped[str]
    label: Mapped[str]
    measure: Mapped[str]
    """What the desk reckons it from; empty for figures that are entered by hand."""
    weight: Mapped[int]
    is_more_need: Mapped[bool] = mapped_column(default=True)
    """Whether a higher figure means more need."""
    unit: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class NeedScore(Keyed, Base):
    """A figure of an area for an indicator from a day on, until a later one follows it."""

    __tablename__ = "need_score"
    __table_args__ = (Index(None, "indicator", "area_id", "on_date"),)

    indicator: Mapped[str]
    """The code of the indicator; `residents` is how many people live there."""
    area_id: Mapped[str] = mapped_column(ForeignKey("area.id"), index=True)
    on_date: Mapped[date]
    value: Mapped[float] = mapped_column(Float)
    source: Mapped[str]
    entered_by: Mapped[str]
    entered_at: Mapped[datetime]
