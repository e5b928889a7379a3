"""Taskings as a person's copy tells them: one line each, what to mind, and no subject."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.copies import CopyTasking
from warden_desk.domain.dates import short_day
from warden_desk.domain.taskings import TaskingRow
from warden_desk.domain.week_rows import PersonWeek
from warden_desk.services.papers import copies_measures, job_sheets
from warden_desk.services.papers.copies_ground import Ground, listed, told
from warden_desk.services.papers.sheet_lists import URGENT
from warden_desk.services.tasking import tasking_lists
from warden_desk.storage.tables import Tasking


@dataclass(frozen=True, slots=True)
class OwnTaskings:
    """What somebody has to do this week. `numbers` are those of the annex by key."""

    plain: tuple[CopyTasking, ...]
    annex: tuple[CopyTasking, ...]
    numbers: dict[str, str]
    left_out: int
    hidden: frozenset[str]
    """Keys of sensitive ones that are not on the copy at all."""


def of_person(session: Session, on: Ground, person: PersonWeek, *, is_cleared: bool) -> OwnTaskings:
    """Those planned for somebody this week, and theirs due by its end.

    Args:
        is_cleared: whether they may be told of sensitive ones.
    """
    going = _going(person)
    due = job_sheets.of_week(session, person.person_id, on.grid.week)
    rows = tasking_lists.rows(session, list(dict.fromkeys([*going, *due])))
    sensitive = [row for row in rows if on.is_sensitive(row.marking)]
    may_know = is_cleared and not on.hides_sensitive
    shown = sensitive if may_know else []
    numbers = {row.id: f"A{at}" for at, row in enumerate(shown, start=1)}
    measures = _measures(session, on, [row.id for row in rows])

    def line(row: TaskingRow) -> CopyTasking:
        return _line(row, going.get(row.id, []), measures.get(row.id, ()), numbers, on.today)

    return OwnTaskings(
        plain=tuple(line(row) for row in rows if row not in sensitive),
        annex=tuple(line(row) for row in shown),
        numbers=numbers,
        left_out=0 if may_know else len(sensitive),
        hidden=frozenset() if may_know else frozenset(row.id for row in sensitive),
    )


def _going(person: PersonWeek) -> dict[str, list[date]]:
    found: dict[str, list[date]] = defaultdict(list)
    for cell in person.cells:
        for stop in (s for shift in (*cell.shifts, *cell.elsewhere) for s in shift.stops):
            if stop.tasking_id is not None:
                found[stop.tasking_id].append(cell.on_date)
    return found


def _line(
    row: TaskingRow,
    days: Sequence[date],
    measures: tuple[str, ...],
    numbers: dict[str, str],
    today: date,
) -> CopyTasking:
    is_overdue = row.due_on is not None and row.due_on < today
    due = short_day(row.due_on) if row.due_on else row.due_words or "no date"
    return CopyTasking(
        reference=row.reference,
        task=told(row.title),
        place=row.area,
        when=listed(days),
        due=f"{due}, overdue" if is_overdue else due,
        number=numbers.get(row.id, ""),
        is_overdue=is_overdue,
        is_urgent=row.urgency == URGENT,
        measures=measures,
    )


def _measures(session: Session, on: Ground, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By tasking: its own constraints, and the control measures of markers on its case."""
    query = select(
        Tasking.id,
        Tasking.pair_up,
        Tasking.constraints,
        Tasking.needed_power,
        Tasking.case_reference,
        Tasking.subject_reference,
    ).where(Tasking.id.in_(keys))
    found = session.execute(query).all()
    cases = {case for row in found for case in row[4:] if case}
    markers = copies_measures.of_references(session, cases, on.grid.week.monday)
    return {
        key: tuple(
            filter(
                None,
                (
                    "Go in a pair." if pair_up else "",
                    told(constraints),
                    f"Needs the power: {power}." if power else "",
                    *(said for case in cases for said in markers.get(case.casefold(), ())),
                ),
            )
        )
        for key, pair_up, constraints, power, *cases in found
    }
