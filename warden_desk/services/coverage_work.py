"""The work behind the map, by area: minutes on rounds and visits, open taskings, hours bought."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_states import OPEN, TO_DO
from warden_desk.domain.worked import ShiftStatus
from warden_desk.services import successions
from warden_desk.services.coverage_visits import DONE
from warden_desk.storage.tables import (
    FundingAgreement,
    FundingArea,
    Shift,
    Stop,
    Tasking,
    TaskingEntry,
)


@dataclass(frozen=True, slots=True)
class Spent:
    """Minutes planned on rounds, and minutes given on rounds and visits."""

    planned: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class Open:
    """Taskings that wait."""

    count: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Bought:
    """An agreement's minutes in a period, and what all its areas got together."""

    payer: str
    minutes: int
    given: int


def spent(session: Session, first: date, last: date) -> dict[str, Spent]:
    """Minutes by area from `first` to `last`, both inclusive.

    A stop without minutes has an equal part of its shift. A visit that stands on somebody's round
    that day is counted there, any other by what its entry says.
    """
    found = {
        area_id: Spent(planned or 0, done or 0)
        for area_id, planned, done in session.execute(_rounds(first, last))
        if area_id is not None
    }
    for area_id, minutes in session.execute(_visits(first, last)):
        if area_id is not None and minutes:
            before = found.get(area_id, Spent())
            found[area_id] = Spent(before.planned, before.done + minutes)
    own = dict(found)
    for area_id, olds in successions.former(session).items():
        parts = [own[key] for key in (area_id, *olds) if key in own]
        if parts:
            found[area_id] = Spent(sum(p.planned for p in parts), sum(p.done for p in parts))
    return found


def open_taskings(session: Session, on: date) -> dict[str, Open]:
    """How many taskings of each area were open at the end of a day, and how many of them late."""
    moved_since = func.date(Tasking.state_since) > on.isoformat()
    is_open = or_(Tasking.state.in_(OPEN), moved_since)
    is_late = and_(Tasking.due_on < on, or_(Tasking.state.in_(TO_DO), moved_since))
    query = (
        select(
            Tasking.area_id,
            func.count(),
            func.count(case((is_late, 1))),
        )
        .where(
            Tasking.area_id.is_not(None),
            Tasking.received_on <= on,
            Tasking.deleted_at.is_(None),
            is_open,
        )
        .group_by(Tasking.area_id)
    )
    found = {
        area_id: Open(count, overdue)
        for area_id, count, overdue in session.execute(query)
        if area_id is not None
    }
    own = dict(found)
    for area_id, olds in successions.former(session).items():
        parts = [own[key] for key in (area_id, *olds) if key in own]
        if parts:
            found[area_id] = Open(sum(p.count for p in parts), sum(p.overdue for p in parts))
    return found


def bought(session: Session, first: date, last: date) -> dict[str, Bought]:
    """The agreement of each area that has one in the period, with what was given under it."""
    query = (
        select(FundingAgreement, FundingArea.area_id)
        .join(FundingArea, FundingArea.agreement_id == FundingAgreement.id)
        .where(
            FundingAgreement.valid_from <= last,
            or_(FundingAgreement.valid_to.is_(None), FundingAgreement.valid_to > first),
        )
        .order_by(FundingAgreement.valid_from, FundingAgreement.id)
    )
    deals: dict[str, tuple[FundingAgreement, list[str]]] = {}
    for agreement, area_id in session.execute(query):
        deals.setdefault(agreement.id, (agreement, []))[1].append(area_id)
    found: dict[str, Bought] = {}
    for agreement, areas in deals.values():
        since, until = max(first, agreement.valid_from), last
        if agreement.valid_to is not None:
            until = min(until, agreement.valid_to - timedelta(days=1))
        given = spent(session, since, until)
        deal = Bought(
            payer=agreement.payer,
            minutes=agreement.minutes_a_week * ((until - since).days + 1) // 7,
            given=sum(given[area].done for area in areas if area in given),
        )
        found |= dict.fromkeys(areas, deal)
    return found


def _rounds(first: date, last: date) -> Select[str | None, int, int]:
    other = aliased(Stop)
    stops = select(func.count(other.id)).where(other.shift_id == Shift.id).scalar_subquery()
    whole = func.coalesce(Shift.end_minute - Shift.start_minute - Shift.break_minutes, 0)
    planned = func.coalesce(Stop.minutes_planned, whole // stops)
    done = case((Shift.status.in_(DONE), func.coalesce(Stop.minutes_done, planned)), else_=0)
    return (
        select(Stop.area_id, func.sum(planned), func.sum(done))
        .join(Shift, Shift.id == Stop.shift_id)
        .where(
            Stop.area_id.is_not(None),
            Shift.on_date.between(first, last),
            Shift.status != ShiftStatus.MISSED,
        )
        .group_by(Stop.area_id)
    )


def _visits(first: date, last: date) -> Select[str | None, int | None]:
    on_a_round = (
        select(Stop.id)
        .join(Shift, Shift.id == Stop.shift_id)
        .where(
            Stop.tasking_id == TaskingEntry.tasking_id,
            Shift.on_date == TaskingEntry.happened_on,
            Shift.status != ShiftStatus.MISSED,
        )
        .exists()
    )
    return (
        select(TaskingEntry.area_id, func.sum(TaskingEntry.minutes))
        .where(
            TaskingEntry.area_id.is_not(None),
            TaskingEntry.happened_on.between(first, last),
            TaskingEntry.kind == EntryKind.VISIT,
            TaskingEntry.struck_at.is_(None),
            ~on_a_round,
        )
        .group_by(TaskingEntry.area_id)
    )
