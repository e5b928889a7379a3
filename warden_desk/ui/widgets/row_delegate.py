"""Paints the cells of a list: text in the colour of its role, states as pills."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from warden_desk.ui.theme import roles, scaled
from warden_desk.ui.widgets.pill import draw_pill

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Draws straight, past the style: a list repaints under every key that is pressed.

    Args:
        pill_role: item role that holds (text, tone, mark) or None.
        colour_role: item role that holds the name of the text's colour.
    """

    def __init__(self, pill_role: int, colour_role: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pill_role, self._colour_role = pill_role, colour_role

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect, state, metrics = option.rect, option.state, option.fontMetrics
        colours = roles()
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(rect, colours.colour("accent_soft"))
            if index.column() == 0 and state & QStyle.StateFlag.State_Active:
                bar = rect.adjusted(0, 0, 0, 0)
                bar.setWidth(scaled(3))
                painter.fillRect(bar, colours.colour("accent"))
        room = rect.adjusted(scaled(8), 0, -scaled(8), 0)
        if pill := index.data(self._pill_role):
            draw_pill(painter, room, *pill)
            return
        side = index.model().headerData(
            index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        role = index.data(self._colour_role)
        painter.setPen(colours.colour("text" if is_selected and role == "quiet" else role))
        text = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(scaled(48), scaled(28))
