"""Handing parishes to somebody, one or many, and what that would mean for everybody's week."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.coverage_proposals import (
    HandOverDraft,
    HandOverPreview,
    Load,
    LoadChange,
)
from warden_desk.domain.dates import uk_date
from warden_desk.domain.errors import UserError
from warden_desk.domain.people import AssignmentRole, PersonKind, Status
from warden_desk.domain.shifts import hours
from warden_desk.domain.tasking_states import OPEN
from warden_desk.services import people
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.services.coverage.coverage_ground import Standing, grounds
from warden_desk.services.tasking.tasking_closeness import kilometres
from warden_desk.storage.tables import (
    Absence,
    Area,
    ParishAssignment,
    Person,
    Tasking,
    TaskingAssignment,
)

_Place = tuple[int | None, int | None]


def preview(
    session: Session, draft: HandOverDraft, proposals: Sequence[HandOverDraft] = ()
) -> HandOverPreview:
    """What it would mean from its first day on, after these proposals.

    Raises:
        Invalid: something is missing.
    """
    person_id, day = draft.check()
    [before] = grounds(session, [day], proposals=proposals)
    [after] = grounds(session, [day], proposals=[*proposals, draft])
    taken = [one for one in before.areas if one.area.id in draft.area_ids]
    former = {one.first.person_id for one in taken if one.first is not None}
    concerned = {person_id, *(former if draft.role is AssignmentRole.PRIMARY else ())}
    loads = _loads(session, concerned, before.areas, after.areas)
    return HandOverPreview(
        parishes=tuple(one.area.name for one in taken),
        loads=tuple(sorted(loads, key=lambda one: (one.person_id != person_id, one.name))),
        warnings=tuple(_warnings(session, draft, person_id, day, loads)),
    )


def carry_out(session: Session, drafts: Sequence[HandOverDraft], *, act: Act) -> int:
    """Hand parishes over, one draft after the other; how many assignments were made.

    Raises:
        Invalid: something is missing.
        UserError: they have all of them already, or a later hand-over is planned.
    """
    del act  # the journal says who and when; an assignment has dates of its own
    made = sum(_hand_over(session, draft) for draft in drafts)
    if drafts and not made:
        raise UserError("They look after these parishes in that role already.")
    return made


def _hand_over(session: Session, draft: HandOverDraft) -> int:
    person_id, day = draft.check()
    made = 0
    for area_id in dict.fromkeys(draft.area_ids):
        held = list(
            session.scalars(
                select(ParishAssignment).where(
                    ParishAssignment.area_id == area_id, on_day(ParishAssignment, day)
                )
            )
        )
        of_role = [one for one in held if one.role == draft.role]
        if any(one.person_id == person_id for one in of_role):
            continue
        _refuse_later(session, area_id, draft, day)
        every = next((one.visit_every_days for one in of_role if one.visit_every_days), None)
        is_one_only = draft.role is AssignmentRole.PRIMARY
        ending = [one for one in held if one.person_id == person_id]
        for one in [*ending, *(of_role if is_one_only else ())]:
            _end(session, one, day, draft.note)
        session.add(
            ParishAssignment(
                area_id=area_id,
                person_id=person_id,
                role=draft.role,
                visit_every_days=draft.visit_every_days or every,
                valid_from=day,
                handover_note="" if of_role else draft.note.strip(),
            )
        )
        session.flush()
        made += 1
    return made


def _end(session: Session, held: ParishAssignment, day: date, note: str) -> None:
    """A row that would never have been true is removed, not kept with an empty period."""
    if held.valid_from >= day:
        session.delete(held)
    else:
        held.valid_to = day
        held.handover_note = note.strip() or held.handover_note


def _refuse_later(session: Session, area_id: str, draft: HandOverDraft, day: date) -> None:
    later = session.scalar(
        select(func.min(ParishAssignment.valid_from)).where(
            ParishAssignment.area_id == area_id,
            ParishAssignment.role == draft.role,
            ParishAssignment.valid_from > day,
        )
    )
    if later is not None and draft.role is AssignmentRole.PRIMARY:
        area = session.get_one(Area, area_id)
        raise UserError(
            f"{area.name} goes to somebody on {uk_date(later)} already. Choose a later day."
        )


def _loads(
    session: Session,
    concerned: set[str],
    before: Iterable[Standing],
    after: Iterable[Standing],
) -> list[LoadChange]:
    usual = desk_settings.load(session).visit_minutes
    places = _places(session)
    waiting = _open_taskings(session, concerned)
    query = select(Person).where(Person.id.in_(concerned))
    old, new = list(before), list(after)
    return [
        LoadChange(
            person_id=person.id,
            name=f"{person.forename} {person.surname}".strip(),
            before=_load(person, old, places, usual),
            after=_load(person, new, places, usual),
            contract_minutes=person.contract_minutes,
            open_taskings=waiting.get(person.id, 0),
        )
        for person in session.scalars(query)
    ]


def _load(
    person: Person, standings: Sequence[Standing], places: Mapping[str, _Place], usual: int
) -> Load:
    own = [one for one in standings if one.first and one.first.person_id == person.id]
    visits = sum(7 / one.target_days for one in own)
    base = places.get(person.base_area_id or "", (None, None))
    ways = [
        (kilometres(base, places.get(one.area.id, (None, None))), 7 / one.target_days)
        for one in own
    ]
    known = [2 * far * often for far, often in ways if far is not None]
    return Load(
        parishes=len(own),
        visits_a_week=round(visits, 1),
        minutes_a_week=round(visits * usual),
        kilometres=round(sum(known)) if base != (None, None) else None,
    )


def _places(session: Session) -> dict[str, _Place]:
    query = select(Area.id, Area.centre_easting, Area.centre_northing)
    return {key: (easting, northing) for key, easting, northing in session.execute(query)}


def _open_taskings(session: Session, people_ids: set[str]) -> dict[str, int]:
    query = (
        select(TaskingAssignment.person_id, func.count(Tasking.id.distinct()))
        .join(Tasking, Tasking.id == TaskingAssignment.tasking_id)
        .where(
            TaskingAssignment.person_id.in_(people_ids),
            TaskingAssignment.ended_at.is_(None),
            Tasking.state.in_(OPEN),
            Tasking.deleted_at.is_(None),
        )
        .group_by(TaskingAssignment.person_id)
    )
    return dict(session.execute(query).all())


def _warnings(
    session: Session, draft: HandOverDraft, person_id: str, day: date, loads: Sequence[LoadChange]
) -> Iterable[str]:
    person = people.row(session, person_id, day)
    if person.status is not Status.ACTIVE:
        yield f"{person.name} is {person.status} on {uk_date(day)}."
    if draft.role is AssignmentRole.PRIMARY and person.kind is PersonKind.VOLUNTEER:
        yield f"{person.name} is a volunteer: parishes are designated to wardens."
    away = session.scalar(
        select(func.max(Absence.ends_on)).where(
            Absence.person_id == person_id,
            Absence.starts_on <= day,
            Absence.ends_on >= day,
            Absence.state == "approved",
            Absence.deleted_at.is_(None),
        )
    )
    if away is not None:
        yield f"{person.name} is away on {uk_date(day)}, back after {uk_date(away)}."
    for one in loads:
        if one.person_id == person_id and one.is_too_much:
            wanted, owed = hours(one.after.minutes_a_week), hours(one.contract_minutes or 0)
            yield f"Visits alone would take {wanted} h of {one.name}'s {owed} h a week."
