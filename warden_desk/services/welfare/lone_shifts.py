"""Early and late shifts that somebody works alone, with what is needed if they do not answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import ShiftRow
from warden_desk.domain.welfare import (
    Call,
    CallKind,
    EntryRow,
    Late,
    LoneShift,
    Outcome,
    Step,
    alone,
    expected,
    is_late,
    wants_calls,
)
from warden_desk.domain.welfare_standing import is_listed
from warden_desk.domain.worked import ShiftStatus
from warden_desk.services import absences, codes
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.services.teams import LEADER
from warden_desk.services.week import uncovered, week_rows
from warden_desk.services.week.worked import is_its_code
from warden_desk.services.welfare import lone_cards
from warden_desk.storage.tables import Person, Shift, ShiftCode, TeamMember, WelfareCheck

STEPS = "welfare_step"
"""The list of what to do when somebody does not answer, in its order."""
_DAY = timedelta(days=1)
_WORKED = (ShiftStatus.WORKED, ShiftStatus.CHANGED)


def zone_of(settings: Settings) -> ZoneInfo:
    """The zone whose wall clock the plan is written in."""
    return ZoneInfo(settings.zone)


def lone_shifts(session: Session, now: datetime, team_id: str | None) -> list[LoneShift]:
    """Today's, and those of yesterday that have not ended well; by their beginning."""
    settings = desk_settings.load(session)
    today = now.astimezone(zone_of(settings)).date()
    shifts = _alone(session, today, settings)
    if team_id is not None:
        shifts = [shift for shift in shifts if shift.team_id == team_id]
    if not shifts:
        return []
    facts = _Facts.gather(session, shifts, today, settings)
    found = (facts.lone_shift(shift) for shift in shifts)
    return [one for one in found if is_listed(one, now, today)]


@dataclass(frozen=True)
class _Facts:
    """What is known beside the plan; people by key, leaders by team."""

    settings: Settings
    people: Mapping[str, tuple[str, str]]
    leaders: Mapping[str, tuple[str, str]]
    cards: Mapping[str, lone_cards.LoneCard]
    log: Mapping[str, list[EntryRow]]
    steps: tuple[tuple[str, str, str, str], ...]
    """Of each its code, label, whom the plan knows for it, and a number as it is."""

    @classmethod
    def gather(
        cls, session: Session, shifts: Collection[ShiftRow], today: date, settings: Settings
    ) -> "_Facts":
        wanted = {shift.person_id for shift in shifts}
        buddies = {shift.buddy_id for shift in shifts if shift.buddy_id}
        data = codes.data(session, STEPS, today)
        steps = codes.entries(session, STEPS, today)
        labels = codes.labels(session, STEPS)
        return cls(
            settings=settings,
            people=_people(session, wanted | buddies),
            leaders=_leaders(session, {shift.team_id for shift in shifts}, today),
            cards=lone_cards.cards(session, wanted, today),
            log=_log(session, [shift.id for shift in shifts], labels),
            steps=tuple(
                (step.code, step.label, said.get("ring", ""), said.get("phone", ""))
                for step in steps
                for said in [data.get(step.code, {})]
            ),
        )

    def lone_shift(self, shift: ShiftRow) -> LoneShift:
        start, end = shift.start_minute or 0, shift.end_minute or 0
        name, phone = self.people[shift.person_id]
        buddy, buddy_phone = self.people.get(shift.buddy_id or "", ("", ""))
        card = self.cards.get(shift.person_id, lone_cards.LoneCard())
        log = self.log.get(shift.id, [])
        expects = expected(shift.on_date, start, end, self.settings, zone_of(self.settings))
        return LoneShift(
            id=shift.id,
            person_id=shift.person_id,
            name=name,
            phone=phone,
            team=shift.team,
            on_date=shift.on_date,
            start_minute=start,
            end_minute=end,
            is_planned_alone=shift.is_lone,
            buddy=buddy,
            buddy_phone=buddy_phone,
            vehicle=shift.vehicle or card.vehicle_words,
            contact=card.contact_words,
            places=tuple(dict.fromkeys(stop.label for stop in shift.stops if stop.label)),
            calls=tuple(_call(kind, at, log) for kind, at in expects),
            log=tuple(reversed(log)),
            steps=tuple(self._step(step, shift) for step in self.steps),
        )

    def _step(self, step: tuple[str, str, str, str], shift: ShiftRow) -> Step:
        code, label, ring, phone = step
        known = {
            "buddy": self.people.get(shift.buddy_id or "", ("", "")),
            "leader": self.leaders.get(shift.team_id, ("", "")),
            "out-of-hours": ("", self.settings.out_of_hours_phone),
        }
        whom, number = known.get(ring, ("", ""))
        return Step(code, label, whom, phone or number)


