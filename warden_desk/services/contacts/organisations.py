"""Organisations: who they are, what they serve, and all that is known of one."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.contact_log import OrganisationCard
from warden_desk.domain.contacts import OrganisationDraft
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.errors import Invalid, NotFound, UserError
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.services.contacts import contact_lists, contact_log
from warden_desk.storage.tables import Area, Contact, Organisation, OrganisationArea, Tasking


def card(session: Session, key: str, on: date) -> OrganisationCard:
    """Everything of an organisation, by its own key or that of one of its contacts.

    Raises:
        NotFound: there is neither.
    """
    contact = session.get(Contact, key)
    organisation = get(session, key if contact is None else contact.organisation_id)
    return OrganisationCard(
        id=organisation.id,
        name=organisation.name,
        kind=organisation.kind,
        meets=organisation.meets,
        note=organisation.note,
        areas=tuple(_areas(session, organisation.id, on)),
        contacts=tuple(contact_lists.of_organisations(session, [organisation.id], on)),
        log=contact_log.entries(session, [organisation.id]),
    )


def kinds(session: Session) -> list[str]:
    """What organisations of this desk are, for proposals."""
    query = select(Organisation.kind).where(Organisation.deleted_at.is_(None)).distinct()
    return sorted(session.scalars(query))


def record(session: Session, draft: OrganisationDraft, *, act: Act) -> str:
    """Take in an organisation that serves its places from today. Returns the key.

    Raises:
        Invalid: the draft breaks a rule, or one of this name and kind is there.
    """
    draft.check()
    _refuse_twice(session, draft, "")
    organisation = Organisation(kind="", name="")
    _fill(organisation, draft)
    session.add(organisation)
    session.flush()
    _serve(session, organisation.id, draft.area_ids, local_day(act, desk_settings.load(session)))
    return organisation.id


def draft_of(session: Session, organisation_id: str, on: date) -> OrganisationDraft:
    """An organisation as it can be changed.

    Raises:
        NotFound: it is not there any more.
    """
    found = get(session, organisation_id)
    return OrganisationDraft(
        name=found.name,
        kind=found.kind,
        meets=found.meets,
        note=found.note,
        area_ids=tuple(key for key, _ in _areas(session, organisation_id, on)),
    )


def amend(session: Session, organisation_id: str, draft: OrganisationDraft, *, act: Act) -> None:
    """Change an organisation; places it serves no more end today.

    Raises:
        Invalid: the draft breaks a rule, or another of this name and kind is there.
        NotFound: it is not there any more.
        UserError: taskings come from it, so that it has to stay what it is.
    """
    draft.check()
    organisation = get(session, organisation_id)
    if draft.kind.strip() != organisation.kind:
        _refuse_asker(session, organisation)
    _refuse_twice(session, draft, organisation_id)
    _fill(organisation, draft)
    _serve(session, organisation_id, draft.area_ids, local_day(act, desk_settings.load(session)))


def put_aside(session: Session, organisation_id: str, reason: str, *, act: Act) -> None:
    """Take an organisation off the lists, with its contacts; it can be undone.

    Raises:
        Invalid: no reason.
        NotFound: it is gone already.
        UserError: taskings come from it.
    """
    if not reason.strip():
        raise Invalid({"reason": "Say why: the reason is kept."})
    organisation = get(session, organisation_id)
    _refuse_asker(session, organisation)
    organisation.deleted_at, organisation.deleted_reason = act.at, reason.strip()


def get(session: Session, organisation_id: str) -> Organisation:
    """An organisation of today's lists.

    Raises:
        NotFound: it is not there any more.
    """
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or organisation.deleted_at is not None:
        raise NotFound("That organisation is no longer on the list.")
    return organisation


def _fill(organisation: Organisation, draft: OrganisationDraft) -> None:
    organisation.name, organisation.kind = draft.name.strip(), draft.kind.strip()
    organisation.meets, organisation.note = draft.meets.strip(), draft.note.strip()


def _areas(session: Session, organisation_id: str, on: date) -> list[tuple[str, str]]:
    query = (
        select(Area.id, Area.name)
        .join(OrganisationArea, OrganisationArea.area_id == Area.id)
        .where(OrganisationArea.organisation_id == organisation_id, on_day(OrganisationArea, on))
        .order_by(Area.name)
    )
    return [(key, name) for key, name in session.execute(query)]


def _serve(session: Session, organisation_id: str, area_ids: Collection[str], today: date) -> None:
    """Make it serve these from today, and end the others; one never true is not kept."""
    query = select(OrganisationArea).where(
        OrganisationArea.organisation_id == organisation_id, on_day(OrganisationArea, today)
    )
    standing = {row.area_id: row for row in session.scalars(query)}
    for area_id, row in standing.items():
        if area_id in area_ids:
            continue
        if row.valid_from >= today:
            session.delete(row)
        else:
            row.valid_to = today
    session.add_all(
        OrganisationArea(organisation_id=organisation_id, area_id=area_id, valid_from=today)
        for area_id in dict.fromkeys(area_ids)
        if area_id not in standing
    )


def _refuse_twice(session: Session, draft: OrganisationDraft, own_id: str) -> None:
    query = select(Organisation.id, Organisation.name).where(
        Organisation.kind == draft.kind.strip(), Organisation.deleted_at.is_(None)
    )
    wanted = draft.name.strip().casefold()
    if any(key != own_id and name.casefold() == wanted for key, name in session.execute(query)):
        raise Invalid({"name": "There is one of this name already."})


def _refuse_asker(session: Session, organisation: Organisation) -> None:
    """Answers go back to whoever asked."""
    asked = select(Tasking.id).where(Tasking.csu_id == organisation.id).limit(1)
    if session.scalar(asked) is not None:
        raise UserError(
            f"{organisation.name} asks for taskings, so it stays what it is. Its name, its places "
            "and its contacts can be changed."
        )
