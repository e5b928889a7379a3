"""The slip at the foot of a job sheet: torn off, filled in by hand, brought back, keyed in."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.job_sheets import JobSheetContent
from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import Ink, TextStyle, draw, draw_centred, draw_right, rule
from warden_desk.formats.pdf.text import fit

_TEAR = TextStyle(7.5, colour=Ink.QUIET)
_HEAD = TextStyle(12, "SemiBold")
_NUMBER = TextStyle(16, "SemiBold")
_TITLE = TextStyle(9, colour=Ink.QUIET)
_LABEL = TextStyle(8, colour=Ink.QUIET)
_CHOICE = TextStyle(9.5)
_NOT_YET = "No result yet"
_COLUMNS = 3
_TOP = 52.0
_BOX_HEIGHT = 24.0
_BOXES = 13.0 + _BOX_HEIGHT + 12.0
_CHOICE_HEIGHT = 16.0
_LINES = 2
_LINE_HEIGHT = 22.0
_GAP = 8.0
_FOOT = 20.0
_BOX_SHARES = (
    ("Day of the visit", 0.22),
    ("Began at", 0.13),
    ("Minutes", 0.12),
    ("Who went", 0.53),
)


def height(outcomes: Sequence[str]) -> float:
    """How much of a page's foot a slip with these outcomes takes."""
    return _TOP + _BOXES + _choices_height(outcomes) + _FOOT + _LINES * _LINE_HEIGHT


def paint(canvas: Canvas, *, content: JobSheetContent, area: Box) -> None:
    """Set the slip into `area`, which is as high as `height` says."""
    _paint_tear_line(canvas, area)
    _paint_head(canvas, content, area)
    top = area.top - _TOP
    _paint_boxes(canvas, content, area, top)
    top -= _BOXES
    _paint_choices(canvas, content.outcomes, area, top)
    top -= _choices_height(content.outcomes)
    draw(canvas, area.x, top - 8, "In a sentence or two, without names", _LABEL)
    for line in range(1, _LINES + 1):
        rule(canvas, area.x, top - 10 - line * _LINE_HEIGHT, area.width, Ink.STRONG_LINE, 0.6)


def _choices_height(outcomes: Sequence[str]) -> float:
    return 14 + -(-(len(outcomes) + 1) // _COLUMNS) * _CHOICE_HEIGHT + 6


def _paint_tear_line(canvas: Canvas, area: Box) -> None:
    words = "Tear off and hand in"
    half = (area.width - _TEAR.width(words)) / 2 - 8
    canvas.saveState()
    canvas.setDash(4, 3)
    rule(canvas, area.x, area.top - 4, half, Ink.STRONG_LINE, 0.8)
    rule(canvas, area.x + area.width - half, area.top - 4, half, Ink.STRONG_LINE, 0.8)
    canvas.restoreState()
    draw_centred(canvas, area.x + area.width / 2, area.top - 6.5, words, _TEAR)


def _paint_head(canvas: Canvas, content: JobSheetContent, area: Box) -> None:
    draw(canvas, area.x, area.top - 27, "Result slip", _HEAD)
    draw_right(canvas, area.x + area.width, area.top - 28, content.slip, _NUMBER)
    room = area.width - _NUMBER.width(content.slip) - 20
    draw(canvas, area.x, area.top - 41, fit(content.title, _TITLE, room), _TITLE)


def _paint_boxes(canvas: Canvas, content: JobSheetContent, area: Box, top: float) -> None:
    x = area.x
    for label, share in _BOX_SHARES:
        width = area.width * share - _GAP * (label != _BOX_SHARES[-1][0])
        draw(canvas, x, top - 9, label, _LABEL)
        _paint_box(canvas, x, top - 13 - _BOX_HEIGHT, width, _BOX_HEIGHT)
        if label == _BOX_SHARES[-1][0]:
            # Printed, so that only somebody else who went has to be written in.
            who = fit(", ".join(content.people), _CHOICE, width - 12)
            draw(canvas, x + 6, top - 13 - _BOX_HEIGHT / 2 - 3.5, who, _CHOICE)
        x += area.width * share


def _paint_choices(canvas: Canvas, outcomes: Sequence[str], area: Box, top: float) -> None:
    draw(canvas, area.x, top - 7, "What came of it: tick one", _LABEL)
    width, side = area.width / _COLUMNS, 9.0
    for at, words in enumerate((*outcomes, _NOT_YET)):
        down, across = divmod(at, _COLUMNS)
        x, baseline = area.x + across * width, top - 14 - down * _CHOICE_HEIGHT - 9
        _paint_box(canvas, x, baseline - 1.2, side, side)
        draw(canvas, x + side + 5, baseline, fit(words, _CHOICE, width - side - 12), _CHOICE)


def _paint_box(canvas: Canvas, x: float, y: float, width: float, high: float) -> None:
    canvas.setStrokeColorRGB(*Ink.STRONG_LINE)
    canvas.setLineWidth(0.8)
    canvas.rect(x, y, width, high, stroke=1, fill=0)
