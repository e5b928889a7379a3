"""Facts about one thing, and the log of what happened to it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import empty, label


class KeyValueList(QWidget):
    """What is known, in two columns: the question in faint type, the answer beside it."""

    def __init__(self, key_width: int = 84, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = _two_columns(self, key_width, gap=8)

    def show_facts(self, facts: Iterable[tuple[str, str | QWidget]]) -> None:
        """Replace the facts. One with nothing to say ("") is left out."""
        empty(self._grid)
        shown = [(key, value) for key, value in facts if value != ""]
        for at, (key, value) in enumerate(shown):
            answer = _selectable(value) if isinstance(value, str) else value
            answer.setAccessibleName(f"{key}: {value}" if isinstance(value, str) else key)
            _place(self._grid, at, label(key, "label"), answer)


class LogList(QWidget):
    """The permanent log, newest first: when, and what happened."""

    def __init__(self, when_width: int = 96, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = _two_columns(self, when_width, gap=10)

    def show_entries(self, entries: Iterable[tuple[str, str]]) -> None:
        """Replace the entries: (when, text), in the order they shall be read."""
        empty(self._grid)
        for at, (when, text) in enumerate(entries):
            said = _selectable(text)
            said.setAccessibleName(f"{when}: {text}")
            _place(self._grid, at, label(when, "label"), said)


def _two_columns(widget: QWidget, first: int, gap: int) -> QGridLayout:
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(gap)
    grid.setColumnMinimumWidth(0, scaled(first))
    grid.setColumnStretch(1, 1)
    return grid


def _place(grid: QGridLayout, at: int, key: QLabel, value: QWidget) -> None:
    grid.addWidget(key, at, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(value, at, 1)


def _selectable(text: str) -> QLabel:
    said = label(text, wrap=True)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)  # a new policy forgets that the text wraps
    said.setSizePolicy(policy)
    return said
