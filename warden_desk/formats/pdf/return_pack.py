"""A CSU's pack on paper: each tasking as a block, what was asked at the left, the answer beside it.

The labels are the CSU's own headings, so that a page reads like its list, however many columns
that has. A block is kept together where a page can hold it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.return_packs import (
    ANSWERS,
    OUR_REFERENCE,
    THEIR_REFERENCE,
    ReturnContent,
    ReturnItem,
)
from warden_desk.formats.pdf.page import PORTRAIT, Box, PageDraft, Paper, body, write
from warden_desk.formats.pdf.style import Ink, TextStyle, draw, draw_right, fill, rule, safe_name
from warden_desk.formats.pdf.text import fit, wrap

_TITLE = TextStyle(17, "SemiBold")
_OCCASION = TextStyle(10, colour=Ink.QUIET)
_HEAD = TextStyle(10, "SemiBold")
_OUR = TextStyle(9, "Medium", Ink.QUIET)
_LABEL = TextStyle(8, colour=Ink.QUIET)
_TEXT = TextStyle(9)
_HEADER_HEIGHT = 58.0
_BLOCK_HEAD = 20.0
_GAP = 14.0
_GUTTER = 18.0
_LABEL_SHARE = 0.27
_LABEL_LINES = 3
_ROW_PAD = 3.0
_ASKED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Fact:
    """A label and its text, line by line, set in one half of a block."""

    lines: tuple[tuple[str, str], ...]

    @property
    def height(self) -> float:
        return len(self.lines) * _TEXT.leading + _ROW_PAD


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of text at its place in a half: how far below the block's top it stands."""

    below: float
    label: str
    text: str


def render(content: ReturnContent) -> bytes:
    """The pack as one PDF."""
    paper = Paper(
        title=f"{content.title}, {content.occasion}",
        imprint=content.imprint,
        pages=_pages(content),
        size=PORTRAIT,
        watermarks=("PRACTICE",) if content.imprint.is_practice else (),
    )
    return write([paper])


def file_name(content: ReturnContent) -> str:
    """Without anybody's name: "results_ashford-csu_2026-11-24.pdf"."""
    return safe_name("results", content.csu, content.day.isoformat())


def _pages(content: ReturnContent) -> list[PageDraft]:
    area = body(PORTRAIT)
    pages = [PageDraft([partial(_paint_header, content=content, area=area)])]
    top = area.top - _HEADER_HEIGHT
    for item in content.items:
        halves = _halves(content, item, area.width)
        height = max(_height(half) for half in halves)
        whole = _BLOCK_HEAD + height
        if top - whole < area.bottom and whole <= area.height and top < area.top:
            pages.append(PageDraft())
            top = area.top
        top = _place(pages, area, top, item, halves) - _GAP
    for page in pages:
        page.is_sensitive = content.is_sensitive  # a pack travels as one
    return pages


def _place(
    pages: list[PageDraft],
    area: Box,
    top: float,
    item: ReturnItem,
    halves: tuple[list[_Fact], list[_Fact]],
) -> float:
    """Paint a block from `top`, over as many pages as it takes; returns where it ends."""
    left, right = (_lines(half) for half in halves)
    done = 0.0
    height = max(_height(half) for half in halves)
    is_first = True
    while True:
        if top - _BLOCK_HEAD - _TEXT.leading < area.bottom:
            pages.append(PageDraft())
            top = area.top
        pages[-1].paints.append(
            partial(_paint_block_head, item=item, area=area, top=top, goes_on=not is_first)
        )
        room = top - _BLOCK_HEAD - area.bottom
        for half, lines in enumerate((left, right)):
            shown = [line for line in lines if done <= line.below < done + room - _TEXT.leading]
            pages[-1].paints.append(
                partial(_paint_half, lines=shown, half=half, area=area, top=top, done=done)
            )
        if height - done <= room:
            return top - _BLOCK_HEAD - (height - done)
        # The next page goes on with the first line that did not fit on this one.
        below = [line.below for line in (*left, *right)]
        done = min(at for at in below if at >= done + room - _TEXT.leading)
        pages.append(PageDraft())
        top, is_first = area.top, False


