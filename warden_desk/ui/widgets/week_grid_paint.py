"""Draws the cells of a week grid: no widget per cell, and never a state by colour alone."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from warden_desk.ui.theme import Roles, Tone, roles, scaled
from warden_desk.ui.widgets.pill import draw_pill, pill_size
from warden_desk.ui.widgets.week_grid import (
    CELL_ROLE,
    DRAFT_ROLE,
    HELD_ROLE,
    ROW_ROLE,
    GridCell,
    GridRow,
    Held,
    Look,
)

Index = QModelIndex | QPersistentModelIndex

_GROUND = {Look.WORK: "accent_soft", Look.LATE: "blue_soft", Look.AWAY: "sunken"}
_INK = {Look.WORK: "accent", Look.LATE: "blue", Look.OFF: "faint"}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
HEADING = 26
"""How high the heading of a part of the grid is."""


def below_heading(rect: QRect, row: GridRow) -> QRect:
    """What a cell has for itself in a row that bears a heading."""
    return rect.adjusted(0, scaled(HEADING), 0, 0) if row.heading else rect


class GridDelegate(QStyledItemDelegate):
    """One or two lines a cell: code and hours, places under them, marks at the corners.

    With `is_dense` a cell is one code in its middle.
    """

    def __init__(
        self, *, lines: int, is_dense: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines, self._is_dense = lines, is_dense

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # PySide6 gives the members of a style option no types.
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell: GridCell | None = index.data(CELL_ROLE)
        row: GridRow = index.data(ROW_ROLE)
        if row.heading:
            self._heading(painter, rect, row.heading if index.column() == 0 else "")
            rect = below_heading(rect, row)
        if cell is None and index.column() == 0:
            self._title(painter, rect, row)
        elif cell is None:
            self._end(painter, rect, row)
        else:
            self._cell(painter, rect, cell, index.data(DRAFT_ROLE))
            self._focus(painter, rect, state, index.data(HELD_ROLE))
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, text: str) -> None:
        """A strip over the row; its text stands in the first column."""
        strip = QRectF(rect.left(), rect.top(), rect.width(), scaled(HEADING) - 2)
        painter.fillRect(strip, roles().colour("sunken"))
        if text:
            font = _font(12, QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(roles().colour("quiet"))
            _draw(painter, strip.adjusted(scaled(16), 0, 0, 0), text, font)

    def _title(self, painter: QPainter, rect: QRect, row: GridRow) -> None:
        colours = roles()
        inner = QRectF(rect).adjusted(scaled(16), scaled(4), -scaled(4), -scaled(4))
        first, second = _two_lines(inner) if self._lines == 2 else (inner, inner)
        font = _font(13)
        painter.setFont(font)
        painter.setPen(colours.colour("text"))
        _draw(painter, first, row.title, font)
        if self._lines == 1:
            wide = QFontMetrics(font).horizontalAdvance(row.title) + scaled(8)
            second = inner.adjusted(wide, 0, 0, 0)
        if row.subtitle and second.width() > scaled(30):
            small = _font(12)
            painter.setFont(small)
            painter.setPen(colours.colour("faint"))
            _draw(painter, second, row.subtitle, small)

    def _end(self, painter: QPainter, rect: QRect, row: GridRow) -> None:
        inner = rect.adjusted(scaled(4), 0, -scaled(10), 0)
        if row.end_tone is not None:
            wanted = pill_size(row.end, row.end_tone).width()
            inner.setLeft(max(inner.left(), inner.right() - wanted))
            draw_pill(painter, inner, row.end, row.end_tone)
            return
        painter.setFont(_font(13))
        painter.setPen(roles().colour("quiet"))
        painter.drawText(inner, _RIGHT, row.end)

    def _cell(self, painter: QPainter, rect: QRect, cell: GridCell, draft: str | None) -> None:
        colours = roles()
        box = QRectF(rect).adjusted(3, 3, -3, -3)
        if draft is not None:
            cell = GridCell(Look.GHOST, draft, "not saved", mark="draft")
        _ground(painter, box, cell.look, colours)
        if cell.is_hatched:
            _hatch(painter, box, colours)
        if self._is_dense:
            self._code(painter, box, cell)
            return
        inner = box.adjusted(scaled(9), scaled(2), -scaled(5), -scaled(2))
        top, bottom = _two_lines(inner) if self._lines == 2 else (inner, inner)
        room = self._marks(painter, top, bottom, cell)
        bold = _font(12, QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(colours.colour(_INK.get(cell.look, "quiet")))
        head = top.adjusted(0, 0, -room[0], 0)
        _draw(painter, head, _fitting(cell, head.width(), bold), bold)
        if self._lines == 2 and cell.text:
            plain = _font(12)
            painter.setFont(plain)
            is_own = cell.look in (Look.WORK, Look.LATE)
            painter.setPen(colours.colour("text" if is_own else "quiet"))
            _draw(painter, bottom.adjusted(0, 0, -room[1], 0), cell.text, plain)

    def _marks(
        self, painter: QPainter, top: QRectF, bottom: QRectF, cell: GridCell
    ) -> tuple[int, int]:
        """Draw the count and the warning; how much of the two lines they take."""
        taken = [0, 0]
        if cell.count:
            taken[0] = _badge(painter, top, f"•{cell.count}", "accent", "surface")
        if cell.mark:
            line = bottom if self._lines == 2 else top
            tone = cell.mark_tone
            sign = "×" if tone is Tone.RED else "!"
            wide = _badge(painter, line, f"{sign} {cell.mark}", str(tone), f"{tone}_soft")
            taken[1 if self._lines == 2 else 0] = wide
        return taken[0], taken[1]

    def _code(self, painter: QPainter, box: QRectF, cell: GridCell) -> None:
        """The head alone, in the middle."""
        font = _font(12, QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(roles().colour(_INK.get(cell.look, "quiet")))
        cut = QFontMetrics(font).elidedText(
            cell.head, Qt.TextElideMode.ElideRight, round(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cut)

    def _focus(
        self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, held: Held | None
    ) -> None:
        is_current = bool(state & QStyle.StateFlag.State_HasFocus)
        if not is_current and held is None and not state & QStyle.StateFlag.State_Selected:
            return
        is_strong = is_current or held is Held.OVER
        pen = QPen(roles().colour("accent"), 2 if is_strong else 1.2)
        if held is Held.CUT:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), scaled(6), scaled(6))


def _ground(painter: QPainter, box: QRectF, look: Look, colours: Roles) -> None:
    if look in _GROUND:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour(_GROUND[look]))
        painter.drawRoundedRect(box, scaled(5), scaled(5))
    elif look in (Look.BLANK, Look.GHOST):
        line = colours.colour("line" if look is Look.BLANK else "faint")
        painter.setPen(QPen(line, 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), scaled(5), scaled(5))
    if look in (Look.WORK, Look.LATE):
        bar = QRectF(box.left(), box.top() + 4, 3, box.height() - 8)
        painter.fillRect(bar, colours.colour(_INK[look]))


def _hatch(painter: QPainter, box: QRectF, colours: Roles) -> None:
    """Slanting lines: they are seen in grey, too."""
    path = QPainterPath()
    path.addRoundedRect(box, scaled(5), scaled(5))
    brush = QBrush(colours.colour("strong"), Qt.BrushStyle.BDiagPattern)
    painter.fillPath(path, brush)


def _fitting(cell: GridCell, room: float, font: QFont) -> str:
    """The head, or its short form where that is all there is room for."""
    sign = f"{cell.sign} " if cell.sign else ""
    forms = [sign + cell.head]
    if cell.short:
        forms += [sign + cell.short, cell.short, cell.short.partition(" ")[0]]
    measure = QFontMetrics(font).horizontalAdvance
    return next((form for form in forms if measure(form) <= room), forms[-1])


def _badge(painter: QPainter, line: QRectF, text: str, ink: str, ground: str) -> int:
    """A small pill at the right end of a line; its width with the gap before it."""
    font = _font(12, QFont.Weight.Bold)
    wide = QFontMetrics(font).horizontalAdvance(text) + scaled(10)
    high = scaled(17)
    pill = QRectF(line.right() - wide + 1, line.center().y() - high / 2, wide, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(roles().colour(ground))
    painter.drawRoundedRect(pill, high / 2, high / 2)
    painter.setFont(font)
    painter.setPen(roles().colour(ink))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    return wide + scaled(4)


def _two_lines(inner: QRectF) -> tuple[QRectF, QRectF]:
    half = inner.height() / 2
    return inner.adjusted(0, 0, 0, -half), inner.adjusted(0, half, 0, 0)


def _draw(painter: QPainter, room: QRectF, text: str, font: QFont) -> None:
    cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, round(room.width()))
    painter.drawText(room, _LEFT, cut)


def _font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont()
    font.setPixelSize(scaled(pixels))
    font.setWeight(weight)
    return font
