"""The ways to cover the day of somebody who is sick, each with what it costs in words."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.dates import short_day
from warden_desk.domain.repairs import Need, RepairKind, RepairWay, Slot, allot, moved_words
from warden_desk.domain.replacements import Replacement, Way
from warden_desk.domain.shifts import ShiftRow, clock
from warden_desk.services import settings as desk_settings
from warden_desk.services.repair import repair_facts
from warden_desk.services.week import replacements
from warden_desk.services.week.weeks import name_of

_ALTERNATIVES = 3
"""People who could work the whole shift that are looked at."""


def ways(session: Session, shifts: Sequence[ShiftRow], today: date) -> list[RepairWay]:
    """Every way that breaks no rule that stops; of a split day, for all of its shifts."""
    settings = desk_settings.load(session)
    found: list[list[RepairWay]] = []
    for shift in shifts:
        wanted = repair_facts.needs(session, shift, settings)
        room = repair_facts.slots(session, shift, wanted, today)
        people = replacements.candidates(session, shift.id)
        found.append(
            [
                *_along(session, shift, wanted, room, people),
                *_by_others(session, shift, people, today),
                _later(session, shift, wanted, room),
            ]
        )
    return _joined(found)


def _joined(by_shift: Sequence[Sequence[RepairWay]]) -> list[RepairWay]:
    """Of a split day: each kind of way for all of its shifts; nobody takes two of them."""
    if len(by_shift) == 1:
        return list(by_shift[0])
    ways: list[RepairWay] = []
    for kind in RepairKind:
        parts: list[RepairWay] = []
        taken: set[str] = set()
        for own in by_shift:
            free = [w for w in own if w.kind is kind and not taken & {p for _, p in w.takers}]
            if not free:
                break
            parts.append(min(free, key=lambda way: way.rank))
            taken |= {person for _, person in parts[-1].takers}
        if len(parts) == len(by_shift):
            ways.append(_sum(kind, parts))
    return ways


def _sum(kind: RepairKind, parts: Sequence[RepairWay]) -> RepairWay:
    return RepairWay(
        kind=kind,
        title="; ".join(dict.fromkeys(part.title for part in parts)),
        takers=tuple(each for part in parts for each in part.takers),
        moves=tuple(each for part in parts for each in part.moves),
        costs=tuple(each for part in parts for each in part.costs),
        falls=tuple(each for part in parts for each in part.falls),
        warnings=tuple(each for part in parts for each in part.warnings),
        people=tuple(dict.fromkeys(each for part in parts for each in part.people)),
        minutes=sum(part.minutes for part in parts),
    )


def _along(
    session: Session,
    shift: ShiftRow,
    wanted: Sequence[Need],
    room: Sequence[Slot],
    people: Sequence[Replacement],
) -> list[RepairWay]:
    """Colleagues of the team who are out that day take the stops along."""
    may = {one.person_id: one for one in people if one.way is Way.STOPS and not one.stops}
    that_day = [s for s in room if s.shift.on_date == shift.on_date and s.shift.person_id in may]
    moves, left = allot(wanted, that_day)
    if not moves:
        return []
    takers = {move.slot.shift.person_id: move.slot for move in moves}
    names = " and ".join(dict.fromkeys(slot.person for slot in takers.values()))
    warnings = tuple(f"{may[key].name} {said}" for key in takers for said in may[key].warnings)
    return [
        RepairWay(
            kind=RepairKind.ALONG,
            title=f"{names} {'take' if len(takers) > 1 else 'takes'} the stops along",
            moves=tuple(moves),
            costs=moved_words(moves, shift.on_date),
            falls=_falls(session, shift, left),
            warnings=warnings,
            people=tuple(sorted(takers)),
            minutes=sum(move.minutes for move in moves),
        )
    ]


def _by_others(
    session: Session, shift: ShiftRow, people: Sequence[Replacement], today: date
) -> list[RepairWay]:
    """Somebody who is off, or of another team, works the shift."""
    free = [one for one in people if one.way is Way.SHIFT and not one.stops][:_ALTERNATIVES]
    jobs = [stop.tasking_id for stop in shift.stops]
    barred = repair_facts.refused(session, jobs, [one.person_id for one in free], today)
    return [
        RepairWay(
            kind=RepairKind.SHIFT,
            title=f"{one.name} works {shift.head}",
            takers=((shift.id, one.person_id),),
            costs=(f"{one.name}: {'; '.join(one.reasons)}",),
            warnings=tuple(f"{one.name} {said}" for said in one.warnings),
            people=(one.person_id,),
            minutes=shift.minutes,
        )
        for one in free
        if not any(who == one.person_id for who, _ in barred)
    ]


def _later(
    session: Session, shift: ShiftRow, wanted: Sequence[Need], room: Sequence[Slot]
) -> RepairWay:
    """Nobody goes today; what can wait goes on rounds later in the week."""
    after = [slot for slot in room if slot.shift.on_date > shift.on_date]
    can_wait = [need for need in wanted if need.hours is None]
    moves, left = allot(can_wait, after)
    fixed = [need for need in wanted if need.hours is not None]
    changed = {move.slot.shift.person_id for move in moves if move.minutes}
    is_all = not left and not fixed
    title = "Nobody goes today; visits wait until later in the week"
    return RepairWay(
        kind=RepairKind.LATER,
        title=title if moves else "Nobody goes, and nothing is moved",
        moves=tuple(moves),
        costs=moved_words(moves, shift.on_date) or (("Nothing is lost.",) if is_all else ()),
        falls=(f"Nobody is out {shift.head}", *_falls(session, shift, [*fixed, *left])),
        people=tuple(sorted(changed)),
        minutes=sum(move.minutes for move in moves),
    )


def _falls(session: Session, shift: ShiftRow, left: Sequence[Need]) -> tuple[str, ...]:
    """What nobody does, a sentence each."""
    found: list[str] = []
    for need in left:
        area = need.stop.area_id
        other = repair_facts.elsewhere(session, shift, area) if area else None
        if need.hours is not None:
            found.append(f"{need.words}, {clock(need.hours[0])}: nobody is there")
        elif need.stop.tasking_id is not None:
            found.append(f"{need.words}: stays with them, on no round")
        elif other is not None:
            who = name_of(session, other.person_id)
            day = short_day(other.on_date)
            found.append(f"{need.words}: not today; {who} is there on {day}")
        else:
            found.append(f"{need.words} goes without a visit this week")
    return tuple(found)
