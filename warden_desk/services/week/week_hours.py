"""The hours behind a week: reference period, months, holidays and shares, summed in SQL."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.dates import Week, month_end
from warden_desk.domain.duties import clock_changes, gained
from warden_desk.domain.people import AbsenceRow
from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import DAY
from warden_desk.domain.week_rules.hours import Reference, reference_start
from warden_desk.domain.week_rules.plan import Share
from warden_desk.domain.week_rules.volunteers import Month, months_of
from warden_desk.domain.week_rules.workers import Worker
from warden_desk.domain.worked import ShiftStatus
from warden_desk.services import absences
from warden_desk.services.week.worked import counted_minutes, is_its_code
from warden_desk.storage.tables import Shift, ShiftCode

_AHEAD = timedelta(days=60)
"""Plans further ahead stand for no day of leave."""
_FRIDAY = 4
_SMALL_HOURS = 4 * 60
"""The clocks change before this."""


@dataclass(frozen=True, slots=True)
class Sums:
    """One person's reference period, lates and weekends."""

    reference: Reference
    share: Share


def sums(
    session: Session, workers: Iterable[Worker], week: Week, settings: Settings
) -> dict[str, Sums]:
    """What each of them worked in the reference period that ends with a week, and when."""
    people = {worker.id: worker for worker in workers}
    first = week.plus(1 - settings.average_weeks).monday
    away = _excluded(session, people, first, week, settings)
    by_day = _by_day(session, [key for key in away if away[key]], first, week.sunday + _AHEAD)
    gains = _gains(session, people, first, week.sunday, settings)
    found: dict[str, Sums] = {}
    query = _summed(first, week, settings.fair_weeks, settings.late_after_minute)
    for row in session.execute(query, {"people": list(people)}):
        key, minutes, lates, weekends, last_late, last_weekend = row
        worker, own = people[key], by_day.get(key, {})
        since = reference_start(week, settings.average_weeks, worker)
        reference = Reference(
            minutes=minutes + gains.get(key, 0),
            days=sum(day <= week.sunday for day in own),
            excluded=sum(day >= since for day in away[key]),
            later=tuple(own[day] for day in sorted(own) if day > week.sunday),
        )
        weight = worker.contract_minutes or settings.full_time_minutes
        found[key] = Sums(
            reference,
            Share(
                person_id=key,
                lates=lates,
                weekends=weekends,
                weight=weight,
                last_late=last_late,
                last_weekend=last_weekend,
            ),
        )
    return found


def months(
    session: Session, volunteers: Collection[str], week: Week
) -> dict[str, dict[Month, int]]:
    """The minutes of volunteers in the months a week is in."""
    wanted = months_of(week)
    first, last = date(*wanted[0], 1), month_end(*wanted[-1])
    found: dict[str, dict[Month, int]] = {}
    for key, days in _by_day(session, volunteers, first, last).items():
        own = found.setdefault(key, defaultdict(int))
        for day, minutes in days.items():
            own[day.year, day.month] += minutes
    return found


def days_off(
    session: Session, person_ids: Collection[str], first: date, last: date, settings: Settings
) -> dict[str, list[date]]:
    """The days off in lieu of each person, in order."""
    codes = list(settings.codes("lieu_codes"))
    asked = {"people": list(person_ids), "first": first, "last": last, "codes": codes}
    found: dict[str, list[date]] = defaultdict(list)
    for key, day in session.execute(_coded().order_by(Shift.on_date), asked):
        found[key].append(day)
    return found


def people_with_reasons(
    session: Session, person_ids: Collection[str], first: date, last: date
) -> list[str]:
    """Those with a shift in these days whose warning was overridden."""
    asked = {"people": list(person_ids), "first": first, "last": last}
    return list(session.scalars(_overridden(), asked))


@cache
def _overridden() -> Select[str]:
    return (
        select(Shift.person_id)
        .where(
            Shift.person_id.in_(bindparam("people", expanding=True)),
            Shift.on_date.between(bindparam("first"), bindparam("last")),
            Shift.override_reason != "",
        )
        .distinct()
    )


