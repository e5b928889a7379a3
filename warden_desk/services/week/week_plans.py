"""What the rules about a whole team look at, read in one query a table."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.dates import Week
from warden_desk.domain.duties import duties, times_away
from warden_desk.domain.settings import Settings
from warden_desk.domain.tasking_states import TO_DO
from warden_desk.domain.week_rules.plan import (
    Bought,
    District,
    Job,
    Marker,
    Plan,
    Urgent,
    Wanted,
)
from warden_desk.domain.worked import ShiftStatus
from warden_desk.services import absences, successions, teams
from warden_desk.services.tasking.deadlines import working_days
from warden_desk.services.week import week_rows, week_workers
from warden_desk.storage.tables import (
    Area,
    FundingAgreement,
    FundingArea,
    RiskMarker,
    Shift,
    Stop,
    Tasking,
    TaskingAssignment,
)


def with_others(session: Session, plan: Plan, wanted: Wanted) -> Plan:
    """The plan with those who might be company, wherever they belong, and who can be rung.

    They are asked for only where somebody needs them: few weeks do.
    """
    there = (
        select(Shift.person_id)
        .join(Stop, Stop.shift_id == Shift.id)
        .where(
            or_(Stop.area_id.in_(wanted.area_ids), Stop.tasking_id.in_(wanted.tasking_ids)),
            Shift.on_date.between(plan.week.monday, plan.week.sunday),
        )
    )
    keys = {*session.scalars(there), *wanted.buddy_ids}
    book = week_rows.code_book(session, plan.week.monday, plan.settings)
    zone = ZoneInfo(plan.settings.zone)
    first, last = plan.week.monday - timedelta(days=1), plan.week.sunday
    shifts = week_rows.between(session, first, last, book, person_ids=keys)
    buddies = sorted(wanted.buddy_ids)
    away = absences.between(session, first, last, buddies) if buddies else []
    return replace(
        plan,
        others=tuple(duties([s for s in shifts if s.person_id not in plan.workers], zone)),
        workers={**week_workers.workers(session, keys - plan.workers.keys()), **plan.workers},
        away={
            key: tuple(
                times_away(
                    [shift for shift in shifts if shift.person_id == key],
                    [absence for absence in away if absence.person_id == key],
                    book,
                    zone,
                )
            )
            for key in buddies
        },
        leaders=frozenset(teams.leading(session, buddies, plan.week)) if buddies else frozenset(),
    )


def urgent(
    session: Session, districts: list[AreaRow], week: Week, settings: Settings
) -> list[Urgent]:
    """The urgent taskings of the districts that are still to be done, the first due first."""
    assigned = (
        select(TaskingAssignment.id)
        .where(TaskingAssignment.tasking_id == Tasking.id, TaskingAssignment.ended_at.is_(None))
        .exists()
    )
    first_on = (
        select(func.min(Shift.on_date))
        .join(Stop, Stop.shift_id == Shift.id)
        .where(Stop.tasking_id == Tasking.id, Shift.status != ShiftStatus.MISSED)
        .scalar_subquery()
    )
    query = (
        select(Tasking.reference, Area.id, Area.name, Tasking.due_on, assigned, first_on)
        .join(Area, Area.id == func.coalesce(Tasking.area_id, Tasking.district_id))
        .where(
            successions.taskings_in(session, [district.id for district in districts]),
            Tasking.state.in_(TO_DO),
            func.lower(Tasking.urgency).in_(settings.codes("urgent_codes")),
            Tasking.received_on <= week.sunday,
            Tasking.deleted_at.is_(None),
        )
        .order_by(Tasking.due_on.is_(None), Tasking.due_on, Tasking.reference)
    )
    return [
        Urgent(
            reference=reference,
            area_id=area_id,
            area=area,
            due_on=due_on,
            is_assigned=is_assigned,
            first_on=first,
        )
        for reference, area_id, area, due_on, is_assigned, first in session.execute(query)
    ]


def bought(session: Session, districts: list[AreaRow], week: Week) -> list[Bought]:
    """What parishes of these districts bought, with what they got up to the end of the week.

    An agreement that carries over is judged over the weeks it does, but none before its start.
    """
    agreements = _agreements(session, districts, week)
    if not agreements:
        return []
    longest = max(agreement.carry_weeks for agreement, _, _ in agreements)
    minutes_given = given(
        session,
        {key for _, keys, _ in agreements for key in keys},
        week.plus(-longest).monday,
        week.sunday,
    )
    found: list[Bought] = []
    for agreement, keys, first_area in agreements:
        first = max(week.plus(-agreement.carry_weeks).monday, agreement.valid_from)
        last = week.sunday
        if agreement.valid_to is not None:
            last = min(last, agreement.valid_to - timedelta(days=1))
        days = (last - first).days + 1
        found.append(
            Bought(
                payer=agreement.payer,
                minutes=agreement.minutes_a_week * days // 7,
                given=sum(
                    minutes
                    for (area, day), minutes in minutes_given.items()
                    if area in keys and first <= day <= last
                ),
                weeks=-(-days // 7),
                area_id=first_area,
            )
        )
    return found


def _agreements(
    session: Session, districts: list[AreaRow], week: Week
) -> list[tuple[FundingAgreement, frozenset[str], str]]:
    """The agreements that run in the week, with their areas and the first of those by name."""
    query = (
        select(FundingAgreement, FundingArea.area_id)
        .join(FundingArea, FundingArea.agreement_id == FundingAgreement.id)
        .join(Area, Area.id == FundingArea.area_id)
        .where(
            Area.parent_id.in_([district.id for district in districts]),
            FundingAgreement.valid_from <= week.sunday,
            or_(FundingAgreement.valid_to.is_(None), FundingAgreement.valid_to > week.monday),
        )
        .order_by(FundingAgreement.payer, FundingAgreement.id, Area.name)
    )
    found: dict[str, tuple[FundingAgreement, list[str]]] = {}
    for agreement, area_id in session.execute(query):
        found.setdefault(agreement.id, (agreement, []))[1].append(area_id)
    return [(agreement, frozenset(keys), keys[0]) for agreement, keys in found.values()]


def given(
    session: Session,
    area_ids: Collection[str],
    first: date,
    last: date,
    *,
    statuses: Collection[ShiftStatus] = (),
) -> dict[tuple[str, date], int]:
    """Minutes in each of these areas by day: done, or planned, or an equal part of the shift.

    Of all shifts but those that were missed, or of those that stand so.
    """
    which = Shift.status.in_(statuses) if statuses else Shift.status != ShiftStatus.MISSED
    other = aliased(Stop)
    stops = select(func.count(other.id)).where(other.shift_id == Shift.id).scalar_subquery()
    whole = func.coalesce(Shift.end_minute - Shift.start_minute - Shift.break_minutes, 0)
    query = (
        select(
            Stop.area_id,
            Shift.on_date,
            func.sum(func.coalesce(Stop.minutes_done, Stop.minutes_planned, whole // stops)),
        )
        .join(Shift, Shift.id == Stop.shift_id)
        .where(
            Stop.area_id.in_(area_ids),
            Shift.on_date.between(first, last),
            which,
        )
        .group_by(Stop.area_id, Shift.on_date)
    )
    return {
        (area_id, day): minutes
        for area_id, day, minutes in session.execute(query)
        if area_id is not None
    }


def jobs(session: Session, keys: Collection[str], settings: Settings) -> dict[str, Job]:
    """These taskings as the rules see them."""
    query = select(
        Tasking.id,
        Tasking.reference,
        Tasking.marking,
        Tasking.pair_up,
        Tasking.needed_power,
        Tasking.area_id,
        Tasking.place,
        Tasking.postcode,
        Tasking.case_reference,
        Tasking.subject_reference,
        Tasking.external_reference,
    ).where(Tasking.id.in_(keys))
    found: dict[str, Job] = {}
    for key, reference, marking, pair_up, power, area_id, place, postcode, *others in (
        session.execute(query) if keys else ()
    ):
        found[key] = Job(
            id=key,
            reference=reference,
            is_sensitive=marking == settings.sensitive_marking,
            pair_up=pair_up,
            needed_power=power,
            area_id=area_id,
            place=f"{place} {postcode}".strip(),
            references=frozenset(str(said).casefold() for said in (reference, *others) if said),
        )
    return found


def markers(session: Session) -> tuple[Marker, ...]:
    """All markers that have not ended, each also for what came after its area."""
    query = select(RiskMarker).where(RiskMarker.ended_at.is_(None)).order_by(RiskMarker.id)
    later = successions.later(session)
    return tuple(
        Marker(
            id=marker.id,
            control=marker.control,
            review_on=marker.review_on,
            area_id=area_id,
            place=marker.place,
            reference=marker.reference,
            is_approved=marker.approved_at is not None,
        )
        for marker in session.scalars(query)
        for area_id in (marker.area_id, *later.get(marker.area_id or "", ()))
    )


def districts(session: Session, districts: list[AreaRow]) -> tuple[District, ...]:
    """These districts with what is in them."""
    inside: dict[str, set[str]] = {district.id: {district.id} for district in districts}
    query = select(Area.id, Area.parent_id).where(Area.parent_id.in_(inside))
    for key, parent in session.execute(query):
        if parent is not None:
            inside[parent].add(key)
    return tuple(
        District(id=district.id, name=district.name, area_ids=frozenset(inside[district.id]))
        for district in districts
    )


def cover_days(week: Week, settings: Settings) -> tuple[date, ...]:
    """The days on which each district wants somebody."""
    if settings.cover_weekends:
        return week.days
    return tuple(filter(working_days(settings.bank_holidays).includes, week.days))
