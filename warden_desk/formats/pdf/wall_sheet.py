"""A week for the wall: the names and days are there, the rest is written in by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.copies import WallPerson, WallSheet
from warden_desk.formats.pdf.copy_page import paper, room
from warden_desk.formats.pdf.dealing import deal_tall
from warden_desk.formats.pdf.page import LANDSCAPE, Box, PageDraft, Paper
from warden_desk.formats.pdf.style import SMALLEST, Ink, TextStyle, draw, fill, rule
from warden_desk.formats.pdf.text import fit, wrap

_NAME_WIDTH = 118.0
_HEAD, _GROUP = 18.0, 13.0
_LEAST, _TALLEST = 26, 62
"""A row must hold handwriting, and more room than this helps nobody."""
_FOR_TWO_LINES = 36.0
"""The height from which a long name has room for two lines above its number."""
_FREE_ROWS = 2
"""For guests."""
_FOOT = 16.0
_NAME = TextStyle(10, "SemiBold")
_NOTE = TextStyle(7.5, colour=Ink.QUIET)
_HEADING = TextStyle(SMALLEST, "SemiBold", Ink.QUIET)


@dataclass(frozen=True, slots=True)
class _Row:
    """A person's row, an empty one, or (without a person) the heading of a group."""

    height: float
    person: WallPerson | None
    group: str = ""

    @property
    def is_heading(self) -> bool:
        return self.person is None


def wall_papers(sheet: WallSheet) -> list[Paper]:
    """As many pages as the team needs, each filled from top to bottom."""
    area = room(LANDSCAPE)
    space = area.height - _HEAD - _FOOT
    dealt = deal_tall(partial(_rows, sheet), space, tallest=_TALLEST, least=_LEAST)
    pages = [PageDraft([partial(_paint_page, sheet=sheet, rows=rows, area=area)]) for rows in dealt]
    return [paper(sheet.head, pages, LANDSCAPE)]


def _rows(sheet: WallSheet, height: float) -> list[_Row]:
    rows: list[_Row] = []
    group = sheet.people[0].group if sheet.people else ""
    for person in sheet.people:
        if person.group != group:
            group = person.group
            rows.append(_Row(_GROUP, None, group))
        rows.append(_Row(height, person, group))
    return rows + [_Row(height, WallPerson("", "", group), group)] * _FREE_ROWS


def _paint_page(canvas: Canvas, *, sheet: WallSheet, rows: Sequence[_Row], area: Box) -> None:
    height = _HEAD + sum(row.height for row in rows)
    width = (area.width - _NAME_WIDTH) / len(sheet.days)
    _paint_days(canvas, sheet, area, height, width)
    y = area.top - _HEAD
    for row in rows:
        y -= row.height
        if row.person is None:
            fill(canvas, area.x, y, area.width, row.height, Ink.SHADE)
            draw(canvas, area.x + 3, y + 4, fit(row.group, _HEADING, 200), _HEADING)
        else:
            _paint_name(canvas, row.person, area.x + 3, y + row.height, row.height)
        rule(canvas, area.x, y, area.width, Ink.STRONG_LINE, 0.6)
    said = f"Team leader {sheet.leader or '________________'}"
    said += f" · Out of hours {sheet.out_of_hours_phone or '________________'}"
    draw(canvas, area.x + 1, area.bottom + 4, fit(said, _NOTE, area.width), _NOTE)


def _paint_days(canvas: Canvas, sheet: WallSheet, area: Box, height: float, width: float) -> None:
    bottom = area.top - height
    for at, day in enumerate(sheet.days):
        x = area.x + _NAME_WIDTH + at * width
        if day.is_weekend:
            fill(canvas, x, bottom, width, height, Ink.SHADE)
        draw(canvas, x + 5, area.top - 12.5, fit(day.title, _NAME, width - 8), _NAME)
        used = _NAME.width(f"{day.title}  ")
        draw(canvas, x + 5 + used, area.top - 12.5, fit(day.note, _NOTE, width - used - 8), _NOTE)
    canvas.setStrokeColorRGB(*Ink.STRONG_LINE)
    canvas.setLineWidth(0.6)
    for at in range(len(sheet.days) + 1):
        x = area.x + _NAME_WIDTH + at * width
        canvas.line(x, area.top, x, bottom)
    canvas.line(area.x, area.top, area.x, bottom)
    rule(canvas, area.x, area.top, area.width, Ink.STRONG_LINE, 0.6)
    rule(canvas, area.x, area.top - _HEAD, area.width, Ink.TEXT, 1)


def _paint_name(canvas: Canvas, person: WallPerson, x: float, top: float, height: float) -> None:
    y = top - 11
    most = 2 if height >= _FOR_TWO_LINES else 1
    for line in wrap(person.name, _NAME, _NAME_WIDTH - 8, most).lines:
        draw(canvas, x, y, line, _NAME)
        y -= _NAME.leading
    draw(canvas, x, y + 1.5, fit(person.role, _NOTE, _NAME_WIDTH - 8), _NOTE)
