"""People's rotations, kept with dates, and applied to a week as far as they hold."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.dates import WEEKDAYS, Week
from warden_desk.domain.errors import UserError
from warden_desk.domain.ids import new_id
from warden_desk.domain.patterns import PatternDraft, PatternRow
from warden_desk.domain.shift_text import parse_cell
from warden_desk.domain.shifts import CodeBook, ShiftDraft, ShiftRow, StopRow
from warden_desk.domain.worked import ShiftStatus
from warden_desk.services.week import week_filling, week_places, week_rows
from warden_desk.services.week.week_filling import WeekToFill
from warden_desk.services.week.week_places import Gazetteer
from warden_desk.services.week.weeks import CopyDone, LeftOut
from warden_desk.storage.tables import Pattern, PatternDay, Person, Shift


def keep(session: Session, person_id: str, draft: PatternDraft, *, act: Act) -> str:
    """Give somebody a rotation from a day on, and return its key.

    The one before ends there; what was kept for later gives way to it, as far as it reaches.

    Raises:
        Invalid: the draft is incomplete.
        UserError: a cell cannot be typed so.
    """
    first = draft.check()
    _refuse_unreadable(draft, week_rows.code_book(session, first))
    _make_way(session, person_id, first, draft.valid_to)
    pattern = Pattern(
        person_id=person_id,
        weeks=len(draft.weeks),
        anchor=Week.of(draft.anchor or first).monday,
        valid_from=first,
        valid_to=draft.valid_to,
    )
    session.add(pattern)
    session.flush()
    _add_days(session, pattern.id, draft)
    return pattern.id


def rows(
    session: Session, first: date, last: date, person_ids: Collection[str] | None = None
) -> list[PatternRow]:
    """The rotations that hold on some of these days (both inclusive), by name and beginning."""
    query = (
        select(Pattern, Person.forename, Person.surname)
        .join(Person, Person.id == Pattern.person_id)
        .where(
            Pattern.valid_from <= last,
            or_(Pattern.valid_to.is_(None), Pattern.valid_to > first),
            Person.deleted_at.is_(None),
        )
        .order_by(Person.forename, Person.surname, Pattern.valid_from)
    )
    if person_ids is not None:
        query = query.where(Pattern.person_id.in_(person_ids))
    found = session.execute(query).all()
    cells = _cells(session, [pattern.id for pattern, _, _ in found])
    return [
        PatternRow(
            id=pattern.id,
            person_id=pattern.person_id,
            person=f"{forename} {surname}".strip(),
            weeks=tuple(
                tuple(cells.get((pattern.id, week, day), "") for day in range(len(WEEKDAYS)))
                for week in range(pattern.weeks)
            ),
            anchor=pattern.anchor,
            valid_from=pattern.valid_from,
            valid_to=pattern.valid_to,
        )
        for pattern, forename, surname in found
    ]


def apply(
    session: Session,
    team_id: str,
    week: Week,
    *,
    person_ids: Collection[str] | None = None,
    replace: bool = False,
    act: Act,
) -> CopyDone:
    """Plan a team's week by the rotations of its people, or of these people alone.

    Cells that hold something stay, unless they are to be replaced; what was worked always stays.
    Left out and named is what no longer holds: people not in the team that day or away, places
    that are not known, and what the rules would stop. Warnings do not ask here: the findings of
    the week show them.

    Raises:
        UserError: nobody has a rotation for that week.
    """
    target = week_filling.week_to_fill(session, team_id, week)
    wanted = person_ids if person_ids is not None else list(target.members)
    kept = rows(session, week.monday, week.sunday, wanted)
    if not kept:
        raise UserError("Nobody here has a rotation that holds in this week.")
    filling = _Filling(session, team_id, target, replace)
    for pattern in kept:
        for day in week.days:
            filling.fill(pattern, day)
    week_filling.insert_all(session, target.added)
    return filling.done()


class _Filling:
    """One application of rotations to a week, cell by cell."""

    def __init__(self, session: Session, team_id: str, target: WeekToFill, replace: bool) -> None:
        self._session, self._team_id, self._target = session, team_id, target
        self._replace = replace
        self._gazetteers: dict[date, Gazetteer] = {}
        self._planned: set[tuple[str, date]] = set()
        self._kept = 0
        self._left_out: list[LeftOut] = []

    def fill(self, pattern: PatternRow, day: date) -> None:
        """Plan one day of somebody's rotation."""
        text = pattern.text_on(day).strip()
        if not text:
            return
        cell = (pattern.person_id, day)
        held = self._target.held(cell, self._team_id)
        if held and (not self._replace or _is_settled(held)):
            self._kept += 1
            return
        try:
            shifts = list(self._shifts(pattern.person_id, day, text))
        except UserError as refusal:
            self._leave_out(pattern, day, text, str(refusal))
            return
        self._target.take_out(held)
        for shift in shifts:
            if objection := self._target.objection(shift):
                self._target.give_back(held, shifts)
                self._leave_out(pattern, day, shift.head, objection)
                return
            self._target.add(shift)
        for shift in held:
            self._session.delete(self._session.get_one(Shift, shift.id))
        self._session.flush()
        self._planned.add(cell)

    def done(self) -> CopyDone:
        """What it came to."""
        return CopyDone(len(self._planned), self._kept, tuple(self._left_out))

    def _leave_out(self, pattern: PatternRow, day: date, text: str, why: str) -> None:
        self._left_out.append(LeftOut(pattern.person, day, text, why))

    def _shifts(self, person_id: str, day: date, text: str) -> Iterator[ShiftRow]:
        if day not in self._gazetteers:
            self._gazetteers[day] = Gazetteer(self._session, self._team_id, day)
        for draft in parse_cell(text, self._target.book).shifts:
            yield self._shift(person_id, day, draft)

    def _shift(self, person_id: str, day: date, draft: ShiftDraft) -> ShiftRow:
        stops = week_places.stops(self._session, draft, self._gazetteers[day], [])
        jobs = [stop.tasking_id for stop in stops if stop.tasking_id is not None]
        week_places.refuse_unvetted(self._session, person_id, jobs, day)
        return ShiftRow(
            id=new_id(),
            person_id=person_id,
            team_id=self._team_id,
            team="",
            on_date=day,
            code=self._target.book.row(draft.code),
            start_minute=draft.start_minute,
            end_minute=draft.end_minute,
            break_minutes=draft.break_minutes,
            is_lone=draft.is_lone,
            buddy_id=week_places.buddy(self._session, draft.buddy, person_id, day),
            stops=tuple(
                StopRow("", "", stop.text, stop.area_id, stop.tasking_id, "", stop.event_id)
                for stop in stops
            ),
        )


