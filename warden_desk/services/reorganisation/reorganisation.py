"""Carrying out a reorganisation: dated rows and successions, in one write that one undo takes back.

It is previewed by carrying it out and taking it back at once: what it says is what will be.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import NotFound, UserError
from warden_desk.domain.progress import Progress
from warden_desk.domain.reorganisation import (
    Deed,
    NewArea,
    Plan,
    Preview,
    Step,
    StepDone,
    StepRefused,
)
from warden_desk.services.area_rows import changed, children, succeed, take_names
from warden_desk.services.incidents import incident_recount
from warden_desk.services.inheritance import Heirs, follow
from warden_desk.services.reorganisation.reorganisation_names import (
    district,
    local,
    refuse_name,
    refuse_taken,
)
from warden_desk.services.reorganisation.reorganisation_warnings import warnings
from warden_desk.storage.database import Database
from warden_desk.storage.tables import Area, Code, IncidentMonth

_Made = tuple[Heirs, Counter[str]]


class _Tried(Exception):
    """Carries what a plan would do out of a write that is not to be."""

    def __init__(self, seen: Preview) -> None:
        super().__init__()
        self.seen = seen


def preview(database: Database, plan: Plan, *, act: Act) -> Preview:
    """What every step of a plan would do, as far as it can be carried out; nothing of it stays."""

    def attempt(session: Session) -> None:
        done: list[StepDone] = []
        refused: StepRefused | None = None
        try:
            _carry_out(session, plan, done, act)
        except StepRefused as error:
            refused = error
        raise _Tried(Preview(tuple(done), refused))

    try:
        database.write(plan.title, attempt)
    except _Tried as tried:
        return tried.seen
    raise AssertionError("a preview writes nothing")


def apply(
    session: Session, plan: Plan, *, act: Act, progress: Progress | None = None
) -> list[StepDone]:
    """Carry a plan out, step by step, and count the police figures of later months anew by it.

    Raises:
        StepRefused: a step does not fit the records.
    """
    done: list[StepDone] = []
    _carry_out(session, plan, done, act)
    begin = min(step.on for step in plan.steps)
    incident_recount.recount(session, act=act, progress=progress, since=begin)
    return done


def _carry_out(session: Session, plan: Plan, done: list[StepDone], act: Act) -> None:
    for step in plan.steps:
        try:
            heirs, counts = _DEEDS[step.deed](session, step)
            session.flush()
            counts += follow(session, heirs, act)
            counts["months of police figures"] = _months(session, heirs)
            session.flush()
        except UserError as error:
            raise StepRefused(step, str(error)) from error
        begun = [new for several in heirs.after.values() for new in several]
        told = warnings(session, step, list(dict.fromkeys(begun)), counts)
        done.append(StepDone(step, {what: n for what, n in counts.items() if n}, tuple(told)))


def _authority(session: Session, step: Step) -> _Made:
    old = [district(session, name, step.on) for name in step.districts]
    singly = [local(session, name, step.on) for name in step.parishes]
    if whole := [area.name for area in singly if area.parent_id in {each.id for each in old}]:
        raise UserError(f"{whole[0]} comes with its district. Do not name it singly.")
    [wanted] = step.areas
    refuse_taken(session, wanted, step.on, old)
    like = old[0] if old else session.get_one(Area, singly[0].parent_id)
    new = _begun(session, like, wanted, step.on)
    heirs = Heirs(step.on)
    merged = [(each, new) for each in old]
    succeed(session, merged, heirs)
    take_names(session, merged)
    inside = children(session, old, step.on)
    if not singly and all(each.hectares for each in old):
        new.hectares = sum(each.hectares or 0 for each in old)
    changed(session, [*inside, *singly], heirs, parent_id=new.id)
    return heirs, Counter({"districts": len(old), "areas": len(inside) + len(singly)})


def _split(session: Session, step: Step) -> _Made:
    old = local(session, step.parishes[0], step.on)
    parts: list[tuple[Area, Area]] = []
    for number, wanted in enumerate(step.areas):
        refuse_name(session, wanted.name, old, step.on)
        # The first part goes on under the code of the whole, and is drawn by its outline.
        code = wanted.code or (f"{old.gss_code}-{number}" if number else old.gss_code)
        parts.append((old, _begun(session, old, NewArea(wanted.name, code), step.on)))
    heirs = Heirs(step.on)
    succeed(session, parts, heirs)
    take_names(session, parts[:1])
    return heirs, Counter({"areas": len(step.areas)})


def _rename(session: Session, step: Step) -> _Made:
    old, [wanted] = local(session, step.parishes[0], step.on), step.areas
    refuse_name(session, wanted.name, old, step.on)
    heirs = Heirs(step.on)
    changed(session, [old], heirs, name=wanted.name, gss_code=wanted.code or old.gss_code)
    return heirs, Counter({"areas": 1})


def _parish(session: Session, step: Step) -> _Made:
    old, [wanted] = local(session, step.parishes[0], step.on), step.areas
    if old.kind != AreaKind.UNPARISHED:
        raise UserError(f"{old.name} has a parish council already.")
    refuse_name(session, wanted.name, old, step.on)
    own = f"{old.gss_code}-1" if step.keeps_rest else old.gss_code
    new = _begun(session, old, NewArea(wanted.name, wanted.code or own), step.on)
    new.kind = AreaKind.PARISH
    new.hectares = None if step.keeps_rest else old.hectares
    heirs = Heirs(step.on)
    succeed(session, [(old, new)], heirs, ends=not step.keeps_rest)
    take_names(session, [(old, new)])
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


def _months(session: Session, heirs: Heirs) -> int:
    """How many are of the time after it, and are counted anew once all steps are done."""
    if not heirs.after:
        return 0
    query = select(func.count(IncidentMonth.id)).where(IncidentMonth.month >= heirs.on)
    return session.scalar(query) or 0


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
