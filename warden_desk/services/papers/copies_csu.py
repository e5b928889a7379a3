"""What a CSU is told of the week: the plan for its own taskings, and no other's."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.copies import CopyKind, CsuCopy, CsuTasking
from warden_desk.domain.dates import short_day
from warden_desk.domain.tasking_states import TO_DO
from warden_desk.domain.taskings import TaskingRow
from warden_desk.services import areas
from warden_desk.services.founding import CSU
from warden_desk.services.papers.copies_ground import Ground, head, listed
from warden_desk.services.tasking import tasking_lists
from warden_desk.storage.tables import (
    Organisation,
    OrganisationArea,
    Person,
    Shift,
    Stop,
    Tasking,
)

_Plans = dict[str, list[tuple[date, str]]]


def csus(session: Session, on: Ground) -> list[tuple[str, str]]:
    """Key and name of the CSUs of the team's districts, by name."""
    monday = on.grid.week.monday
    districts = [area.id for area in areas.team_districts(session, on.team_id, monday)]
    query = (
        select(Organisation.id, Organisation.name)
        .join(OrganisationArea, OrganisationArea.organisation_id == Organisation.id)
        .where(
            Organisation.kind == CSU,
            Organisation.deleted_at.is_(None),
            OrganisationArea.area_id.in_(districts),
            areas.on_day(OrganisationArea, monday),
        )
        .order_by(Organisation.name)
        .distinct()
    )
    return [(key, name) for key, name in session.execute(query)]


def copies(session: Session, on: Ground, csu_ids: Collection[str]) -> Iterator[CsuCopy]:
    """The copies of these CSUs, by name."""
    for key, name in csus(session, on):
        if key in csu_ids:
            yield _copy(session, on, key, name)


def _copy(session: Session, on: Ground, csu_id: str, name: str) -> CsuCopy:
    plans = _plans(session, on, csu_id)
    query = select(Tasking.id).where(
        Tasking.csu_id == csu_id, Tasking.state.in_(TO_DO), Tasking.deleted_at.is_(None)
    )
    keys = dict.fromkeys([*plans, *session.scalars(query)])
    rows = tasking_lists.rows(session, list(keys))
    shown = [row for row in rows if row.id in plans or _is_due(row, on.grid.week.sunday)]
    shown.sort(key=lambda row: (row.due_on or date.max, row.reference))
    plain = [row for row in shown if not on.is_sensitive(row.marking)]
    annex = [] if on.hides_sensitive else [row for row in shown if on.is_sensitive(row.marking)]
    return CsuCopy(
        head=head(
            on,
            CopyKind.CSU,
            name,
            ", ".join(on.grid.districts),
            copy_for=name,
            slug=name,
            what=f"CSU copy, {name}",
        ),
        taskings=_lines(plain, plans, on.today),
        annex=_lines(annex, plans, on.today),
        others=len(rows) - len(shown),
    )


def _is_due(row: TaskingRow, last: date) -> bool:
    # A sender's "asap" stands without a date, and is not to be forgotten for that.
    return row.due_on <= last if row.due_on is not None else bool(row.due_words)


def _lines(rows: Sequence[TaskingRow], plans: _Plans, today: date) -> tuple[CsuTasking, ...]:
    return tuple(_line(row, plans.get(row.id, []), today) for row in rows)


def _line(row: TaskingRow, plan: Sequence[tuple[date, str]], today: date) -> CsuTasking:
    is_overdue = row.state in TO_DO and row.due_on is not None and row.due_on < today
    due = short_day(row.due_on) if row.due_on else row.due_words or "no date"
    going = list(dict.fromkeys(who for _, who in plan))
    return CsuTasking(
        theirs=row.external_reference,
        ours=row.reference,
        who=", ".join(going or row.who),
        when=listed(day for day, _ in plan),
        due=f"{due}, overdue" if is_overdue else due,
        is_overdue=is_overdue,
    )


def _plans(session: Session, on: Ground, csu_id: str) -> _Plans:
    """Who goes on which day this week, whatever team plans it."""
    query = (
        select(Stop.tasking_id, Shift.on_date, Person.forename, Person.surname)
        .join(Shift, Shift.id == Stop.shift_id)
        .join(Person, Person.id == Shift.person_id)
        .join(Tasking, Tasking.id == Stop.tasking_id)
        .where(
            Tasking.csu_id == csu_id,
            Tasking.deleted_at.is_(None),
            Shift.on_date.between(on.grid.week.monday, on.grid.week.sunday),
        )
        .order_by(Shift.on_date, Shift.start_minute, Person.forename)
    )
    found: _Plans = defaultdict(list)
    for key, day, forename, surname in session.execute(query):
        if key is not None:
            found[key].append((day, f"{forename} {surname}".strip()))
    return dict(found)
