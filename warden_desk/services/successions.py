"""What was before an area, and what came after it: how history follows a reorganisation.

Records stay with the area they were made for. Whoever asks for an area of a later day gets, by
these, what belongs to it from before; whoever asks for one of an earlier day gets what they always
got, to the unit.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from warden_desk.domain.areas import LOCAL_KINDS
from warden_desk.storage.tables import Area, AreaSuccession, Tasking

_Links = Mapping[str, list[str]]


def with_former(session: Session, area_ids: Iterable[str]) -> list[str]:
    """These areas, and all that went into them."""
    return _reached(area_ids, _links(session)[0])


def former(session: Session) -> dict[str, list[str]]:
    """What went into each area, directly or through others; areas that were always so are out."""
    back = _links(session)[0]
    return {key: [each for each in _reached([key], back) if each != key] for key in back}


def later(session: Session) -> dict[str, list[str]]:
    """What came after each area, directly or through others."""
    forward = _links(session)[1]
    return {key: [each for each in _reached([key], forward) if each != key] for key in forward}


def heirs(session: Session, area_id: str, on: date) -> list[str]:
    """What an area is on a day: itself, or those that came after it."""
    return heirs_of(session, [area_id], on)[area_id]


def heirs_of(session: Session, area_ids: Iterable[str], on: date) -> dict[str, list[str]]:
    """What each area is on a day: itself, or those that came after it."""
    forward = _links(session, until=on)[1]
    # A town of which a part got a council goes on beside it.
    until = select(Area.id).where(
        Area.id.in_(forward), Area.valid_to.is_(None) | (Area.valid_to > on)
    )
    over = set(forward) - set(session.scalars(until)) if forward else set[str]()
    return {
        key: [each for each in _reached([key], forward) if each not in over] for key in area_ids
    }


def heir(session: Session, area_id: str | None, on: date) -> str | None:
    """Where somebody goes on a day who is to go to this area; of several parts, the first."""
    return next(iter(heirs(session, area_id, on)), area_id) if area_id else area_id


@dataclass(frozen=True, slots=True)
class Ground:
    """The rows of areas that have stood for some land, one after another.

    `since` is the day from which it can be told from the land around it; None for all days.
    """

    area_ids: tuple[str, ...]
    since: date | None = None


def ground(session: Session, area_ids: Collection[str], on: date) -> Ground:
    """The land of areas of a day: what went into them whole counts as them."""
    back, forward = _links(session, until=on)
    reached = _reached(area_ids, back)
    ends = heirs_of(session, reached, on)
    here = set(area_ids)
    whole = {key for key in reached if here.issuperset(ends[key])}
    parted = [
        day
        for (old, new), day in _days(session, on).items()
        if new in whole and old in forward and old not in whole
    ]
    return Ground(tuple(key for key in reached if key in whole), max(parted, default=None))


def undivided(session: Session, area_ids: Sequence[str]) -> str | None:
    """The latest area that all of these were, or are, a part of."""
    back = _links(session)[0]
    reached = [_reached([key], back) for key in area_ids]
    return next((key for key in reached[0] if all(key in each for each in reached)), None)


def only_heirs(session: Session, on: date) -> dict[str, str]:
    """The one area that each former area has gone into, whole; what was divided is out."""
    former = list(_links(session, until=on)[1])
    ends = heirs_of(session, former, on)
    return {key: ends[key][0] for key in former if len(ends[key]) == 1 and ends[key] != [key]}


def parted(session: Session, on: date) -> dict[str, list[str]]:
    """The areas that have gone into several by a day, each with those, in their order."""
    former = list(_links(session, until=on)[1])
    ends = heirs_of(session, former, on)
    return {key: ends[key] for key in former if len(ends[key]) > 1}


def earlier(session: Session, on: date) -> dict[str, str]:
    """By area that began after a day, what stood in its place then."""
    back: dict[str, str] = {}
    for (old, new), day in _days(session, date.max).items():
        if day > on:
            back.setdefault(new, old)
    return {key: _reached([key], {new: [old] for new, old in back.items()})[-1] for key in back}


def taskings_in(session: Session, district_ids: Collection[str]) -> ColumnElement[bool]:
    """That a tasking belongs to these districts, or to what went into them.

    A parish that went elsewhere than its district took its taskings along; without a parish they
    belong to all parts of a district that was divided.
    """
    inherited = _inherited(session, district_ids)
    own = Tasking.district_id.in_(district_ids)
    return or_(own, *(and_(*part) for part in inherited)) if inherited else own


def parts_of_taskings_in(
    session: Session, district_ids: Collection[str]
) -> list[tuple[ColumnElement[bool], ...]]:
    """As `taskings_in`, a district at a time, for an index goes by one; no two share a tasking."""
    own = [(Tasking.district_id == key,) for key in district_ids]
    return [*own, *_inherited(session, district_ids)]


def now_called(session: Session, area_ids: Iterable[str | None], on: date) -> dict[str, str]:
    """What these areas are called on a day, by their key: the name of the first that came after."""
    now = heirs_of(session, {key for key in area_ids if key}, on)
    first = {key: next(iter(several), key) for key, several in now.items()}
    query = select(Area.id, Area.name).where(Area.id.in_(set(first.values())))
    names = {key: name for key, name in session.execute(query)}  # noqa: C416 - rows, not pairs
    return {key: names[area] for key, area in first.items() if area in names}


def _inherited(
    session: Session, district_ids: Collection[str]
) -> list[tuple[ColumnElement[bool], ...]]:
    back, forward = _links(session)
    reached = _reached(district_ids, back)
    gone = [key for key in reached if key not in district_ids]
    local = {key: _ends(key, forward) for key in forward}
    parents = _parents(session, local) if local else {}
    # A tasking may have been given to what its parish has become: the district is that of before.
    was = {key: {parents[key]} for key in local if key in parents}
    for key in tuple(was):
        for end in local[key]:
            local.setdefault(end, [end])
            was.setdefault(end, set()).add(parents[key])
    wanted, come, left = set(district_ids), list[str](), list[str]()
    for key in sorted(was):
        is_here = _lies_in(parents, local[key], wanted)
        if is_here and not was[key].issubset(reached):
            come.append(key)
        elif not is_here and not was[key].isdisjoint(gone):
            left.append(key)
    stays = or_(Tasking.area_id.is_(None), Tasking.area_id.not_in(left)) if left else true()
    parts = [(Tasking.district_id == key, stays) for key in gone]
    if come:
        parts.append((Tasking.area_id.in_(come), Tasking.district_id.not_in(reached)))
    return parts


def _lies_in(parents: Mapping[str, str | None], ends: list[str], wanted: set[str]) -> bool:
    return any(parents.get(end) in wanted for end in ends)


def _parents(session: Session, ends: _Links) -> dict[str, str | None]:
    keys = {*ends, *(end for several in ends.values() for end in several)}
    query = select(Area.id, Area.parent_id).where(Area.id.in_(keys), Area.kind.in_(LOCAL_KINDS))
    return {key: parent for key, parent in session.execute(query)}  # noqa: C416 - rows, not pairs


def _ends(area_id: str, forward: _Links) -> list[str]:
    return [key for key in _reached([area_id], forward) if key not in forward]


def _days(session: Session, until: date) -> dict[tuple[str, str], date]:
    """When each area followed each."""
    query = select(AreaSuccession.from_area_id, AreaSuccession.to_area_id, AreaSuccession.on_date)
    found = session.execute(query.where(AreaSuccession.on_date <= until))
    return {(old, new): day for old, new, day in found}


def _links(session: Session, until: date | None = None) -> tuple[_Links, _Links]:
    """Every area's predecessors, and every area's successors."""
    query = select(AreaSuccession.from_area_id, AreaSuccession.to_area_id)
    if until is not None:
        query = query.where(AreaSuccession.on_date <= until)
    back: dict[str, list[str]] = defaultdict(list)
    forward: dict[str, list[str]] = defaultdict(list)
    for old, new in session.execute(query.order_by(AreaSuccession.id)):
        back[new].append(old)
        forward[old].append(new)
    return dict(back), dict(forward)


def _reached(area_ids: Iterable[str], links: _Links) -> list[str]:
    found = dict.fromkeys(area_ids)
    waiting = list(found)
    while waiting:
        for each in links.get(waiting.pop(), ()):
            if each not in found:
                found[each] = None
                waiting.append(each)
    return list(found)
