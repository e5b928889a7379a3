"""The week as people × days, and everything to settle before it is issued."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.shifts import ShiftRow
from warden_desk.domain.week_rows import (
    CellKind,
    CellRow,
    FindingRow,
    Group,
    PersonWeek,
    WeekGrid,
)
from warden_desk.domain.week_rules.findings import Severity
from warden_desk.services.week import week_ground
from warden_desk.services.week.week_ground import Ground, Own
from warden_desk.services.week.week_people import Member

_SEVERITIES = list(Severity)


def grid(session: Session, team_id: str, week: Week) -> WeekGrid:
    """A team's week, people × days, with what the rules found.

    Raises:
        NotFound: there is no such team.
    """
    return of_ground(week_ground.read(session, team_id, week))


def of_ground(
    ground: Ground, before: WeekGrid | None = None, touched: Collection[str] = ()
) -> WeekGrid:
    """The grid of what was read. Of the one `before`, only the rows of those touched are new."""
    known = {row.person_id: row for row in before.people} if before else {}
    rows = {
        key: known[key] if key in known and key not in touched else _row(ground, own)
        for key, own in ground.people.items()
    }
    return WeekGrid(
        team_id=ground.team_id,
        team=ground.team,
        districts=tuple(district.name for district in ground.districts),
        week=ground.week,
        book=ground.book,
        people=tuple(
            row for group in Group for key, row in rows.items() if ground.people[key].group is group
        ),
        findings=tuple(
            _worst_first([f for own in ground.people.values() for f in _found(ground, own)])
        ),
        events=ground.events,
    )


def _row(ground: Ground, own: Own) -> PersonWeek:
    member = own.member
    found: dict[date, list[FindingRow]] = defaultdict(list)
    for finding in _worst_first(_found(ground, own)):
        found[finding.on_date].append(finding)
    cells = tuple(_cell(ground, own, day, tuple(found[day])) for day in ground.week.days)
    return PersonWeek(
        person_id=member.id,
        name=member.name,
        collar_number=member.collar_number,
        group=own.group,
        note=_note(ground, member, own.group),
        cells=cells,
        minutes=sum(shift.minutes for cell in cells for shift in (*cell.shifts, *cell.elsewhere)),
    )


def _note(ground: Ground, member: Member, group: Group) -> str:
    if member.is_leader:
        return "leader"
    if group is Group.VOLUNTEERS:
        return "volunteer"
    if group is Group.GUESTS:
        return "guest"
    full = ground.settings.full_time_minutes
    if member.contract_minutes is None or member.contract_minutes >= full:
        return ""
    return f"{member.contract_minutes / full:.1f}"


def _cell(ground: Ground, own: Own, day: date, findings: tuple[FindingRow, ...]) -> CellRow:
    every = [shift for shift in own.shifts if shift.on_date == day]
    here = tuple(shift for shift in every if shift.team_id == ground.team_id)
    elsewhere = tuple(shift for shift in every if shift.team_id != ground.team_id)
    absent = _absent(ground, own, day)
    kind = _kind(ground, here, elsewhere, absent)
    if kind is CellKind.EMPTY and own.group is not Group.GUESTS and not own.member.is_in(day):
        kind = CellKind.OUTSIDE
    return CellRow(
        on_date=day,
        kind=kind,
        head=_head(here, elsewhere, absent),
        places=_places(here, elsewhere),
        absent=absent,
        shifts=here,
        elsewhere=elsewhere,
        findings=findings,
        answers=own.answers.get(day, ()),
    )


def _kind(
    ground: Ground, own: Sequence[ShiftRow], elsewhere: Sequence[ShiftRow], absent: str
) -> CellKind:
    if any(shift.code.is_work for shift in own):
        late = ground.settings.late_after_minute
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


def _absent(ground: Ground, own: Own, day: date) -> str:
    for absence in own.away:
        if absence.starts_on <= day <= absence.ends_on:
            return ground.book.row(absence.code).name.lower()
    return ""


def _found(ground: Ground, own: Own) -> list[FindingRow]:
    """What the rules say of somebody's shifts in the week itself."""
    reasons = {shift.id: shift.reason for shift in own.shifts}
    return [
        FindingRow(
            finding.rule,
            finding.severity,
            finding.on_date,
            finding.text,
            finding.mark,
            person_id=own.member.id,
            person=own.member.name,
            shift_id=finding.shift_ids[0],
            reason=reasons[finding.shift_ids[0]],
        )
        for finding in own.findings
        if finding.on_date in ground.week
    ]


def _worst_first(rows: list[FindingRow]) -> list[FindingRow]:
    return sorted(rows, key=lambda row: _SEVERITIES.index(row.severity))
