"""The CSUs that task the service, and what people call them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.errors import NotFound
from warden_desk.domain.names import plain_name
from warden_desk.services.areas import on_day
from warden_desk.services.founding import CSU
from warden_desk.storage.tables import Area, Organisation, OrganisationArea


def find(session: Session, typed: str, on: date) -> tuple[str, str]:
    """The key and the name of the CSU meant by its name, its district's, or the district's code.

    Raises:
        NotFound: none is meant, or several; the text names them.
    """
    wanted = plain_name(typed)
    districts = (
        select(OrganisationArea.organisation_id, Area.name, Area.short_code)
        .join(Area, Area.id == OrganisationArea.area_id)
        .where(on_day(OrganisationArea, on))
    )
    called: dict[str, set[str]] = defaultdict(set)
    for key, name, code in session.execute(districts):
        called[key] |= {plain_name(name), plain_name(code)}
    names = serving(session, on, ())
    for key, name in names.items():
        called[key].add(plain_name(name))
    exact = [key for key in names if wanted and wanted in called[key]]
    begins = [
        key for key in names if wanted and any(each.startswith(wanted) for each in called[key])
    ]
    found = exact or begins
    if len(found) == 1:
        return found[0], names[found[0]]
    if found:
        several = " or ".join(names[key] for key in found)
        raise NotFound(f"“{typed}” could be {several}. Write it in full.")
    raise NotFound(f"There is no CSU “{typed}”. They are: {', '.join(names.values())}.")


def serving(session: Session, on: date, district_ids: Sequence[str]) -> dict[str, str]:
    """Names by key: those serving the districts on the day."""
    query = (
        select(Organisation.id, Organisation.name)
        .where(Organisation.kind == CSU, Organisation.deleted_at.is_(None))
        .order_by(Organisation.name)
    )
    if district_ids:
        in_them = select(OrganisationArea.organisation_id).where(
            OrganisationArea.area_id.in_(district_ids), on_day(OrganisationArea, on)
        )
        query = query.where(Organisation.id.in_(in_them))
    return dict(session.execute(query).all())
