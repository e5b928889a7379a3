# pyright: basic
"""The first pages of an atlas: the whole map with its pages, and where to find each parish."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.coverage_modes import Mode, ModeRow
from warden_desk.domain.map_papers import Atlas, Per, PrintedMap
from warden_desk.formats.atlas_page import TABLE, Layout, Pages
from warden_desk.formats.atlas_part import numbers_of
from warden_desk.formats.map_frame import bounds, padded, paint_classes
from warden_desk.formats.map_furniture import head_height, lay_key, paint_head, paint_key
from warden_desk.formats.map_ground import (
    Projection,
    Shapes,
    joined,
    paint_beyond,
    paint_frame,
    stroke,
    within,
)
from warden_desk.formats.map_labels import GROUP, Labels
from warden_desk.formats.pdf.page import LANDSCAPE, Box, PageDraft, body
from warden_desk.formats.pdf.style import Ink, TextStyle, draw, draw_right, rule
from warden_desk.formats.pdf.text import fit

_TEXT = TextStyle(8)
_STRONG = TextStyle(8, "SemiBold")
_PAGE = TextStyle(8, "SemiBold")
_QUIET = TextStyle(7, colour=Ink.QUIET)

_LINE = 14.0
_MARK = 17.0
_MOST_MARKS = 7
_MANY = 16
"""A longer key, of people that is, stands below the list of pages."""

_INDEX_COLUMNS = 4
_INDEX_LINE = 10.4
_INDEX_GAP = 18.0
_INDEX_HEAD = 10.0
_HINT = "Where a map has a number instead of a name, the list beside it has the name."
_NAMED = (Mode.WARDEN, Mode.TEAM, Mode.VACANCY)

Group = tuple[str, Sequence[ModeRow]]


def overview(atlas: Atlas, shapes: Shapes, pages: Pages) -> list[PageDraft]:
    """The whole map, with the page of each of its parts."""
    whole = atlas.whole
    is_sensitive = whole.has_names and whole.view.mode in _NAMED
    paint = partial(_paint_overview, atlas=atlas, shapes=shapes, pages=pages)
    return [PageDraft([paint], is_sensitive=is_sensitive)]


def index(atlas: Atlas, pages: Pages) -> list[PageDraft]:
    """Every area by its name, with its page and its number there."""
    lines = _index_lines(atlas)
    depth = int(_index_box(atlas.whole).height // _INDEX_LINE)
    each = depth * _INDEX_COLUMNS
    return [
        PageDraft([partial(_paint_index, atlas=atlas, lines=lines[at : at + each], pages=pages)])
        for at in range(0, len(lines), each)
    ]


def _groups(atlas: Atlas) -> list[Group]:
    """What has a line in the overview: the parts, or the districts of an atlas of parishes."""
    if atlas.per is not Per.PARISH:
        return [(part.title, part.rows) for part in atlas.parts]
    found: dict[str, list[ModeRow]] = {}
    for row in atlas.whole.view.rows:
        found.setdefault(row.district, []).append(row)
    return sorted(found.items())


def _paint_overview(canvas: Canvas, *, atlas: Atlas, shapes: Shapes, pages: Pages) -> None:
    whole, groups = atlas.whole, _groups(atlas)
    entries, hint = whole.key(), "" if atlas.per is Per.PARISH else _HINT
    has_many = len(entries) > _MANY
    layout = Layout.of(whole, () if has_many else entries, hint)
    layout.paint_around(canvas, atlas.title, whole.under, whole.counted)
    _paint_pages(canvas, whole, groups, pages, layout.side)
    if has_many:
        below = layout.side.without_top(_LINE * len(groups) + 36)
        paint_key(canvas, lay_key(entries, below.width, below.height), below)
    drawn = [row for row in whole.view.rows if row.gss_code in shapes]
    if not drawn:
        return
    frame = layout.frame
    on = Projection.fitting(bounds(whole, shapes), padded(frame))
    group_of = {
        row.gss_code: f"{name}, {_page_words(rows, pages)}"
        for name, rows in groups
        for row in rows
        if row.gss_code in shapes
    }
    outlines = joined(shapes, group_of)
    with within(canvas, frame):
        paint_beyond(canvas, frame)
        paint_classes(canvas, whole, drawn, shapes, on)
        stroke(canvas, on, outlines.values(), Ink.TEXT, 1.1)
    labels = Labels(frame)
    for name, outline in outlines.items():
        labels.heading(name, on.on_page(outline), GROUP)
    labels.paint(canvas)
    paint_frame(canvas, frame)
    layout.paint_foot(canvas, whole, on, has_beyond=True)


def _page_words(rows: Sequence[ModeRow], pages: Pages) -> str:
    found = [page for row in rows if (page := pages.of(row.gss_code))]
    if not found:
        return ""
    first, last = min(found), max(found)
    return f"p. {first}" if first == last else f"p. {first}–{last}"


def _paint_pages(
    canvas: Canvas, whole: PrintedMap, groups: Sequence[Group], pages: Pages, box: Box
) -> None:
    """A line for each part: its counts by class, and its page."""
    classes = [one for one, _ in whole.key()]
    is_counted = len(classes) <= _MOST_MARKS
    right = box.x + box.width
    marks_right = right - 44
    y = box.top - TABLE.title.ascent
    draw(canvas, box.x, y, "Pages", TABLE.title)
    edges = [marks_right - _MARK * at for at in range(len(classes))][::-1] if is_counted else []
    for edge, one in zip(edges, classes, strict=is_counted):
        draw_right(canvas, edge, y, one.mark, _STRONG)
    rule(canvas, box.x, y - 4, box.width, Ink.TEXT, 0.8)
    room = (edges[0] - _MARK if edges else marks_right) - box.x
    for name, rows in groups[: int((box.height - 20) // _LINE)]:
        y -= _LINE
        draw(canvas, box.x, y, fit(name, _STRONG, room), _STRONG)
        counts = whole.view.counts(rows)
        for edge, one in zip(edges, classes, strict=is_counted):
            draw_right(canvas, edge, y, str(counts[one.key] or "·"), _TEXT)
        draw_right(canvas, right, y, _page_words(rows, pages), _PAGE)
        rule(canvas, box.x, y - 4, box.width)


def _index_lines(atlas: Atlas) -> list[tuple[str, str, str]]:
    """Name, code and number on its page, by name; of namesakes, each with its district."""
    rows = [
        (row, numbers)
        for part in atlas.parts
        for numbers in [_numbers(atlas, part.rows)]
        for row in part.rows
    ]
    namesakes = Counter(row.name for row, _ in rows)
    lines = [
        (
            f"{row.name} ({row.district})" if namesakes[row.name] > 1 else row.name,
            row.gss_code,
            numbers.get(row.gss_code, ""),
        )
        for row, numbers in rows
    ]
    return sorted(lines, key=lambda line: line[0].casefold())


def _numbers(atlas: Atlas, rows: Sequence[ModeRow]) -> Mapping[str, str]:
    return {} if atlas.per is Per.PARISH else numbers_of(rows)


def _index_box(whole: PrintedMap) -> Box:
    """What the names of an index have, below the headings of its columns."""
    return body(LANDSCAPE).without_top(head_height(whole) + _INDEX_HEAD)


def _paint_index(
    canvas: Canvas, *, atlas: Atlas, lines: Sequence[tuple[str, str, str]], pages: Pages
) -> None:
    whole, has_numbers = atlas.whole, atlas.per is not Per.PARISH
    paint_head(canvas, "Where to find each parish", whole.under, body(LANDSCAPE), trial=whole.trial)
    box = _index_box(whole)
    depth = int(box.height // _INDEX_LINE)
    width = (box.width + _INDEX_GAP) / _INDEX_COLUMNS - _INDEX_GAP
    for at, (name, code, number) in enumerate(lines):
        x = box.x + (width + _INDEX_GAP) * (at // depth)
        y = box.top - _INDEX_LINE * (at % depth) - _TEXT.ascent
        if at % depth == 0:
            _paint_line(
                canvas, x, y + _INDEX_LINE, width, ("", "Page", "No." if has_numbers else "")
            )
        page = str(pages.of(code) or "")
        _paint_line(canvas, x, y, width, (name, page, number), _PAGE)
        rule(canvas, x, y - 2.4, width, weight=0.3)


def _paint_line(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    words: tuple[str, str, str],
    page_style: TextStyle = _QUIET,
) -> None:
    """A name, its page, and its number in the list there if there are any."""
    name, page, number = words
    right = x + width
    if number:
        draw_right(canvas, right, y, number, _QUIET)
        right -= 20
    draw_right(canvas, right, y, page, page_style)
    draw(canvas, x, y, fit(name, _TEXT, right - 22 - x), _TEXT)