def _halves(
    content: ReturnContent, item: ReturnItem, width: float
) -> tuple[list[_Fact], list[_Fact]]:
    """What was asked and what is answered, without what is empty or stands in the block's head."""
    answers = {answer.field for answer in ANSWERS}
    label_room = _half_width(width) * _LABEL_SHARE - 6
    room = _half_width(width) * (1 - _LABEL_SHARE) - 4
    asked: list[_Fact] = []
    answered: list[_Fact] = []
    for column in content.layout:
        text = item.cell(column.field)
        if not text or column.field in (OUR_REFERENCE, THEIR_REFERENCE):
            continue
        labels = wrap(column.heading, _LABEL, label_room, _LABEL_LINES).lines
        fact = _Fact(tuple(zip_longest(labels, _wrapped(text, room), fillvalue="")))
        (answered if column.field in answers else asked).append(fact)
    return asked, answered


def _wrapped(text: str, width: float) -> tuple[str, ...]:
    """All of a text: a single `wrap` is for what one glance takes in, and cuts what is longer."""
    words, part = text.split(), ""
    lines: list[str] = []
    for word in words:
        if len(part) + len(word) > 600:
            lines += wrap(part, _TEXT, width).lines
            part = ""
        part = f"{part} {word}".strip()
    return (*lines, *wrap(part, _TEXT, width).lines)


def _lines(half: Sequence[_Fact]) -> list[_Line]:
    found: list[_Line] = []
    below = 0.0
    for fact in half:
        found += [
            _Line(below + number * _TEXT.leading, label, text)
            for number, (label, text) in enumerate(fact.lines)
        ]
        below += fact.height
    return found


def _height(half: Sequence[_Fact]) -> float:
    return sum(fact.height for fact in half)


def _half_width(width: float) -> float:
    return (width - _GUTTER) * _ASKED_SHARE


def _paint_header(canvas: Canvas, *, content: ReturnContent, area: Box) -> None:
    draw(canvas, area.x, area.top - 16, fit(content.title, _TITLE, area.width - 90), _TITLE)
    count = len(content.items)
    said = "1 tasking" if count == 1 else f"{count} taskings"
    draw_right(canvas, area.x + area.width, area.top - 16, said, _OCCASION)
    below = f"{content.occasion}. From the {content.imprint.service}."
    draw(canvas, area.x, area.top - 33, fit(below, _OCCASION, area.width), _OCCASION)
    rule(canvas, area.x, area.top - 42, area.width, Ink.ACCENT, 1.4)


def _paint_block_head(
    canvas: Canvas, *, item: ReturnItem, area: Box, top: float, goes_on: bool
) -> None:
    fill(canvas, area.x, top - 16, area.width, 16, Ink.SHADE)
    theirs = item.their_reference or item.reference
    ours = f"our reference {item.reference}" if item.their_reference else ""
    baseline = top - 11.5
    draw_right(canvas, area.x + area.width - 5, baseline, ours, _OUR)
    room = area.width - _OUR.width(ours) - 24
    more = ", continued" if goes_on else ""
    head = fit(f"{theirs}{more} · {item.title}", _HEAD, room)
    draw(canvas, area.x + 5, baseline, head, _HEAD)


def _paint_half(
    canvas: Canvas, *, lines: Sequence[_Line], half: int, area: Box, top: float, done: float
) -> None:
    width = _half_width(area.width)
    x = area.x + 5 + half * (width + _GUTTER)
    for line in lines:
        baseline = top - _BLOCK_HEAD - (line.below - done) - _TEXT.ascent
        draw(canvas, x, baseline, line.label, _LABEL)
        draw(canvas, x + width * _LABEL_SHARE, baseline, line.text, _TEXT)
