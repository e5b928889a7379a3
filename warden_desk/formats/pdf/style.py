"""What all papers share: typefaces, inks, safe text and safe file names."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Protocol, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

SMALLEST = 7.0
"""No text is ever set smaller, in points."""

_PACKAGE = "fontpkg_ibm_plex_sans_condensed"
_WEIGHTS = ("Regular", "Medium", "SemiBold")
_FILE_NAME_LENGTH = 120
_LONGEST = 800
_SLUG_LENGTH = 40


class Ink:
    """Colours, chosen so that each stays itself in grey."""

    TEXT = (0.10, 0.12, 0.14)
    QUIET = (0.33, 0.36, 0.39)
    LINE = (0.80, 0.82, 0.84)
    STRONG_LINE = (0.45, 0.48, 0.51)
    SHADE = (0.955, 0.96, 0.965)
    ACCENT = (0.04, 0.36, 0.36)
    PAPER = (1.0, 1.0, 1.0)
    WATERMARK = (0.945, 0.95, 0.955)


Colour = tuple[float, float, float]


class _Face(Protocol):
    charToGlyph: dict[int, int]  # noqa: N815 - reportlab's name


class _Font(Protocol):
    """What of a reportlab font is used here; its stubs leave it open."""

    face: _Face


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a piece of text is set. `weight` is "Regular", "Medium" or "SemiBold"."""

    size: float = 8.0
    weight: str = "Regular"
    colour: Colour = Ink.TEXT

    @property
    def font(self) -> str:
        return f"Plex-{self.weight}"

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        return self.size * 1.14

    @property
    def ascent(self) -> float:
        """From the top of a line's box to its baseline."""
        return self.size * 0.88

    def width(self, text: str) -> float:
        """How far clean text reaches, in points."""
        return pdfmetrics.stringWidth(text, self.font, self.size)


@cache
def register_fonts() -> str:
    """Make the typefaces known to reportlab; returns the name of the ordinary one."""
    for weight in _WEIGHTS:
        with as_file(_font_file(weight)) as path:
            font = TTFont(f"Plex-{weight}", str(path))
            pdfmetrics.registerFont(font)  # pyright: ignore[reportUnknownMemberType]
    return f"Plex-{_WEIGHTS[0]}"


@lru_cache(maxsize=20_000)
def clean(text: str) -> str:
    """Text that can be set on one line: white space folded, nothing invisible in it.

    What the typeface has no sign for (an emoji, say) becomes "?", so that it shows that
    something stood there. No paper has room for more than 800 signs of one text.
    """
    composed = unicodedata.normalize("NFC", text[:_LONGEST])
    visible = (
        " " if char.isspace() else char for char in composed if char.isspace() or _is_visible(char)
    )
    known = _known_signs()
    return "".join(
        char if ord(char) in known else "?" for char in re.sub(" +", " ", "".join(visible)).strip()
    )


def safe_name(*parts: str) -> str:
    """A file name any system takes, made of the parts: "deployment-sheet_ashford-swale.pdf".

    Never hand it a person's name: file names are seen by everybody.
    """
    slugs = [slug for part in parts if (slug := _slug(part))]
    return ("_".join(slugs) or "paper")[:_FILE_NAME_LENGTH].rstrip("-_") + ".pdf"


def draw(canvas: Canvas, x: float, baseline: float, text: str, style: TextStyle) -> None:
    """Set clean text from `x` rightwards."""
    canvas.setFont(style.font, style.size)
    canvas.setFillColorRGB(*style.colour)
    canvas.drawString(x, baseline, text)


def draw_right(canvas: Canvas, x: float, baseline: float, text: str, style: TextStyle) -> None:
    """Set clean text that ends at `x`."""
    draw(canvas, x - style.width(text), baseline, text, style)


def draw_centred(canvas: Canvas, x: float, baseline: float, text: str, style: TextStyle) -> None:
    """Set clean text with its middle at `x`."""
    draw(canvas, x - style.width(text) / 2, baseline, text, style)


def fill(canvas: Canvas, x: float, y: float, width: float, height: float, colour: Colour) -> None:
    """A plain rectangle; `y` is its lower edge."""
    canvas.setFillColorRGB(*colour)
    canvas.rect(x, y, width, height, stroke=0, fill=1)


def rule(
    canvas: Canvas, x: float, y: float, width: float, colour: Colour = Ink.LINE, weight: float = 0.5
) -> None:
    """A level line."""
    canvas.setStrokeColorRGB(*colour)
    canvas.setLineWidth(weight)
    canvas.line(x, y, x + width, y)


def _font_file(weight: str) -> Traversable:
    return files(_PACKAGE) / "files" / f"IBMPlexSansCondensed-{weight}.ttf"


@cache
def _known_signs() -> frozenset[int]:
    """The code points that every weight has a sign for."""
    register_fonts()
    fonts = [cast("_Font", pdfmetrics.getFont(f"Plex-{weight}")) for weight in _WEIGHTS]
    first, *others = (frozenset(font.face.charToGlyph) for font in fonts)
    return first.intersection(*others)


def _is_visible(char: str) -> bool:
    # "C…" are control signs, marks of direction, lone surrogates and private use.
    return not unicodedata.category(char).startswith("C")


def _slug(part: str) -> str:
    plain = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode()
    # A week keeps its capital W: 2026-W48 is how it is written everywhere else.
    week = re.fullmatch(r"\d{4}-W\d{2}", plain)
    if week:
        return plain
    return re.sub(r"[^a-z0-9]+", "-", plain.lower())[:_SLUG_LENGTH].strip("-")
