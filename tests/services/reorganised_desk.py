"""A desk whose districts and parishes change from a day on, for tests of what follows."""

from datetime import date, timedelta

from tests.conftest import TODAY
from warden_desk.domain.areas import AreaRow
from warden_desk.domain.changes import Act
from warden_desk.domain.reorganisation import Deed, NewArea, Plan, Step, StepDone
from warden_desk.services import areas
from warden_desk.services.reorganisation import reorganisation
from warden_desk.storage.database import Database

DAY = date(2028, 4, 1)
EVE = DAY - timedelta(days=1)
PAST = date(2026, 6, 1)
"""In the midst of the months that the practice desk has police figures of."""

EAST = Step(
    deed=Deed.AUTHORITY,
    on=DAY,
    districts=("Ashford", "Swale"),
    parishes=("Headcorn",),
    areas=(NewArea("East Kent", letters="EKE"),),
)


def carry_out(desk: Database, act: Act, *steps: Step) -> list[StepDone]:
    return desk.write("Plan", reorganisation.apply, Plan("Plan", steps), act=act)[0]


def renamed(old: str, new: str, on: date = DAY) -> Step:
    return Step(deed=Deed.RENAME, on=on, parishes=(old,), areas=(NewArea(new),))


def split(old: str, *parts: str, on: date = DAY) -> Step:
    areas_ = tuple(NewArea(part) for part in parts)
    return Step(deed=Deed.SPLIT, on=on, parishes=(old,), areas=areas_)


def parish(desk: Database, name: str, on: date = TODAY) -> AreaRow:
    return desk.read(areas.find, name, on)


def district(desk: Database, name: str, on: date = DAY) -> str:
    return next(row.id for row in desk.read(areas.districts, on) if row.name == name)
