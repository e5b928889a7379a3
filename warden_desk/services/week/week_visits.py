"""Planning from the parish: who comes there on a day, as names typed into its cell."""

import re
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import short_day
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.domain.people import PersonRow
from warden_desk.domain.shift_text import parse_cell
from warden_desk.domain.shifts import CodeBook
from warden_desk.services import people
from warden_desk.services.week import week_rows, weeks
from warden_desk.services.week.week_checks import settled
from warden_desk.services.week.weeks import CellKey
from warden_desk.storage.tables import Area, Shift, Stop

_CODE = re.compile(r"(?P<who>.*\S)\s+(?P<code>\S+)")


def set_visitors(
    session: Session,
    area_id: str,
    on_date: date,
    team_id: str,
    typed: str,
    *,
    act: Act,
    reason: str = "",
) -> None:
    """Have these people come to a parish on a day: "Ben Tilley, CW109 E", separated by commas.

    Who works that day gets a stop more. Who does not is planned if a shift code or times follow
    the name. Who is not named any more does not come; a tasking's stop stays.

    Raises:
        UserError: nobody or several are called so, they do not work that day, or a rule stops it.
        NeedsReason: a rule warns.
    """
    book = week_rows.code_book(session, on_date)
    wanted: dict[str, tuple[PersonRow, str]] = {}
    for part in (part.strip() for part in re.split(r"[,;\n]", typed)):
        if part:
            person, shift = _read(session, part, book, on_date)
            wanted[person.id] = (person, shift)
    held = _coming(session, area_id, on_date)
    with settled(session, {*wanted, *held}, [on_date], reason):
        for person_id in held.keys() - wanted.keys():
            _leave_out(session, held[person_id], area_id)
        for person_id in wanted.keys() - held.keys():
            person, shift = wanted[person_id]
            cell = CellKey(person_id, on_date, team_id)
            _send(session, cell, person.name, area_id, shift, book, act=act, reason=reason)


def visitors_text(session: Session, area_id: str, on_date: date) -> str:
    """What is typed to have the same people come: collar numbers or names."""
    held = _coming(session, area_id, on_date)
    found = [people.row(session, key, on_date) for key in held]
    return ", ".join(person.name for person in found)


def _read(session: Session, part: str, book: CodeBook, on: date) -> tuple[PersonRow, str]:
    """The person meant, and the shift typed after the name ("" without one)."""
    try:
        return people.find(session, part, on), ""
    except NotFound:
        found = _CODE.fullmatch(part)
        if found is None or not (book.find(found["code"]) or found["code"][0].isdigit()):
            raise
        return people.find(session, found["who"], on), found["code"]


def _coming(session: Session, area_id: str, on: date) -> dict[str, list[Stop]]:
    query = (
        select(Shift.person_id, Stop)
        .join(Stop, Stop.shift_id == Shift.id)
        .where(Stop.area_id == area_id, Shift.on_date == on, Shift.start_minute.is_not(None))
        .order_by(Shift.start_minute, Shift.id)
    )
    found: dict[str, list[Stop]] = {}
    for person_id, stop in session.execute(query):
        found.setdefault(person_id, []).append(stop)
    return found


def _leave_out(session: Session, stops: list[Stop], area_id: str) -> None:
    if any(stop.tasking_id for stop in stops):
        shift = session.get_one(Shift, stops[0].shift_id)
        area = session.get_one(Area, area_id)
        raise UserError(
            f"{weeks.name_of(session, shift.person_id)} has a tasking in {area.name} "
            f"on {short_day(shift.on_date)}. Take it off the round first."
        )
    for stop in stops:
        session.delete(stop)


def _send(
    session: Session,
    cell: CellKey,
    name: str,
    area_id: str,
    typed: str,
    book: CodeBook,
    *,
    act: Act,
    reason: str,
) -> None:
    shift = next((s for s in weeks.shifts_of(session, cell) if s.start_minute is not None), None)
    if shift is None and typed:
        weeks.set_cell(session, *_whose(cell), parse_cell(typed, book), act=act, reason=reason)
        shift = next(iter(weeks.shifts_of(session, cell)), None)
    if shift is None:
        raise UserError(
            f"{name} has no shift on {short_day(cell.on_date)}. "
            f"Write one after the name, as in {name} {_example(book)}."
        )
    positions = select(Stop.position).where(Stop.shift_id == shift.id)
    last = max(session.scalars(positions), default=-1)
    session.add(Stop(shift_id=shift.id, position=last + 1, area_id=area_id))


def _whose(cell: CellKey) -> tuple[str, date, str]:
    return cell.person_id, cell.on_date, cell.team_id


def _example(book: CodeBook) -> str:
    timed = (code.code for code in book.codes if code.is_work and code.times)
    return next(timed, "0900-1700")