@lru_cache(maxsize=8)  # to build it takes longer than to ask it of one person
def _summed(
    first: date, week: Week, fair_weeks: int, late_after: int
) -> Select[str, int, int, int, date | None, date | None]:
    """Minutes, lates, weekend days, and the last of either in the week, by person."""
    fair_from = week.plus(1 - fair_weeks).monday
    ends = func.coalesce(Shift.worked_end_minute, Shift.end_minute)
    is_recent = (Shift.on_date >= fair_from) & (Shift.status != ShiftStatus.MISSED)
    is_late = is_recent & (ends > late_after)
    is_weekend = is_recent & Shift.on_date.in_(_weekends(fair_from, week.sunday))
    is_now = Shift.on_date >= week.monday
    return (
        select(
            Shift.person_id,
            func.sum(case((Shift.on_date >= first, counted_minutes()), else_=0)),
            func.count(case((is_late, 1))),
            func.count(case((is_weekend, Shift.on_date)).distinct()),
            func.max(case((is_late & is_now, Shift.on_date))),
            func.max(case((is_weekend & is_now, Shift.on_date))),
        )
        .outerjoin(ShiftCode, is_its_code())
        .where(
            Shift.person_id.in_(bindparam("people", expanding=True)),
            Shift.on_date.between(min(first, fair_from), week.sunday),
            func.coalesce(ShiftCode.is_work, True),
            Shift.start_minute.is_not(None),
        )
        .group_by(Shift.person_id)
    )


def _weekends(first: date, last: date) -> list[date]:
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() > _FRIDAY]


def _by_day(
    session: Session, people: Collection[str], first: date, last: date
) -> dict[str, dict[date, int]]:
    """Minutes of each day with any, by person."""
    if not people:
        return {}
    query = (
        select(Shift.person_id, Shift.on_date, func.sum(counted_minutes()))
        .outerjoin(ShiftCode, is_its_code())
        .where(
            Shift.person_id.in_(people),
            Shift.on_date.between(first, last),
            func.coalesce(ShiftCode.is_work, True),
        )
        .group_by(Shift.person_id, Shift.on_date)
    )
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for key, day, minutes in session.execute(query):
        if minutes:
            found[key][day] = minutes
    return found


def _excluded(
    session: Session,
    people: Mapping[str, Worker],
    first: date,
    week: Week,
    settings: Settings,
) -> dict[str, set[date]]:
    """Days of annual and sick leave: marked in the plan, or a weekday of a recorded absence."""
    codes = settings.codes("excluded_absences")
    found: dict[str, set[date]] = {key: set() for key in people}
    asked = {"people": list(people), "first": first, "last": week.sunday, "codes": list(codes)}
    for key, day in session.execute(_coded(), asked):
        found[key].add(day)
    for absence in absences.between(session, first, week.sunday, list(people)):
        if absence.code.casefold() in codes and absence.start_minute is None:
            found[absence.person_id].update(_weekdays(absence, first, week.sunday))
    return found


@cache
def _coded() -> Select[str, date]:
    """The days of some people that are marked with one of some codes."""
    return select(Shift.person_id, Shift.on_date).where(
        Shift.person_id.in_(bindparam("people", expanding=True)),
        Shift.on_date.between(bindparam("first"), bindparam("last")),
        func.lower(Shift.code).in_(bindparam("codes", expanding=True)),
    )


def _weekdays(absence: AbsenceRow, first: date, last: date) -> Sequence[date]:
    start, end = max(absence.starts_on, first), min(absence.ends_on, last)
    days = (start + timedelta(days=number) for number in range((end - start).days + 1))
    return [day for day in days if day.weekday() <= _FRIDAY]


def _gains(
    session: Session, people: Collection[str], first: date, last: date, settings: Settings
) -> dict[str, int]:
    """Minutes that the nights of the clock changes add or take, by person."""
    zone = ZoneInfo(settings.zone)
    changes = clock_changes(first, last, zone)
    if not changes:
        return {}
    found: dict[str, int] = defaultdict(int)
    query = _nights(tuple(changes))
    for key, day, starts, ends in session.execute(query, {"people": list(people)}):
        found[key] += gained(day, starts, ends, zone)
    return found


@lru_cache(maxsize=8)
def _nights(changes: tuple[date, ...]) -> Select[str, date, int, int]:
    """The shifts at the hour the clocks change on these days."""
    nights = [day - timedelta(days=1) for day in changes]
    start = func.coalesce(Shift.worked_start_minute, Shift.start_minute)
    end = func.coalesce(Shift.worked_end_minute, Shift.end_minute)
    return (
        select(Shift.person_id, Shift.on_date, start, end)
        .outerjoin(ShiftCode, is_its_code())
        .where(
            Shift.person_id.in_(bindparam("people", expanding=True)),
            or_(
                Shift.on_date.in_(changes) & (start < _SMALL_HOURS),
                Shift.on_date.in_(nights) & (end > DAY),
            ),
            start.is_not(None),
            Shift.status != ShiftStatus.MISSED,
            func.coalesce(ShiftCode.is_work, True),
        )
    )
