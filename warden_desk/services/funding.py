"""Agreements by which parishes buy hours."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from warden_desk.domain.changes import Act
from warden_desk.domain.errors import Invalid, NotFound
from warden_desk.domain.funding import FundingDraft, FundingRow
from warden_desk.storage.tables import Area, FundingAgreement, FundingArea


def add(session: Session, draft: FundingDraft, *, act: Act) -> str:
    """Keep an agreement and return its key. Without a payer it is named after its parishes.

    Raises:
        Invalid: something is missing, or ends before it starts.
        NotFound: a parish is not on the list.
    """
    del act  # the journal says who; an agreement has no log
    minutes, first = draft.check()
    query = select(Area.name).where(Area.id.in_(draft.area_ids)).order_by(Area.name)
    names = list(session.scalars(query))
    if len(names) < len(set(draft.area_ids)):
        raise NotFound("One of these parishes is not on the list.")
    agreement = FundingAgreement(
        payer=draft.payer.strip() or " and ".join(names),
        minutes_a_week=minutes,
        carry_weeks=draft.carry_weeks,
        note=draft.note.strip(),
        valid_from=first,
        valid_to=draft.valid_to,
    )
    session.add(agreement)
    session.flush()
    areas = dict.fromkeys(draft.area_ids)
    session.add_all(FundingArea(agreement_id=agreement.id, area_id=key) for key in areas)
    session.flush()
    return agreement.id


def end(session: Session, agreement_id: str, on: date, *, act: Act) -> None:
    """Let an agreement hold up to the day before this one.

    Raises:
        NotFound: it is gone.
        Invalid: that is not after its first day.
    """
    del act  # the journal says who
    agreement = session.get(FundingAgreement, agreement_id)
    if agreement is None:
        raise NotFound("That agreement is not on record any more.")
    if on <= agreement.valid_from:
        raise Invalid({"valid_to": "The end is not after the first day."})
    agreement.valid_to = on


def rows(session: Session, on: date | None = None) -> list[FundingRow]:
    """The agreements by payer and start: all of them, or those that hold on a day."""
    query = (
        select(FundingAgreement, Area.name)
        .join(FundingArea, FundingArea.agreement_id == FundingAgreement.id)
        .join(Area, Area.id == FundingArea.area_id)
        .order_by(
            FundingAgreement.payer, FundingAgreement.valid_from, FundingAgreement.id, Area.name
        )
    )
    if on is not None:
        query = query.where(
            FundingAgreement.valid_from <= on,
            or_(FundingAgreement.valid_to.is_(None), FundingAgreement.valid_to > on),
        )
    found: dict[str, tuple[FundingAgreement, list[str]]] = {}
    for agreement, area in session.execute(query):
        found.setdefault(agreement.id, (agreement, []))[1].append(area)
    return [
        FundingRow(
            id=agreement.id,
            payer=agreement.payer,
            areas=tuple(names),
            minutes_a_week=agreement.minutes_a_week,
            carry_weeks=agreement.carry_weeks,
            valid_from=agreement.valid_from,
            valid_to=agreement.valid_to,
            note=agreement.note,
        )
        for agreement, names in found.values()
    ]
