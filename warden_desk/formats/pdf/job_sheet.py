"""A job sheet: one tasking on A4 for somebody to carry along, with a slip to tear off at its foot.

Nothing is cut: what does not fit goes on to the next page, and the slip is at the foot of the last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.job_sheets import JobSheetContent
from warden_desk.formats.pdf import result_slip
from warden_desk.formats.pdf.page import PORTRAIT, Box, PageDraft, Paper, body, write
from warden_desk.formats.pdf.style import Ink, TextStyle, draw, draw_right, fill, rule, safe_name
from warden_desk.formats.pdf.text import fit, wrap, wrap_all

_TITLE = TextStyle(17, "SemiBold")
_REFERENCE = TextStyle(12, "SemiBold", Ink.QUIET)
_HEADING = TextStyle(11, "SemiBold")
_LABEL = TextStyle(10, colour=Ink.QUIET)
_TEXT = TextStyle(10.5)
_STRONG = TextStyle(10.5, "SemiBold")
_LABEL_WIDTH = 96.0
_LEADING = 13.5
_ROW_GAP = 4.0
_HEADING_HEIGHT = 30.0
_TITLE_LINES = 2
_MOST_NOTES = 9
_NOTE_HEIGHT = 24.0
_ABOVE_SLIP = 16.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the sheet and what it takes; a heading stays with what follows."""

    height: float
    label: str = ""
    text: str = ""
    style: TextStyle = _TEXT
    is_heading: bool = False
    is_shaded: bool = False


def render(sheets: Sequence[JobSheetContent]) -> bytes:
    """The sheets as one PDF, each with its own pages counted."""
    return write([_paper(sheet) for sheet in sheets])


def file_name(sheets: Sequence[JobSheetContent]) -> str:
    """Without anybody's name: "job-sheet_ash-26-0147.pdf", or how many there are."""
    which = sheets[0].slip if len(sheets) == 1 else f"{len(sheets)} taskings"
    return safe_name("job sheet", which)


def _paper(sheet: JobSheetContent) -> Paper:
    return Paper(
        title=f"Job sheet {sheet.reference}",
        imprint=sheet.imprint,
        pages=_pages(sheet),
        size=PORTRAIT,
        watermarks=("PRACTICE",) if sheet.imprint.is_practice else (),
    )


def _pages(sheet: JobSheetContent) -> list[PageDraft]:
    area = body(PORTRAIT)
    title = wrap(sheet.title, _TITLE, area.width, _TITLE_LINES).lines
    pages = [PageDraft([partial(_paint_head, sheet=sheet, title=title, area=area)])]
    top = area.top - 44 - len(title) * _TITLE.leading
    slip_height = result_slip.height(sheet.outcomes)
    lines = list(_lines(sheet, area.width))
    for at, line in enumerate(lines):
        following = lines[at + 1].height if line.is_heading and at + 1 < len(lines) else 0
        if top - line.height - following < area.bottom:
            pages.append(PageDraft())
            top = area.top
        pages[-1].paints.append(partial(_paint_line, line=line, area=area, top=top))
        top -= line.height
    if top - slip_height - _ABOVE_SLIP < area.bottom:
        pages.append(PageDraft())
        top = area.top
    room = top - area.bottom - slip_height - _ABOVE_SLIP
    pages[-1].paints.append(partial(_paint_notes, area=area, top=top, room=room))
    slip = Box(area.x, area.bottom + slip_height, area.width, slip_height)
    pages[-1].paints.append(partial(result_slip.paint, content=sheet, area=slip))
    for page in pages:
        page.is_sensitive = sheet.is_sensitive
    return pages


def _lines(sheet: JobSheetContent, width: float) -> Iterator[_Line]:
    for label, text in sheet.facts:
        yield from _fact(label, text, width)
    yield from _fact("Who goes", ", ".join(sheet.people) or "Nobody yet", width)
    yield from _section("Constraints and control measures")
    for measure in sheet.measures or ("None known. Judge it yourself on the spot.",):
        for text in wrap_all(measure, _STRONG, width - 16):
            yield _Line(_LEADING + 2, text=text, style=_STRONG, is_shaded=True)
    yield from _section("Visits so far")
    for when, found in sheet.visits:
        yield from _fact(when, found, width)
    if sheet.earlier_visits:
        yield from _fact("", f"and {sheet.earlier_visits} before that", width)
    if not sheet.visits:
        yield from _fact("", "None. This is the first.", width)


def _section(words: str) -> Iterator[_Line]:
    yield _Line(_HEADING_HEIGHT, text=words, style=_HEADING, is_heading=True)


def _fact(label: str, text: str, width: float) -> Iterator[_Line]:
    labels = wrap(label, _LABEL, _LABEL_WIDTH - 6).lines
    texts = wrap_all(text, _TEXT, width - _LABEL_WIDTH)
    last = max(len(labels), len(texts)) - 1
    for at, (said, line) in enumerate(zip_longest(labels, texts, fillvalue="")):
        yield _Line(_LEADING + _ROW_GAP * (at == last), said, line)


def _paint_head(canvas: Canvas, *, sheet: JobSheetContent, title: Sequence[str], area: Box) -> None:
    right = area.x + area.width
    due = f"Due {sheet.due}"
    draw(canvas, area.x, area.top - 12, sheet.reference, _REFERENCE)
    draw_right(canvas, right, area.top - 12, fit(due, _HEADING, area.width / 2), _HEADING)
    review = f"Review {sheet.review}" if sheet.review else ""
    draw_right(canvas, right, area.top - 26, review, _LABEL)
    for at, line in enumerate(title):
        draw(canvas, area.x, area.top - 34 - at * _TITLE.leading, line, _TITLE)
    foot = area.top - 34 - (len(title) - 1) * _TITLE.leading
    rule(canvas, area.x, foot - 9, area.width, Ink.ACCENT, 1.4)


def _paint_line(canvas: Canvas, *, line: _Line, area: Box, top: float) -> None:
    baseline = top - _TEXT.ascent
    if line.is_heading:
        draw(canvas, area.x, top - line.height + 9, line.text, line.style)
        rule(canvas, area.x, top - line.height + 4, area.width, Ink.LINE, 0.6)
    elif line.is_shaded:
        fill(canvas, area.x, top - line.height, area.width, line.height, Ink.SHADE)
        fill(canvas, area.x, top - line.height, 3, line.height, Ink.TEXT)
        draw(canvas, area.x + 10, baseline - 1, line.text, line.style)
    else:
        draw(canvas, area.x, baseline, line.label, _LABEL)
        draw(canvas, area.x + _LABEL_WIDTH, baseline, line.text, line.style)


def _paint_notes(canvas: Canvas, *, area: Box, top: float, room: float) -> None:
    """Lines to write on, as many as the sheet has room for."""
    count = min(_MOST_NOTES, int((room - _HEADING_HEIGHT) // _NOTE_HEIGHT))
    if count < 1:
        return
    draw(canvas, area.x, top - _HEADING_HEIGHT + 9, "Notes", _HEADING)
    for line in range(count + 1):
        y = top - _HEADING_HEIGHT + 4 - line * _NOTE_HEIGHT
        rule(canvas, area.x, y, area.width, Ink.LINE, 0.6)
