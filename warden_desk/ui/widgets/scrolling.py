"""Content that may be taller than the room it has."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from warden_desk.ui.widgets.basics import kind


def scrolling(content: QWidget) -> QScrollArea:
    """Let content scroll up and down, never sideways; Tab goes to what is in it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(kind(content, "clear"))
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
