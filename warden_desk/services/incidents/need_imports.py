"""Figures for the need score from a list: a parish or a ward a row, an indicator a column."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import isfinite
from pathlib import Path

from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.incidents import FileFinding, Level
from warden_desk.domain.names import place_name
from warden_desk.domain.need import RESIDENTS, Indicator, Measure, NeedFigure
from warden_desk.formats.cells import cell_text
from warden_desk.formats.tabular import read_book
from warden_desk.services.incidents import need, need_figures, need_measures

_NAME_HEADS = {Level.PARISH: ("parish", "area", "name", "place"), Level.WARD: ("ward",)}
_CODE_HEADS = ("gss_code", "gss code", "gss", "code", "area code", "ward code", "parish code")
_DISTRICT_HEADS = ("district",)
_AREAS = {Level.PARISH: ("parish", "parishes"), Level.WARD: ("ward", "wards")}


@dataclass(frozen=True, slots=True)
class FiguresPlan:
    """What a list would enter, the cells that cannot be used, and the columns passed over."""

    figures: tuple[NeedFigure, ...]
    findings: tuple[FileFinding, ...]
    passed_over: tuple[str, ...] = ()
    level: Level = Level.PARISH

    @property
    def sentence(self) -> str:
        areas_of = len({one.area_id for one in self.figures})
        return f"{len(self.figures)} figures of {_many(areas_of, self.level)} entered."

    @property
    def by_indicator(self) -> list[tuple[str, str]]:
        """Of each indicator's code: `311 parishes, 8.1 to 41.5`."""
        count = Counter(one.indicator for one in self.figures)
        told: list[tuple[str, str]] = []
        for code, many in count.items():
            values = [one.value for one in self.figures if one.indicator == code]
            told.append((code, f"{_many(many, self.level)}, {min(values):g} to {max(values):g}"))
        return told


def plan(
    session: Session,
    path: Path,
    *,
    source: str,
    on: date,
    indicators: Sequence[Indicator] | None = None,
) -> FiguresPlan:
    """Read a list; nothing is written.

    The columns are called as the indicators are (their code or their name), or `residents`.

    Args:
        indicators: those there will be; the ones of the day if it is not said.

    Raises:
        UserError: the file cannot be read, or has no such column or no parish.
    """
    rows = [[cell_text(cell) for cell in row] for row in read_book(path).sheets[0].rows] or [[]]
    heads = [head.strip().casefold() for head in rows[0]]
    columns = _columns(heads, need.indicators(session, on) if indicators is None else indicators)
    finder = _Finder(session, on, heads)
    if not columns:
        raise UserError(
            f"{path.name} has no column for an indicator. Call it as the indicator is called, "
            "or “residents”."
        )
    figures: list[NeedFigure] = []
    findings: list[FileFinding] = []
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cells):
            continue
        area, wrong = finder.area(cells), partial(FileFinding, path.name, number)
        if isinstance(area, str):
            findings.append(wrong(finder.heading, area))
            continue
        for at, code in columns.items():
            text, value = _at(cells, at), _number(_at(cells, at))
            if value is not None:
                figures.append(_figure(code, area, on, value, source))
            elif text:
                findings.append(wrong(heads[at], f"“{text}” is no number."))
    used = {*columns, *finder.columns}
    passed_over = [rows[0][at].strip() for at, head in enumerate(heads) if head and at not in used]
    return FiguresPlan(tuple(figures), tuple(findings), tuple(passed_over), finder.level)


def take_in(session: Session, planned: FiguresPlan, *, act: Act) -> int:
    """Keep the figures of a list; how many there were."""
    return need_figures.enter(session, planned.figures, act=act)


def _figure(code: str, area: AreaRow, on: date, value: float, source: str) -> NeedFigure:
    return NeedFigure(indicator=code, area_id=area.id, on_date=on, value=value, source=source)


def _columns(heads: Sequence[str], indicators: Sequence[Indicator]) -> dict[int, str]:
    """The indicator of each column that has one; only those entered by hand."""
    known = {RESIDENTS: RESIDENTS}
    for one in indicators:
        if one.measure is Measure.BY_HAND:
            known[one.code.casefold()] = known[one.label.casefold()] = one.code
    return {at: known[head] for at, head in enumerate(heads) if head in known}


class _Finder:
    """Which area a row means: by its code, else by its name, with the district if it is given."""

    def __init__(self, session: Session, on: date, heads: Sequence[str]) -> None:
        parish = _first(heads, _NAME_HEADS[Level.PARISH])
        ward = _first(heads, _NAME_HEADS[Level.WARD])
        self.level = Level.WARD if parish is None and ward is not None else Level.PARISH
        local = need_measures.weighed(session, on, self.level)
        self._by_code = {area.gss_code: area for area in local}
        self._by_name: dict[str, list[AreaRow]] = {}
        for area in local:
            self._by_name.setdefault(place_name(area.name), []).append(area)
        self._code = _first(heads, _CODE_HEADS)
        self._name = ward if self.level is Level.WARD else parish
        self._district = _first(heads, _DISTRICT_HEADS)
        if self._code is None and self._name is None:
            raise UserError("The list has no column for the parish: call it “parish” or “code”.")

    @property
    def heading(self) -> str:
        """What a finding calls the column."""
        return self.level.capitalize()

    @property
    def columns(self) -> set[int]:
        """The columns that say which area it is."""
        return {at for at in (self._code, self._name, self._district) if at is not None}

    def area(self, cells: Sequence[str]) -> AreaRow | str:
        """The area, or what is wrong."""
        code, name = _at(cells, self._code), _at(cells, self._name)
        if code in self._by_code:
            return self._by_code[code]
        district = _at(cells, self._district).casefold()
        found: Sequence[AreaRow] = self._by_name.get(place_name(name), [])
        found = [one for one in found if not district or one.district.casefold() == district]
        if len(found) == 1:
            return found[0]
        if found:
            return f"“{name}” is the name of several. Add a column with the district."
        return f"“{name or code}” is no {_AREAS[self.level][0]} on the list."


def _first(heads: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((heads.index(head) for head in wanted if head in heads), None)


def _at(cells: Sequence[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "").replace("%", ""))
    except ValueError:
        return None
    return value if isfinite(value) else None


def _many(count: int, level: Level) -> str:
    return f"{count:,} {_AREAS[level][count != 1]}"
