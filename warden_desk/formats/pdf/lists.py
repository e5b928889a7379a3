"""Lists with a heading, flowing down a column and on to the next page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.formats.pdf.page import Box, PageDraft
from warden_desk.formats.pdf.style import SMALLEST, Ink, TextStyle, clean, draw, draw_right, rule
from warden_desk.formats.pdf.text import fit, wrap

_TITLE = TextStyle(9.5, "SemiBold")
_COUNT = TextStyle(8, colour=Ink.QUIET)
_LABEL = TextStyle(SMALLEST, colour=Ink.QUIET)
_TEXT = TextStyle(8)
_STRONG = TextStyle(8, "SemiBold")
_TITLE_HEIGHT = 17.0
_LABEL_HEIGHT = 11.0
_ROW_PAD = 2.2
_GAP = 11.0
_BETWEEN = 6.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its share of the width, and how many lines a row may take in it."""

    label: str
    share: float
    most_lines: int = 2


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of a list. The texts in the columns of `strong` are set bold."""

    texts: tuple[str, ...]
    strong: frozenset[int] = frozenset()
    is_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its list, or with a sentence if there is nothing to list."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[ListRow, ...]
    if_empty: str


@dataclass(slots=True)
class _Flow:
    """Where the next line goes. `places(n)` is the n-th box of this column, page by page."""

    places: Callable[[int], Box]
    pages: list[PageDraft] = field(default_factory=lambda: [PageDraft()])
    box: Box = field(init=False)
    y: float = field(init=False)

    def __post_init__(self) -> None:
        self.box = self.places(0)
        self.y = self.box.top

    @property
    def is_at_top(self) -> bool:
        return self.y == self.box.top

    def fits(self, height: float) -> bool:
        return self.y - height >= self.box.bottom

    def turn(self) -> None:
        self.pages.append(PageDraft())
        self.box = self.places(len(self.pages) - 1)
        self.y = self.box.top


def flow(
    sections: Iterable[Section], places: Callable[[int], Box]
) -> tuple[list[PageDraft], float]:
    """Lay sections one under another into the boxes; returns the pages and where the last ends."""
    state = _Flow(places)
    for section in sections:
        _add_section(state, section)
    return state.pages, state.y


def _add_section(state: _Flow, section: Section) -> None:
    widths = [column.share * state.box.width - _BETWEEN for column in section.columns]
    measured = [(row, _lines(row, section.columns, widths)) for row in section.rows]
    if not state.is_at_top:
        state.y -= _GAP
    needed = _TITLE_HEIGHT + _LABEL_HEIGHT + (_height(measured[0][1]) if measured else 0)
    if not state.fits(needed) and not (state.is_at_top and len(state.pages) > 1):
        state.turn()
    _add_title(state, section, section.title)
    if not measured:
        sentence = fit(section.if_empty, _COUNT, state.box.width)
        _paint(state, partial(_paint_text, style=_COUNT, text=sentence))
        state.y -= _LABEL_HEIGHT
    for row, lines in measured:
        if not state.fits(_height(lines)):
            state.turn()
            _add_title(state, section, f"{section.title}, continued")
        _add_row(state, section, row, lines)


def _add_row(state: _Flow, section: Section, row: ListRow, lines: Sequence[Sequence[str]]) -> None:
    shares = [column.share for column in section.columns]
    _paint(state, partial(_paint_row, row=row, lines=lines, shares=shares, width=state.box.width))
    state.pages[-1].is_sensitive |= row.is_sensitive
    state.y -= _height(lines)


def _add_title(state: _Flow, section: Section, title: str) -> None:
    count = str(len(section.rows)) if section.rows else "none"
    _paint(state, partial(_paint_title, title=title, count=count, width=state.box.width))
    state.y -= _TITLE_HEIGHT
    if section.rows:
        _paint(state, partial(_paint_labels, columns=section.columns, width=state.box.width))
        state.y -= _LABEL_HEIGHT


def _paint(state: _Flow, paint: Callable[..., None]) -> None:
    state.pages[-1].paints.append(partial(paint, x=state.box.x, top=state.y))


def _lines(
    row: ListRow, columns: Sequence[Column], widths: Sequence[float]
) -> list[tuple[str, ...]]:
    return [
        wrap(text, _STRONG if index in row.strong else _TEXT, width, column.most_lines).lines
        for index, (text, column, width) in enumerate(zip(row.texts, columns, widths, strict=True))
    ]


def _height(lines: Sequence[Sequence[str]]) -> float:
    return max(1, *(len(each) for each in lines)) * _TEXT.leading + 2 * _ROW_PAD


def _paint_title(
    canvas: Canvas, *, title: str, count: str, width: float, x: float, top: float
) -> None:
    baseline = top - _TITLE.ascent
    draw(canvas, x, baseline, fit(title, _TITLE, width - 30), _TITLE)
    draw_right(canvas, x + width, baseline, count, _COUNT)
    rule(canvas, x, top - _TITLE_HEIGHT + 4, width, Ink.TEXT, 0.8)


def _paint_labels(
    canvas: Canvas, *, columns: Sequence[Column], width: float, x: float, top: float
) -> None:
    for column in columns:
        draw(canvas, x, top - _LABEL.ascent, clean(column.label), _LABEL)
        x += column.share * width


def _paint_text(canvas: Canvas, *, text: str, style: TextStyle, x: float, top: float) -> None:
    draw(canvas, x, top - style.ascent, text, style)


def _paint_row(
    canvas: Canvas,
    *,
    row: ListRow,
    lines: Sequence[Sequence[str]],
    shares: Sequence[float],
    width: float,
    x: float,
    top: float,
) -> None:
    left = x
    for index, (texts, share) in enumerate(zip(lines, shares, strict=True)):
        style = _STRONG if index in row.strong else _TEXT
        for number, text in enumerate(texts):
            draw(canvas, left, top - _ROW_PAD - style.ascent - number * style.leading, text, style)
        left += share * width
    rule(canvas, x, top - _height(lines), width)
