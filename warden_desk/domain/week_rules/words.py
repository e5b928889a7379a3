"""How rules say shifts and hours."""

from warden_desk.domain.dates import WEEKDAYS
from warden_desk.domain.shifts import ShiftRow


def named(shift: ShiftRow, beside: ShiftRow) -> str:
    """`Wednesday's late`, or with its times where both are on one day or worked elsewhere."""
    if shift.on_date == beside.on_date:
        return shift.head
    name = shift.code.name.lower()
    return f"{WEEKDAYS[shift.on_date.weekday()]}'s {'shift' if ' ' in name else name}"


def rest_words(minutes: int) -> str:
    """`9.5 hours' rest`."""
    if minutes <= 0:
        return "No rest"
    return "1 hour's rest" if minutes == 60 else f"{tenths(minutes)} hours' rest"


def tenths(minutes: int) -> str:
    """Hours in tenths, cut, never rounded: 10 h 59 min must not read as 11."""
    return f"{minutes // 6 / 10:.1f}".removesuffix(".0")
