"""The map's right side: what the colours mean, with counts, and the chosen parish below."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.coverage_modes import ModeRow, ModeView
from warden_desk.ui.pages.map import words
from warden_desk.ui.pages.map.area_panel import AreaPanel
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import column, label, rule
from warden_desk.ui.widgets.map_legend import MapLegend
from warden_desk.ui.widgets.scrolling import scrolling

MOST_LINES = 8
"""A longer key scrolls, so that the parish below keeps its room."""


class MapSide(QWidget):
    """The key of the map over the panel of a parish."""

    def __init__(self, open_thing: Callable[[str, str], object]) -> None:
        super().__init__()
        self.legend = MapLegend()
        self.note = label("", "label", wrap=True)
        self.note.setContentsMargins(scaled(8), 0, scaled(8), 0)
        self.pins = label("", "label", wrap=True)
        self.pins.setObjectName("pins")
        self.pins.setContentsMargins(scaled(8), 0, scaled(8), 0)
        self.pins.hide()
        self.parish = AreaPanel(open_thing)
        self._key = scrolling(self.legend)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(self._key)
        box.addWidget(self.note)
        box.addWidget(self.pins)
        box.addWidget(rule())
        self._inner = column(self.parish)
        below = QWidget()
        below.setLayout(self._inner)
        box.addWidget(scrolling(below), 1)

    def add_picked(self, panel: QWidget) -> None:
        """Give it the panel of what is picked, in which case it stands in place of the parish."""
        self._picked = panel
        self._inner.addWidget(panel)
        panel.hide()

    def show_picked(self, *, is_any: bool) -> None:
        """The panel of what is picked, or that of the parish."""
        self._picked.setVisible(is_any)
        self.parish.setVisible(not is_any)

    def show_pins(self, words: str) -> None:
        """Say what the signs on the pins mean."""
        self.pins.setText(words)
        self.pins.setVisible(bool(words))

    def take_cursor(self) -> None:
        """Let keys go to the key of the map; Tab goes on to the facts below it."""
        lines = [*self.legend.lines.values()]
        if lines:
            lines[0].setFocus(Qt.FocusReason.TabFocusReason)

    def show_counts(self, view: ModeView, inside: Iterable[ModeRow]) -> None:
        """Count these rows by class, in the colours of the theme in effect."""
        entries = words.entries(view, view.counts(inside))
        self.legend.show_entries(entries)
        lines = min(len(entries), MOST_LINES)
        self._key.setFixedHeight(lines * self.legend.line_height)
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))
