"""The smallest pieces: labels, rows, cards, rules, and how a widget says what it is."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


def kind(widget: W, name: str) -> W:
    """Tell the stylesheet what this widget is, and have it dressed again if that changed."""
    widget.setProperty("kind", name)
    redress(widget)
    return widget


def redress(widget: QWidget) -> None:
    """Have the stylesheet look at the widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def label(text: str = "", name: str = "", *, wrap: bool = False) -> QLabel:
    """Text of one kind: "h1", "h2", "quiet", "strong", "label", "problem" or plain.

    Never read as HTML: what people typed is shown as they typed it.
    """
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if name:
        made.setProperty("kind", name)
    return made


def mnemonic_free(text: str) -> str:
    """Text for a button or menu, where a lone "&" would vanish and underline a letter."""
    return text.replace("&", "&&")


def row(*items: QWidget | QLayout | None, gap: int = 8, margin: int = 0) -> QHBoxLayout:
    """Things side by side; None is the space that stretches."""
    box = QHBoxLayout()
    _fill(box, items, gap, margin)
    return box


def column(*items: QWidget | QLayout | None, gap: int = 8, margin: int = 0) -> QVBoxLayout:
    """Things under one another; None is the space that stretches."""
    box = QVBoxLayout()
    _fill(box, items, gap, margin)
    return box


def rule() -> QFrame:
    """A thin line between two parts."""
    line = kind(QFrame(), "rule")
    line.setFixedHeight(1)
    return line


def empty(layout: QLayout) -> None:
    """Remove everything from a layout."""
    while item := layout.takeAt(0):
        if inner := item.layout():
            empty(inner)
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


class Card(QFrame):
    """A surface with a fine line round it. Everything on a page sits on one."""

    def __init__(
        self,
        content: QLayout | QWidget | None = None,
        *,
        margins: tuple[int, int, int, int] = (16, 12, 16, 12),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.box = QVBoxLayout(self)
        self.box.setSpacing(8)
        self.box.setContentsMargins(*margins)
        if isinstance(content, QWidget):
            self.box.addWidget(content)
        elif content is not None:
            self.box.addLayout(content)


def _fill(
    box: QHBoxLayout | QVBoxLayout,
    items: tuple[QWidget | QLayout | None, ...],
    gap: int,
    margin: int,
) -> None:
    box.setSpacing(gap)
    box.setContentsMargins(margin, margin, margin, margin)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, QWidget):
            box.addWidget(item)
        else:
            box.addLayout(item)
