"""What is known when somebody is sick: their round, and the rounds of others that have room."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError
from warden_desk.domain.people import AssignmentRole
from warden_desk.domain.repairs import Need, Slot
from warden_desk.domain.rounds import booked
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import ShiftRow
from warden_desk.domain.tasking_people import candidate
from warden_desk.domain.tasking_states import RESTING, State
from warden_desk.domain.worked import ShiftStatus
from warden_desk.services import absences
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.services.tasking import tasking_candidates, tasking_holders, taskings
from warden_desk.services.week import uncovered, week_places, week_rows
from warden_desk.storage.tables import Event, ParishAssignment, Person, TeamMember

_ROLES = list(AssignmentRole)
_DAY = timedelta(days=1)
Refused = Mapping[tuple[str, str], tuple[str, ...]]
"""Why somebody may not have a tasking, by person and tasking; the sentences of the rules."""


def shifts_of(
    session: Session, person_id: str, on: date, until: date | None = None
) -> list[ShiftRow]:
    """What somebody was to work on a day, or until another, for any team."""
    book = week_rows.code_book(session, on)
    found = week_rows.between(session, on, until or on, book, person_ids=[person_id])
    return [
        shift
        for shift in found
        if shift.person_id == person_id
        and shift.code.is_work
        and shift.start_minute is not None
        and shift.status != ShiftStatus.MISSED
    ]


def night_before(session: Session, person_id: str, on: date) -> int:
    """The minute of the day until which a shift of the evening before lasts; 0 for none."""
    ends = [shift.end_minute or 0 for shift in shifts_of(session, person_id, on - _DAY)]
    return max(0, max(ends, default=0) - 24 * 60)


def needs(session: Session, shift: ShiftRow, settings: Settings) -> list[Need]:
    """The stops of a shift, each with its minutes."""
    keys = [stop.event_id for stop in shift.stops if stop.event_id]
    query = select(Event.id, Event.start_minute, Event.end_minute).where(Event.id.in_(keys))
    hours = {key: _hours(start, end) for key, start, end in session.execute(query)}
    return [
        Need(
            stop,
            stop.minutes_planned or settings.visit_minutes,
            hours.get(stop.event_id, (0, 0)) if stop.event_id else None,
        )
        for stop in shift.stops
    ]


def _hours(start: int | None, end: int | None) -> tuple[int, int]:
    first = start or 0
    return first, first if end is None else end


def slots(session: Session, shift: ShiftRow, wanted: Sequence[Need], today: date) -> list[Slot]:
    """The team's rounds from the shift's day to the end of its week, but for its own person's."""
    book = week_rows.code_book(session, shift.on_date)
    last = Week.of(shift.on_date).sunday
    planned = [
        row
        for row in week_rows.between(session, shift.on_date, last, book, team_id=shift.team_id)
        if row.person_id != shift.person_id
        and row.minutes
        and row.status in (ShiftStatus.PLANNED, ShiftStatus.CONFIRMED)
    ]
    people = sorted({row.person_id for row in planned})
    away = absences.between(session, shift.on_date, last, people)
    gone = {row.id for row in uncovered.shifts(session, away)}
    names = _names(session, people)
    roles = _roles(session, [need.stop.area_id or "" for need in wanted], shift.on_date)
    barred = refused(session, [n.stop.tasking_id for n in wanted], people, today)
    return [
        Slot(
            row,
            names[row.person_id],
            row.minutes - booked(row),
            roles.get(row.person_id, {}),
            frozenset(job for who, job in barred if who == row.person_id)
            | _unvetted(session, row, wanted),
        )
        for row in planned
        if row.id not in gone
    ]


def refused(
    session: Session, tasking_ids: Iterable[str | None], people: Sequence[str], today: date
) -> Refused:
    """What the rules that stop say of giving these taskings to these people."""
    settings = desk_settings.load(session)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for key in sorted({key for key in tasking_ids if key}):
        tasking = taskings.get(session, key)
        work = tasking_candidates.work_facts(session, tasking, settings, today)
        is_resting = State(tasking.state) in RESTING
        for facts in tasking_candidates.facts(session, tasking, today, list(people)):
            if tasking_holders.has_tasking(session, key, facts.id):
                continue
            stops = candidate(facts, work).stops
            if is_resting:
                stops = (*stops, f"{tasking.reference} is {tasking.state}")
            if stops:
                found[facts.id, key] = stops
    return found


def _unvetted(session: Session, row: ShiftRow, wanted: Sequence[Need]) -> frozenset[str]:
    """The sensitive taskings that the vetting of a round's person does not allow that day."""
    found: set[str] = set()
    for key in {need.stop.tasking_id for need in wanted if need.stop.tasking_id}:
        try:
            week_places.refuse_unvetted(session, row.person_id, [key], row.on_date)
        except UserError:
            found.add(key)
    return frozenset(found)


def elsewhere(session: Session, shift: ShiftRow, area_id: str) -> ShiftRow | None:
    """The first round of the team, in the same week and from that day on, that goes to an area."""
    book = week_rows.code_book(session, shift.on_date)
    last = Week.of(shift.on_date).sunday
    rows = week_rows.between(session, shift.on_date, last, book, team_id=shift.team_id)
    return next(
        (
            row
            for row in rows
            if row.person_id != shift.person_id
            and any(stop.area_id == area_id for stop in row.stops)
        ),
        None,
    )


def home_teams(session: Session, people: Collection[str], on: date) -> set[str]:
    """The teams these people belong to: their sheets show where they are lent, too."""
    query = select(TeamMember.team_id).where(
        TeamMember.person_id.in_(people), on_day(TeamMember, on)
    )
    return set(session.scalars(query))


def _names(session: Session, keys: Collection[str]) -> dict[str, str]:
    query = select(Person.id, Person.forename, Person.surname).where(Person.id.in_(keys))
    return {key: f"{first} {last}".strip() for key, first, last in session.execute(query)}


def _roles(session: Session, areas: Collection[str], on: date) -> dict[str, dict[str, int]]:
    """How people look after these areas, the nearest role 0: by person, then by area."""
    query = select(
        ParishAssignment.person_id, ParishAssignment.area_id, ParishAssignment.role
    ).where(ParishAssignment.area_id.in_(areas), on_day(ParishAssignment, on))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for person, area, role in session.execute(query):
        rank = _ROLES.index(AssignmentRole(role))
        found[person][area] = min(rank, found[person].get(area, len(_ROLES)))
    return found
