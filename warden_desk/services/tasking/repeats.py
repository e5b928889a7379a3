"""Finding the earlier taskings that a new request seems to repeat."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from warden_desk.domain import repeats as rules
from warden_desk.domain.repeats import Earlier, Repeat
from warden_desk.domain.tasking_states import State
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services import settings as desk_settings
from warden_desk.services import successions
from warden_desk.storage.tables import Area, Tasking

_COLUMNS: tuple[Any, ...] = (
    Tasking.id,
    Tasking.reference,
    Tasking.title,
    Tasking.state,
    Tasking.received_on,
    Tasking.area_id,
    Tasking.category,
    Tasking.place,
    Tasking.postcode,
    Tasking.easting,
    Tasking.northing,
    Tasking.csu_id,
    Tasking.external_reference,
)
_AT_ONCE = 400
_ABOVE = 20
"""With how many rows above it a row of a list is compared, of those that are like it at all."""


def find(session: Session, draft: TaskingDraft) -> list[Repeat]:
    """The earlier taskings that this one seems to repeat, the latest first."""
    return find_many(session, [draft])[0]


def find_many(session: Session, drafts: Sequence[TaskingDraft]) -> list[list[Repeat]]:
    """As `find`, for each of a list; the desk is asked once for all of them."""
    if not drafts:
        return []
    settings = desk_settings.load(session)
    areas = {draft.area_id for draft in drafts if draft.area_id}
    names = _names(session, areas)
    since = min(draft.received_on for draft in drafts) - timedelta(days=settings.repeat_days)
    before = successions.former(session)
    by_area: dict[str | None, list[Earlier]] = {}
    for area_ids in _some(sorted(areas.union(*(before.get(key, ()) for key in areas)))):
        # One parish after the other by its index; the few days wanted are sifted out of it.
        wanted = (Tasking.area_id.in_(area_ids), Tasking.received_on >= since)
        for each in _earlier(session, *wanted):
            by_area.setdefault(each.area_id, []).append(each)
    by_reference = _by_reference(session, drafts)
    by_postcode = _by_postcode(session, drafts, since)
    near_points = _near_points(session, drafts, since, settings.repeat_metres)
    found: list[list[Repeat]] = []
    for at, draft in enumerate(drafts):
        key = (draft.csu_id or "", draft.external_reference)
        here = [draft.area_id, *before.get(draft.area_id, ())] if draft.area_id else []
        groups = (
            *(by_area.get(area_id, ()) for area_id in here),
            by_reference.get(key, ()),
            by_postcode.get(draft.postcode, ()),
            near_points.get(at, ()),
        )
        near = {each.id: _at(each, draft.area_id, here) for group in groups for each in group}
        if not near:
            found.append([])
            continue
        area = names.get(draft.area_id or "", "")
        days, metres = settings.repeat_days, settings.repeat_metres
        found.append(rules.repeats(draft, near.values(), area=area, days=days, metres=metres))
    return found


def within(session: Session, drafts: Sequence[TaskingDraft]) -> dict[int, tuple[int, str]]:
    """Of a list's requests, those that seem to repeat one above them: the nearest, and why."""
    settings = desk_settings.load(session)
    days, metres = settings.repeat_days, settings.repeat_metres
    names = _names(session, {draft.area_id for draft in drafts if draft.area_id})
    latest: defaultdict[tuple[str, str], deque[tuple[int, TaskingDraft]]]
    latest = defaultdict(partial(deque[tuple[int, TaskingDraft]], maxlen=_ABOVE))
    found: dict[int, tuple[int, str]] = {}
    for at, draft in enumerate(drafts):
        area = names.get(draft.area_id or "", "")
        groups = [latest[key] for key in _group_keys(draft)]
        for number, above in chain.from_iterable(map(reversed, groups)):
            if said := rules.why(draft, above, area=area, days=days, metres=metres):
                found[at] = (number, said)
                break
        for group in groups:
            group.append((at, draft))
    return found


def _group_keys(draft: TaskingDraft) -> list[tuple[str, str]]:
    """By what two rows of a list can be alike at all; a point counts to the kilometre."""
    keys = [(draft.category, draft.area_id or "")]
    if draft.postcode:
        keys.append((draft.category, draft.postcode))
    if draft.easting is not None and draft.northing is not None:
        keys.append((draft.category, f"{draft.easting // 1000} {draft.northing // 1000}"))
    return keys


def _by_postcode(
    session: Session, drafts: Sequence[TaskingDraft], since: date
) -> dict[str, list[Earlier]]:
    found: dict[str, list[Earlier]] = {}
    for some in _some(sorted({draft.postcode for draft in drafts} - {""})):
        wanted = (Tasking.postcode.in_(some), Tasking.received_on >= since)
        for each in _earlier(session, *wanted):
            found.setdefault(each.postcode, []).append(each)
    return found


def _near_points(
    session: Session, drafts: Sequence[TaskingDraft], since: date, metres: int
) -> dict[int, list[Earlier]]:
    """By the number of each draft that has a point: those in the square around it."""
    points = {
        at: (draft.easting, draft.northing)
        for at, draft in enumerate(drafts)
        if draft.easting is not None and draft.northing is not None
    }
    return {
        at: _earlier(
            session,
            Tasking.easting.between(east - metres, east + metres),
            Tasking.northing.between(north - metres, north + metres),
            Tasking.received_on >= since,
        )
        for at, (east, north) in points.items()
    }


def _by_reference(
    session: Session, drafts: Sequence[TaskingDraft]
) -> dict[tuple[str, str], list[Earlier]]:
    found: dict[tuple[str, str], list[Earlier]] = {}
    for csu_id in {draft.csu_id for draft in drafts if draft.csu_id}:
        said = {d.external_reference for d in drafts if d.csu_id == csu_id} - {""}
        for references in _some(sorted(said)):
            wanted = (Tasking.csu_id == csu_id, Tasking.external_reference.in_(references))
            for each in _earlier(session, *wanted):
                found.setdefault((csu_id, each.external_reference), []).append(each)
    return found


def _earlier(session: Session, *wanted: ColumnElement[bool]) -> list[Earlier]:
    query = select(*_COLUMNS).where(*wanted, Tasking.deleted_at.is_(None))
    return [
        Earlier(key, reference, title, State(state), *rest)
        for key, reference, title, state, *rest in session.execute(query)
    ]


def _names(session: Session, area_ids: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in _some(sorted(area_ids)):
        query = select(Area.id, Area.name).where(Area.id.in_(some))
        found |= {key: name for key, name in session.execute(query)}  # noqa: C416
    return found


def _at(earlier: Earlier, area_id: str | None, here: Sequence[str]) -> Earlier:
    """An earlier one in what the parish was before counts as one in the parish."""
    is_former = earlier.area_id != area_id and earlier.area_id in here
    return replace(earlier, area_id=area_id) if is_former else earlier


def _some(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE)]
