"""Whom to tell and which car to look for if somebody does not answer; gone the day they leave."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.desk_clock import local_day
from warden_desk.domain.lone_cards import LoneCard
from warden_desk.domain.names import uk_phone
from warden_desk.domain.people import Status
from warden_desk.services import settings as desk_settings
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import EmergencyContact, PersonStatus, Vehicle

__all__ = ["LoneCard", "card", "cards", "forget_leavers", "save"]


def card(session: Session, person_id: str, on: date) -> LoneCard:
    """One person's; empty where nothing is known, or they have left."""
    return cards(session, [person_id], on).get(person_id, LoneCard())


def cards(session: Session, person_ids: Collection[str], on: date) -> dict[str, LoneCard]:
    """What is known of these people; nothing of those who have left by then."""
    gone = set(session.scalars(_leavers(on)))
    wanted = [key for key in person_ids if key not in gone]
    contacts = {
        row.person_id: row
        for row in session.scalars(
            select(EmergencyContact).where(EmergencyContact.person_id.in_(wanted))
        )
    }
    cars = {
        row.person_id: row
        for row in session.scalars(select(Vehicle).where(Vehicle.person_id.in_(wanted)))
    }
    found: dict[str, LoneCard] = {}
    for key in contacts.keys() | cars.keys():
        contact, car = contacts.get(key), cars.get(key)
        found[key] = LoneCard(
            vehicle=car.description if car else "",
            registration=car.registration if car else "",
            contact=contact.name if contact else "",
            relation=contact.relation if contact else "",
            contact_phone=contact.phone if contact else "",
        )
    return found


def save(session: Session, person_id: str, draft: LoneCard, *, act: Act) -> None:
    """Keep what somebody gave; fields left empty are forgotten. Leavers are cleared out, too.

    Raises:
        Invalid: a telephone number without a name, or the other way round.
    """
    draft.check()
    for table in (EmergencyContact, Vehicle):
        session.execute(delete(table).where(table.person_id == person_id))
    if draft.contact:
        session.add(
            EmergencyContact(
                person_id=person_id,
                name=draft.contact.strip(),
                relation=draft.relation.strip(),
                phone=uk_phone(draft.contact_phone.strip()),
            )
        )
    if draft.vehicle or draft.registration:
        session.add(
            Vehicle(
                person_id=person_id,
                description=draft.vehicle.strip(),
                registration=draft.registration.strip().upper(),
            )
        )
    session.flush()
    forget_leavers(session, local_day(act, desk_settings.load(session)))


def forget_leavers(session: Session, on: date) -> int:
    """Remove what is kept of people who have left by this day. Returns of how many rows."""
    count = 0
    for table in (EmergencyContact, Vehicle):
        rows = session.scalars(select(table).where(table.person_id.in_(_leavers(on)))).all()
        for row in rows:
            session.delete(row)
        count += len(rows)
    return count


def _leavers(on: date) -> Select[str]:
    return select(PersonStatus.person_id).where(
        PersonStatus.status == Status.LEFT, on_day(PersonStatus, on)
    )