def _call(kind: CallKind, at: datetime, log: Iterable[EntryRow]) -> Call:
    own = (e for e in log if not e.is_struck and (e.kind, e.expected_at) == (kind, at))
    return Call(kind, at, tuple(own))


def _alone(session: Session, today: date, settings: Settings) -> list[ShiftRow]:
    """The shifts of yesterday and today whose people are there, and alone early or late."""
    asked = (
        select(Shift.id, Shift.person_id)
        .outerjoin(ShiftCode, is_its_code())
        .join(Person, Person.id == Shift.person_id)
        .where(
            Shift.on_date.between(today - _DAY, today),
            Shift.start_minute.is_not(None),
            or_(
                Shift.end_minute > settings.late_after_minute,
                # Earlies by the plan alone: everybody begins early, few are there by themselves.
                and_(Shift.is_lone, Shift.start_minute < settings.early_before_minute),
            ),
            Shift.status != ShiftStatus.MISSED,
            # Whoever was noted as having worked yesterday came home.
            or_(Shift.on_date == today, Shift.status.not_in(_WORKED)),
            func.coalesce(ShiftCode.is_work, True),
            Person.deleted_at.is_(None),
        )
    )
    keys = dict(session.execute(asked).all())
    people = sorted(set(keys.values()))
    away = absences.between(session, today - _DAY, today, people)
    missing = {shift.id for shift in uncovered.shifts(session, away)}
    book = week_rows.code_book(session, today, settings)
    planned = week_rows.between(session, today - _DAY, today, book, person_ids=people)
    there = [shift for shift in planned if shift.id in keys and shift.id not in missing]
    late = (s for s in there if is_late(s.end_minute, settings))
    chosen = alone(Late(s.id, s.team_id, s.on_date, s.is_lone) for s in late)
    return [shift for shift in there if shift.id in chosen or wants_calls(shift, settings)]


def _people(session: Session, keys: Collection[str]) -> dict[str, tuple[str, str]]:
    """Names and phones."""
    query = select(Person.id, Person.forename, Person.surname, Person.mobile, Person.phone)
    return {
        key: (f"{forename} {surname}".strip(), mobile or phone)
        for key, forename, surname, mobile, phone in session.execute(
            query.where(Person.id.in_(keys))
        )
    }


def _leaders(
    session: Session, team_ids: Collection[str], today: date
) -> dict[str, tuple[str, str]]:
    query = select(TeamMember.team_id, TeamMember.person_id).where(
        TeamMember.team_id.in_(team_ids), TeamMember.role == LEADER, on_day(TeamMember, today)
    )
    found = dict(session.execute(query).all())
    known = _people(session, set(found.values()))
    return {team: known[person] for team, person in found.items() if person in known}


def _log(
    session: Session, shift_ids: Collection[str], labels: Mapping[str, str]
) -> dict[str, list[EntryRow]]:
    """The entries of each shift, oldest first."""
    query = (
        select(WelfareCheck)
        .where(WelfareCheck.shift_id.in_(shift_ids))
        .order_by(WelfareCheck.at, WelfareCheck.id)
    )
    found: dict[str, list[EntryRow]] = defaultdict(list)
    for entry in session.scalars(query):
        found[entry.shift_id].append(
            EntryRow(
                id=entry.id,
                kind=CallKind(entry.kind),
                expected_at=entry.expected_at,
                outcome=Outcome(entry.outcome),
                by=entry.by,
                at=entry.at,
                step=labels.get(entry.step, entry.step),
                note=entry.note,
                struck_by=entry.struck_by,
                struck_reason=entry.struck_reason,
            )
        )
    return found
