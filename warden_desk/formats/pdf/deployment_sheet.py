"""The weekly deployment sheet of a team: A4 landscape, the week first, then what to look out for.

Rows are as generous as the number of pages allows, and never smaller than can be read. What had
to be cut in a cell is marked there and given in full below.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.sheets import SheetContent, SheetStatus
from warden_desk.formats.pdf import sheet_annex, sheet_changes, sheet_header
from warden_desk.formats.pdf.lists import LARGE, flow
from warden_desk.formats.pdf.page import LANDSCAPE, Box, PageDraft, Paper, body, write
from warden_desk.formats.pdf.sheet_cells import HEAD_HEIGHT, Grid, lay_out
from warden_desk.formats.pdf.sheet_grid import paint_rows
from warden_desk.formats.pdf.sheet_sections import left_sections, right_sections
from warden_desk.formats.pdf.style import SMALLEST, Ink, TextStyle, draw, rule, safe_name
from warden_desk.formats.pdf.text import fit, wrap

_NOTE = TextStyle(SMALLEST, colour=Ink.QUIET)
_SIGNATURE_HEIGHT = 40.0
_LEGEND_HEIGHT = 12.0
_LEFT_SHARE = 0.6
_GUTTER = 22.0
_LEAST_BELOW_GRID = 110.0
_LIST_GAP = 10.0


@dataclass(frozen=True, slots=True)
class _Rest:
    """What the week leaves of its last page, and the full body of every page after it."""

    first: Box
    full: Box

    def place(self, number: int) -> Box:
        return self.first if number == 0 else self.full


def render(*contents: SheetContent) -> bytes:
    """The sheets as one PDF, each with its own pages counted, and each with its annex."""
    return write([paper for content in contents for paper in sheet_papers(content)])


def sheet_papers(content: SheetContent, *, with_annex: bool = True) -> list[Paper]:
    """A sheet, and apart from it its sensitive taskings if it has any."""
    title = f"Deployment sheet, {content.team}, {content.week}, {content.version_words}"
    marks = _watermarks(content)
    pages = _pages(sheet_annex.without_sensitive(content))
    made = [Paper(title, content.imprint, pages, watermarks=marks)]
    if with_annex and sheet_annex.numbers(content):
        annex = _annex_pages(content)
        made.append(Paper(title, content.imprint, annex, watermarks=marks, is_annex=True))
    return made


def file_name(content: SheetContent) -> str:
    """Without anybody's name: "deployment-sheet_ashford-swale_2026-W48_draft-1.pdf"."""
    return safe_name("deployment sheet", content.team, str(content.week), content.version_words)


def _annex_pages(content: SheetContent) -> list[PageDraft]:
    area = body(LANDSCAPE)
    below = area.without_top(sheet_header.HEIGHT)
    box = below.without_top(_LIST_GAP)
    pages, _ = flow([sheet_annex.section(content)], lambda _: box, LARGE)
    head = partial(sheet_header.paint_header, content=content, area=area, is_annex=True)
    for page in pages:
        page.paints.insert(0, head)
    return pages


def _watermarks(content: SheetContent) -> tuple[str, ...]:
    words = ["PRACTICE"] if content.imprint.is_practice else []
    if content.status is not SheetStatus.ISSUED:
        words.append(content.status.upper())
    return tuple(words)


def _pages(content: SheetContent) -> list[PageDraft]:
    area = body(LANDSCAPE)
    below = area.without_top(sheet_header.HEIGHT)
    room = below.height - HEAD_HEIGHT - _LEGEND_HEIGHT
    changes = sheet_changes.height(content)
    grids = lay_out(content, area.width, room, first_less=changes)
    # Of equally few pages, min() takes the first: the most generous setting.
    pages = min((_composed(content, grid, below) for grid in grids), key=len)
    for page in pages:
        page.paints.insert(0, partial(sheet_header.paint_header, content=content, area=area))
    return pages


def _composed(content: SheetContent, grid: Grid, below: Box) -> list[PageDraft]:
    pages, end = _grid_pages(content, grid, below)
    end = _add_notes(pages, content, below, end)
    _add_lists(pages, content, grid, below, end)
    return pages


def _grid_pages(content: SheetContent, grid: Grid, below: Box) -> tuple[list[PageDraft], float]:
    pages = [PageDraft(sheet_changes.paint_on_top(content, below))]
    end = top = below.top - sheet_changes.height(content)
    for at, rows in enumerate(grid.pages):
        if at:
            pages.append(PageDraft())
            top = below.top
        paints, end = paint_rows(grid, content.days, rows, top, below.x)
        pages[-1].paints += paints
        pages[-1].is_sensitive = any(row.is_sensitive for row in rows)
    return pages, end


