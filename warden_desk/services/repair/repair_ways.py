"""The ways to cover the days of somebody who is sick, each with what it costs in words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from warden_desk.domain.dates import short_day
from warden_desk.domain.repairs import (
    Need,
    RepairKind,
    RepairWay,
    Slot,
    allot,
    joined,
    moved_words,
    over_days,
)
from warden_desk.domain.replacements import Replacement, Way
from warden_desk.domain.shifts import ShiftRow, clock
from warden_desk.services import settings as desk_settings
from warden_desk.services.repair import repair_facts
from warden_desk.services.week import replacements
from warden_desk.services.week.weeks import name_of

_ALTERNATIVES = 3
"""People who could work the whole shift that are looked at."""


@dataclass(frozen=True)
class _Shift:
    """One shift that is to be covered, and all that is known for it."""

    row: ShiftRow
    needs: Sequence[Need]
    slots: Sequence[Slot]
    people: Sequence[Replacement]
    by_others: Sequence[RepairWay]


def ways(session: Session, shifts: Sequence[ShiftRow], today: date) -> list[RepairWay]:
    """Every way that breaks no rule that stops; of several days or shifts, for all of them."""
    days: dict[date, list[_Shift]] = defaultdict(list)
    for shift in shifts:
        days[shift.on_date].append(_gathered(session, shift, today))
    if len(days) == 1:
        [(_, only)] = days.items()
        return _of_day(session, only, {})
    found = [_over_days(session, days, first) for first in (None, *RepairKind)]
    return list({way.key.partition("/")[2]: way for way in reversed(found)}.values())


def _gathered(session: Session, shift: ShiftRow, today: date) -> _Shift:
    needs = repair_facts.needs(session, shift, desk_settings.load(session))
    people = replacements.candidates(session, shift.id)
    return _Shift(
        shift,
        needs,
        repair_facts.slots(session, shift, needs, today),
        people,
        _by_others(session, shift, people, today),
    )


def _over_days(
    session: Session, days: Mapping[date, Sequence[_Shift]], first: RepairKind | None
) -> RepairWay:
    """One way for all days: of this kind where it can be, else the one that changes least.

    What one day puts on a round is not free on it for the next.
    """
    used: dict[str, int] = defaultdict(int)
    parts: list[tuple[date, RepairWay]] = []
    for day, shifts in days.items():
        found = _of_day(session, shifts, used)
        wanted = [way for way in found if way.kind is first] or found
        way = min(wanted, key=lambda one: one.rank)
        for move in way.moves:
            used[move.slot.shift.id] += move.minutes
        parts.append((day, way))
    return over_days(first or parts[0][1].kind, parts)


def _of_day(session: Session, shifts: Sequence[_Shift], used: Mapping[str, int]) -> list[RepairWay]:
    """The ways for one day; of a split one for all of its shifts."""
    by_shift: list[list[RepairWay]] = []
    for each in shifts:
        room = [replace(s, free=s.free - used.get(s.shift.id, 0)) for s in each.slots]
        by_shift.append(
            [
                *_along(session, each.row, each.needs, room, each.people),
                *each.by_others,
                _later(session, each.row, each.needs, room),
            ]
        )
    return _joined(by_shift)


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
            titles = "; ".join(dict.fromkeys(part.title for part in parts))
            ways.append(joined(kind, titles, parts))
    return ways


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
