"""The head of the deployment sheet: whose week it is, and how far it may be relied on."""

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.sheets import SheetContent, SheetStatus
from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import (
    SMALLEST,
    Ink,
    TextStyle,
    clean,
    draw,
    draw_centred,
    fill,
    rule,
)
from warden_desk.formats.pdf.text import fit, wrap

HEIGHT = 47.0

_LABEL = TextStyle(SMALLEST, colour=Ink.QUIET)
_BIG = tuple(TextStyle(size, "SemiBold") for size in (17, 15, 13, 12))
_MIDDLE = TextStyle(13, "SemiBold")
_FACT = TextStyle(9.5, "Medium")
_PLAIN = TextStyle(8.5)
STATUS_WIDTH = 132.0
_WEEK_WIDTH = 158.0
_FACT_WIDTH = 112.0


def paint_header(
    canvas: Canvas, *, content: SheetContent, area: Box, is_annex: bool = False
) -> None:
    """Paint the head into the upper part of the page's body."""
    top, right = area.top, area.x + area.width
    status_x = right - STATUS_WIDTH
    facts_x = status_x - 2 * _FACT_WIDTH - 10
    week_x = facts_x - _WEEK_WIDTH
    label = f"{content.imprint.service} · Weekly deployment sheet"
    label += " · ANNEX" if is_annex else ""
    _paint_team(canvas, content, label, area.x, top, week_x - area.x - 14)
    _paint_week(canvas, content, week_x, top)
    _paint_fact(canvas, facts_x, top, "Team leader", content.leader or "not named")
    phone = content.out_of_hours_phone or "not set"
    _paint_fact(canvas, facts_x + _FACT_WIDTH, top, "Out of hours", phone)
    _paint_issue(canvas, content, status_x, top)
    rule(canvas, area.x, top - HEIGHT + 6, area.width, Ink.ACCENT, 1.6)


def _paint_team(
    canvas: Canvas, content: SheetContent, label: str, x: float, top: float, width: float
) -> None:
    draw(canvas, x, top - 5, fit(label, _LABEL, width), _LABEL)
    name = clean(content.team)
    big = next((style for style in _BIG if style.width(name) <= width), _BIG[-1])
    draw(canvas, x, top - 24.5, fit(name, big, width), big)
    word = "District" if len(content.districts) == 1 else "Districts"
    districts = f"{word}: {', '.join(content.districts)}" if content.districts else "No district"
    draw(canvas, x, top - 36, fit(districts, _PLAIN, width), _PLAIN)


def _paint_week(canvas: Canvas, content: SheetContent, x: float, top: float) -> None:
    week, width = content.week, _WEEK_WIDTH - 12
    draw(canvas, x, top - 5, f"ISO week {week}", _LABEL)
    draw(canvas, x, top - 22.5, f"Week {week.number}", _MIDDLE)
    draw(canvas, x, top - 36, fit(week.title, _PLAIN, width), _PLAIN)


def _paint_fact(canvas: Canvas, x: float, top: float, label: str, value: str) -> None:
    draw(canvas, x, top - 5, label, _LABEL)
    draw(canvas, x, top - 22, fit(value, _FACT, _FACT_WIDTH - 10), _FACT)


def paint_status(canvas: Canvas, x: float, top: float, status: SheetStatus, version: str) -> None:
    """A frame for a draft, a solid block once issued, a struck frame when superseded."""
    height = 19.0
    words = version if status is SheetStatus.DRAFT else f"{status} · {version}"
    is_issued = status is SheetStatus.ISSUED
    style = TextStyle(11.5, "SemiBold", Ink.PAPER if is_issued else Ink.TEXT)
    words = fit(words.upper(), style, STATUS_WIDTH - 8)
    y = top - 1 - height
    if is_issued:
        fill(canvas, x, y, STATUS_WIDTH, height, Ink.TEXT)
    else:
        _paint_frame(canvas, x, y, height, is_dashed=status is SheetStatus.DRAFT)
    draw_centred(canvas, x + STATUS_WIDTH / 2, y + 5.5, words, style)
    if status is SheetStatus.SUPERSEDED:
        reach = style.width(words)
        rule(canvas, x + (STATUS_WIDTH - reach) / 2, y + 9.5, reach, Ink.TEXT, 1)


def _paint_issue(canvas: Canvas, content: SheetContent, x: float, top: float) -> None:
    """Below the status: who issued it, and when."""
    paint_status(canvas, x, top, content.status, content.version_words)
    note = f"Issued {content.issued}" if content.issued else "Not issued: may still change"
    for line, text in enumerate(wrap(note, _LABEL, STATUS_WIDTH, 2).lines):
        draw_centred(canvas, x + STATUS_WIDTH / 2, top - 28 - line * _LABEL.leading, text, _LABEL)


def _paint_frame(canvas: Canvas, x: float, y: float, height: float, *, is_dashed: bool) -> None:
    canvas.saveState()
    canvas.setStrokeColorRGB(*Ink.TEXT)
    canvas.setLineWidth(1)
    if is_dashed:
        canvas.setDash(3, 2)
    canvas.rect(x, y, STATUS_WIDTH, height, stroke=1, fill=0)
    canvas.restoreState()
