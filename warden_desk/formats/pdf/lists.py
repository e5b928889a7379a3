"""Lists with a heading, flowing down a column and on to the next page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.formats.pdf.page import Box, PageDraft
from warden_desk.formats.pdf.style import (
    SMALLEST,
    Ink,
    TextStyle,
    clean,
    draw,
    draw_right,
    fill,
    rule,
)
from warden_desk.formats.pdf.text import fit, wrap

_BETWEEN = 6.0
_BAR_AWAY, _BAR = 6.0, 2.2


@dataclass(frozen=True, slots=True)
class Look:
    """How large lists are set: the heights follow from the sizes."""

    title: TextStyle
    label: TextStyle
    text: TextStyle
    row_pad: float
    gap: float

    @property
    def strong(self) -> TextStyle:
        return replace(self.text, weight="SemiBold")

    @property
    def quiet(self) -> TextStyle:
        return replace(self.text, colour=Ink.QUIET)

    @property
    def title_height(self) -> float:
        return self.title.size + 7.5

    @property
    def label_height(self) -> float:
        return self.label.size + 4.0


SMALL = Look(
    TextStyle(9.5, "SemiBold"), TextStyle(SMALLEST, colour=Ink.QUIET), TextStyle(8), 2.2, 11.0
)
"""For the lists below a week."""
LARGE = Look(TextStyle(12, "SemiBold"), TextStyle(8, colour=Ink.QUIET), TextStyle(10), 3.8, 16.0)
"""For a paper that is read in the hand."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its share of the width, and how many lines a row may take in it."""

    label: str
    share: float
    most_lines: int = 2


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of a list. The texts in the columns of `strong` are set bold.

    A text may hold line breaks of its own. What has changed gets a bar in the margin.
    """

    texts: tuple[str, ...]
    strong: frozenset[int] = frozenset()
    is_sensitive: bool = False
    is_changed: bool = False
    is_shaded: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its list, or with a sentence if there is nothing to list."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[ListRow, ...]
    if_empty: str
    is_counted: bool = True


@dataclass(slots=True)
class _Flow:
    """Where the next line goes. `places(n)` is the n-th box of this column, page by page."""

    places: Callable[[int], Box]
    look: Look
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
    sections: Iterable[Section], places: Callable[[int], Box], look: Look = SMALL
) -> tuple[list[PageDraft], float]:
    """Lay sections one under another into the boxes; returns the pages and where the last ends."""
    state = _Flow(places, look)
    for section in sections:
        _add_section(state, section)
    return state.pages, state.y


def _add_section(state: _Flow, section: Section) -> None:
    look = state.look
    widths = [column.share * state.box.width - _BETWEEN for column in section.columns]
    measured = [(row, _lines(row, section.columns, widths, look)) for row in section.rows]
    if not state.is_at_top:
        state.y -= look.gap
    needed = look.title_height + look.label_height
    needed += _height(measured[0][1], look) if measured else 0
    if not state.fits(needed) and not (state.is_at_top and len(state.pages) > 1):
        state.turn()
    _add_title(state, section, section.title)
    if not measured:
        sentence = fit(section.if_empty, look.quiet, state.box.width)
        _paint(state, partial(_paint_text, style=look.quiet, text=sentence))
        state.y -= look.text.leading + look.row_pad
    for row, lines in measured:
        if not state.fits(_height(lines, look)):
            state.turn()
            _add_title(state, section, f"{section.title}, continued")
        _add_row(state, section, row, lines)


def _add_row(state: _Flow, section: Section, row: ListRow, lines: Sequence[Sequence[str]]) -> None:
    shares = tuple(column.share for column in section.columns)
    paint = partial(_paint_row, row=row, lines=lines, shares=shares, look=state.look)
    _paint(state, partial(paint, width=state.box.width))
    state.pages[-1].is_sensitive |= row.is_sensitive
    state.y -= _height(lines, state.look)


def _add_title(state: _Flow, section: Section, title: str) -> None:
    look, width = state.look, state.box.width
    count = (str(len(section.rows)) if section.rows else "none") if section.is_counted else ""
    _paint(state, partial(_paint_title, title=title, count=count, width=width, look=look))
    state.y -= look.title_height
    if section.rows and any(column.label for column in section.columns):
        labels = partial(_paint_labels, columns=section.columns, width=width, style=look.label)
        _paint(state, labels)
        state.y -= look.label_height


def _paint(state: _Flow, paint: Callable[..., None]) -> None:
    state.pages[-1].paints.append(partial(paint, x=state.box.x, top=state.y))


def _lines(
    row: ListRow, columns: Sequence[Column], widths: Sequence[float], look: Look
) -> list[tuple[str, ...]]:
    return [
        _wrapped(text, look.strong if index in row.strong else look.text, width, column.most_lines)
        for index, (text, column, width) in enumerate(zip(row.texts, columns, widths, strict=True))
    ]


def _wrapped(text: str, style: TextStyle, width: float, most: int) -> tuple[str, ...]:
    """Paragraph by paragraph; what has no room is marked at the end of the last line."""
    if "\n" not in text:
        return wrap(text, style, width, most).lines
    lines = [line for part in text.split("\n") for line in wrap(part, style, width).lines]
    if len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], *wrap(" ".join(lines[most - 1 :]), style, width, 1).lines)


def _height(lines: Sequence[Sequence[str]], look: Look) -> float:
    return max(1, *(len(each) for each in lines)) * look.text.leading + 2 * look.row_pad


def _paint_title(
    canvas: Canvas, *, title: str, count: str, width: float, look: Look, x: float, top: float
) -> None:
    baseline = top - look.title.ascent
    draw(canvas, x, baseline, fit(title, look.title, width - 30), look.title)
    draw_right(canvas, x + width, baseline, count, look.quiet)
    rule(canvas, x, top - look.title_height + 4, width, Ink.TEXT, 0.8)


def _paint_labels(
    canvas: Canvas,
    *,
    columns: Sequence[Column],
    width: float,
    style: TextStyle,
    x: float,
    top: float,
) -> None:
    for column in columns:
        draw(canvas, x, top - style.ascent, clean(column.label), style)
        x += column.share * width


def _paint_text(canvas: Canvas, *, text: str, style: TextStyle, x: float, top: float) -> None:
    draw(canvas, x, top - style.ascent, text, style)


def _paint_row(
    canvas: Canvas,
    *,
    row: ListRow,
    lines: Sequence[Sequence[str]],
    shares: Sequence[float],
    look: Look,
    width: float,
    x: float,
    top: float,
) -> None:
    height = _height(lines, look)
    if row.is_shaded:
        fill(canvas, x, top - height, width, height, Ink.SHADE)
    if row.is_changed:
        fill(canvas, x - _BAR_AWAY, top - height + 0.8, _BAR, height - 1.6, Ink.TEXT)
    left = x
    for index, (texts, share) in enumerate(zip(lines, shares, strict=True)):
        style = look.strong if index in row.strong else look.text
        for number, text in enumerate(texts):
            baseline = top - look.row_pad - style.ascent - number * style.leading
            draw(canvas, left, baseline, text, style)
        left += share * width
    rule(canvas, x, top - height, width)