def _is_settled(shifts: Collection[ShiftRow]) -> bool:
    return any(ShiftStatus(shift.status).is_done for shift in shifts)


def _refuse_unreadable(draft: PatternDraft, book: CodeBook) -> None:
    for number, row in enumerate(draft.weeks, start=1):
        for weekday, text in zip(WEEKDAYS, row, strict=True):
            if not text.strip():
                continue
            try:
                cell = parse_cell(text, book)
            except UserError as refusal:
                raise UserError(f"Week {number}, {weekday}: {refusal}") from refusal
            if any(book.row(shift.code).is_absence for shift in cell.shifts):
                raise UserError(
                    f"Week {number}, {weekday}: time away is recorded as an absence, "
                    "not kept in a rotation."
                )


def _make_way(session: Session, person_id: str, first: date, until: date | None) -> None:
    """End what holds on the first day, and take away what begins while the new one holds."""
    query = select(Pattern).where(
        Pattern.person_id == person_id,
        or_(Pattern.valid_to.is_(None), Pattern.valid_to > first),
    )
    if until is not None:
        query = query.where(Pattern.valid_from < until)
    for pattern in session.scalars(query):
        if pattern.valid_from < first:
            pattern.valid_to = first
        elif until is not None and (pattern.valid_to is None or until < pattern.valid_to):
            pattern.valid_from = until
        else:
            session.delete(pattern)
    session.flush()


def _add_days(session: Session, pattern_id: str, draft: PatternDraft) -> None:
    session.add_all(
        PatternDay(pattern_id=pattern_id, week=week, weekday=weekday, text=text.strip())
        for week, row in enumerate(draft.weeks)
        for weekday, text in enumerate(row)
        if text.strip()
    )


def _cells(session: Session, pattern_ids: Collection[str]) -> dict[tuple[str, int, int], str]:
    query = select(PatternDay).where(PatternDay.pattern_id.in_(pattern_ids))
    return {(day.pattern_id, day.week, day.weekday): day.text for day in session.scalars(query)}
