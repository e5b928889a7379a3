"""Shifts and shift codes as plain values, in as few queries as there are tables."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session, aliased

from warden_desk.domain.settings import Settings
from warden_desk.domain.shifts import (
    CodeBook,
    ShiftCodeRow,
    ShiftRow,
    StopRow,
    in_order,
)
from warden_desk.services import settings as desk_settings
from warden_desk.storage.tables import Area, Event, Person, Shift, ShiftCode, Stop, Tasking, Team

_BUDDY = aliased(Person)


def code_book(session: Session, on: date, settings: Settings | None = None) -> CodeBook:
    """The shift codes that may be typed for a day, and those that have ended."""
    usable: list[ShiftCodeRow] = []
    ended: list[ShiftCodeRow] = []
    rows = session.execute(_codes())
    for code, name, is_work, is_absence, start, end, pause, since, until in rows:
        is_valid = since <= on and (until is None or on < until)
        row = ShiftCodeRow(code, name, is_work, is_absence, start, end, pause)
        (usable if is_valid else ended).append(row)
    settings = settings or desk_settings.load(session)
    return CodeBook(tuple(usable), settings.break_after_minutes, tuple(ended))


def between(
    session: Session,
    first: date,
    last: date,
    book: CodeBook,
    *,
    team_id: str | None = None,
    person_ids: Collection[str] = (),
    with_stops: bool = True,
) -> list[ShiftRow]:
    """Shifts of these days (both inclusive) worked for a team, or by these people for any team.

    In the order of day and start. The rules of working time need no stops.
    """
    asked = {"first": first, "last": last, "people": list(person_ids), "team": team_id}
    stops = _stops(session, asked) if with_stops else {}
    return in_order(
        ShiftRow(
            id=key,
            person_id=person_id,
            team_id=team,
            team=team_name,
            on_date=on_date,
            code=book.row(code),
            start_minute=start,
            end_minute=end,
            break_minutes=pause,
            status=status,
            is_lone=is_lone,
            buddy_id=buddy_id,
            buddy=f"{forename or ''} {surname or ''}".strip(),
            vehicle=vehicle,
            note=note,
            reason=reason,
            stops=tuple(stops.get(key, ())),
        )
        for (
            key,
            person_id,
            team,
            team_name,
            on_date,
            code,
            start,
            end,
            pause,
            status,
            is_lone,
            buddy_id,
            forename,
            surname,
            vehicle,
            note,
            reason,
        ) in session.execute(_query(of_team=team_id is not None), asked)
    )


@cache  # to build it takes longer than to ask it
def _query(
    *, of_team: bool
) -> Select[
    str,
    str,
    str,
    str,
    date,
    str,
    int | None,
    int | None,
    int,
    str,
    bool,
    str | None,
    str,
    str,
    str,
    str,
    str,
]:
    return (
        select(
            Shift.id,
            Shift.person_id,
            Shift.team_id,
            Team.name,
            Shift.on_date,
            Shift.code,
            Shift.start_minute,
            Shift.end_minute,
            Shift.break_minutes,
            Shift.status,
            Shift.is_lone,
            Shift.buddy_id,
            _BUDDY.forename,
            _BUDDY.surname,
            Shift.vehicle,
            Shift.note,
            Shift.override_reason,
        )
        .join(Team, Team.id == Shift.team_id)
        .outerjoin(_BUDDY, _BUDDY.id == Shift.buddy_id)
        .where(*_which(of_team=of_team))
    )


def _which(*, of_team: bool) -> tuple[ColumnElement[bool], ...]:
    """The shifts of some days, by these people or for a team."""
    days = Shift.on_date.between(bindparam("first"), bindparam("last"))
    people = Shift.person_id.in_(bindparam("people", expanding=True))
    return days, people | (Shift.team_id == bindparam("team")) if of_team else people


@cache
def _codes() -> Select[str, str, bool, bool, int | None, int | None, int, date, date | None]:
    return select(
        ShiftCode.code,
        ShiftCode.name,
        ShiftCode.is_work,
        ShiftCode.is_absence,
        ShiftCode.start_minute,
        ShiftCode.end_minute,
        ShiftCode.break_minutes,
        ShiftCode.valid_from,
        ShiftCode.valid_to,
    ).order_by(ShiftCode.position, ShiftCode.code)


@cache
def _stop_query(
    *, of_team: bool
) -> Select[str, str, str, str, str, str, str, str, str, int | None, int | None]:
    return (
        select(
            Stop.shift_id,
            Stop.id,
            Stop.text,
            Area.id,
            Area.name,
            Tasking.id,
            Tasking.reference,
            Event.id,
            Event.title,
            Stop.minutes_planned,
            Stop.minutes_done,
        )
        .join(Shift, Shift.id == Stop.shift_id)
        .outerjoin(Area, Area.id == Stop.area_id)
        .outerjoin(Tasking, Tasking.id == Stop.tasking_id)
        .outerjoin(Event, Event.id == Stop.event_id)
        .where(*_which(of_team=of_team))
        .order_by(Stop.shift_id, Stop.position, Stop.id)
    )


def _stops(session: Session, asked: Mapping[str, object]) -> dict[str, list[StopRow]]:
    found: dict[str, list[StopRow]] = defaultdict(list)
    # Outer joins answer None where the checker reads the columns' own types.
    for (
        shift_id,
        key,
        text,
        area_id,
        area,
        tasking_id,
        reference,
        event_id,
        event,
        minutes,
        done,
    ) in session.execute(_stop_query(of_team=asked["team"] is not None), asked):
        found[shift_id].append(
            StopRow(
                id=key,
                label=event or text or area or "",
                text=text,
                area_id=area_id or None,
                tasking_id=tasking_id or None,
                reference=reference or "",
                event_id=event_id or None,
                minutes_planned=minutes,
                minutes_done=done,
            )
        )
    return found
