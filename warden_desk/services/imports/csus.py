"""Whose list it is: the CSU of each district."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.services.areas import on_day
from warden_desk.services.founding import CSU
from warden_desk.storage.tables import Organisation, OrganisationArea


def by_district(session: Session, on: date) -> dict[str, str]:
    """The key of the CSU that serves each district on a day, by the district's key."""
    query = (
        select(OrganisationArea.area_id, Organisation.id)
        .join(Organisation, Organisation.id == OrganisationArea.organisation_id)
        .where(
            Organisation.kind == CSU,
            Organisation.deleted_at.is_(None),
            on_day(OrganisationArea, on),
        )
        .order_by(Organisation.id.desc())
    )
    return {area_id: key for area_id, key in session.execute(query)}  # noqa: C416
