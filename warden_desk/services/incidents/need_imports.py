"""Figures for the need score from a list: a parish a row, an indicator a column."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from warden_desk.domain.areas import AreaRow
from warden_desk.domain.changes import Act
from warden_desk.domain.errors import UserError
from warden_desk.domain.incidents import FileFinding
from warden_desk.domain.names import place_name
from warden_desk.domain.need import RESIDENTS, Indicator, Measure, NeedFigure
from warden_desk.formats.cells import cell_text
from warden_desk.formats.tabular import read_book
from warden_desk.services import areas
from warden_desk.services.incidents import need, need_figures

_PARISH_HEADS = ("parish", "area", "name", "place")
_CODE_HEADS = ("gss_code", "gss code", "gss", "code", "area code")
_DISTRICT_HEADS = ("district",)


@dataclass(frozen=True, slots=True)
class FiguresPlan:
    """What a list would enter, and the cells that cannot be used."""

    figures: tuple[NeedFigure, ...]
    findings: tuple[FileFinding, ...]

    @property
    def sentence(self) -> str:
        areas_of = len({one.area_id for one in self.figures})
        return f"{len(self.figures)} figures of {areas_of} parishes entered."


def plan(session: Session, path: Path, *, source: str, on: date) -> FiguresPlan:
    """Read a list; nothing is written.

    The columns are called as the indicators are (their code or their name), or `residents`.

    Raises:
        UserError: the file cannot be read, or has no such column or no parish.
    """
    book = read_book(path)
    rows = [[cell_text(cell) for cell in row] for row in book.sheets[0].rows]
    heads = [head.strip().casefold() for head in (rows[0] if rows else [])]
    columns = _columns(heads, need.indicators(session, on))
    if not columns:
        raise UserError(
            f"{path.name} has no column for an indicator. Call it as the indicator is called, "
            "or “residents”."
        )
    finder = _Finder(session, on, heads)
    figures: list[NeedFigure] = []
    findings: list[FileFinding] = []
    for number, cells in enumerate(rows[1:], start=2):
        if not any(cells):
            continue
        area = finder.area(cells)
        if isinstance(area, str):
            findings.append(FileFinding(path.name, number, "Parish", area))
            continue
        for at, code in columns.items():
            text = cells[at].strip() if at < len(cells) else ""
            if not text:
                continue
            value = _number(text)
            if value is None:
                findings.append(
                    FileFinding(path.name, number, heads[at], f"“{text}” is no number.")
                )
            else:
                figures.append(
                    NeedFigure(
                        indicator=code, area_id=area.id, on_date=on, value=value, source=source
                    )
                )
    return FiguresPlan(tuple(figures), tuple(findings))


def take_in(session: Session, planned: FiguresPlan, *, act: Act) -> int:
    """Keep the figures of a list; how many there were."""
    return need_figures.enter(session, planned.figures, act=act)


def _columns(heads: Sequence[str], indicators: Sequence[Indicator]) -> dict[int, str]:
    """The indicator of each column that has one; only those entered by hand."""
    known = {RESIDENTS: RESIDENTS}
    for one in indicators:
        if one.measure is Measure.BY_HAND:
            known[one.code.casefold()] = known[one.label.casefold()] = one.code
    return {at: known[head] for at, head in enumerate(heads) if head in known}


class _Finder:
    """Which parish a row means: by its code, else by its name, with the district if it is given."""

    def __init__(self, session: Session, on: date, heads: Sequence[str]) -> None:
        local = areas.local_areas(session, on)
        self._by_code = {area.gss_code: area for area in local}
        self._by_name: dict[str, list[AreaRow]] = {}
        for area in local:
            self._by_name.setdefault(place_name(area.name), []).append(area)
        self._code = _first(heads, _CODE_HEADS)
        self._name = _first(heads, _PARISH_HEADS)
        self._district = _first(heads, _DISTRICT_HEADS)
        if self._code is None and self._name is None:
            raise UserError("The list has no column for the parish: call it “parish” or “code”.")

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
        return f"“{name or code}” is no parish on the list."


def _first(heads: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((heads.index(head) for head in wanted if head in heads), None)


def _at(cells: Sequence[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "").replace("%", ""))
    except ValueError:
        return None
