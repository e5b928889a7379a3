"""The recovery code of a desk, on a page to seal and lock away."""

from reportlab.pdfgen.canvas import Canvas

from warden_desk.domain.settings import Settings
from warden_desk.domain.sheets import Imprint
from warden_desk.formats.pdf.page import PORTRAIT, Box, PageDraft, Paper, body, write
from warden_desk.formats.pdf.style import Ink, TextStyle, draw, draw_centred, rule
from warden_desk.formats.pdf.text import fit, wrap

_NAME = "Warden Desk recovery code"
_TITLE = TextStyle(24, "SemiBold")
_LABEL = TextStyle(9, colour=Ink.QUIET)
_TEXT = TextStyle(12)
_STRONG = TextStyle(12, "SemiBold")
_CODE = TextStyle(26, "Medium")
_GROUPS_A_LINE = 4
_INSET = 40.0

_KEEP = (
    "Whoever holds this code can open the desk without its passphrase.",
    (
        "Seal this page in an envelope, sign across the flap, and give it to the supervisor to "
        "lock away. Keep no photograph and no copy of it on a computer."
    ),
    "It is shown only once and cannot be made again. If the envelope is opened, say so at once.",
)
_USE = (
    "To use it: start Warden Desk, choose “Use recovery code” and type the code. Capitals, dashes "
    "and spaces do not matter; there is no letter I, L, O or U in it."
)


def render(code: str, *, desk: str, made_on: str) -> bytes:
    """One A4 page. The code stands on the page only, never in the file's metadata.

    Args:
        code: in groups set apart by dashes.
        desk: the name of the desk it opens.
        made_on: the day, in words.
    """
    area = body(PORTRAIT)
    inner = Box(area.x + _INSET, area.top - _INSET, area.width - 2 * _INSET, area.height - _INSET)

    def paint(canvas: Canvas) -> None:
        y = _paint_heading(canvas, inner, desk, made_on)
        y = _paint_code(canvas, inner, y, code.split("-"))
        y = _paint_text(canvas, inner, y, "Keep it safe", _KEEP)
        y = _paint_text(canvas, inner, y, "If the passphrase is lost", (_USE,))
        _paint_seal(canvas, inner, y)

    page = PageDraft([paint])
    return write([Paper(_NAME, _imprint(made_on), [page], size=PORTRAIT)])


def _imprint(made_on: str) -> Imprint:
    # A desk that is only just being made has no settings of its own yet.
    defaults = Settings()
    return Imprint(
        service=defaults.service_name,
        marking=defaults.sensitive_marking,
        sensitive_marking=defaults.sensitive_marking,
        version=_NAME,
        printed_by="",
        printed_at=made_on,
        copy_for="the supervisor, sealed",
    )


def _paint_heading(canvas: Canvas, box: Box, desk: str, made_on: str) -> float:
    draw(canvas, box.x, box.top - 24, "Recovery code", _TITLE)
    rule(canvas, box.x, box.top - 38, box.width, Ink.ACCENT, 1.6)
    half = box.width * 0.62
    for x, label, value, width in (
        (box.x, "Opens the desk", desk, half - 16),
        (box.x + half, "Made on", made_on, box.width - half),
    ):
        draw(canvas, x, box.top - 58, label, _LABEL)
        draw(canvas, x, box.top - 74, fit(value, _STRONG, width), _STRONG)
    return box.top - 104


def _paint_code(canvas: Canvas, box: Box, top: float, groups: list[str]) -> float:
    lines = [
        groups[start : start + _GROUPS_A_LINE] for start in range(0, len(groups), _GROUPS_A_LINE)
    ]
    height = len(lines) * 46 + 26
    canvas.setStrokeColorRGB(*Ink.TEXT)
    canvas.setLineWidth(1)
    canvas.rect(box.x, top - height, box.width, height, stroke=1, fill=0)
    for number, line in enumerate(lines):
        for place, group in enumerate(line):
            middle = box.x + box.width * (place + 0.5) / _GROUPS_A_LINE
            draw_centred(canvas, middle, top - 48 - number * 46, group, _CODE)
    return top - height - 40


def _paint_text(
    canvas: Canvas, box: Box, y: float, heading: str, paragraphs: tuple[str, ...]
) -> float:
    draw(canvas, box.x, y, heading, _STRONG)
    y -= 20
    for paragraph in paragraphs:
        for text in wrap(paragraph, _TEXT, box.width).lines:
            draw(canvas, box.x, y, text, _TEXT)
            y -= _TEXT.leading * 1.15
        y -= 7
    return y - 16


def _paint_seal(canvas: Canvas, box: Box, y: float) -> None:
    """Who sealed it and who keeps it: filled in by hand."""
    y -= 30
    for number, label in enumerate(("Sealed by", "Kept by", "Date")):
        width = box.width / 3 - 12
        x = box.x + number * (box.width / 3)
        rule(canvas, x, y, width, Ink.TEXT, 0.7)
        draw(canvas, x, y - 12, label, _LABEL)
