"""Copying a week: only what still holds is carried over, and what does not is said."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.ids import new_id
from warden_desk.domain.shifts import ShiftRow, StopRow
from warden_desk.domain.tasking_states import TO_DO
from warden_desk.services.week import week_filling, week_people, week_rows
from warden_desk.services.week.weeks import CopyDone, LeftOut
from warden_desk.storage.tables import Tasking


def copy_week(
    session: Session, team_id: str, from_week: Week, to_week: Week, *, act: Act
) -> CopyDone:
    """Plan a team's week like another one.

    Cells that hold something stay. Left out and named are people who are not in the team that
    day (guests, too), absences, and what the rules would stop; open taskings go along, finished
    ones and events do not. Warnings do not ask here: the findings of the week show them.
    """
    names = week_people.names(session, team_id, from_week)
    target = week_filling.week_to_fill(session, team_id, to_week)
    copied: dict[tuple[str, date], bool] = {}
    kept: set[tuple[str, date]] = set()
    left_out: list[LeftOut] = []
    source = _source(session, team_id, from_week)
    open_still = _open_still(session, source)
    for shift in source:
        day = shift.on_date + (to_week.monday - from_week.monday)
        cell = (shift.person_id, day)
        if cell in target.taken:
            kept.add(cell)
            continue
        stops = tuple(_still_holding(shift, open_still))
        wanted = replace(shift, id=new_id(), on_date=day, stops=stops)
        objection = target.objection(wanted)
        if objection:
            who = names.get(shift.person_id, "")
            left_out.append(LeftOut(who, day, shift.head, objection))
        else:
            target.add(wanted)
            copied[cell] = True
    week_filling.insert_all(session, target.added)
    return CopyDone(len(copied), len(kept), tuple(left_out))


def _source(session: Session, team_id: str, week: Week) -> list[ShiftRow]:
    book = week_rows.code_book(session, week.monday)
    return week_rows.between(session, week.monday, week.sunday, book, team_id=team_id)


def _open_still(session: Session, shifts: Sequence[ShiftRow]) -> set[str]:
    """The taskings on these rounds at which there is something left to do."""
    jobs = {stop.tasking_id for shift in shifts for stop in shift.stops if stop.tasking_id}
    query = select(Tasking.id).where(
        Tasking.id.in_(jobs), Tasking.state.in_(TO_DO), Tasking.deleted_at.is_(None)
    )
    return set(session.scalars(query))


def _still_holding(shift: ShiftRow, still: set[str]) -> Iterator[StopRow]:
    for stop in shift.stops:
        if stop.event_id is None and (stop.tasking_id is None or stop.tasking_id in still):
            yield stop
