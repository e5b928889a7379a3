"""What a desk has of the taskings that another one hands over."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.hand_over import FACTS, HandedTasking, HandOver
from warden_desk.domain.names import plain_name
from warden_desk.domain.tasking_states import State
from warden_desk.services import areas as area_service
from warden_desk.services.access.sight import sight_of
from warden_desk.services.imports import csus
from warden_desk.storage.tables import Person, Tasking, TaskingEntry

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Standing:
    """A tasking of this desk; `lines` are the keys of its log."""

    id: str
    reference: str
    title: str
    state: State
    is_aside: bool
    csu_id: str
    external_reference: str
    facts: dict[str, object]
    lines: frozenset[str]
    is_hidden: bool
    """Nothing is compared with it: whoever takes the file in may not see what it says."""


@dataclass(slots=True)
class KnownHere:
    """Everything the taskings handed over are compared with."""

    by_id: dict[str, Standing] = field(default_factory=dict[str, Standing])
    by_reference: dict[str, Standing] = field(default_factory=dict[str, Standing])
    by_theirs: dict[tuple[str, str], Standing] = field(
        default_factory=dict[tuple[str, str], Standing]
    )
    """By the CSU and the CSU's own reference."""
    districts: dict[str, AreaRow] = field(default_factory=dict[str, AreaRow])
    """By GSS code, and by the letters of their references."""
    areas: dict[str, AreaRow] = field(default_factory=dict[str, AreaRow])
    """By GSS code, and by plain name where only one area has it."""
    csus: dict[str, str] = field(default_factory=dict[str, str])
    people: dict[str, str] = field(default_factory=dict[str, str])
    """By collar number and by name."""

    def standing(self, handed: HandedTasking) -> Standing | None:
        """The tasking here that is the same one: by key, or by the CSU's reference for it."""
        if handed.id and (found := self.by_id.get(handed.id)):
            return found
        theirs = str(handed.facts.get("external_reference") or "")
        district = self.districts.get(handed.district)
        csu_id = "" if district is None else self.csus.get(district.id, "")
        if theirs and csu_id and (found := self.by_theirs.get((csu_id, theirs))):
            return found
        # A list names no keys: there, the reference and the words have to do.
        same = None if handed.id else self.by_reference.get(handed.reference)
        return same if same is not None and same.title == handed.title else None


def load(session: Session, content: HandOver, today: date) -> KnownHere:
    """What there is of these taskings, in a handful of questions."""
    known = KnownHere(csus=csus.by_district(session, today), people=_people(session))
    known.areas, known.districts = _areas(session, today), _districts(session, today)
    for at in range(0, len(content.taskings), _AT_ONCE):
        some = content.taskings[at : at + _AT_ONCE]
        theirs = {str(each.facts.get("external_reference") or "") for each in some} - {""}
        wanted = or_(
            Tasking.id.in_([each.id for each in some]),
            Tasking.reference.in_([each.reference for each in some]),
            Tasking.external_reference.in_(theirs),
        )
        for each in _standing(session, wanted):
            known.by_id[each.id] = known.by_reference[each.reference] = each
            if each.external_reference and not each.is_aside:
                known.by_theirs[each.csu_id, each.external_reference] = each
    return known


def _standing(session: Session, wanted: ColumnElement[bool]) -> list[Standing]:
    rows = list(session.scalars(select(Tasking).where(wanted).order_by(Tasking.id)))
    lines, sight = _lines(session, [row.id for row in rows]), sight_of(session)
    return [
        Standing(
            row.id,
            row.reference,
            row.title,
            State(row.state),
            row.deleted_at is not None,
            row.csu_id or "",
            row.external_reference,
            {name: getattr(row, name) for name in FACTS},
            frozenset(lines.get(row.id, ())),
            sight.is_hiding(row.marking),
        )
        for row in rows
    ]


def _lines(session: Session, keys: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    query = select(TaskingEntry.tasking_id, TaskingEntry.id)
    for tasking_id, key in session.execute(query.where(TaskingEntry.tasking_id.in_(keys))):
        found.setdefault(tasking_id, []).append(key)
    return found


def _areas(session: Session, today: date) -> dict[str, AreaRow]:
    rows = area_service.local_areas(session, today)
    named: dict[str, list[AreaRow]] = {}
    for row in rows:
        named.setdefault(plain_name(row.name), []).append(row)
    alone = {name: found[0] for name, found in named.items() if len(found) == 1}
    return alone | {row.gss_code: row for row in rows}


def _districts(session: Session, today: date) -> dict[str, AreaRow]:
    rows = area_service.districts(session, today)
    letters = {row.short_code or row.name[:3].upper(): row for row in rows}
    return letters | {row.gss_code: row for row in rows}


def _people(session: Session) -> dict[str, str]:
    query = select(Person.id, Person.collar_number, Person.forename, Person.surname)
    found: dict[str, str] = {}
    for key, collar, forename, surname in session.execute(query):
        found[f"{forename} {surname}"] = key
        if collar:
            found[collar] = key
    return found
