"""What the lists show: hot-spots, repeat locations, areas with their figures."""

from collections.abc import Callable
from datetime import date

from warden_desk.domain.dates import plain_date
from warden_desk.domain.hot_spots import HotSpotRow
from warden_desk.domain.incidents import AreaIncidents, MonthRow, RepeatLocation
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.lazy_table import Column, PillState

COMPARED = ("Before", "Trend")
"""What there is nothing to say of where no other months are on the desk."""
_STATES = {"Planned": Tone.BLUE, "Running": Tone.GREEN, "Ended": Tone.NEUTRAL}
_TRENDS = {"up": (Tone.RED, "↑"), "down": (Tone.GREEN, "↓"), "about the same": (Tone.NEUTRAL, "=")}


def spot_columns(today: Callable[[], date]) -> list[Column[HotSpotRow]]:
    """Hot-spots."""

    def state(row: HotSpotRow) -> PillState:
        word = row.state(today())
        return word, _STATES[word], ""

    return [
        Column("Hot-spot", lambda row: row.name),
        Column("Parish", lambda row: f"{row.area}, {row.district}", 180, "quiet", can_hide=True),
        Column("State", lambda row: row.state(today()), 90, pill=state),
        Column("Since", lambda row: plain_date(row.acts_from), 96, "quiet", can_hide=True),
        Column("Patrols", lambda row: str(row.patrols), 64, is_number=True),
    ]


def place_columns() -> list[Column[RepeatLocation]]:
    """Points at which it happened again and again."""
    return [
        Column("On or near", lambda row: row.location),
        Column("Parish", lambda row: f"{row.area}, {row.district}", 210, "quiet", can_hide=True),
        Column("Incidents", lambda row: f"{row.count:,}", 80, is_number=True),
        Column("ASB", lambda row: f"{row.asb:,}", 56, is_number=True),
        Column("Months", lambda row: str(row.months), 64, "quiet", is_number=True, can_hide=True),
    ]


def area_columns() -> list[Column[AreaIncidents]]:
    """Areas with their counts."""
    return [
        Column("Area", lambda row: row.name),
        Column("District", lambda row: row.district, 130, "quiet", can_hide=True),
        Column("Incidents", lambda row: f"{row.count:,}", 78, is_number=True),
        Column("ASB", lambda row: f"{row.asb:,}", 54, is_number=True),
        Column(COMPARED[0], _before, 62, "quiet", is_number=True, can_hide=True),
        Column(COMPARED[1], lambda row: row.trend, 128, pill=_trend),
        Column("Rate", _rate, 60, "quiet", is_number=True, can_hide=True),
    ]


def month_columns() -> list[Column[MonthRow]]:
    """The months on the desk, and what became of their rows."""
    return [
        Column("Month", lambda row: row.month.title, 130),
        Column("Force", lambda row: row.force),
        Column("Rows", lambda row: f"{row.rows:,}", 70, is_number=True),
        Column("Placed", lambda row: f"{row.placed:,}", 70, is_number=True),
        Column("No place", lambda row: f"{row.without_place:,}", 78, is_number=True),
        Column("Outside", lambda row: f"{row.outside:,}", 74, is_number=True, can_hide=True),
        Column("Counted by", lambda row: row.outlines, 170, "quiet", can_hide=True),
    ]


def _before(row: AreaIncidents) -> str:
    return "" if row.before is None else f"{row.before:,}"


def _rate(row: AreaIncidents) -> str:
    return "" if row.rate is None else f"{row.rate:,.1f}"


def _trend(row: AreaIncidents) -> PillState | None:
    if row.trend not in _TRENDS:
        return (row.trend.capitalize(), Tone.NEUTRAL, "") if row.trend and row.count else None
    tone, mark = _TRENDS[row.trend]
    return row.trend.capitalize(), tone, mark
