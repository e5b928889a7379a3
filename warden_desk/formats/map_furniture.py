# pyright: basic
"""What stands round a map on paper: title, key with counts, scale, north, whose lines they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.coverage_modes import MapClass
from warden_desk.domain.map_papers import PrintedMap
from warden_desk.formats.map_ground import (
    Projection,
    paint_beyond,
    paint_frame,
    paint_swatch,
)
from warden_desk.formats.map_looks import palette
from warden_desk.formats.pdf.page import Box
from warden_desk.formats.pdf.style import (
    Ink,
    TextStyle,
    clean,
    draw,
    draw_centred,
    draw_right,
    fill,
    rule,
)
from warden_desk.formats.pdf.text import fit, wrap

_TITLE = TextStyle(17, "SemiBold")
_UNDER = TextStyle(10, colour=Ink.QUIET)
_COUNT = TextStyle(9, "SemiBold")
_STRONG = TextStyle(8.5, "SemiBold")
_NOTE = TextStyle(7, colour=Ink.QUIET)
_CAPTION = TextStyle(8, "SemiBold")

HEAD_HEIGHT = 46.0
_TRIAL_HEIGHT = 24.0
_TRIAL = TextStyle(9.5, "SemiBold")
_TRIAL_FILL = (0.99, 0.93, 0.80)
FOOT_HEIGHT = 46.0
KEY_COLUMN = 150.0
"""As wide as an entry of the key likes to be."""

_NARROW = 84.0
_AROUND = 68.0
"""What an entry needs beside its word: swatch, count, and the way to the next column."""

_TALL, _LOW = 23.0, 13.0
_BETWEEN = 16.0
_METRES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
_SCALE_LENGTH = 130
_SCALE_ROOM = 186.0

Entries = Sequence[tuple[MapClass, int]]


@dataclass(frozen=True, slots=True)
class Key:
    """A key laid out: so many columns, with or without the line that says what a class means."""

    entries: Entries
    columns: int
    is_tall: bool
    left_out: int = 0

    @property
    def depth(self) -> int:
        """Lines in a column."""
        return max(1, -(-(len(self.entries) + (self.left_out > 0)) // self.columns))

    @property
    def line(self) -> float:
        return _TALL if self.is_tall else _LOW

    @property
    def height(self) -> float:
        return self.line * self.depth


def lay_key(entries: Entries, width: float, most: float) -> Key:
    """The roomiest key that is not higher than `most`; what does not fit at all is counted."""
    wide = max(1, int((width + _BETWEEN) // KEY_COLUMN))
    longest = max(
        (_STRONG.width(clean(f"{one.mark}  {one.label}")) for one, _ in entries), default=0
    )
    needed = min(KEY_COLUMN, max(_NARROW, longest + _AROUND))
    narrow = max(wide, int((width + _BETWEEN) // needed))
    for columns, is_tall in ((wide, True), (wide, False), (narrow, False)):
        key = Key(entries, columns, is_tall)
        if key.height <= most:
            return key
    kept = max(1, int(most // _LOW) * narrow - 1)
    most_first = sorted(entries, key=lambda entry: -entry[1])[:kept]
    shown = [entry for entry in entries if entry in most_first]
    return Key(shown, narrow, is_tall=False, left_out=len(entries) - len(shown))


def head_height(shown: PrintedMap) -> float:
    """How much room the head of its pages takes."""
    return HEAD_HEIGHT + (_TRIAL_HEIGHT if shown.trial else 0)


def paint_head(
    canvas: Canvas, title: str, under: str, area: Box, *, at_right: str = "", trial: str = ""
) -> None:
    """The title over the day, and a line below them; then what is only tried, if anything is."""
    taken = _COUNT.width(at_right) + 12 if at_right else 0
    draw(canvas, area.x, area.top - 18, fit(title, _TITLE, area.width - taken), _TITLE)
    draw(canvas, area.x, area.top - 33, fit(under, _UNDER, area.width), _UNDER)
    draw_right(canvas, area.x + area.width, area.top - 18, at_right, _COUNT)
    rule(canvas, area.x, area.top - 40, area.width, Ink.STRONG_LINE)
    if trial:
        _paint_trial(canvas, trial, area)


def paint_key(canvas: Canvas, key: Key, box: Box) -> None:
    """Swatch, mark, word and count of every class, from the top of the box."""
    looks = palette({one.look for one, _ in key.entries})
    width = (box.width + _BETWEEN) / key.columns - _BETWEEN
    for at, (one, count) in enumerate(key.entries):
        x = box.x + (width + _BETWEEN) * (at // key.depth)
        top = box.top - key.line * (at % key.depth) - 2
        high = key.line - 6 if key.is_tall else key.line - 3.5
        paint_swatch(canvas, Box(x, top, 24, high), looks[one.look])
        room = width - 32 - _COUNT.width(str(count)) - 4
        words = fit(f"{one.mark}  {one.label}".strip(), _STRONG, room)
        draw(canvas, x + 31, top - 7.2, words, _STRONG)
        if key.is_tall:
            draw(canvas, x + 31, top - 16, fit(one.meaning, _NOTE, width - 32), _NOTE)
        draw_right(canvas, x + width, top - 7.2, str(count), _COUNT)
    if key.left_out:
        at = len(key.entries)
        x = box.x + (width + _BETWEEN) * (at // key.depth)
        top = box.top - key.line * (at % key.depth) - 2
        draw(canvas, x + 31, top - 7.2, f"and {key.left_out} more", _NOTE)


def paint_foot(
    canvas: Canvas, shown: PrintedMap, box: Box, projection: Projection, *, has_beyond: bool = False
) -> None:
    """Scale and north on the left; on the right what the lines are, and whose.

    Args:
        has_beyond: there is ground of no area on the map, whose tone is named.
    """
    top = box.bottom + FOOT_HEIGHT - 6
    _paint_scale(canvas, box.x + 22, top - 22, projection)
    _paint_north(canvas, box.x + 6, top - 26)
    if has_beyond:
        paint_beyond(canvas, Box(box.x + 22, top - 29, 12, 7))
        paint_frame(canvas, Box(box.x + 22, top - 29, 12, 7), Ink.LINE, 0.4)
        draw(canvas, box.x + 39, top - 34.6, "Beyond: land or sea", _NOTE)
    left = box.x + _SCALE_ROOM
    width = box.x + box.width - left
    draw_right(canvas, left + width, top - 6, fit(shown.caption, _CAPTION, width), _CAPTION)
    lines = wrap(" ".join(shown.sources), _NOTE, width, 4).lines
    for at, line in enumerate(lines, start=1):
        draw_right(canvas, left + width, top - 7 - at * _NOTE.leading, line, _NOTE)


def paint_note(canvas: Canvas, text: str, box: Box, most: int = 3) -> float:
    """A few lines that say how a map is counted; returns their height."""
    lines = wrap(text, _NOTE, box.width, most).lines
    for at, line in enumerate(lines, start=1):
        draw(canvas, box.x, box.top - at * _NOTE.leading, line, _NOTE)
    return len(lines) * _NOTE.leading


def note_height(text: str, width: float, most: int = 3) -> float:
    """How high `paint_note` would be."""
    return len(wrap(text, _NOTE, width, most).lines) * _NOTE.leading


def _paint_trial(canvas: Canvas, trial: str, area: Box) -> None:
    """A strip below the title that says that nothing of this is decided."""
    box = Box(area.x, area.top - HEAD_HEIGHT, area.width, _TRIAL_HEIGHT - 6)
    fill(canvas, box.x, box.bottom, box.width, box.height, _TRIAL_FILL)
    paint_frame(canvas, box, Ink.TEXT, 0.8)
    draw(canvas, box.x + 8, box.bottom + 5.4, fit(trial, _TRIAL, box.width - 16), _TRIAL)


def _paint_scale(canvas: Canvas, x: float, y: float, projection: Projection) -> None:
    fitting = (m for m in _METRES if m * projection.scale <= _SCALE_LENGTH)
    metres = max(fitting, default=_METRES[0])
    length = metres * projection.scale
    canvas.setStrokeColorRGB(*Ink.TEXT)
    canvas.setFillColorRGB(*Ink.TEXT)
    canvas.setLineWidth(0.7)
    canvas.rect(x, y, length, 3.5, stroke=1, fill=0)
    canvas.rect(x, y, length / 2, 3.5, stroke=1, fill=1)
    for share in (0, 0.5, 1):
        value = metres * share / 1000
        words = f"{value:g} km" if share == 1 else f"{value:g}"
        draw_centred(canvas, x + length * share, y + 7, words, _NOTE)


def _paint_north(canvas: Canvas, x: float, y: float) -> None:
    """Grid north, which on these sheets is straight up."""
    path = canvas.beginPath()
    path.moveTo(x, y + 16)
    path.lineTo(x + 4, y)
    path.lineTo(x, y + 4)
    path.lineTo(x - 4, y)
    path.close()
    canvas.setFillColorRGB(*Ink.TEXT)
    canvas.drawPath(path, stroke=0, fill=1)
    draw_centred(canvas, x, y + 18, "N", _CAPTION)
