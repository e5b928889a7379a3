"""The week as people × days, and everything to settle before it is issued."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NotFound
from warden_desk.domain.people import AbsenceRow
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import CodeBook, ShiftRow
from warden_desk.domain.week_rows import (
    CellKind,
    CellRow,
    FindingRow,
    Group,
    PersonWeek,
    WeekGrid,
)
from warden_desk.domain.week_rules.findings import Finding, Severity
from warden_desk.services import absences, areas, availability, events, week_people, week_rows
from warden_desk.services import settings as desk_settings
from warden_desk.services.week_checks import judge_people, window
from warden_desk.services.week_people import Member
from warden_desk.storage.tables import Team

T = TypeVar("T")
_SEVERITIES = list(Severity)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everything one grid is made of."""

    team_id: str
    week: Week
    book: CodeBook
    settings: Settings
    shifts: dict[tuple[str, date], list[ShiftRow]]
    away: dict[str, list[AbsenceRow]]
    findings: dict[tuple[str, date], list[FindingRow]]
    answers: availability.Days


def grid(session: Session, team_id: str, week: Week) -> WeekGrid:
    """A team's week, people × days, with what the rules found.

    Raises:
        NotFound: there is no such team.
    """
    team = session.scalar(select(Team.name).where(Team.id == team_id))
    if team is None:
        raise NotFound("That team is no longer on the list.")
    districts = areas.team_districts(session, team_id, week.monday)
    settings = desk_settings.load(session)
    book = week_rows.code_book(session, week.monday, settings)
    members = week_people.members(session, team_id, week)
    first, last = window(week.monday, week.sunday, settings)
    shifts = week_rows.between(
        session, first, last, book, team_id=team_id, person_ids=[member.id for member in members]
    )
    known = {member.id for member in members}
    guest_ids = {
        shift.person_id
        for shift in shifts
        if shift.person_id not in known and shift.team_id == team_id and shift.on_date in week
    }
    if guest_ids:
        # What guests do for their own team counts for rest and overlap, too.
        shifts += week_rows.between(session, first, last, book, person_ids=guest_ids)
        shifts = list({shift.id: shift for shift in shifts}.values())
    guests = week_people.named(session, sorted(guest_ids)) if guest_ids else []
    everybody = [*members, *guests]
    away = absences.between(session, first, last, [member.id for member in everybody])
    found = _finding_rows(
        judge_people(session, shifts, away, book, settings), shifts, everybody, week
    )
    plan = _Plan(
        team_id,
        week,
        book,
        settings,
        _by_cell((shift.person_id, shift.on_date, shift) for shift in shifts),
        _by_person(away),
        _by_cell((finding.person_id, finding.on_date, finding) for finding in found),
        availability.between(session, week.monday, week.sunday, [m.id for m in everybody]),
    )
    return WeekGrid(
        team_id=team_id,
        team=team,
        districts=tuple(district.name for district in districts),
        week=week,
        book=book,
        people=(
            *(_row(plan, m, Group.WARDENS) for m in members if not m.kind.is_volunteer),
            *(_row(plan, m, Group.VOLUNTEERS) for m in members if m.kind.is_volunteer),
            *(_row(plan, guest, Group.GUESTS) for guest in guests),
        ),
        findings=tuple(found),
        events=tuple(events.in_week(session, team_id, week)),
    )


def _row(plan: _Plan, member: Member, group: Group) -> PersonWeek:
    cells = tuple(_cell(plan, member, group, day) for day in plan.week.days)
    return PersonWeek(
        person_id=member.id,
        name=member.name,
        collar_number=member.collar_number,
        group=group,
        note=_note(plan, member, group),
        cells=cells,
        minutes=sum(shift.minutes for cell in cells for shift in (*cell.shifts, *cell.elsewhere)),
    )


