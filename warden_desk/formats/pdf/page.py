"""The furniture of every page: marking top and bottom, imprint, page x of y, watermark."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.sheets import Imprint
from warden_desk.formats.pdf.style import (
    Ink,
    TextStyle,
    clean,
    draw,
    draw_centred,
    draw_right,
    register_fonts,
    rule,
)
from warden_desk.formats.pdf.text import fit

Paint = Callable[[Canvas], None]

PORTRAIT = (A4[0], A4[1])
LANDSCAPE = (A4[1], A4[0])
MARGIN = 28.0
HEAD_ROOM = 30.0
FOOT_ROOM = 42.0

_MARKING = TextStyle(size=9, weight="SemiBold")
_FOOT = TextStyle(size=7, colour=Ink.QUIET)
_FOOT_STRONG = TextStyle(size=7, weight="SemiBold")
_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page: `x` is its left edge and `top` its upper one, in points from below."""

    x: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top - self.height

    def without_top(self, height: float) -> "Box":
        return Box(self.x, self.top - height, self.width, self.height - height)

    def without_foot(self, height: float) -> "Box":
        return Box(self.x, self.top, self.width, self.height - height)


@dataclass(slots=True)
class PageDraft:
    """What is to be painted on a page, and whether any of it is sensitive."""

    paints: list[Paint] = field(default_factory=list[Paint])
    is_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished layout: its pages are numbered by themselves, whatever file they end up in.

    An annex is a paper of its own, so that what it belongs to can travel without it.
    """

    title: str
    imprint: Imprint
    pages: Sequence[PageDraft]
    size: tuple[float, float] = LANDSCAPE
    watermarks: tuple[str, ...] = ()
    is_annex: bool = False

    def page_words(self, number: int) -> str:
        """`Page 1 of 2`, and of an annex `Annex, page 1 of 1`."""
        words = f"age {number} of {len(self.pages)}"
        return f"Annex, p{words}" if self.is_annex else f"P{words}"


def body(size: tuple[float, float]) -> Box:
    """What the furniture leaves free."""
    width, height = size
    return Box(MARGIN, height - HEAD_ROOM, width - 2 * MARGIN, height - HEAD_ROOM - FOOT_ROOM)


def write(papers: Sequence[Paper], chosen: Collection[int] | None = None) -> bytes:
    """One PDF of all papers. Its metadata names the service and the title, and no person.

    Args:
        chosen: the pages wanted, counted through all papers from 1; None for every page. A page
            keeps the number it has in its own paper.
    """
    buffer = BytesIO()
    first = papers[0]
    canvas = _canvas(buffer, first.size)
    canvas.setTitle(", ".join(dict.fromkeys(clean(paper.title) for paper in papers)))
    canvas.setAuthor(clean(first.imprint.service))
    canvas.setSubject(clean(first.imprint.marking))
    canvas.setCreator("Warden Desk")
    canvas.setProducer("Warden Desk, with ReportLab")
    before = 0
    for paper in papers:
        for number, page in enumerate(paper.pages, start=1):
            if chosen is None or before + number in chosen:
                canvas.setPageSize(paper.size)
                _paint(canvas, paper, page, number)
                canvas.showPage()
        before += len(paper.pages)
    canvas.save()
    return buffer.getvalue()


def _canvas(buffer: BytesIO, size: tuple[float, float]) -> Canvas:
    canvas = Canvas(
        buffer,
        pagesize=size,
        # Without a first font of ours, reportlab leaves an unembedded Helvetica in every file.
        initialFontName=register_fonts(),  # pyright: ignore[reportArgumentType] - stub says float
        pageCompression=1,
        lang="en-GB",
    )
    # The window then shows the title, not the path, which may hold a user's name.
    canvas.setViewerPreference("DisplayDocTitle", "true")  # pyright: ignore[reportUnknownMemberType]
    return canvas


def _paint(canvas: Canvas, paper: Paper, page: PageDraft, number: int) -> None:
    _paint_watermarks(canvas, paper)
    for paint in page.paints:
        paint(canvas)
    imprint = paper.imprint
    width, height = paper.size
    marking = imprint.sensitive_marking if page.is_sensitive else imprint.marking
    marking = fit(marking.upper(), _MARKING, width - 2 * MARGIN)
    draw_centred(canvas, width / 2, height - 22, marking, _MARKING)
    draw_centred(canvas, width / 2, 15, marking, _MARKING)
    _paint_imprint(canvas, paper, paper.page_words(number))


def _paint_imprint(canvas: Canvas, paper: Paper, page_words: str) -> None:
    imprint, width = paper.imprint, paper.size[0] - 2 * MARGIN
    rule(canvas, MARGIN, FOOT_ROOM - 3, width)
    draw_right(canvas, MARGIN + width, 29, page_words, _FOOT_STRONG)
    right = MARGIN + width - _FOOT_STRONG.width(page_words) - _GAP
    x = MARGIN
    for label, value in _imprint_words(imprint):
        used = _FOOT.width(f"{label} ") if label else 0
        room = right - x - used
        if room < _FOOT.size * 4:
            break
        shown = fit(value, _FOOT_STRONG, min(room, width / 4.4))
        draw(canvas, x, 29, label, _FOOT)
        x += used
        draw(canvas, x, 29, shown, _FOOT_STRONG)
        x += _FOOT_STRONG.width(shown) + _GAP


def _imprint_words(imprint: Imprint) -> list[tuple[str, str]]:
    printed = imprint.printed_at + (f" by {imprint.printed_by}" if imprint.printed_by else "")
    words = [
        ("", imprint.version),
        ("Destroy by", imprint.destroy_by),
        ("Copy for", imprint.copy_for or "________________"),
        ("Printed", printed),
    ]
    return [(label, value) for label, value in words if value]


def _paint_watermarks(canvas: Canvas, paper: Paper) -> None:
    width, height = paper.size
    words = [clean(word) for word in paper.watermarks]
    style = TextStyle(size=min(width, height) / (5 if len(words) > 1 else 4), weight="SemiBold")
    canvas.setFillColorRGB(*Ink.WATERMARK)
    canvas.setFont(style.font, style.size)
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(28)
    for line, word in enumerate(words):
        below = (line - (len(words) - 1) / 2) * style.size
        canvas.drawCentredString(0, -below - style.size * 0.35, word)
    canvas.restoreState()
