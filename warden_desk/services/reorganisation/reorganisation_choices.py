"""What the steps of a plan are chosen from, by the names a plan is written with."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.reorganisation import Deed, Step
from warden_desk.services import areas
from warden_desk.services.areas import on_day
from warden_desk.storage.tables import Code


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place as a plan calls it, and where it is."""

    written: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """Places of a day, with what earlier steps of the plan begin; `towns` have no council."""

    districts: tuple[NamedPlace, ...]
    parishes: tuple[NamedPlace, ...]
    towns: tuple[NamedPlace, ...]
    lists: tuple[str, ...]


def choices(session: Session, on: date, earlier: Sequence[Step] = ()) -> PlanChoices:
    """What a step of this day can be about."""
    local = areas.local_areas(session, on)
    called = Counter(area.name.casefold() for area in local)
    named = [(area, _written(area, called)) for area in local]
    lists = select(Code.list_name).where(on_day(Code, on)).distinct().order_by(Code.list_name)
    return PlanChoices(
        districts=(
            *(NamedPlace(row.name) for row in areas.districts(session, on)),
            *_begun(earlier, (Deed.AUTHORITY,)),
        ),
        parishes=(
            *(place for _, place in named),
            *_begun(earlier, (Deed.SPLIT, Deed.RENAME, Deed.PARISH)),
        ),
        towns=tuple(place for area, place in named if area.is_unparished),
        lists=tuple(session.scalars(lists)),
    )


def _written(area: AreaRow, called: Counter[str]) -> NamedPlace:
    """Where several are called the same, the district says which."""
    is_alone = called[area.name.casefold()] == 1
    return NamedPlace(area.name if is_alone else f"{area.name} ({area.district})", area.district)


def _begun(earlier: Sequence[Step], deeds: Sequence[Deed]) -> list[NamedPlace]:
    return [
        NamedPlace(area.name, "begins with this plan")
        for step in earlier
        if step.deed in deeds
        for area in step.areas
    ]
