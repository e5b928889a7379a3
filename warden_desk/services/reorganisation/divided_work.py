"""Giving what is under way for a divided parish to one of its parts.

Open taskings and risk markers stay with the parish they were made for and show for every part.
Plans were handed to the first part, which may not be the one that is meant.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import LOCAL_KINDS
from warden_desk.domain.changes import Act
from warden_desk.domain.divided import DividedWork, Part, WorkKind
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.domain.tasking_states import OPEN
from warden_desk.services import areas, successions
from warden_desk.services.tasking import taskings
from warden_desk.storage.tables import Area, AreaSuccession, Event, RiskMarker, Shift, Stop, Tasking

_Parts = Mapping[str, tuple[Part, ...]]


def rows(session: Session, on: date) -> list[DividedWork]:
    """All that may go to a part, parish by parish: what waits first, then what is planned.

    Plans count from the day of the division on, which may still be to come; a tasking or a marker
    can only be given away once there is a part to give it to.
    """
    now, ever = _parts(session, on), _parts(session, date.max)
    found = [
        *_taskings(session, now),
        *_markers(session, now),
        *_visits(session, ever, on),
        *_events(session, ever, on),
    ]
    order = {key: at for at, key in enumerate(ever)}
    return sorted(found, key=lambda row: (order[row.parish_id], not row.is_waiting))


def meant(
    session: Session, part: str, refs: Collection[str], on: date
) -> tuple[Part, list[DividedWork]]:
    """A part by its name, and what is to go there: by references or keys, else all that waits.

    Raises:
        NotFound: there is no such part, or nothing that can go to it.
    """
    area = areas.find(session, part, on)
    mine = [row for row in rows(session, on) if area.id in dict(row.parts)]
    wanted = {ref.casefold(): ref for ref in refs}
    chosen = [
        row
        for row in mine
        if (not wanted and row.is_waiting) or {row.ref.casefold(), row.key} & wanted.keys()
    ]
    for row in chosen:
        for known in (row.ref.casefold(), row.key):
            wanted.pop(known, None)
    if wanted:
        raise NotFound(f"Nothing called “{next(iter(wanted.values()))}” can go to {area.name}.")
    if not chosen:
        raise NotFound(f"Nothing waits to be given to {area.name}.")
    return Part(area.id, area.name), chosen


def give(
    session: Session, wanted: Collection[str], part_id: str, on: date, *, act: Act
) -> list[DividedWork]:
    """Give some of `rows`, by their keys, to a part; returns those that were given.

    A tasking's log says so, and the visits planned for it go along.

    Raises:
        UserError: they are not all of the parish that the part comes from, or nothing is chosen.
        Invalid: a tasking cannot be changed.
    """
    by_id = {row.id: row for row in rows(session, on)}
    if missing := [key for key in wanted if key not in by_id]:
        raise NotFound(f"{len(missing)} of these are given or done by now. Look again.")
    chosen = [by_id[key] for key in dict.fromkeys(wanted)]
    if not chosen:
        raise UserError("Choose what is to be given to a part first.")
    for row in chosen:
        parts = {part.id for part in row.parts}
        if part_id not in parts:
            raise UserError(f"“{row.what}” belongs to {row.parish}. Choose one of its parts.")
        _GIVEN[row.kind](session, row, parts, part_id, act)
    session.flush()
    return chosen


def _parts(session: Session, on: date) -> _Parts:
    """The local areas that were divided by a day, the latest first, and their parts."""
    parted = successions.parted(session, on)
    keys = {*parted, *(key for several in parted.values() for key in several)}
    query = select(Area.id, Area.name).where(Area.id.in_(keys), Area.kind.in_(LOCAL_KINDS))
    names = {key: name for key, name in session.execute(query)}  # noqa: C416 - rows, not pairs
    return {
        key: tuple(Part(each, names[each]) for each in several)
        for key, several in sorted(parted.items(), reverse=True)
        if key in names
    }


def _names(session: Session, divided: _Parts) -> dict[str, str]:
    query = select(Area.id, Area.name).where(Area.id.in_(divided))
    return {key: name for key, name in session.execute(query)}  # noqa: C416 - rows, not pairs


def _taskings(session: Session, divided: _Parts) -> Iterator[DividedWork]:
    names = _names(session, divided)
    query = (
        select(Tasking.id, Tasking.reference, Tasking.title, Tasking.area_id, Tasking.due_on)
        .where(Tasking.area_id.in_(divided), Tasking.state.in_(OPEN), Tasking.deleted_at.is_(None))
        .order_by(Tasking.due_on.is_(None), Tasking.due_on, Tasking.id)
    )
    for key, ref, title, area_id, due_on in session.execute(query):
        yield DividedWork(
            kind=WorkKind.TASKING,
            key=key,
            ref=ref,
            what=title,
            parish_id=area_id or "",
            parish=names[area_id or ""],
            parts=divided[area_id or ""],
            on=due_on,
        )


def _markers(session: Session, divided: _Parts) -> Iterator[DividedWork]:
    names = _names(session, divided)
    query = (
        select(RiskMarker)
        .where(RiskMarker.area_id.in_(divided), RiskMarker.ended_at.is_(None))
        .order_by(RiskMarker.review_on, RiskMarker.id)
    )
    for marker in session.scalars(query):
        area_id = marker.area_id or ""
        yield DividedWork(
            kind=WorkKind.MARKER,
            key=marker.id,
            what=": ".join(filter(None, (marker.place, marker.control))),
            parish_id=area_id,
            parish=names[area_id],
            parts=divided[area_id],
            on=marker.review_on,
        )


def _visits(session: Session, divided: _Parts, on: date) -> Iterator[DividedWork]:
    """Visits to the parish itself; those of a tasking or an event go with it."""
    for parish_id, name, parts, since in _planned(session, divided, on):
        query = (
            select(Stop.id, Stop.text, Stop.area_id, Shift.on_date)
            .join(Shift, Shift.id == Stop.shift_id)
            .where(
                Stop.area_id.in_([part.id for part in parts]),
                Stop.tasking_id.is_(None),
                Stop.event_id.is_(None),
                Shift.on_date >= since,
            )
            .order_by(Shift.on_date, Stop.id)
        )
        for key, text, area_id, day in session.execute(query):
            yield DividedWork(
                kind=WorkKind.VISIT,
                key=key,
                what=text or "Visit to the parish",
                parish_id=parish_id,
                parish=name,
                parts=parts,
                now_at=dict(parts)[area_id or ""],
                on=day,
            )


def _events(session: Session, divided: _Parts, on: date) -> Iterator[DividedWork]:
    for parish_id, name, parts, since in _planned(session, divided, on):
        query = (
            select(Event)
            .where(Event.area_id.in_([part.id for part in parts]), Event.on_date >= since)
            .order_by(Event.on_date, Event.id)
        )
        for event in session.scalars(query):
            yield DividedWork(
                kind=WorkKind.EVENT,
                key=event.id,
                what=event.title,
                parish_id=parish_id,
                parish=name,
                parts=parts,
                now_at=dict(parts)[event.area_id or ""],
                on=event.on_date,
            )


def _planned(
    session: Session, divided: _Parts, on: date
) -> Iterator[tuple[str, str, tuple[Part, ...], date]]:
    """Each divided parish, and from when its plans may go to another part than the first."""
    query = select(AreaSuccession.from_area_id, AreaSuccession.on_date)
    days = {key: day for key, day in session.execute(query)}  # noqa: C416 - rows, not pairs
    for key, name in _names(session, divided).items():
        yield key, name, divided[key], max(on, days[key])


def _give_tasking(
    session: Session, row: DividedWork, parts: Collection[str], part_id: str, act: Act
) -> None:
    draft = taskings.draft_to_amend(session, row.key)
    taskings.amend(session, row.key, replace(draft, area_id=part_id), act=act)
    _take_stops(session, Stop.tasking_id == row.key, parts, part_id, act)


def _give_event(
    session: Session, row: DividedWork, parts: Collection[str], part_id: str, act: Act
) -> None:
    session.get_one(Event, row.key).area_id = part_id
    _take_stops(session, Stop.event_id == row.key, parts, part_id, act)


def _give_marker(
    session: Session, row: DividedWork, _: Collection[str], part_id: str, act: Act
) -> None:
    del act  # the journal says who
    session.get_one(RiskMarker, row.key).area_id = part_id


def _give_visit(
    session: Session, row: DividedWork, _: Collection[str], part_id: str, act: Act
) -> None:
    del act  # the journal says who
    session.get_one(Stop, row.key).area_id = part_id


_GIVEN = {
    WorkKind.TASKING: _give_tasking,
    WorkKind.MARKER: _give_marker,
    WorkKind.VISIT: _give_visit,
    WorkKind.EVENT: _give_event,
}


def _take_stops(
    session: Session, where: ColumnElement[bool], parts: Collection[str], part_id: str, act: Act
) -> None:
    """What is planned for it from today on goes where it goes."""
    coming = select(Shift.id).where(Shift.on_date >= act.at.date())
    stops = session.scalars(
        select(Stop).where(where, Stop.area_id.in_(parts), Stop.shift_id.in_(coming))
    )
    for stop in stops:
        stop.area_id = part_id
