"""What the grid of people × days is made of, read for a whole team or anew for a few people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.availability import AnswerRow
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import NotFound
from warden_desk.domain.events import EventRow
from warden_desk.domain.people import AbsenceRow
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import CodeBook, ShiftRow, in_order
from warden_desk.domain.week_rows import Group
from warden_desk.domain.week_rules.findings import Finding
from warden_desk.domain.week_rules.workers import ANYBODY, Worker
from warden_desk.services import absences, areas, availability
from warden_desk.services import settings as desk_settings
from warden_desk.services.week import events, week_people, week_rows, week_workers
from warden_desk.services.week.week_checks import judge_people, window
from warden_desk.services.week.week_people import Member
from warden_desk.storage.tables import Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What one person does in the days that the rules look at, and what follows from it."""

    member: Member
    group: Group
    worker: Worker
    shifts: tuple[ShiftRow, ...]
    away: tuple[AbsenceRow, ...]
    answers: Mapping[date, tuple[AnswerRow, ...]]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Everything one grid is made of; `people` in the order of the grid."""

    team_id: str
    team: str
    week: Week
    districts: tuple[AreaRow, ...]
    settings: Settings
    book: CodeBook
    members: tuple[Member, ...]
    people: Mapping[str, Own]
    events: tuple[EventRow, ...]

    @property
    def window(self) -> tuple[date, date]:
        """The days on which shifts bear on this week."""
        return window(self.week.monday, self.week.sunday, self.settings)


def read(session: Session, team_id: str, week: Week) -> Ground:
    """All of a team's week.

    Raises:
        NotFound: there is no such team.
    """
    team = session.scalar(select(Team.name).where(Team.id == team_id))
    if team is None:
        raise NotFound("That team is no longer on the list.")
    settings = desk_settings.load(session)
    districts = areas.team_districts(session, team_id, week.monday)
    ground = Ground(
        team_id=team_id,
        team=team,
        week=week,
        districts=tuple(districts),
        settings=settings,
        book=week_rows.code_book(session, week.monday, settings),
        members=tuple(week_people.members(session, team_id, week)),
        people={},
        events=tuple(events.of_districts(session, [area.id for area in districts], week)),
    )
    first, last = ground.window
    members = {member.id: member for member in ground.members}
    shifts = week_rows.between(
        session, first, last, ground.book, team_id=team_id, person_ids=members
    )
    guest_ids = _guests(ground, shifts)
    if guest_ids:
        # What guests do for their own team counts for rest and overlap, too.
        shifts += week_rows.between(session, first, last, ground.book, person_ids=guest_ids)
    return _with(session, ground, {shift.id: shift for shift in shifts}.values())


def again(session: Session, ground: Ground, person_ids: Collection[str]) -> Ground:
    """The same after the shifts of these people changed, and nothing else."""
    first, last = ground.window
    shifts = week_rows.between(session, first, last, ground.book, person_ids=person_ids)
    kept = {key: own for key, own in ground.people.items() if key not in person_ids}
    found = _with(session, ground, shifts, only=person_ids)
    everybody = {**kept, **found.people}
    if ground.events:  # who goes there follows from the shifts
        keys = [area.id for area in ground.districts]
        there = tuple(events.of_districts(session, keys, ground.week))
        return replace(found, people=_ordered(ground, everybody), events=there)
    return replace(found, people=_ordered(ground, everybody))


def _with(
    session: Session,
    ground: Ground,
    shifts: Iterable[ShiftRow],
    only: Collection[str] | None = None,
) -> Ground:
    """The ground with these people's work, judged; what is known of them already is not asked."""
    by_person: dict[str, list[ShiftRow]] = defaultdict(list)
    for shift in in_order(shifts):
        by_person[shift.person_id].append(shift)
    guest_ids = _guests(ground, (shift for own in by_person.values() for shift in own))
    members = [m for m in ground.members if only is None or m.id in only]
    groups = {m.id: Group.VOLUNTEERS if m.kind.is_volunteer else Group.WARDENS for m in members}
    new = [key for key in (*groups, *guest_ids) if key not in ground.people]
    named = {m.id: m for m in (*members, *_named(session, ground, guest_ids))}
    away, answers, workers = _said(session, ground, new)
    found = {
        key: Own(
            member=member,
            group=groups.get(key, Group.GUESTS),
            worker=workers.get(key, ANYBODY),
            shifts=tuple(by_person.get(key, ())),
            away=away.get(key, ()),
            answers=answers.get(key, {}),
            findings=(),
        )
        for key, member in named.items()
    }
    return replace(ground, people=_ordered(ground, _judged(session, ground, found)))


def _judged(session: Session, ground: Ground, people: Mapping[str, Own]) -> dict[str, Own]:
    """These people with what the rules find."""
    judged = judge_people(
        session,
        [shift for own in people.values() for shift in own.shifts],
        [absence for own in people.values() for absence in own.away],
        ground.book,
        ground.settings,
        known={key: own.worker for key, own in people.items()},
    )
    return {key: replace(own, findings=tuple(judged.get(key, ()))) for key, own in people.items()}


def _guests(ground: Ground, shifts: Iterable[ShiftRow]) -> list[str]:
    """Those who are in another team and work for this one in the week."""
    known = {member.id for member in ground.members}
    return sorted(
        {
            shift.person_id
            for shift in shifts
            if shift.person_id not in known
            and shift.team_id == ground.team_id
            and shift.on_date in ground.week
        }
    )


def _named(session: Session, ground: Ground, guest_ids: Sequence[str]) -> list[Member]:
    known = [ground.people[key].member for key in guest_ids if key in ground.people]
    new = [key for key in guest_ids if key not in ground.people]
    return [*known, *(week_people.named(session, new) if new else ())]


def _said(
    session: Session, ground: Ground, new: Sequence[str]
) -> tuple[
    dict[str, tuple[AbsenceRow, ...]],
    dict[str, Mapping[date, tuple[AnswerRow, ...]]],
    dict[str, Worker],
]:
    """Absences, answers and what is known of everybody; these people's are read."""
    away = {key: own.away for key, own in ground.people.items()}
    answers = {key: own.answers for key, own in ground.people.items()}
    workers = {key: own.worker for key, own in ground.people.items()}
    if not new:
        return away, answers, workers
    first, last = ground.window
    for absence in absences.between(session, first, last, new):
        away[absence.person_id] = (*away.get(absence.person_id, ()), absence)
    by_day: dict[str, dict[date, tuple[AnswerRow, ...]]] = defaultdict(dict)
    week = ground.week
    said = availability.between(session, week.monday, week.sunday, new)
    for (person_id, day), rows in said.items():
        by_day[person_id][day] = rows
    return away, {**answers, **by_day}, {**workers, **week_workers.workers(session, new)}


def _ordered(ground: Ground, people: Mapping[str, Own]) -> dict[str, Own]:
    """Members by name, as they were read; then guests by name."""
    guests = [key for key, own in people.items() if own.group is Group.GUESTS]
    guests.sort(key=lambda key: (people[key].member.name, key))
    members = [member.id for member in ground.members if member.id in people]
    return {key: people[key] for key in (*members, *guests)}
