"""Somebody is sick: the ways to cover their round that change least, and what each costs.

Whatever is not named in a way stays exactly as it was planned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import combinations

from warden_desk.domain.dates import Week, short_day
from warden_desk.domain.shifts import ShiftRow, StopRow

OFFERED = 3
MOST_DAYS = 14
"""Of a longer sickness nobody knows in the morning how its end is to be covered."""
_TOGETHER = 2
"""How many rounds at most are tried together before visits are simply put where there is room."""


class RepairKind(StrEnum):
    """Who does the work of the day."""

    ALONG = "along"
    """Colleagues who are out that day take its stops along."""
    SHIFT = "shift"
    """Somebody who is off, or of another team, works the shift."""
    LATER = "later"
    """Nobody: what can wait is visited later in the week."""


@dataclass(frozen=True, slots=True)
class Need:
    """A stop that somebody else would make. `hours` is the time of an event, which cannot wait."""

    stop: StopRow
    minutes: int
    hours: tuple[int, int] | None = None

    @property
    def words(self) -> str:
        """`ASH-26-0147 in Lenham`."""
        if self.stop.reference and self.stop.label:
            return f"{self.stop.reference} in {self.stop.label}"
        return self.stop.reference or self.stop.label


@dataclass(frozen=True, slots=True)
class Slot:
    """A round that has room. `roles` rank how its person looks after an area, the nearest 0.

    Attributes:
        free: minutes that are not booked.
        barred: taskings its person may not have.
    """

    shift: ShiftRow
    person: str
    free: int
    roles: Mapping[str, int] = field(default_factory=dict[str, int])
    barred: frozenset[str] = frozenset()

    def goes_to(self, need: Need) -> bool:
        """Whether the place is on the round already, so that nothing is added for it."""
        return need.stop.tasking_id is None and any(
            (held.area_id, held.event_id, held.text)
            == (need.stop.area_id, need.stop.event_id, need.stop.text)
            for held in self.shift.stops
        )

    def can_take(self, need: Need) -> bool:
        """Whether its person may, and is at work at the time of an event."""
        if need.stop.tasking_id in self.barred:
            return False
        start, end = self.shift.start_minute or 0, self.shift.end_minute or 0
        return need.hours is None or (start <= need.hours[0] and need.hours[1] <= end)

    def distance(self, need: Need) -> tuple[int, date, str]:
        """Sorts who should take a stop: who looks after the place, then the earlier day."""
        return self.roles.get(need.stop.area_id or "", 9), self.shift.on_date, self.person


@dataclass(frozen=True, slots=True)
class Move:
    """A stop that goes on another round; with no minutes where that round goes there anyway."""

    need: Need
    slot: Slot
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairWay:
    """One way to cover, in words for whoever has to decide at half past seven.

    Attributes:
        takers: who takes over whole shifts: (shift, person), by key.
        moves: stops that go on other rounds.
        costs: what it takes, a sentence each; `falls` what nobody does.
        people: keys of all whose week changes, beside the one who is sick.
    """

    kind: RepairKind
    title: str
    takers: tuple[tuple[str, str], ...] = ()
    moves: tuple[Move, ...] = ()
    costs: tuple[str, ...] = ()
    falls: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    minutes: int = 0

    @property
    def key(self) -> str:
        """Names the way: the same as long as the same would happen."""
        moves = sorted(f"{m.need.stop.id}>{m.slot.shift.id}:{m.minutes}" for m in self.moves)
        return "/".join([self.kind, *(f"{a}>{b}" for a, b in self.takers), *moves])

    @property
    def rank(self) -> tuple[int, int, int, int, int, str]:
        """Sorts the least change first: what falls, what a rule says, who is disturbed."""
        order = list(RepairKind).index(self.kind)
        falls, warned = len(self.falls), len(self.warnings)
        return falls, warned, len(self.people), self.minutes, order, self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """The days of somebody who is sick, and what can be done. `notes` hold whatever is chosen.

    `is_marked` says that they are down as away for all of these days already.
    """

    person_id: str
    person: str
    on_date: date
    until: date
    shifts: tuple[ShiftRow, ...]
    ways: tuple[RepairWay, ...]
    notes: tuple[str, ...] = ()
    is_marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """What was changed: whose copies and which teams' sheets are to be printed anew."""

    title: str
    weeks: tuple[Week, ...]
    team_ids: tuple[str, ...]
    person_ids: tuple[str, ...]


