"""A team's month on one page: people × days in codes, with how many are on duty each day."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.copies import MonthCell, MonthDay, MonthOverview, MonthPerson
from warden_desk.domain.sheets import CellKind
from warden_desk.formats.pdf.copy_page import paper, room
from warden_desk.formats.pdf.dealing import deal_tall
from warden_desk.formats.pdf.page import LANDSCAPE, Box, PageDraft, Paper
from warden_desk.formats.pdf.style import (
    SMALLEST,
    Ink,
    TextStyle,
    draw,
    draw_centred,
    draw_right,
    fill,
    rule,
)
from warden_desk.formats.pdf.text import fit, wrap

_NAME_WIDTH, _HOURS_WIDTH = 112.0, 30.0
_HEAD, _GROUP, _LINE = 24.0, 13.0, 9.5
_LEAST, _TALLEST = 18, 26
_SUM = 14.0
_NOTES = 24.0
_MOST_LINES = 3
_NAME = TextStyle(8.5, "SemiBold")
_NOTE = TextStyle(SMALLEST, colour=Ink.QUIET)
_HEADING = TextStyle(SMALLEST, "SemiBold", Ink.QUIET)
_NUMBER = TextStyle(8.5, "SemiBold")
_CODE = TextStyle(8, "Medium")
_LATE = TextStyle(8, "SemiBold", Ink.PAPER)
_QUIET = TextStyle(7.5, colour=Ink.QUIET)


@dataclass(frozen=True, slots=True)
class _Row:
    """A person's row, or (without one) the heading of a group."""

    height: float
    person: MonthPerson | None
    group: str = ""

    @property
    def is_heading(self) -> bool:
        return self.person is None


def month_papers(month: MonthOverview) -> list[Paper]:
    """The month, with the heads of the days on every page."""
    area = room(LANDSCAPE)
    foot = 2 * _SUM + _NOTES
    space = area.height - _HEAD - foot
    dealt = deal_tall(partial(_rows, month), space, tallest=_TALLEST, least=_LEAST)
    pages = [
        PageDraft(
            [partial(_paint_page, month=month, rows=rows, area=area, is_last=at == len(dealt))]
        )
        for at, rows in enumerate(dealt, start=1)
    ]
    return [paper(month.head, pages, LANDSCAPE)]


def _rows(month: MonthOverview, height: float) -> list[_Row]:
    rows: list[_Row] = []
    group = month.people[0].group if month.people else ""
    for person in month.people:
        if person.group != group:
            group = person.group
            rows.append(_Row(_GROUP, None, group))
        lines = max((len(cell.codes) for cell in person.cells), default=1)
        rows.append(_Row(max(height, min(lines, _MOST_LINES) * _LINE + 4), person, group))
    return rows


def _paint_page(
    canvas: Canvas, *, month: MonthOverview, rows: Sequence[_Row], area: Box, is_last: bool
) -> None:
    height = _HEAD + sum(row.height for row in rows) + (2 * _SUM if is_last else 0)
    day_width = (area.width - _NAME_WIDTH - _HOURS_WIDTH) / max(1, len(month.days))
    _paint_days(canvas, month.days, area, height, day_width)
    y = area.top - _HEAD
    for row in rows:
        if row.person is None:
            fill(canvas, area.x, y - row.height, area.width, row.height, Ink.SHADE)
            draw(canvas, area.x + 1, y - row.height + 4, fit(row.group, _HEADING, 200), _HEADING)
        else:
            _paint_person(canvas, row.person, area, y, row.height, day_width)
        y -= row.height
        rule(canvas, area.x, y, area.width)
    if is_last:
        y = _paint_sum(canvas, "On duty", month.on_duty, area, y, day_width)
        y = _paint_sum(canvas, "of them late", month.on_late, area, y, day_width)
    if not month.people:
        draw(canvas, area.x + 1, y - 14, "Nobody is in the team this month.", _QUIET)
        y -= _SUM
    _paint_notes(canvas, month, area, y)


