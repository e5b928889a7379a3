"""What was before an area, and what came after it: how history follows a reorganisation.

Records stay with the area they were made for. Whoever asks for an area of a later day gets, by
these, what belongs to it from before; whoever asks for one of an earlier day gets what they always
got, to the unit.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
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
    forward = _links(session, until=on)[1]
    found = _reached([area_id], forward)
    return [each for each in found if each not in forward or _stands(session, each, on)]


def heir(session: Session, area_id: str | None, on: date) -> str | None:
    """Where somebody goes on a day who is to go to this area; of several parts, the first."""
    return next(iter(heirs(session, area_id, on)), area_id) if area_id else area_id


def taskings_in(session: Session, district_ids: Collection[str]) -> ColumnElement[bool]:
    """That a tasking belongs to these districts, or to what went into them.

    Of a district that was divided, its parish decides; without a parish it belongs to all parts.
    """
    own = Tasking.district_id.in_(district_ids)
    back, forward = _links(session)
    gone = [key for key in _reached(district_ids, back) if key not in district_ids]
    parishes = {key: _ends(key, forward) for key in forward}
    parents = _parents(session, parishes) if parishes else {}
    if not parents:
        return own
    wanted = set(district_ids)
    come = [key for key in parishes if key in parents and _lies_in(parents, parishes[key], wanted)]
    left = [key for key in parishes if key in parents and key not in come]
    stays = or_(Tasking.area_id.is_(None), Tasking.area_id.not_in(left))
    inherited = and_(Tasking.district_id.in_(gone), stays)
    moved = and_(Tasking.area_id.in_(come), Tasking.district_id.not_in(district_ids))
    return or_(own, inherited, moved)


def _lies_in(parents: Mapping[str, str | None], ends: list[str], wanted: set[str]) -> bool:
    return any(parents.get(end) in wanted for end in ends)


def _parents(session: Session, ends: _Links) -> dict[str, str | None]:
    keys = {*ends, *(end for several in ends.values() for end in several)}
    query = select(Area.id, Area.parent_id).where(Area.id.in_(keys), Area.kind.in_(LOCAL_KINDS))
    return {key: parent for key, parent in session.execute(query)}  # noqa: C416 - rows, not pairs


def _ends(area_id: str, forward: _Links) -> list[str]:
    return [key for key in _reached([area_id], forward) if key not in forward]


def _stands(session: Session, area_id: str, on: date) -> bool:
    """Whether an area is still there: a town of which a part got a council goes on."""
    until = session.scalar(select(Area.valid_to).where(Area.id == area_id))
    return until is None or until > on


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
