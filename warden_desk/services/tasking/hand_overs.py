"""Handing taskings with their logs to another desk, for whoever covers there."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.hand_over import FACTS, HandedEntry, HandedLink, HandedTasking, HandOver
from warden_desk.domain.repeats import LinkKind
from warden_desk.domain.tasking_entries import EntryKind
from warden_desk.domain.tasking_filters import TaskingFilter
from warden_desk.domain.tasking_states import State
from warden_desk.formats import hand_over_file
from warden_desk.services.access import clearance
from warden_desk.services.access.sight import sight_of
from warden_desk.services.tasking import tasking_export, tasking_holders, tasking_lists
from warden_desk.services.tasking.tasking_export import Exported
from warden_desk.storage.tables import (
    Area,
    EntryPerson,
    Person,
    Tasking,
    TaskingEntry,
    TaskingLink,
)

_AT_ONCE = 400
_NAMED = (Person.collar_number, Person.forename, Person.surname)
_ENTRY = (
    *("id", "at", "by", "text", "happened_on", "start_minute", "minutes", "outcome", "agency"),
    *("has_consent", "from_state", "to_state", "struck_at", "struck_by", "struck_reason"),
)


def gather(session: Session, tasking_ids: Sequence[str], *, act: Act) -> HandOver:
    """These taskings as another desk can take them in, struck lines of their logs included.

    What is hidden from whoever sits here stays here.

    Raises:
        UserError: there is none.
    """
    if not tasking_ids:
        raise UserError("There is no tasking to hand over. Name one, or choose a longer list.")
    taskings: list[HandedTasking] = []
    for at in range(0, len(tasking_ids), _AT_ONCE):
        taskings += _some(session, tasking_ids[at : at + _AT_ONCE])
    return HandOver(act.by, act.at, tuple(sorted(taskings, key=lambda each: each.reference)))


def export(
    session: Session, wanted: TaskingFilter, path: Path, *, act: Act, only: Sequence[str] = ()
) -> Exported:
    """Write the taskings of a list, or only some of them, to a file for another desk.

    Raises:
        UserError: there is none, or the file cannot be written there.
    """
    content = gather(session, only or tasking_lists.ids(session, wanted), act=act)
    tasking_export.save(path, hand_over_file.render(content))
    told = clearance.sensitive_among(session, [each.id for each in content.taskings])
    return Exported(path, len(content.taskings), tuple(told))


def _some(session: Session, keys: Sequence[str]) -> list[HandedTasking]:
    gss = _gss_codes(session)
    has = tasking_holders.names(session, keys)
    entries = _entries(session, keys)
    links = _links(session, keys)
    sight = sight_of(session)
    query = select(Tasking).where(Tasking.id.in_(keys), Tasking.deleted_at.is_(None))
    return [
        HandedTasking(
            id=row.id,
            reference=row.reference,
            district=gss[row.district_id],
            area=gss.get(row.area_id or "", ""),
            state=State(row.state),
            state_since=row.state_since,
            outcome=row.outcome,
            hold_until=row.hold_until,
            facts={name: getattr(row, name) for name in FACTS},
            people=tuple(has.get(row.id, ())),
            entries=tuple(entries.get(row.id, ())),
            links=tuple(links.get(row.id, ())),
        )
        for row in session.scalars(query)
        if not sight.is_hiding(row.marking)
    ]


def _entries(session: Session, keys: Sequence[str]) -> dict[str, list[HandedEntry]]:
    visitors = _visitors(session, keys)
    found: dict[str, list[HandedEntry]] = {}
    query = select(TaskingEntry).where(TaskingEntry.tasking_id.in_(keys)).order_by(TaskingEntry.id)
    for row in session.scalars(query):
        facts = {name: getattr(row, name) for name in _ENTRY}
        who = tuple(visitors.get(row.id, ()))
        entry = HandedEntry(kind=EntryKind(row.kind), people=who, **facts)
        found.setdefault(row.tasking_id, []).append(entry)
    return found


def _links(session: Session, keys: Sequence[str]) -> dict[str, list[HandedLink]]:
    """The links of each tasking to others, from the side it was made on."""
    found: dict[str, list[HandedLink]] = {}
    query = select(TaskingLink).where(TaskingLink.from_id.in_(keys)).order_by(TaskingLink.id)
    for row in session.scalars(query):
        link = HandedLink(
            to_id=row.to_id, kind=LinkKind(row.kind), made_at=row.made_at, made_by=row.made_by
        )
        found.setdefault(row.from_id, []).append(link)
    return found


def _visitors(session: Session, keys: Sequence[str]) -> dict[str, list[str]]:
    """Who made each visit."""
    query = (
        select(EntryPerson.entry_id, *_NAMED)
        .join(Person, Person.id == EntryPerson.person_id)
        .join(TaskingEntry, TaskingEntry.id == EntryPerson.entry_id)
        .where(TaskingEntry.tasking_id.in_(keys))
        .order_by(EntryPerson.id)
    )
    return _named(session, query)


def _named(session: Session, query: Select[str, str | None, str, str]) -> dict[str, list[str]]:
    """People by their collar number or, without one, by name."""
    found: dict[str, list[str]] = {}
    for key, collar, forename, surname in session.execute(query):
        found.setdefault(key, []).append(collar or f"{forename} {surname}")
    return found


def _gss_codes(session: Session) -> dict[str, str]:
    return {key: code for key, code in session.execute(select(Area.id, Area.gss_code))}  # noqa: C416
