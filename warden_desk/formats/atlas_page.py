# pyright: basic
"""What the pages of an atlas share: where things stand, how lists are set, which page is which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.map_papers import AtlasPart, PrintedMap
from warden_desk.formats.map_furniture import (
    FOOT_HEIGHT,
    Entries,
    Key,
    head_height,
    lay_key,
    note_height,
    paint_foot,
    paint_head,
    paint_key,
    paint_note,
)
from warden_desk.formats.map_ground import Projection
from warden_desk.formats.pdf.lists import Look, Section, flow
from warden_desk.formats.pdf.page import LANDSCAPE, Box, PageDraft, body
from warden_desk.formats.pdf.style import Ink, TextStyle, clean

TABLE = Look(TextStyle(9.5, "SemiBold"), TextStyle(7, colour=Ink.QUIET), TextStyle(7.4), 1.0, 9.0)
"""Close enough for forty parishes on a page."""

ROOMY = Look(TextStyle(11, "SemiBold"), TextStyle(7.5, colour=Ink.QUIET), TextStyle(8.6), 2.4, 12.0)
"""For a page with few of them."""

TIGHT = Look(TextStyle(9.5, "SemiBold"), TextStyle(7, colour=Ink.QUIET), TextStyle(7), 0.6, 6.0)
"""For a page that would run over by a few."""

_SIDE, _NAMES = 264.0, 66.0
_USUAL_WORDS, _MOST_WORDS = 92.0, 140.0
"""What a map says of an area takes so much room; the list is wider where it says more."""

_BETWEEN = 16.0
_KEY_MOST = 92.0
_COLUMN_GAP = 24.0


@dataclass(slots=True)
class Pages:
    """On which page each part begins; known only once all are laid out."""

    _first: dict[str, int] = field(default_factory=dict[str, int])

    def begin(self, part: AtlasPart, number: int) -> None:
        for row in part.rows:
            self._first[row.gss_code] = number

    def of(self, gss_code: str) -> int | None:
        """The page that shows an area."""
        return self._first.get(gss_code)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a page stand."""

    area: Box
    below: Box
    frame: Box
    key: Key
    key_box: Box
    foot: Box
    side: Box
    note: str
    trial: str

    @classmethod
    def of(cls, shown: PrintedMap, entries: Entries, note: str = "") -> "Layout":
        """The map at the left over its key, the list at the right."""
        area = body(LANDSCAPE)
        below = area.without_top(head_height(shown))
        width = _SIDE + words_room(shown) - _USUAL_WORDS + (_NAMES if shown.has_names else 0)
        side = Box(below.x + below.width - width, below.top, width, below.height)
        left = Box(below.x, below.top, below.width - width - _BETWEEN, below.height)
        note = " ".join(words for words in (note, shown.view.note) if words)
        key = lay_key(entries, left.width, _KEY_MOST)
        noted = note_height(note, left.width)
        high = key.height + noted + (14 if noted else 10)
        frame = left.without_foot(FOOT_HEIGHT + high)
        key_box = Box(left.x, frame.bottom - 6, left.width, high)
        return cls(area, below, frame, key, key_box, left, side, note, shown.trial)

    def paint_around(self, canvas: Canvas, title: str, under: str, at_right: str) -> None:
        """Title and key."""
        paint_head(canvas, title, under, self.area, at_right=at_right, trial=self.trial)
        paint_key(canvas, self.key, self.key_box)
        paint_note(canvas, self.note, self.key_box.without_top(self.key.height + 2))

    def paint_foot(
        self, canvas: Canvas, shown: PrintedMap, on: Projection, *, has_beyond: bool
    ) -> None:
        """Scale, north, and whose lines they are."""
        paint_foot(canvas, shown, self.foot, on, has_beyond=has_beyond)


def words_room(shown: PrintedMap) -> float:
    """How wide the column is that says what the map shows, in points."""
    longest = max((TABLE.text.width(clean(row.words)) for row in shown.view.rows), default=0)
    return min(_MOST_WORDS, max(_USUAL_WORDS, longest + 8))


def beside(
    layout: Layout, sections: Sequence[Section], *, head: Callable[[Canvas], None], least: float = 0
) -> list[PageDraft]:
    """Pages of which the first has the lists at its side; what they leave goes on in two columns.

    Args:
        head: paints the title of the pages that follow.
        least: so much room is left free below the lists on the first page.
    """
    below = layout.below
    half = (below.width - _COLUMN_GAP) / 2
    columns = (
        Box(below.x, below.top, half, below.height),
        Box(below.x + half + _COLUMN_GAP, below.top, half, below.height),
    )

    def place(number: int) -> Box:
        return columns[(number - 1) % 2] if number else layout.side.without_foot(least)

    for look in (ROOMY, TABLE, TIGHT):
        drafts, _ = flow(sections, place, look)
        if len(drafts) == 1:
            return drafts
    drafts, _ = flow(sections, place, TABLE)
    pages = drafts[:1]
    for at in range(1, len(drafts), 2):
        both = [paint for draft in drafts[at : at + 2] for paint in draft.paints]
        pages.append(PageDraft([head, *both]))
    return pages
