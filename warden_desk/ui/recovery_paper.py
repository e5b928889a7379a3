"""The recovery code on a sheet of paper."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from warden_desk.domain.errors import UserError

_BLACK_ON_WHITE = Qt.GlobalColor.black
_MM = 300 / 25.4
_KEEP = (
    "Whoever holds this code can open the desk without its passphrase. Seal this sheet in an "
    "envelope and give it to the supervisor to lock away. It is shown only once and cannot be made "
    "again."
)
_USE = (
    "To use it: start Warden Desk, choose “Use recovery code”, and type the code. Capitals, dashes "
    "and spaces do not matter; there is no letter I, L, O or U in it."
)


def write_pdf(path: Path, code: str, desk: str, made_on: str) -> None:
    """Write one A4 page with the code.

    Raises:
        UserError: the file cannot be written.
    """
    writer = QPdfWriter(str(path))
    writer.setResolution(300)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(20, 20, 20, 20),
            QPageLayout.Unit.Millimeter,
        )
    )
    writer.setTitle("Warden Desk recovery code")
    painter = QPainter()
    if not painter.begin(writer):
        raise UserError(f"{path} cannot be written to. Choose another folder.")
    painter.setPen(_BLACK_ON_WHITE)
    at = 0.0
    for text, points, weight, gap in _lines(code, desk, made_on):
        font = QFont()
        font.setPointSizeF(points)
        font.setWeight(weight)
        painter.setFont(font)
        room = QRectF(0, at, writer.width(), writer.height())
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        used = painter.boundingRect(room, flags, text)
        painter.drawText(room, flags, text)
        at += used.height() + gap * _MM
    painter.end()


def _lines(code: str, desk: str, made_on: str) -> list[tuple[str, float, QFont.Weight, float]]:
    plain, strong = QFont.Weight.Normal, QFont.Weight.DemiBold
    half = code.split("-")
    middle = len(half) // 2
    shown = "-".join(half[:middle]) + "-\n" + "-".join(half[middle:])
    return [
        ("Warden Desk: recovery code", 20, strong, 8),
        (f"Desk: {desk}\nMade on {made_on}", 11, plain, 12),
        (shown, 24, strong, 12),
        (_KEEP, 11, plain, 6),
        (_USE, 11, plain, 0),
    ]
