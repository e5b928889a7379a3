"""The areas that a plan names, and whether a new name can be had."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import LOCAL_KINDS, AreaKind
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.domain.reorganisation import NewArea
from warden_desk.services import areas, successions
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import Area


def local(session: Session, name: str, on: date) -> Area:
    """The parish or town of this name on a day.

    A plan is written with the names of before it: "Sutton (Dover)" is meant as well once an
    earlier step has made Dover part of something else.

    Raises:
        NotFound: none is called so.
        UserError: several are.
    """
    try:
        found = areas.find(session, name, on).id
    except NotFound:
        if "(" not in name:
            raise
        before = areas.find(session, name, on - timedelta(days=1))
        now = successions.heirs(session, before.id, on)
        if len(now) != 1:
            raise
        [found] = now
    return session.get_one(Area, found)


def district(session: Session, name: str, on: date) -> Area:
    """The district of this name on a day.

    Raises:
        NotFound: none is called so.
    """
    for row in areas.districts(session, on):
        if row.name.casefold() == name.casefold():
            return session.get_one(Area, row.id)
    raise NotFound(f"No district is called “{name}” on that day.")


def refuse_name(session: Session, name: str, old: Area, on: date) -> None:
    """Two areas of one district with one name could not be told apart."""
    taken = select(Area.id).where(
        Area.parent_id == old.parent_id,
        Area.kind.in_(LOCAL_KINDS),
        func.lower(Area.name) == name.lower(),
        Area.id != old.id,
        on_day(Area, on),
    )
    if session.scalar(taken.limit(1)) is not None:
        raise UserError(f"Another area of the district is called {name}.")


def refuse_taken(session: Session, wanted: NewArea, on: date, old: Sequence[Area]) -> None:
    """A district's name is its own on the day; its letters are for ever, as references are."""
    going = {area.id for area in old}
    for row in areas.districts(session, on):
        if row.name.casefold() == wanted.name.casefold() and row.id not in going:
            raise UserError(f"There is another district called {wanted.name}.")
    letters = (wanted.letters or wanted.name[:3]).upper()
    query = select(Area.short_code, Area.name).where(Area.kind == AreaKind.DISTRICT)
    for code, name in session.execute(query):
        if letters == (code or name[:3].upper()):
            raise UserError(
                f"References of {name} begin with {letters}. Give the new authority other letters."
            )
