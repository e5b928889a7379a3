"""Filling a team's week with many shifts at once: what a rule would stop is left out, and said."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.duties import duties, times_away
from warden_desk.domain.ids import new_id
from warden_desk.domain.people import AbsenceRow
from warden_desk.domain.shifts import CodeBook, ShiftRow, StopRow
from warden_desk.domain.week_rules.stops import overlaps, work_while_absent
from warden_desk.services import absences
from warden_desk.services import settings as desk_settings
from warden_desk.services.week import event_people, week_people, week_rows
from warden_desk.storage.tables import Shift, Stop


@dataclass
class WeekToFill:
    """A team's week, as far as it is filled."""

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
        """Plan a shift; it is written with the others, by `insert_all`."""
        self.planned[shift.person_id].append(shift)
        self.added.append(shift)

    def held(self, cell: tuple[str, date], team_id: str) -> list[ShiftRow]:
        """What a person's day holds for a team."""
        person_id, day = cell
        own = self.planned.get(person_id, [])
        return [shift for shift in own if shift.on_date == day and shift.team_id == team_id]

    def take_out(self, shifts: Sequence[ShiftRow]) -> None:
        """Leave these shifts out of account: they are to be replaced."""
        for shift in shifts:
            self.planned[shift.person_id].remove(shift)

    def give_back(self, shifts: Sequence[ShiftRow], instead_of: Sequence[ShiftRow]) -> None:
        """Undo `take_out`, and what was added of those planned in their place."""
        unwanted = {shift.id for shift in instead_of}
        self.added = [shift for shift in self.added if shift.id not in unwanted]
        for person_id in {shift.person_id for shift in (*shifts, *instead_of)}:
            held = self.planned[person_id]
            self.planned[person_id] = [one for one in held if one.id not in unwanted]
        for shift in shifts:
            self.planned[shift.person_id].append(shift)


def week_to_fill(session: Session, team_id: str, week: Week) -> WeekToFill:
    """A team's week as it stands, with the nights at either end."""
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
    return WeekToFill(book, zone, members, away, planned, taken)


def insert_all(session: Session, shifts: Sequence[ShiftRow]) -> None:
    """Plan these shifts with their stops and events, in one statement for each table."""
    stops = [
        _stop(shift, position, stop)
        for shift in shifts
        for position, stop in enumerate(shift.stops)
    ]
    if shifts:
        session.execute(insert(Shift), [_shift(shift) for shift in shifts])
    if stops:
        session.execute(insert(Stop), stops)
    people = {shift.person_id for shift in shifts}
    event_people.place_planned(session, people, {shift.on_date for shift in shifts})


def _shift(shift: ShiftRow) -> dict[str, Any]:
    """As it is planned; its notes and reasons belong to the one it was copied from."""
    return {
        "id": shift.id,
        "person_id": shift.person_id,
        "team_id": shift.team_id,
        "on_date": shift.on_date,
        "code": shift.code.code,
        "start_minute": shift.start_minute,
        "end_minute": shift.end_minute,
        "break_minutes": shift.break_minutes,
        "is_lone": shift.is_lone,
        "buddy_id": shift.buddy_id,
        "vehicle": shift.vehicle,
    }


def _stop(shift: ShiftRow, position: int, stop: StopRow) -> dict[str, Any]:
    return {
        "id": new_id(),
        "shift_id": shift.id,
        "position": position,
        "area_id": stop.area_id,
        "tasking_id": stop.tasking_id,
        "event_id": stop.event_id,
        "text": stop.text,
        "minutes_planned": stop.minutes_planned,
    }
