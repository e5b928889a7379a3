"""Which layer and columns of a publisher's file hold what: ONS files of any year, Boundary-Line."""

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from warden_desk.domain.areas import AreaKind

ONS = "Office for National Statistics"
OS = "Ordnance Survey"
LICENCE = "Open Government Licence v3.0"

_CODES = (
    (AreaKind.PARISH, re.compile(r"PAR(?:NCP)?(\d\d)CD", re.IGNORECASE)),
    (AreaKind.WARD, re.compile(r"WD(\d\d)CD", re.IGNORECASE)),
    (AreaKind.DISTRICT, re.compile(r"LAD(\d\d)CD", re.IGNORECASE)),
)
"""The first that a layer has says what it is a layer of: a parish's row names its district, too."""

_BOUNDARY_LINE = {
    "parish": AreaKind.PARISH,
    "district_borough_unitary": AreaKind.DISTRICT,
    "district_borough_unitary_ward": AreaKind.WARD,
}
_OS_CODES = ("census_code", "code", "unit_code")
_OS_ENDINGS = re.compile(
    r"(?:\s+(?:CP|Ward|ED|District|London Boro|\((?:B|DET|LB)\)|\(Unparished\)))+$"
)
_MONTHS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_DAY_IN_NAME = re.compile(rf"({'|'.join(_MONTHS)})[ _-]*((?:19|20)\d\d)", re.IGNORECASE)
_MONTH_IN_NAME = re.compile(r"((?:19|20)\d\d)-(\d\d)")
_USUAL_MONTH = 12
"""Of the year that stands in the columns' names: parishes are as at December."""


@dataclass(frozen=True, slots=True)
class KnownLayer:
    """A layer that can be read, and its columns.

    Attributes:
        district: the column of the district's code; empty if there is none.
    """

    name: str
    kind: AreaKind
    code: str
    title: str
    district: str
    publisher: str
    captured_on: date | None

    @property
    def columns(self) -> list[str]:
        return [name for name in (self.code, self.title, self.district) if name]


def known_layer(name: str, columns: Sequence[str], file_name: str) -> KnownLayer | None:
    """What a layer is, by the names of its columns; None if it is none of ours."""
    return _of_ons(name, columns, file_name) or _of_os(name, columns, file_name)


def district_column(columns: Sequence[str]) -> str:
    """The column of the district's code; empty if there is none."""
    pattern = _CODES[-1][1]
    return _first(column for column in columns if pattern.fullmatch(column)) or ""


def plain_title(name: str, publisher: str) -> str:
    """`Lenham CP` of Boundary-Line is Lenham."""
    return _OS_ENDINGS.sub("", name.strip()) if publisher == OS else name.strip()


def credit(publisher: str, captured_on: date | None) -> str:
    """The words the licence asks for."""
    year = f" {captured_on.year}" if captured_on else ""
    own = f"Source: {publisher}. " if publisher == ONS else ""
    return f"{own}Contains OS data © Crown copyright and database right{year}"


def _of_ons(name: str, columns: Sequence[str], file_name: str) -> KnownLayer | None:
    for kind, pattern in _CODES:
        code = _first(column for column in columns if pattern.fullmatch(column))
        if code is None:
            continue
        title = _first(c for c in columns if c.casefold() == f"{code[:-2]}nm".casefold())
        if title is None:
            continue
        district = _first(c for c in columns if _CODES[-1][1].fullmatch(c) and c != code)
        year = 2000 + int(code[-4:-2])
        day = _day_of(f"{file_name} {name}", year) or date(year, _USUAL_MONTH, 1)
        return KnownLayer(name, kind, code, title, district or "", ONS, day)
    return None


def _of_os(name: str, columns: Sequence[str], file_name: str) -> KnownLayer | None:
    kind = _BOUNDARY_LINE.get(re.sub(r"_(?:region|polyline)$", "", name.casefold()))
    by_name = {column.casefold(): column for column in columns}
    code = _first(by_name[each] for each in _OS_CODES if each in by_name)
    if kind is None or code is None or "name" not in by_name:
        return None
    return KnownLayer(name, kind, code, by_name["name"], "", OS, _day_of(file_name, None))


def _day_of(text: str, year: int | None) -> date | None:
    """The month that a file's name says; that of another year than the columns' is none of ours."""
    if found := _DAY_IN_NAME.search(text):
        day = date(int(found[2]), _MONTHS[found[1].casefold()], 1)
    elif (found := _MONTH_IN_NAME.search(text)) and 1 <= int(found[2]) <= 12:
        day = date(int(found[1]), int(found[2]), 1)
    else:
        return None
    return day if year in (None, day.year) else None


def _first(found: Iterable[str]) -> str | None:
    return next(iter(found), None)
