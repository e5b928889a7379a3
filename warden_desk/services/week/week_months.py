"""The month of a team, in codes: enough to see who is where, not enough to plan from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NotFound
from warden_desk.domain.month_rows import MonthCell, MonthGrid, PersonMonth
from warden_desk.domain.months import Month
from warden_desk.domain.people import AbsenceRow
from warden_desk.domain.shifts import CodeBook, ShiftRow
from warden_desk.domain.week_rows import CellKind, Group
from warden_desk.services import absences
from warden_desk.services import settings as desk_settings
from warden_desk.services.week import week_people, week_rows
from warden_desk.services.week.week_people import Member
from warden_desk.storage.tables import Team


def month_grid(session: Session, team_id: str, month: Month) -> MonthGrid:
    """A team's month; somebody who is in the team on any of its days has a row.

    Raises:
        NotFound: there is no such team.
    """
    team = session.scalar(select(Team.name).where(Team.id == team_id))
    if team is None:
        raise NotFound("That team is no longer on the list.")
    book = week_rows.code_book(session, month.first)
    late = desk_settings.load(session).late_after_minute
    members = _members(session, team_id, month)
    ids = [member.id for member in members]
    shifts = week_rows.between(
        session, month.first, month.last, book, team_id=team_id, person_ids=ids, with_stops=False
    )
    guest_ids = sorted({shift.person_id for shift in shifts} - set(ids))
    guests = week_people.named(session, guest_ids) if guest_ids else []
    away = absences.between(session, month.first, month.last, [*ids, *guest_ids])
    by_day: dict[tuple[str, date], list[ShiftRow]] = defaultdict(list)
    for shift in shifts:
        by_day[shift.person_id, shift.on_date].append(shift)

    row = _Rows(team_id, month, book, late, by_day, away).row
    people = (
        *(row(one, Group.WARDENS) for one in members if not one.kind.is_volunteer),
        *(row(one, Group.VOLUNTEERS) for one in members if one.kind.is_volunteer),
        *(row(guest, Group.GUESTS) for guest in guests),
    )
    return MonthGrid(team_id=team_id, team=team, month=month, people=people)


@dataclass(frozen=True, slots=True)
class _Rows:
    """What the desk holds of a team's month, from which each person's row is made."""

    team_id: str
    month: Month
    book: CodeBook
    late: int
    by_day: Mapping[tuple[str, date], list[ShiftRow]]
    away: Sequence[AbsenceRow]

    def row(self, member: Member, group: Group) -> PersonMonth:
        """One person's month; of a guest, whatever is planned here."""
        own_away = [one for one in self.away if one.person_id == member.id]
        days = {day: self.by_day.get((member.id, day), []) for day in self.month.days}
        return PersonMonth(
            person_id=member.id,
            name=member.name,
            collar_number=member.collar_number,
            group=group,
            team_id=self.team_id,
            cells=tuple(
                _cell(held, _absence(own_away, day), self.book, self.team_id, self.late)
                if group is Group.GUESTS or member.is_in(day)
                else MonthCell(CellKind.OUTSIDE, spoken="not in the team that day")
                for day, held in days.items()
            ),
            minutes=sum(shift.minutes for held in days.values() for shift in held),
        )


def _members(session: Session, team_id: str, month: Month) -> list[Member]:
    """Everybody of the weeks the month touches, once, by name."""
    found: dict[str, Member] = {}
    week = Week.of(month.first)
    while week.monday <= month.last:
        for member in week_people.members(session, team_id, week):
            found.setdefault(member.id, member)
        week = week.next
    days = month.days
    inside = (member for member in found.values() if any(member.is_in(day) for day in days))
    return sorted(inside, key=lambda member: member.name)


def _absence(away: Iterable[AbsenceRow], day: date) -> AbsenceRow | None:
    return next((one for one in away if one.starts_on <= day <= one.ends_on), None)


def _cell(
    held: list[ShiftRow], away: AbsenceRow | None, book: CodeBook, team_id: str, late: int
) -> MonthCell:
    own = [shift for shift in held if shift.team_id == team_id]
    shown = own or held
    if not shown:
        if away is None:
            return MonthCell(CellKind.EMPTY, spoken="nothing planned")
        return MonthCell(CellKind.AWAY, away.code, f"away: {book.row(away.code).name.lower()}")
    code = "/".join(shift.code.code or "+" for shift in shown)
    spoken = ", ".join(f"{shift.code.name} {shift.head}" for shift in shown)
    if away is not None:
        spoken = f"{spoken}, away: {book.row(away.code).name.lower()}"
    if not own:
        return MonthCell(CellKind.ELSEWHERE, code, f"{spoken} for {shown[0].team}")
    work = [shift for shift in own if shift.code.is_work]
    if work:
        is_late = any((shift.end_minute or 0) > late for shift in work)
        return MonthCell(CellKind.LATE if is_late else CellKind.WORK, code, spoken)
    is_away = any(shift.code.is_absence for shift in own)
    return MonthCell(CellKind.AWAY if is_away else CellKind.OFF, code, spoken)
