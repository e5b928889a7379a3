"""Copying a week: only what still holds is carried over, and what does not is said."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import Week
from warden_desk.domain.duties import duties, times_away
from warden_desk.domain.ids import new_id
from warden_desk.domain.people import AbsenceRow
from warden_desk.domain.shifts import CodeBook, ShiftRow, StopRow
from warden_desk.domain.tasking_states import TO_DO
from warden_desk.domain.week_rules.stops import overlaps, work_while_absent
from warden_desk.services import absences, week_people, week_rows
from warden_desk.services import settings as desk_settings
from warden_desk.services.weeks import CopyDone, LeftOut
from warden_desk.storage.tables import Shift, Stop, Tasking


@dataclass
class _Target:
    """The week copied into, as far as it is filled."""

    book: CodeBook
    zone: ZoneInfo
    members: dict[str, week_people.Member]
    away: dict[str, list[AbsenceRow]]
    planned: dict[str, list[ShiftRow]]
    taken: set[tuple[str, date]]
    """Cells of the team that held something before."""
    added: list[ShiftRow] = field(default_factory=list[ShiftRow])

    def objection(self, shift: ShiftRow) -> str:
        """Why this shift cannot be planned; "" if it can."""
        code = shift.code
        member = self.members.get(shift.person_id)
        if member is None or not member.is_in(shift.on_date):
            return "is not in the team that day"
        if code.is_absence:
            return f"{code.name.lower()} is not carried over"
        if code.code and self.book.find(code.code) is None:
            return f"the code {code.code} is no longer in use"
        own = [shift, *self.planned[shift.person_id]]
        work = duties(own, self.zone)
        away = times_away(own, self.away.get(shift.person_id, []), self.book, self.zone)
        for finding in (*work_while_absent(work, away), *overlaps(work)):
            if shift.id in finding.shift_ids:
                return finding.text
        return ""

    def add(self, shift: ShiftRow) -> None:
        self.planned[shift.person_id].append(shift)
        self.added.append(shift)


def copy_week(
    session: Session, team_id: str, from_week: Week, to_week: Week, *, act: Act
) -> CopyDone:
    """Plan a team's week like another one.

    Cells that hold something stay. Left out and named are people who are not in the team that
    day (guests, too), absences, and what the rules would stop; open taskings go along, finished
    ones and events do not. Warnings do not ask here: the findings of the week show them.
    """
    names = week_people.names(session, team_id, from_week)
    target = _target(session, team_id, to_week)
    copied: dict[tuple[str, date], bool] = {}
    kept: set[tuple[str, date]] = set()
    left_out: list[LeftOut] = []
    sources: dict[str, ShiftRow] = {}
    for shift in _source(session, team_id, from_week):
        day = shift.on_date + (to_week.monday - from_week.monday)
        cell = (shift.person_id, day)
        if cell in target.taken:
            kept.add(cell)
            continue
        wanted = replace(shift, id=new_id(), on_date=day)
        objection = target.objection(wanted)
        if objection:
            who = names.get(shift.person_id, "")
            left_out.append(LeftOut(who, day, shift.head, objection))
        else:
            target.add(wanted)
            sources[wanted.id] = shift
            copied[cell] = True
    _insert(session, target.added)
    _insert_stops(session, sources)
    return CopyDone(len(copied), len(kept), tuple(left_out))


def _source(session: Session, team_id: str, week: Week) -> list[ShiftRow]:
    book = week_rows.code_book(session, week.monday)
    return week_rows.between(session, week.monday, week.sunday, book, team_id=team_id)


def _target(session: Session, team_id: str, week: Week) -> _Target:
    book = week_rows.code_book(session, week.monday)
    members = {member.id: member for member in week_people.members(session, team_id, week)}
    first, last = week.monday - timedelta(days=1), week.sunday + timedelta(days=1)
    planned: dict[str, list[ShiftRow]] = defaultdict(list)
    taken: set[tuple[str, date]] = set()
    for shift in week_rows.between(
        session, first, last, book, team_id=team_id, person_ids=list(members)
    ):
        planned[shift.person_id].append(shift)
        if shift.team_id == team_id:
            taken.add((shift.person_id, shift.on_date))
    away: dict[str, list[AbsenceRow]] = defaultdict(list)
    for absence in absences.between(session, first, last, list(members)):
        away[absence.person_id].append(absence)
    zone = ZoneInfo(desk_settings.load(session).zone)
    return _Target(book, zone, members, away, planned, taken)


def _insert(session: Session, shifts: Sequence[ShiftRow]) -> None:
    rows = [
        {
            "id": shift.id,
            "person_id": shift.person_id,
            "team_id": shift.team_id,
            "on_date": shift.on_date,
            "code": shift.code.code,
            "start_minute": shift.start_minute,
            "end_minute": shift.end_minute,
            "break_minutes": shift.break_minutes,
            "status": "planned",
            "is_lone": shift.is_lone,
            "buddy_id": shift.buddy_id,
            "vehicle": shift.vehicle,
            "note": "",
            "override_reason": "",
        }
        for shift in shifts
    ]
    if rows:
        session.execute(insert(Shift), rows)


def _insert_stops(session: Session, sources: dict[str, ShiftRow]) -> None:
    jobs = {
        stop.tasking_id for shift in sources.values() for stop in shift.stops if stop.tasking_id
    }
    still = set(
        session.scalars(
            select(Tasking.id).where(
                Tasking.id.in_(jobs), Tasking.state.in_(TO_DO), Tasking.deleted_at.is_(None)
            )
        )
    )
    rows = [
        {
            "id": new_id(),
            "shift_id": shift_id,
            "position": position,
            "area_id": stop.area_id,
            "tasking_id": stop.tasking_id,
            "event_id": None,
            "text": stop.text,
            "minutes_planned": stop.minutes_planned,
            "minutes_done": None,
        }
        for shift_id, shift in sources.items()
        for position, stop in enumerate(_still_holding(shift, still))
    ]
    if rows:
        session.execute(insert(Stop), rows)


def _still_holding(shift: ShiftRow, still: set[str]) -> Iterator[StopRow]:
    for stop in shift.stops:
        if stop.event_id is None and (stop.tasking_id is None or stop.tasking_id in still):
            yield stop