def _add_notes(pages: list[PageDraft], content: SheetContent, below: Box, end: float) -> float:
    """What the codes mean and which volunteers are free, right below the week."""
    legend = [f"{code} {name}" for code, name in content.legend]
    if content.changed_since:
        since = content.changed_since
        legend.append(f"bar in the margin, thick line below a day: changed since {since}")
    texts = [" · ".join(legend)]
    if content.unplanned:
        texts.append(f"Volunteers with nothing planned: {', '.join(content.unplanned)}")
    end -= 2
    for line in (line for text in texts for line in wrap(text, _NOTE, below.width, 2).lines):
        if end - _NOTE.leading < below.bottom:
            pages.append(PageDraft())
            end = below.top
        end -= _NOTE.leading
        pages[-1].paints.append(partial(_paint_note, x=below.x + 1, y=end, text=line))
    return end


def _add_lists(
    pages: list[PageDraft], content: SheetContent, grid: Grid, below: Box, end: float
) -> None:
    first = below.without_top(below.top - end + _LIST_GAP)
    full = below.without_top(_LIST_GAP)
    if first.height < _LEAST_BELOW_GRID:
        pages.append(PageDraft())
        first = full
    rest = _Rest(first, full)
    drafts, lowest = _columns(content, grid, rest.place)
    if lowest - _SIGNATURE_HEIGHT < below.bottom:
        drafts, _ = _columns(content, grid, _with_room_to_sign(rest, len(drafts) - 1))
    pages[-1].paints += drafts[0].paints
    pages[-1].is_sensitive |= drafts[0].is_sensitive
    pages += drafts[1:]
    pages[-1].paints.append(partial(_paint_signature, content=content, area=below))


def _with_room_to_sign(rest: _Rest, last: int) -> Callable[[int], Box]:
    def place(number: int) -> Box:
        box = rest.place(number)
        return box if number < last else box.without_foot(_SIGNATURE_HEIGHT)

    return place


def _columns(
    content: SheetContent, grid: Grid, place: Callable[[int], Box]
) -> tuple[list[PageDraft], float]:
    """Both columns side by side; returns their pages and the lowest end on the last of them."""

    def left(number: int) -> Box:
        box = place(number)
        return Box(box.x, box.top, box.width * _LEFT_SHARE - _GUTTER / 2, box.height)

    def right(number: int) -> Box:
        box = place(number)
        width = box.width * (1 - _LEFT_SHARE) - _GUTTER / 2
        return Box(box.x + box.width - width, box.top, width, box.height)

    columns = [
        flow(left_sections(content, grid.cut_cells), left),
        flow(right_sections(content), right),
    ]
    count = max(len(pages) for pages, _ in columns)
    lowest = min(end for pages, end in columns if len(pages) == count)
    return [_merged([p[n] for p, _ in columns if n < len(p)]) for n in range(count)], lowest


def _merged(drafts: Sequence[PageDraft]) -> PageDraft:
    return PageDraft(
        [paint for draft in drafts for paint in draft.paints],
        any(draft.is_sensitive for draft in drafts),
    )


def _paint_note(canvas: Canvas, *, x: float, y: float, text: str) -> None:
    draw(canvas, x, y, text, _NOTE)


def _paint_signature(canvas: Canvas, *, content: SheetContent, area: Box) -> None:
    """Who signed it off, or lines for the supervisor, at the foot of the last page."""
    y, label = area.bottom + 12, TextStyle(SMALLEST, colour=Ink.QUIET)
    words = TextStyle(8.5, "Medium")
    if content.signed_by:
        signed = ", ".join(filter(None, (content.signed_by, content.signed_at)))
        rule(canvas, area.x, y + 12, area.width, Ink.TEXT, 0.7)
        draw(canvas, area.x, y, fit(f"Signed off by {signed}.", words, area.width), words)
        return
    said = "Checked: cover, rest, vetting and welfare calls are in order. May be issued."
    draw(canvas, area.x, y, said, words)
    x = area.x + words.width(said) + 18
    right = area.x + area.width
    widths = [(right - x - 24) * share for share in (0.42, 0.34, 0.24)]
    for name, width in zip(
        ("Supervisor's signature", "Name", "Date and time"), widths, strict=True
    ):
        rule(canvas, x, y - 2, width, Ink.TEXT, 0.7)
        draw(canvas, x, y - 10.5, name, label)
        x += width + 12
