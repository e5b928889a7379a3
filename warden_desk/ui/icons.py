"""Our own stroke icons, drawn in the colours in effect and crisp at any scale."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from warden_desk.paths import resource
from warden_desk.ui.theme import roles


def icon(name: str, ink: str = "quiet", ink_on: str = "accent") -> QIcon:
    """The icon called `name` in `resources/icons`.

    Args:
        ink: the role it is drawn in; asked for at every painting, so it follows the theme.
        ink_on: the role while its button is checked.
    """
    return QIcon(_Stroke(name, ink, ink_on))


def draw(painter: QPainter, rect: QRect | QRectF, name: str, colour: QColor) -> None:
    """Draw an icon in a painter, for delegates."""
    _renderer(name, colour.name()).render(painter, QRectF(rect))


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    svg = resource(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(svg.encode()))


class _Stroke(QIconEngine):
    """Paints instead of keeping pixmaps: nothing to throw away when theme or screen change."""

    def __init__(self, name: str, ink: str, ink_on: str) -> None:
        super().__init__()
        self._name, self._ink, self._ink_on = name, ink, ink_on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = self._ink_on if state == QIcon.State.On else self._ink
        if mode == QIcon.Mode.Disabled:
            role = "faint"
        side = min(rect.width(), rect.height())
        square = QRect(QPoint(0, 0), QSize(side, side))
        square.moveCenter(rect.center())
        draw(painter, square, self._name, roles().colour(role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Stroke(self._name, self._ink, self._ink_on)
