# pyright: basic
"""A page of an atlas about a district or a team: its map, and its parishes in a list beside it."""

from collections.abc import Mapping, Sequence
from functools import partial

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.coverage_modes import MapClass, Mode, ModeRow
from warden_desk.domain.dates import plain_date
from warden_desk.domain.map_papers import Atlas, AtlasPart, PrintedMap
from warden_desk.formats.atlas_ground import PageMap
from warden_desk.formats.atlas_page import Layout, Pages, beside, words_room
from warden_desk.formats.map_furniture import paint_head
from warden_desk.formats.map_ground import Shapes
from warden_desk.formats.pdf.lists import Column, ListRow, Section
from warden_desk.formats.pdf.page import PageDraft

_WHO = "Looked after by"


def pages_of(atlas: Atlas, part: AtlasPart, shapes: Shapes, pages: Pages) -> list[PageDraft]:
    """The page with the map, and others where the list is too long for it."""
    whole = atlas.whole
    shown = whole.only(part.rows, part.title)
    layout = Layout.of(whole, shown.key())
    numbers, columns = numbers_of(part.rows), _columns(atlas, layout.side.width)
    head = partial(_paint_further_head, layout=layout, shown=shown, part=part)
    drafts = beside(layout, _sections(shown, numbers, columns), head=head)
    paint = partial(
        _paint,
        atlas=atlas,
        part=part,
        shown=shown,
        shapes=shapes,
        pages=pages,
        layout=layout,
        numbers=numbers,
    )
    drafts[0].paints.insert(0, paint)
    for draft in drafts:
        draft.is_sensitive = whole.has_names
    return drafts


def numbers_of(rows: Sequence[ModeRow]) -> dict[str, str]:
    """The number of each area in the list of its page, by its code."""
    return {row.gss_code: str(number) for number, row in enumerate(rows, start=1)}


def _paint(
    canvas: Canvas,
    *,
    atlas: Atlas,
    part: AtlasPart,
    shown: PrintedMap,
    shapes: Shapes,
    pages: Pages,
    layout: Layout,
    numbers: Mapping[str, str],
) -> None:
    layout.paint_around(canvas, shown.title, _under(shown, part), shown.counted)
    around = {
        code: _around(district, pages.of(code)) for code, (_, district) in atlas.places.items()
    }
    if any(row.gss_code in shapes for row in part.rows):
        ground = PageMap(shown, part.rows, shapes, numbers, around, layout.frame)
        ground.paint(canvas)
        layout.paint_foot(canvas, shown, ground.projection, has_beyond=ground.has_beyond)


def _around(district: str, page: int | None) -> str:
    return f"{district}, page {page}" if page and district else district


def _paint_further_head(
    canvas: Canvas, *, layout: Layout, shown: PrintedMap, part: AtlasPart
) -> None:
    paint_head(
        canvas, f"{shown.title}, continued", _under(shown, part), layout.area, trial=shown.trial
    )


def _under(shown: PrintedMap, part: AtlasPart) -> str:
    return " · ".join(word for word in (part.under, shown.under) if word)


def _sections(
    shown: PrintedMap, numbers: Mapping[str, str], columns: tuple[Column, ...]
) -> list[Section]:
    """A list of the parishes; of a team, one for each of its districts."""
    by_district: dict[str, list[ModeRow]] = {}
    for row in shown.view.rows:
        by_district.setdefault(row.district, []).append(row)
    is_one = len(by_district) == 1
    classes = {one.key: one for one in shown.view.classes}
    return [
        Section(
            "Parishes and towns" if is_one else district,
            columns,
            tuple(_line(row, classes[row.key], numbers, shown) for row in rows),
            "",
        )
        for district, rows in by_district.items()
    ]


def _columns(atlas: Atlas, width: float) -> tuple[Column, ...]:
    """The parish and what is said of it share what the narrow columns leave."""
    words = words_room(atlas.whole) / width
    number, mark, visit = 22 / width, 16 / width, 55 / width
    who = 66 / width if _has_people(atlas.whole) else 0
    columns = [
        Column("No.", number, 1),
        Column("Parish", 1 - number - mark - words - who - visit),
        Column("", mark, 1),
        Column(atlas.whole.view.mode.label, words),
        *([Column(_WHO, who)] if who else []),
        Column("Last visit", visit, 1),
    ]
    return tuple(columns)


def _has_people(shown: PrintedMap) -> bool:
    """Whether people are named who are not what the map shows anyway."""
    return shown.has_names and shown.view.mode is not Mode.WARDEN


def _line(row: ModeRow, of: MapClass, numbers: Mapping[str, str], shown: PrintedMap) -> ListRow:
    name = f"{row.name} (unparished)" if row.is_unparished else row.name
    texts = [numbers[row.gss_code], name, of.mark, row.words]
    if _has_people(shown):
        texts.append(row.primary or ", ".join(row.others) or "–")
    texts.append(plain_date(row.last_visit) if row.last_visit else "never")
    return ListRow(tuple(texts), frozenset({1}))
