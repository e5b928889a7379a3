"""People as the rules of the week see them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from warden_desk.domain.people import PersonKind
from warden_desk.domain.week_rules.workers import Worker
from warden_desk.services import people
from warden_desk.storage.tables import Person, Power, VolunteerAgreement


def workers(session: Session, person_ids: Collection[str]) -> dict[str, Worker]:
    """These people, without what they hold: the rules about single shifts need no more."""
    found: dict[str, Worker] = {}
    for row in session.execute(_people(), {"people": list(person_ids)}):
        key, forename, surname, kind, adult, opted_out, contract, started, month, no_lone, end = row
        found[key] = Worker(
            id=key,
            name=f"{forename} {surname}".strip(),
            kind=PersonKind(kind),
            adult_on=adult,
            opted_out_on=opted_out,
            contract_minutes=contract,
            started_on=started,
            minutes_a_month=month,
            no_lone_work=no_lone is not False,
            withdrawn_on=end,
        )
    return found


@cache  # to build it takes longer than to ask it of one person
def _people() -> Select[
    str,
    str,
    str,
    str,
    date | None,
    date | None,
    int | None,
    date | None,
    int | None,
    bool,
    date | None,
]:
    return (
        select(
            Person.id,
            Person.forename,
            Person.surname,
            Person.kind,
            Person.adult_on,
            Person.opted_out_on,
            Person.contract_minutes,
            Person.started_on,
            VolunteerAgreement.minutes_a_month,
            VolunteerAgreement.no_lone_work,
            VolunteerAgreement.withdrawn_on,
        )
        .outerjoin(VolunteerAgreement, VolunteerAgreement.person_id == Person.id)
        .where(Person.id.in_(bindparam("people", expanding=True)))
        .order_by(VolunteerAgreement.signed_on, VolunteerAgreement.id)  # the last one holds
    )


def equipped(session: Session, person_ids: Collection[str]) -> dict[str, Worker]:
    """These people with their certificates and powers."""
    keys = sorted(person_ids)
    credentials = people.credentials(session, keys)
    powers: dict[str, list[tuple[str, date, date | None]]] = {}
    query = select(Power.person_id, Power.code, Power.valid_from, Power.valid_to)
    for key, code, first, end in session.execute(query.where(Power.person_id.in_(keys))):
        powers.setdefault(key, []).append((code, first, end))
    return {
        key: replace(
            worker,
            credentials=tuple(credentials.get(key, ())),
            powers=tuple(powers.get(key, ())),
        )
        for key, worker in workers(session, keys).items()
    }
