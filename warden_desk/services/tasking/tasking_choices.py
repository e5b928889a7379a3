"""What the fields of a tasking are chosen from, on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow, CodeRow
from warden_desk.domain.taskings import TaskingDraft
from warden_desk.services import areas, codes
from warden_desk.services.areas import on_day
from warden_desk.services.founding import CSU
from warden_desk.services.tasking.tasking_log import OUTCOMES
from warden_desk.storage.tables import Organisation, OrganisationArea, Person


@dataclass(frozen=True, slots=True)
class TaskingChoices:
    """The lists behind a tasking's fields. `csus` are (key, name, key of the district)."""

    districts: tuple[AreaRow, ...]
    areas: tuple[AreaRow, ...]
    csus: tuple[tuple[str, str, str], ...]
    categories: tuple[CodeRow, ...]
    urgencies: tuple[CodeRow, ...]
    markings: tuple[CodeRow, ...]
    priorities: tuple[CodeRow, ...]


def choices(session: Session, on: date, district_ids: Sequence[str] = ()) -> TaskingChoices:
    """The lists, with the places of these districts only (of all if none is given)."""
    districts = areas.districts(session, on)
    wanted = set(district_ids) or {district.id for district in districts}
    csus = (
        select(Organisation.id, Organisation.name, OrganisationArea.area_id)
        .join(OrganisationArea, OrganisationArea.organisation_id == Organisation.id)
        .where(
            Organisation.kind == CSU,
            Organisation.deleted_at.is_(None),
            OrganisationArea.area_id.in_(wanted),
            on_day(OrganisationArea, on),
        )
        .order_by(Organisation.name)
    )
    return TaskingChoices(
        districts=tuple(district for district in districts if district.id in wanted),
        areas=tuple(areas.local_areas(session, on, list(wanted))),
        csus=tuple(session.execute(csus)),
        categories=tuple(codes.entries(session, "category", on)),
        urgencies=tuple(codes.entries(session, "urgency", on)),
        markings=tuple(codes.entries(session, "marking", on)),
        priorities=tuple(codes.entries(session, "priority", on)),
    )


def choices_to_amend(session: Session, draft: TaskingDraft, on: date) -> TaskingChoices:
    """The lists of a day, with what an older tasking says though it is on none of them any more."""
    found = choices(session, on)
    district, area = (areas.by_id(session, key or "") for key in (draft.district_id, draft.area_id))
    csu = session.get(Organisation, draft.csu_id or "")
    return replace(
        found,
        districts=_with(found.districts, district),
        areas=_with(found.areas, area),
        csus=_with_csu(found.csus, csu, draft.district_id or ""),
        urgencies=_with_code(session, found.urgencies, "urgency", draft.urgency),
        markings=_with_code(session, found.markings, "marking", draft.marking),
    )


def outcomes(session: Session, on: date) -> list[CodeRow]:
    """What a result may be."""
    return codes.entries(session, OUTCOMES, on)


def myself(session: Session, user_name: str) -> str | None:
    """The key of whoever sits at the desk, if exactly one person bears the name they gave."""
    name = func.lower(Person.forename + " " + Person.surname)
    query = select(Person.id).where(name == user_name.strip().lower(), Person.deleted_at.is_(None))
    found = session.scalars(query.limit(2)).all()
    return found[0] if len(found) == 1 else None


def _with(offered: tuple[AreaRow, ...], held: AreaRow | None) -> tuple[AreaRow, ...]:
    known = {row.id for row in offered}
    return offered if held is None or held.id in known else (held, *offered)


def _with_csu(
    offered: tuple[tuple[str, str, str], ...], held: Organisation | None, district_id: str
) -> tuple[tuple[str, str, str], ...]:
    known = {key for key, _, _ in offered}
    if held is None or held.id in known:
        return offered
    return ((held.id, held.name, district_id), *offered)


def _with_code(
    session: Session, offered: tuple[CodeRow, ...], list_name: str, held: str
) -> tuple[CodeRow, ...]:
    if not held or held in {row.code for row in offered}:
        return offered
    label = codes.labels(session, list_name).get(held, held)
    return (CodeRow(held, label), *offered)
