"""The map's right side: what the colours mean, with counts, and the chosen parish below."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.coverage import CoverageRow, counts
from warden_desk.ui.pages.map import words
from warden_desk.ui.pages.map.area_panel import AreaPanel
from warden_desk.ui.widgets.basics import rule
from warden_desk.ui.widgets.map_legend import MapLegend
from warden_desk.ui.widgets.scrolling import scrolling


class MapSide(QWidget):
    """The key of the map over the panel of a parish."""

    def __init__(self, open_thing: Callable[[str, str], object]) -> None:
        super().__init__()
        self.legend = MapLegend()
        self.parish = AreaPanel(open_thing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.legend)
        box.addWidget(rule())
        box.addWidget(scrolling(self.parish), 1)

    def show_counts(self, rows: Iterable[CoverageRow]) -> None:
        """Count these rows by state, in the colours of the theme in effect."""
        self.legend.show_entries(words.entries(counts(rows)))
