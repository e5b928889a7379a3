"""What a reorganisation leaves for people to decide."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import LOCAL_KINDS, AreaKind
from warden_desk.domain.reorganisation import Deed, Step
from warden_desk.services.areas import on_day
from warden_desk.services.boundaries import boundaries
from warden_desk.services.founding import CSU
from warden_desk.storage.tables import Area, Organisation, OrganisationArea, TeamDistrict


def warnings(
    session: Session, step: Step, begun: Sequence[str], counts: Mapping[str, int]
) -> Iterator[str]:
    """Sentences about what a step that was carried out leaves open."""
    found = session.scalars(select(Area).where(Area.id.in_(begun)).order_by(Area.name)).all()
    for area in found:
        if area.kind == AreaKind.DISTRICT:
            yield from _of_district(session, area)
    if step.deed in (Deed.SPLIT, Deed.PARISH):
        yield from _of_outlines(session, found, step)
    if step.deed is Deed.SPLIT or step.keeps_rest:
        yield "Its figures of need and of residents are not known of the parts. Enter them anew."
    if step.deed is Deed.SPLIT and counts.get("open taskings"):
        yield (
            "Open taskings of the parish show for each of its parts. From that day on the page "
            "“Divided parishes” gives them to one."
        )
    if counts.get("agreements"):
        yield "Agreements go on as new ones from that day; hours carried over start at nought."


def _of_district(session: Session, area: Area) -> Iterator[str]:
    teams = session.scalar(
        select(func.count(TeamDistrict.id)).where(
            TeamDistrict.area_id == area.id, on_day(TeamDistrict, area.valid_from)
        )
    )
    if not teams:
        yield f"No team serves {area.name}. Give it to one."
    yield from _alike(session, area)
    serving = session.scalars(
        select(Organisation.name)
        .join(OrganisationArea, OrganisationArea.organisation_id == Organisation.id)
        .where(
            OrganisationArea.area_id == area.id,
            on_day(OrganisationArea, area.valid_from),
            Organisation.kind == CSU,
            Organisation.deleted_at.is_(None),
        )
        .order_by(Organisation.name)
    ).all()
    if len(serving) > 1:
        yield f"{len(serving)} CSUs serve {area.name}: {', '.join(serving)}. Say if they join."


def _alike(session: Session, area: Area) -> Iterator[str]:
    """Two parishes of one name were told apart by their districts."""
    query = (
        select(func.min(Area.name), func.count())
        .where(Area.parent_id == area.id, Area.kind.in_(LOCAL_KINDS), Area.valid_to.is_(None))
        .group_by(func.lower(Area.name))
        .having(func.count() > 1)
    )
    for name, count in session.execute(query):
        yield f"{count} parishes of {area.name} are called {name}. Rename one of them."


def _of_outlines(session: Session, found: Sequence[Area], step: Step) -> Iterator[str]:
    carried = dict(boundaries.outlines_on(session, step.on).carried)
    for area in found:
        if area.gss_code in carried:
            yield (
                f"{area.name} has no outline of its own yet. Until one is taken in, the map draws "
                "it with all the land of what it was part of."
            )