def _paint_days(
    canvas: Canvas, days: Sequence[MonthDay], area: Box, height: float, day_width: float
) -> None:
    """The heads of the columns, the shade of free days, and a stronger line where a week begins."""
    draw(canvas, area.x + 1, area.top - _HEAD + 6, "Who", _NAME)
    draw_right(canvas, area.x + area.width - 1, area.top - _HEAD + 6, "Hours", _NOTE)
    for at, day in enumerate(days):
        x = area.x + _NAME_WIDTH + at * day_width
        if day.is_free:
            fill(canvas, x, area.top - height, day_width, height, Ink.SHADE)
        middle = x + day_width / 2
        draw_centred(canvas, middle, area.top - 9, day.weekday, _NOTE)
        draw_centred(canvas, middle, area.top - 19.5, day.number, _NUMBER)
    for at, day in enumerate(days):
        x = area.x + _NAME_WIDTH + at * day_width
        canvas.setStrokeColorRGB(*(Ink.STRONG_LINE if day.begins_week else Ink.LINE))
        canvas.setLineWidth(1.0 if day.begins_week else 0.4)
        canvas.line(x, area.top - 2, x, area.top - height)
    rule(canvas, area.x, area.top - _HEAD, area.width, Ink.TEXT, 0.8)


def _paint_person(
    canvas: Canvas, person: MonthPerson, area: Box, top: float, height: float, day_width: float
) -> None:
    name_room = _NAME_WIDTH - 6
    middle = top - height / 2
    draw(canvas, area.x + 1, middle + 0.6, fit(person.name, _NAME, name_room), _NAME)
    draw(canvas, area.x + 1, middle - 7.4, fit(person.role, _NOTE, name_room), _NOTE)
    right = area.x + area.width - 1
    hours = fit(person.hours, _CODE, _HOURS_WIDTH - 4)
    draw_right(canvas, right, middle - _LINE / 2 + 2.4, hours, _CODE)
    for at, cell in enumerate(person.cells):
        x = area.x + _NAME_WIDTH + at * day_width
        _paint_cell(canvas, cell, x, top, height, day_width)


def _paint_cell(
    canvas: Canvas, cell: MonthCell, x: float, top: float, height: float, width: float
) -> None:
    codes = cell.codes[:_MOST_LINES]
    if len(cell.codes) > _MOST_LINES:
        codes = (*codes[:-1], f"+{len(cell.codes) - _MOST_LINES + 1}")
    base = top - (height - len(codes) * _LINE) / 2 - _LINE + 2.4
    style = _CODE if cell.kind is CellKind.WORK else _QUIET
    for line, code in enumerate(codes):
        y = base - line * _LINE
        text = fit(code, style, width - 2)
        if cell.is_late:
            fill(canvas, x + 1.2, y - 2.2, width - 2.4, _LINE - 0.4, Ink.TEXT)
        draw_centred(canvas, x + width / 2, y, text, _LATE if cell.is_late else style)


def _paint_sum(
    canvas: Canvas, label: str, counts: Sequence[int], area: Box, top: float, day_width: float
) -> float:
    draw(canvas, area.x + 1, top - 10, label, _NAME)
    for at, count in enumerate(counts):
        x = area.x + _NAME_WIDTH + (at + 0.5) * day_width
        draw_centred(canvas, x, top - 10, str(count or "–"), _CODE)
    rule(canvas, area.x, top - _SUM, area.width, Ink.TEXT, 0.6)
    return top - _SUM


def _paint_notes(canvas: Canvas, month: MonthOverview, area: Box, top: float) -> None:
    texts = [" · ".join(f"{code} {name}" for code, name in month.legend)]
    texts.append(" · ".join(month.holidays))
    y = top - 2
    for line in (line for text in texts for line in wrap(text, _NOTE, area.width, 2).lines):
        y -= _NOTE.leading
        if y < area.bottom:
            break
        draw(canvas, area.x + 1, y, line, _NOTE)
