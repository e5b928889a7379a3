"""A person's shifts as calendar entries: when and where, and nothing of any tasking."""

from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from warden_desk.domain.copies import CalendarEntry
from warden_desk.domain.shifts import ShiftRow
from warden_desk.domain.week_rows import PersonWeek
from warden_desk.services.papers.copies_ground import Ground


def entries(on: Ground, person: PersonWeek) -> tuple[CalendarEntry, ...]:
    """The working shifts of the week; why somebody is away is nobody's business."""
    zone = ZoneInfo(on.settings.zone)
    return tuple(
        _entry(shift, person, at, zone)
        for cell in person.cells
        for at, shift in enumerate(s for s in (*cell.shifts, *cell.elsewhere) if s.code.is_work)
    )


def _entry(shift: ShiftRow, person: PersonWeek, at: int, zone: ZoneInfo) -> CalendarEntry:
    # Not the shift's own key: a day that is typed anew would then stand twice in a calendar.
    key = uuid5(NAMESPACE_URL, f"warden-desk/{person.person_id}/{shift.on_date}/{at}")
    places = [s.label for s in shift.stops if s.tasking_id is None and s.label]
    company = f"With {shift.buddy}" if shift.buddy else ""
    if shift.is_lone:
        company = f"Alone, buddy {shift.buddy}" if shift.buddy else "Alone"
    return CalendarEntry(
        uid=f"{key}@warden-desk",
        on_date=shift.on_date,
        summary=" ".join(filter(None, (shift.code.code, shift.code.name))),
        starts_at=_moment(shift, shift.start_minute, zone),
        ends_at=_moment(shift, shift.end_minute, zone),
        location=", ".join(dict.fromkeys(places)),
        description=company,
    )


def _moment(shift: ShiftRow, minute: int | None, zone: ZoneInfo) -> datetime | None:
    """By the clock on the wall, also in a night when that is changed."""
    if minute is None:
        return None
    on_the_wall = datetime.combine(shift.on_date, time()) + timedelta(minutes=minute)
    return on_the_wall.replace(tzinfo=zone)
