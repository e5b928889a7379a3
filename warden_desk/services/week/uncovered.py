"""What an absence leaves open: shifts, taskings that fall due, visits that lapse."""

from collections.abc import Collection
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.duties import duties, times_away
from warden_desk.domain.people import AbsenceRow, AssignmentRole
from warden_desk.domain.replacements import DueTasking, LapsingParish, Uncovered
from warden_desk.domain.shifts import ShiftRow
from warden_desk.domain.tasking_states import TO_DO
from warden_desk.domain.worked import ShiftStatus
from warden_desk.services import absences
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.services.coverage import coverage
from warden_desk.services.tasking import tasking_holders
from warden_desk.services.week import week_rows
from warden_desk.storage.tables import (
    Area,
    ParishAssignment,
    Shift,
    Stop,
    Tasking,
)

_DAY = timedelta(days=1)


def by_absence(session: Session, absence_id: str) -> Uncovered:
    """What one absence leaves open, granted or only asked for.

    Raises:
        NotFound: it is gone.
    """
    absence = absences.row(session, absence_id)
    return Uncovered(
        absence=absence,
        shifts=tuple(shifts(session, [absence])),
        taskings=tuple(_taskings(session, absence)),
        parishes=tuple(_parishes(session, absence)),
    )


def shifts(session: Session, away: Collection[AbsenceRow]) -> list[ShiftRow]:
    """The working shifts planned for these people while they are away, in order."""
    if not away:
        return []
    zone = ZoneInfo(desk_settings.load(session).zone)
    first = min(absence.starts_on for absence in away) - _DAY
    last = max(absence.ends_on for absence in away)
    book = week_rows.code_book(session, first + _DAY)
    people = {absence.person_id for absence in away}
    planned = week_rows.between(session, first, last, book, person_ids=people)
    found: list[ShiftRow] = []
    for duty in duties(planned, zone):
        own = [one for one in away if one.person_id == duty.shift.person_id]
        own = [one for one in own if one.role in ("", duty.shift.code.code)]
        spans = times_away([], own, book, zone)
        if any(span.start < duty.end and duty.start < span.end for span in spans):
            found.append(duty.shift)
    return found


def _taskings(session: Session, absence: AbsenceRow) -> list[DueTasking]:
    """Theirs, still to do, and due while they are away or the day after."""
    query = (
        select(Tasking.id, Tasking.reference, Tasking.title, Tasking.due_on)
        .where(
            Tasking.id.in_(tasking_holders.held_by(absence.person_id)),
            Tasking.state.in_(TO_DO),
            Tasking.deleted_at.is_(None),
            Tasking.due_on.between(absence.starts_on, absence.ends_on + _DAY),
        )
        .order_by(Tasking.due_on, Tasking.reference)
    )
    found = session.execute(query).all()
    who = tasking_holders.holders(session, [key for key, *_ in found])
    return [
        DueTasking(
            tasking_id=key,
            reference=reference,
            title=title,
            due_on=due,
            others=tuple(
                one.name for one in who.get(key, ()) if one.person_id != absence.person_id
            ),
        )
        for key, reference, title, due in found
        if due is not None
    ]


def _parishes(session: Session, absence: AbsenceRow) -> list[LapsingParish]:
    """Parishes of theirs whose next visit falls due while they are away, and nobody is planned."""
    designated = (
        select(ParishAssignment.area_id, Area.parent_id)
        .join(Area, Area.id == ParishAssignment.area_id)
        .where(
            ParishAssignment.person_id == absence.person_id,
            ParishAssignment.role == AssignmentRole.PRIMARY,
            on_day(ParishAssignment, absence.starts_on),
        )
    )
    own = dict(session.execute(designated).all())
    districts = sorted({district for district in own.values() if district is not None})
    visited = _planned_by_others(session, absence, own)
    found: list[LapsingParish] = []
    for area in coverage.coverage(session, absence.starts_on - _DAY, districts):
        if area.area_id not in own or area.area_id in visited:
            continue
        due = absence.starts_on
        if area.last_visit is not None:
            due = max(due, area.last_visit + area.target_days * _DAY)
        if due <= absence.ends_on:
            found.append(
                LapsingParish(area_id=area.area_id, name=area.name, due_on=due, others=area.others)
            )
    return sorted(found, key=lambda parish: (parish.due_on, parish.name))


def _planned_by_others(
    session: Session, absence: AbsenceRow, area_ids: Collection[str]
) -> set[str]:
    """Those of the areas where somebody else is planned in these days."""
    query = (
        select(Stop.area_id)
        .join(Shift, Shift.id == Stop.shift_id)
        .where(
            Stop.area_id.in_(area_ids),
            Shift.on_date.between(absence.starts_on, absence.ends_on),
            Shift.person_id != absence.person_id,
            Shift.status != ShiftStatus.MISSED,
        )
    )
    return {key for key in session.scalars(query) if key is not None}
