"""Taskings booked into the week: on whose round, on which day, for how many minutes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import short_day
from warden_desk.domain.errors import UserError
from warden_desk.services import codes
from warden_desk.services import settings as desk_settings
from warden_desk.services.tasking import taskings
from warden_desk.services.week import rounds, weeks
from warden_desk.services.week.weeks import CellKey
from warden_desk.storage.tables import Person, Shift, ShiftCode, Stop

CATEGORY = "category"
"""The list whose entries may say how many `minutes` a visit of their kind takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A tasking on somebody's round. `done` are the minutes of the visit, once it is logged."""

    stop_id: str
    shift_id: str
    person_id: str
    person: str
    on_date: date
    minutes: int | None
    done: int | None = None

    @property
    def sentence(self) -> str:
        """`Ben Tilley, Tue 24 Nov, 60 minutes`."""
        said = f"{self.person}, {short_day(self.on_date)}"
        if self.done is not None:
            return f"{said}, done in {self.done} minutes"
        return f"{said}, {self.minutes} minutes" if self.minutes else said


def usual_minutes(session: Session, tasking_id: str, on: date) -> int:
    """How long a visit of its category takes, or any visit.

    Raises:
        NotFound: the tasking is gone.
    """
    category = taskings.get(session, tasking_id).category
    said = codes.data(session, CATEGORY, on).get(category, {}).get("minutes")
    return said if isinstance(said, int) else desk_settings.load(session).visit_minutes


def book(
    session: Session,
    tasking_id: str,
    person_id: str,
    on_date: date,
    *,
    minutes: int | None = None,
    act: Act,
    reason: str = "",
) -> None:
    """Put a tasking on somebody's round; they are asked to do it if they were not yet.

    Raises:
        Invalid: the minutes are none.
        UserError: they do not work that day, have it on their round already, or a rule stops it.
        NeedsReason: a rule warns.
    """
    shift = _shift_of(session, person_id, on_date)
    rounds.give(
        session,
        tasking_id,
        CellKey(person_id, on_date, shift.team_id),
        minutes=usual_minutes(session, tasking_id, on_date) if minutes is None else minutes,
        shift_id=shift.id,
        act=act,
        reason=reason,
    )


def rows(session: Session, tasking_id: str) -> list[Booking]:
    """Where a tasking is booked, the earliest first."""
    query = (
        select(Stop, Shift.person_id, Shift.on_date, Person.forename, Person.surname)
        .join(Shift, Shift.id == Stop.shift_id)
        .join(Person, Person.id == Shift.person_id)
        .where(Stop.tasking_id == tasking_id)
        .order_by(Shift.on_date, Shift.start_minute)
    )
    return [
        Booking(
            stop_id=stop.id,
            shift_id=stop.shift_id,
            person_id=person_id,
            person=f"{forename} {surname}".strip(),
            on_date=on_date,
            minutes=stop.minutes_planned,
            done=stop.minutes_done,
        )
        for stop, person_id, on_date, forename, surname in session.execute(query)
    ]


def _shift_of(session: Session, person_id: str, on: date) -> Shift:
    """The longest of somebody's working shifts that day, for whichever team.

    Raises:
        UserError: there is none.
    """
    query = (
        select(Shift)
        .outerjoin(
            ShiftCode,
            (ShiftCode.code == Shift.code)
            & (ShiftCode.valid_from <= Shift.on_date)
            & (ShiftCode.valid_to.is_(None) | (ShiftCode.valid_to > Shift.on_date)),
        )
        .where(
            Shift.person_id == person_id,
            Shift.on_date == on,
            Shift.start_minute.is_not(None),
            ShiftCode.is_work.is_not(False),
        )
        .order_by((Shift.end_minute - Shift.start_minute).desc(), Shift.id)
    )
    found = session.scalars(query).first()
    if found is None:
        name = weeks.name_of(session, person_id)
        raise UserError(f"{name} has no shift on {short_day(on)}. Plan one first.")
    return found