def _note(plan: _Plan, member: Member, group: Group) -> str:
    if member.is_leader:
        return "leader"
    if group is Group.VOLUNTEERS:
        return "volunteer"
    if group is Group.GUESTS:
        return "guest"
    full = plan.settings.full_time_minutes
    if member.contract_minutes is None or member.contract_minutes >= full:
        return ""
    return f"{member.contract_minutes / full:.1f}"


def _cell(plan: _Plan, member: Member, group: Group, day: date) -> CellRow:
    every = plan.shifts.get((member.id, day), [])
    own = tuple(shift for shift in every if shift.team_id == plan.team_id)
    elsewhere = tuple(shift for shift in every if shift.team_id != plan.team_id)
    absent = _absent(plan, member.id, day)
    kind = _kind(plan, own, elsewhere, absent)
    if kind is CellKind.EMPTY and group is not Group.GUESTS and not member.is_in(day):
        kind = CellKind.OUTSIDE
    return CellRow(
        on_date=day,
        kind=kind,
        head=_head(own, elsewhere, absent),
        places=_places(own, elsewhere),
        absent=absent,
        shifts=own,
        elsewhere=elsewhere,
        findings=tuple(plan.findings.get((member.id, day), ())),
        answers=plan.answers.get((member.id, day), ()),
    )


def _kind(
    plan: _Plan, own: Sequence[ShiftRow], elsewhere: Sequence[ShiftRow], absent: str
) -> CellKind:
    if any(shift.code.is_work for shift in own):
        late = plan.settings.late_after_minute
        is_late = any((shift.end_minute or 0) > late for shift in own if shift.code.is_work)
        return CellKind.LATE if is_late else CellKind.WORK
    if any(shift.code.is_work for shift in elsewhere):
        return CellKind.ELSEWHERE
    if absent or any(shift.code.is_absence for shift in (*own, *elsewhere)):
        return CellKind.AWAY
    return CellKind.OFF if own else CellKind.EMPTY


def _head(own: Sequence[ShiftRow], elsewhere: Sequence[ShiftRow], absent: str) -> str:
    if own:
        return " / ".join(shift.head for shift in own)
    if elsewhere:
        return " / ".join(shift.head for shift in elsewhere)
    return absent.capitalize()


def _places(own: Sequence[ShiftRow], elsewhere: Sequence[ShiftRow]) -> str:
    if own:
        return ", ".join(place for shift in own for place in shift.places)
    return f"for {elsewhere[0].team}" if elsewhere else ""


def _absent(plan: _Plan, person_id: str, day: date) -> str:
    for absence in plan.away.get(person_id, ()):
        if absence.starts_on <= day <= absence.ends_on:
            return plan.book.row(absence.code).name.lower()
    return ""


def _finding_rows(
    found: dict[str, list[Finding]],
    shifts: Iterable[ShiftRow],
    people: Iterable[Member],
    week: Week,
) -> list[FindingRow]:
    """The findings of the week itself, worst first, in the order of the people."""
    reasons = {shift.id: shift.reason for shift in shifts}
    rows = [
        FindingRow(
            finding.rule,
            finding.severity,
            finding.on_date,
            finding.text,
            finding.mark,
            person_id=member.id,
            person=member.name,
            shift_id=finding.shift_ids[0],
            reason=reasons[finding.shift_ids[0]],
        )
        for member in people
        for finding in found.get(member.id, ())
        if finding.on_date in week
    ]
    return sorted(rows, key=lambda row: _SEVERITIES.index(row.severity))


def _by_person(away: Iterable[AbsenceRow]) -> dict[str, list[AbsenceRow]]:
    found: dict[str, list[AbsenceRow]] = defaultdict(list)
    for absence in away:
        found[absence.person_id].append(absence)
    return found


def _by_cell(entries: Iterable[tuple[str, date, T]]) -> dict[tuple[str, date], list[T]]:
    found: dict[tuple[str, date], list[T]] = defaultdict(list)
    for person_id, day, value in entries:
        found[person_id, day].append(value)
    return found
