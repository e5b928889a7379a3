"""Carrying out a reorganisation: dated rows and successions, in one write that one undo takes back.

It is previewed by carrying it out and taking it back at once: what it says is what will be.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.domain.reorganisation import Deed, NewArea, Plan, Step, StepDone
from warden_desk.services import areas
from warden_desk.services.areas import on_day
from warden_desk.services.reorganisation.reorganisation_follow import Heirs, follow
from warden_desk.services.reorganisation.reorganisation_warnings import warnings
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Area, AreaAlias, AreaSuccession, Code

_Made = tuple[Heirs, Counter[str]]


class _Tried(Exception):
    """Carries what a plan would do out of a write that is not to be."""

    def __init__(self, done: list[StepDone]) -> None:
        super().__init__()
        self.done = done


def preview(database: Database, plan: Plan, *, act: Act) -> list[StepDone]:
    """What every step of a plan would do; nothing of it stays.

    Raises:
        UserError: the plan does not fit the records; the text names the step.
    """

    def attempt(session: Session) -> None:
        raise _Tried(apply(session, plan, act=act))

    try:
        database.write(plan.title, attempt)
    except _Tried as tried:
        return tried.done
    raise AssertionError("a preview writes nothing")


def apply(session: Session, plan: Plan, *, act: Act) -> list[StepDone]:
    """Carry a plan out, step by step.

    Raises:
        UserError: the plan does not fit the records; the text names the step.
    """
    done: list[StepDone] = []
    for step in plan.steps:
        try:
            heirs, counts = _DEEDS[step.deed](session, step)
            session.flush()
            counts += follow(session, heirs, act)
            session.flush()
        except UserError as error:
            raise UserError(f"{step.sentence} {error}") from error
        begun = [new for several in heirs.after.values() for new in several]
        told = warnings(session, step, list(dict.fromkeys(begun)), counts)
        done.append(StepDone(step, {what: n for what, n in counts.items() if n}, tuple(told)))
    return done


def _authority(session: Session, step: Step) -> _Made:
    old = [_district(session, name, step.on) for name in step.districts]
    singly = [_local(session, name, step.on) for name in step.parishes]
    if whole := [area.name for area in singly if area.parent_id in {each.id for each in old}]:
        raise UserError(f"{whole[0]} comes with its district. Do not name it singly.")
    [wanted] = step.areas
    _refuse_taken(session, wanted, step.on, old)
    like = old[0] if old else session.get_one(Area, singly[0].parent_id)
    new = _begun(session, like, wanted, step.on)
    heirs = Heirs(step.on)
    for district in old:
        _succeed(session, district, new, heirs)
    inside = _children(session, old, step.on)
    for area in (*inside, *singly):
        _changed(session, area, heirs, parent_id=new.id)
    return heirs, Counter({"districts": len(old), "areas": len(inside) + len(singly)})


def _split(session: Session, step: Step) -> _Made:
    old = _local(session, step.parishes[0], step.on)
    heirs = Heirs(step.on)
    for number, wanted in enumerate(step.areas):
        _refuse_name(session, wanted.name, old, step.on)
        # The first part goes on under the code of the whole, and is drawn by its outline.
        code = wanted.code or (f"{old.gss_code}-{number}" if number else old.gss_code)
        new = _begun(session, old, NewArea(wanted.name, code), step.on)
        _succeed(session, old, new, heirs, takes_names=not number)
    return heirs, Counter({"areas": len(step.areas)})


def _rename(session: Session, step: Step) -> _Made:
    old, [wanted] = _local(session, step.parishes[0], step.on), step.areas
    _refuse_name(session, wanted.name, old, step.on)
    heirs = Heirs(step.on)
    _changed(session, old, heirs, name=wanted.name, gss_code=wanted.code or old.gss_code)
    return heirs, Counter({"areas": 1})


def _parish(session: Session, step: Step) -> _Made:
    old, [wanted] = _local(session, step.parishes[0], step.on), step.areas
    if old.kind != AreaKind.UNPARISHED:
        raise UserError(f"{old.name} has a parish council already.")
    _refuse_name(session, wanted.name, old, step.on)
    own = f"{old.gss_code}-1" if step.keeps_rest else old.gss_code
    new = _begun(session, old, NewArea(wanted.name, wanted.code or own), step.on)
    new.kind = AreaKind.PARISH
    heirs = Heirs(step.on)
    _succeed(session, old, new, heirs, ends=not step.keeps_rest)
    return heirs, Counter({"areas": 1})


def _list(session: Session, step: Step) -> _Made:
    standing = session.scalars(
        select(Code).where(
            Code.list_name == step.list_name,
            or_(Code.valid_to.is_(None), Code.valid_to > step.on),
        )
    ).all()
    if not standing:
        raise NotFound("There is no such list.")
    for row in standing:
        if row.valid_from >= step.on:
            session.delete(row)
        else:
            row.valid_to = step.on
    kept = {row.code: row.data for row in standing}
    session.add_all(
        Code(
            list_name=step.list_name,
            code=entry.code,
            label=entry.label,
            position=position,
            data=kept.get(entry.code, ""),
            valid_from=step.on,
        )
        for position, entry in enumerate(step.entries)
    )
    return Heirs(step.on), Counter({"list entries": len(step.entries)})


_DEEDS: dict[Deed, Callable[[Session, Step], _Made]] = {
    Deed.AUTHORITY: _authority,
    Deed.SPLIT: _split,
    Deed.RENAME: _rename,
    Deed.PARISH: _parish,
    Deed.LIST: _list,
}


def _begun(session: Session, like: Area, wanted: NewArea, on: date) -> Area:
    new = Area(
        gss_code=wanted.code or f"OWN-{wanted.letters or wanted.name}",
        kind=like.kind,
        name=wanted.name,
        short_code=wanted.letters,
        parent_id=like.parent_id,
        centre_easting=like.centre_easting,
        centre_northing=like.centre_northing,
        valid_from=on,
    )
    session.add(new)
    return new


def _changed(session: Session, old: Area, heirs: Heirs, **facts: str) -> None:
    """The same area from a day on with other facts."""
    if old.valid_from >= heirs.on:
        for name, value in facts.items():
            setattr(old, name, value)
        return
    same: dict[str, Any] = {key: getattr(old, key) for key in Area.__table__.columns.keys()}  # noqa: SIM118 - columns iterate as columns
    del same["id"]
    same |= facts
    same["valid_from"] = heirs.on
    new = Area(**same)
    session.add(new)
    _succeed(session, old, new, heirs)


def _succeed(
    session: Session,
    old: Area,
    new: Area,
    heirs: Heirs,
    *,
    ends: bool = True,
    takes_names: bool = True,
) -> None:
    """Lists and letters go on using the former name."""
    session.flush()
    session.add(AreaSuccession(from_area_id=old.id, to_area_id=new.id, on_date=heirs.on))
    heirs.add(old.id, new.id)
    if ends:
        old.valid_to = heirs.on
    else:
        heirs.stay.add(old.id)
    if takes_names:
        known = session.scalars(select(AreaAlias.name).where(AreaAlias.area_id == old.id))
        names = {*known, old.name} - {new.name}
        session.add_all(AreaAlias(area_id=new.id, name=name) for name in sorted(names))


def _children(session: Session, districts: Sequence[Area], on: date) -> Sequence[Area]:
    return session.scalars(
        select(Area)
        .where(
            Area.parent_id.in_([district.id for district in districts]),
            or_(Area.valid_to.is_(None), Area.valid_to > on),
        )
        .order_by(Area.id)
    ).all()


def _local(session: Session, name: str, on: date) -> Area:
    return session.get_one(Area, areas.find(session, name, on).id)


def _district(session: Session, name: str, on: date) -> Area:
    for row in areas.districts(session, on):
        if row.name.casefold() == name.casefold():
            return session.get_one(Area, row.id)
    raise NotFound(f"No district is called “{name}” on that day.")


def _refuse_name(session: Session, name: str, old: Area, on: date) -> None:
    """Two areas of one district with one name could not be told apart."""
    taken = select(Area.id).where(
        Area.parent_id == old.parent_id,
        Area.kind.in_((AreaKind.PARISH, AreaKind.UNPARISHED)),
        func.lower(Area.name) == name.lower(),
        Area.id != old.id,
        on_day(Area, on),
    )
    if session.scalar(taken.limit(1)) is not None:
        raise UserError(f"Another area of the district is called {name}.")


def _refuse_taken(session: Session, wanted: NewArea, on: date, old: Sequence[Area]) -> None:
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
