# pyright: basic
"""A desk whose districts and parishes change from a day on, for tests of what follows."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import shapely

from tests.boundary_files import frame
from tests.conftest import TODAY
from warden_desk.domain.areas import AreaRow
from warden_desk.domain.changes import Act
from warden_desk.domain.degrees import from_place
from warden_desk.domain.incidents import StreetFiles, StreetMonth, StreetRow
from warden_desk.domain.months import Month
from warden_desk.domain.progress import Silent
from warden_desk.domain.reorganisation import Deed, NewArea, Plan, Step, StepDone
from warden_desk.formats.boundaries_reader import read
from warden_desk.services import areas
from warden_desk.services.boundaries import boundaries, boundaries_plan
from warden_desk.services.incidents import incident_imports, incident_recount
from warden_desk.services.reorganisation import reorganisation
from warden_desk.storage.database import Database

DAY = date(2028, 4, 1)
EVE = DAY - timedelta(days=1)
PAST = date(2026, 6, 1)
"""In the midst of the months that the practice desk has police figures of."""

LENHAM, NEW_CODE = "E04004963", "E04099001"

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


def outlines_in(desk: Database, path: Path, act: Act) -> None:
    file = read(Silent(), path, desk.read(boundaries_plan.ours, TODAY))
    plan = desk.read(boundaries_plan.plan, file, PAST, PAST)
    desk.write("Take in", incident_recount.take_in_boundaries, plan, act=act)


def on_both_sides(desk: Database, act: Act, *, months: int = 1) -> tuple[Any, float]:
    """Months with seven incidents west of the middle of Lenham, and five east of it.

    The last of them is that of `PAST`.

    Returns:
        The outline of Lenham, and its middle from west to east.
    """
    land: Any = desk.read(boundaries.outlines_on, PAST).shapes()[LENHAM]
    middle = land.representative_point()
    sides = [(middle.x + off, times) for off, times in ((-200, 7), (200, 5))]
    rows: list[StreetRow] = []
    for east, times in sides:
        lat, lon = from_place(east, middle.y)
        rows += [StreetRow("Burglary", "On or near The Square", lon, lat)] * times
    files = [
        StreetMonth(Month.of(PAST).plus(-at), "Kent Police", "street.csv", rows)
        for at in range(months)
    ]
    plan = desk.read(incident_imports.plan, StreetFiles(tuple(files)))
    desk.write("Import", incident_imports.take_in, plan, act=act)
    return land, middle.x


def halves(whole: Any, middle: float, path: Path) -> Path:
    """Official outlines of a parish that was divided from north to south."""
    west, south, east, north = whole.bounds
    boxes = shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)
    named = zip((LENHAM, NEW_CODE), ("West part", "East part"), boxes, strict=True)
    frame(
        [
            {"PARNCP26CD": key, "PARNCP26NM": name, "geometry": whole.intersection(half)}
            for key, name, half in named
        ]
    ).to_file(path, driver="GPKG")
    return path