def allot(needs: Sequence[Need], slots: Sequence[Slot]) -> tuple[list[Move], list[Need]]:
    """Put stops on as few other rounds as possible; what finds no room comes back.

    Every single round is tried, then every two, then all there are. Of several that do equally
    well the one wins whose people know the places best, and on the earlier day.
    """
    best = _placed(needs, slots)
    tries = [list(some) for n in range(1, _TOGETHER + 1) for some in combinations(slots, n)]
    found = [_placed(needs, some) for some in tries]
    return min([best, *found], key=_cost) if found else best


def _placed(needs: Sequence[Need], slots: Sequence[Slot]) -> tuple[list[Move], list[Need]]:
    free = {slot.shift.id: slot.free for slot in slots}
    moves: list[Move] = []
    left: list[Need] = []
    for need in needs:
        anyway = [slot for slot in slots if slot.goes_to(need) and slot.can_take(need)]
        room = [s for s in slots if s.can_take(need) and free[s.shift.id] >= need.minutes]
        if anyway:
            moves.append(Move(need, min(anyway, key=lambda s: s.distance(need)), 0))
        elif room:
            slot = min(room, key=lambda s: s.distance(need))
            free[slot.shift.id] -= need.minutes
            moves.append(Move(need, slot, need.minutes))
        else:
            left.append(need)
    return moves, left


def _cost(
    tried: tuple[list[Move], list[Need]],
) -> tuple[int, int, int, list[tuple[int, date, str]]]:
    moves, left = tried
    changed = {move.slot.shift.id for move in moves if move.minutes}
    minutes = sum(move.minutes for move in moves)
    return len(left), len(changed), minutes, [move.slot.distance(move.need) for move in moves]


def days_words(first: date, last: date) -> str:
    """`Mon 23 Nov`, `Mon 23 Nov to Wed 25 Nov`."""
    return short_day(first) if first == last else f"{short_day(first)} to {short_day(last)}"


def over_days(kind: RepairKind, parts: Sequence[tuple[date, RepairWay]]) -> RepairWay:
    """One way for all days of a sickness; every sentence names its day."""
    ways = [way for _, way in parts]
    is_same = len({way.kind for way in ways}) == 1
    return joined(
        kind,
        _TITLES[kind] if is_same else "Each day the way that changes least",
        [_dated(day, way) for day, way in parts],
    )


def joined(kind: RepairKind, title: str, parts: Sequence[RepairWay]) -> RepairWay:
    """One way that does all of these."""
    return RepairWay(
        kind=kind,
        title=title,
        takers=tuple(each for part in parts for each in part.takers),
        moves=tuple(each for part in parts for each in part.moves),
        costs=tuple(each for part in parts for each in part.costs),
        falls=tuple(each for part in parts for each in part.falls),
        warnings=tuple(each for part in parts for each in part.warnings),
        people=tuple(dict.fromkeys(each for part in parts for each in part.people)),
        minutes=sum(part.minutes for part in parts),
    )


_TITLES = {
    RepairKind.ALONG: "Colleagues take the stops along, day by day",
    RepairKind.SHIFT: "Others work the shifts",
    RepairKind.LATER: "Nobody goes on these days; visits wait until later in the week",
}


def _dated(day: date, way: RepairWay) -> RepairWay:
    def said(sentences: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{short_day(day)}: {each}" for each in sentences)

    return replace(way, costs=said(way.costs), falls=said(way.falls), warnings=said(way.warnings))


def moved_words(moves: Sequence[Move], on: date) -> tuple[str, ...]:
    """`Lenham: Dev Patel, Thu 26 Nov, 60 min more`, for each stop."""
    found: list[str] = []
    for move in moves:
        day = move.slot.shift.on_date
        who = move.slot.person if day == on else f"{move.slot.person}, {short_day(day)}"
        more = f"{move.minutes} min more" if move.minutes else "goes there anyway"
        found.append(f"{move.need.words}: {who}, {more}")
    return tuple(found)


def offered(ways: Sequence[RepairWay]) -> tuple[RepairWay, ...]:
    """The best way of each kind, then the next best of any, the least change first."""
    ranked = sorted(ways, key=lambda way: way.rank)
    first = [next((w for w in ranked if w.kind is kind), None) for kind in RepairKind]
    chosen = [way for way in first if way is not None]
    more = [way for way in ranked if way not in chosen]
    return tuple(sorted([*chosen, *more][:OFFERED], key=lambda way: way.rank))
