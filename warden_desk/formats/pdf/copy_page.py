"""What the copies share: a head that says whose copy it is and how far it holds, then lists.

What is sensitive goes into an annex: a paper of its own, with its own pages and marking.
"""

from collections.abc import Sequence
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.copies import CopyHead
from warden_desk.domain.sheets import SheetStatus
from warden_desk.formats.pdf.lists import LARGE, Look, Section, flow
from warden_desk.formats.pdf.page import PORTRAIT, Box, PageDraft, Paper, body
from warden_desk.formats.pdf.sheet_header import STATUS_WIDTH, paint_status
from warden_desk.formats.pdf.style import (
    SMALLEST,
    Ink,
    TextStyle,
    clean,
    draw,
    draw_right,
    rule,
)
from warden_desk.formats.pdf.text import fit

HEIGHT = 60.0
_LABEL = TextStyle(SMALLEST, colour=Ink.QUIET)
_BIG = tuple(TextStyle(size, "SemiBold") for size in (19, 17, 15, 13))
_PLAIN = TextStyle(9)
_PERIOD = TextStyle(11, "SemiBold")
_BETWEEN = 14.0


def papers(
    head: CopyHead,
    sections: Sequence[Section],
    annex: Sequence[Section] = (),
    *,
    look: Look = LARGE,
    size: tuple[float, float] = PORTRAIT,
) -> list[Paper]:
    """A copy made of lists, and its annex if it has one."""
    made = [paper(head, _listed(sections, look, size), size)]
    if annex:
        pages = _listed(annex, look, size)
        for page in pages:
            page.is_sensitive = True
        made.append(paper(head, pages, size, is_annex=True))
    return made


def paper(
    head: CopyHead, pages: list[PageDraft], size: tuple[float, float], *, is_annex: bool = False
) -> Paper:
    """Pages under the head of a copy."""
    area = body(size)
    for page in pages:
        page.paints.insert(0, partial(_paint_head, head=head, area=area, is_annex=is_annex))
    return Paper(head.logged, head.imprint, pages, size, watermarks(head), is_annex)


def room(size: tuple[float, float]) -> Box:
    """What the head leaves of a page."""
    return body(size).without_top(HEIGHT)


def watermarks(head: CopyHead) -> tuple[str, ...]:
    """What is written behind every page that may not be relied on."""
    words = ["PRACTICE"] if head.imprint.is_practice else []
    if head.status not in (None, SheetStatus.ISSUED):
        words.append(head.status.upper())
    return tuple(words)


def _listed(sections: Sequence[Section], look: Look, size: tuple[float, float]) -> list[PageDraft]:
    pages, _ = flow(sections, lambda _: room(size), look)
    return pages


def _paint_head(canvas: Canvas, *, head: CopyHead, area: Box, is_annex: bool) -> None:
    top, right = area.top, area.x + area.width
    width = area.width - STATUS_WIDTH - _BETWEEN
    label = f"{head.imprint.service} · {head.label}"
    draw(canvas, area.x, top - 5, fit(label, _LABEL, width), _LABEL)
    name = f"{head.title}: annex" if is_annex else head.title
    big = next((style for style in _BIG if style.width(clean(name)) <= width), _BIG[-1])
    draw(canvas, area.x, top - 26, fit(name, big, width), big)
    words = fit(f"{head.period} · {head.period_words}", _PERIOD, area.width * 0.55)
    left = area.width - _PERIOD.width(words) - _BETWEEN
    draw(canvas, area.x, top - 42, fit(head.subtitle, _PLAIN, left), _PLAIN)
    draw_right(canvas, right, top - 42, words, _PERIOD)
    if head.status is not None:
        paint_status(canvas, right - STATUS_WIDTH, top, head.status, head.imprint.version)
    rule(canvas, area.x, top - HEIGHT + 10, area.width, Ink.ACCENT, 1.6)
