"""The lists of the page, and what a row of each looks like."""

from dataclasses import dataclass

from warden_desk.domain.dates import MONTHS, uk_date
from warden_desk.domain.funding import FundingMonth
from warden_desk.domain.markers import MarkerRow, MarkerState
from warden_desk.domain.shifts import hours
from warden_desk.services.week.week_reasons import OverrideCount
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import Column, PillState

_MARKERS: dict[MarkerState, PillState] = {
    MarkerState.WAITING: ("To approve", Tone.AMBER, None),
    MarkerState.LIVE: ("Live", Tone.GREEN, None),
    MarkerState.REVIEW: ("To review", Tone.RED, None),
    MarkerState.ENDED: ("Ended", Tone.NEUTRAL, None),
}


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """How often a rule was overridden in a month."""

    counted: OverrideCount

    @property
    def id(self) -> str:
        return f"{self.counted.month:%Y-%m} {self.counted.rule}"

    @property
    def month(self) -> str:
        """`November 2026`."""
        return f"{MONTHS[self.counted.month.month - 1]} {self.counted.month.year}"


def marker_columns() -> list[Column[MarkerRow]]:
    """How far each may be relied on, what is done, and when it is looked at again."""
    return [
        Column("", lambda row: _MARKERS[row.state][0], 108, pill=lambda row: _MARKERS[row.state]),
        Column("Where or which case", lambda row: row.about),
        Column("What is done", lambda row: row.control, 170),
        Column("Kind", lambda row: row.kind, 110, can_hide=True),
        Column("Review by", lambda row: uk_date(row.review_on), 130),
        Column("Entered by", lambda row: row.entered_by, 120, "quiet", can_hide=True),
        Column("Approved by", lambda row: row.approved_by or "nobody yet", 120, "quiet"),
    ]


def funding_columns() -> list[Column[FundingMonth]]:
    """What was bought for the month against what is planned and done."""
    return [
        Column("", lambda row: _given(row)[0], 108, pill=_given),
        Column("Who pays", lambda row: row.agreement.payer),
        Column("Parishes", lambda row: ", ".join(row.agreement.areas), 170, can_hide=True),
        Column("A week", lambda row: f"{hours(row.agreement.minutes_a_week)} h", 76),
        Column("Bought", lambda row: f"{hours(row.bought)} h", 86),
        Column("Planned", lambda row: f"{hours(row.planned)} h", 86),
        Column("Done", lambda row: f"{hours(row.done)} h", 86),
        Column("Since", lambda row: uk_date(row.agreement.valid_from), 120, "quiet", can_hide=True),
    ]


def override_columns() -> list[Column[OverrideRow]]:
    """How often, by month and rule."""
    return [
        Column("Month", lambda row: row.month, 160),
        Column("Rule", lambda row: row.counted.rule.label),
        Column("About", lambda row: row.counted.rule.theme, 150, "quiet"),
        Column("Overridden", lambda row: _times(row.counted.count), 120),
    ]


def _given(row: FundingMonth) -> PillState:
    if row.planned < row.bought:
        return "Short", Tone.AMBER, None
    return "On course", Tone.GREEN, None


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"
