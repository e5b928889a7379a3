"""Visits that are logged tell the round how long its stop really took."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.storage.tables import EntryPerson, Shift, Stop, TaskingEntry


def follow(session: Session, tasking_id: str, on: date) -> None:
    """Bring the stops of a tasking on a day in line with the visits logged for it that day.

    Each person's stop takes the minutes of their own visits. Called when a visit is logged or
    struck; without any left, nothing is known any more.
    """
    visited = _minutes(session, tasking_id, on)
    query = (
        select(Stop, Shift.person_id)
        .join(Shift, Shift.id == Stop.shift_id)
        .where(Stop.tasking_id == tasking_id, Shift.on_date == on)
        .order_by(Shift.start_minute, Stop.position)
    )
    for stop, person_id in session.execute(query):
        stop.minutes_done = visited.pop(person_id, None)  # a second stop of the day was not made


def _minutes(session: Session, tasking_id: str, on: date) -> dict[str, int | None]:
    query = (
        select(EntryPerson.person_id, func.sum(TaskingEntry.minutes))
        .join(TaskingEntry, TaskingEntry.id == EntryPerson.entry_id)
        .where(
            TaskingEntry.tasking_id == tasking_id,
            TaskingEntry.kind == EntryKind.VISIT,
            TaskingEntry.happened_on == on,
            TaskingEntry.struck_at.is_(None),
            TaskingEntry.minutes.is_not(None),
        )
        .group_by(EntryPerson.person_id)
    )
    return dict(session.execute(query).all())
