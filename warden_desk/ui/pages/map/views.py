"""The same facts twice: as a map, and as a table for whoever does not use the map."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.coverage_modes import ModeRow, ModeView
from warden_desk.formats import map_page
from warden_desk.formats.map_words import mode_words
from warden_desk.formats.outlines import INDICATIVE, Outlines
from warden_desk.ui.jobs import Jobs
from warden_desk.ui.pages.map import words
from warden_desk.ui.widgets.basics import Card
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.map_view import MapView
from warden_desk.ui.workspace import Workspace


class MapViews(QStackedWidget):
    """Map and table show one list of rows, one filter and one chosen parish."""

    chosen = Signal(str)
    """The GSS code of the parish clicked on the map or selected in the table."""

    picked = Signal(list)
    """The GSS codes of several parishes, from either; fewer than two are none."""

    def __init__(self, view: ModeView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.map = MapView()
        self.table: LazyTable[ModeRow] = LazyTable(
            words.columns(lambda: self._view), "Parishes", several=True
        )
        self._codes: dict[str, str] = {}
        self._picked: list[str] = []
        self._jobs: Jobs | None = None
        self._cache: Path | None = None
        self._outlines: Outlines | None = None
        self._inside: Sequence[ModeRow] = ()
        self._classes: Sequence[str] = ()
        self._sort, self._is_reversed = "district", False
        self.addWidget(Card(self.map, margins=(1, 1, 1, 1)))
        self.addWidget(Card(self.table, margins=(0, 4, 0, 4)))
        self.map.area_clicked.connect(self.chosen)
        self.map.areas_picked.connect(self._pick_on_map)
        self.table.chosen.connect(self._choose_row)
        self.table.selectionModel().selectionChanged.connect(self._pick_in_table)
        self.table.all_wanted.connect(self.table.selectAll)
        self.table.sort_wanted.connect(self.sort_by)

    @property
    def classes(self) -> Sequence[str]:
        """The classes of which alone the areas stand out; none of them means all."""
        return tuple(self._classes)

    @property
    def is_table(self) -> bool:
        """Whether the table is shown, not the map."""
        return bool(self.currentIndex())

    def begin(self, workspace: Workspace, cache: Path, outlines: Outlines) -> None:
        """Make the map's page while nobody waits for it; slow only for new boundaries."""
        self._jobs, self._cache = workspace.jobs, cache
        self.draw_with(outlines)

    def draw_with(self, outlines: Outlines) -> None:
        """Draw with the outlines of a day; those of most days are the ones drawn already."""
        if self._jobs is None or self._cache is None or outlines == self._outlines:
            return
        self._outlines, cache = outlines, self._cache
        kept = map_page.kept(cache, outlines.topology()) if outlines == INDICATIVE else None
        if kept:
            self.map.start(kept)
            return

        def start(files: dict[str, Path]) -> None:
            if outlines == self._outlines:  # else others were wanted meanwhile
                self.map.start(files)

        job = self._jobs.start(
            "Prepare the map", lambda _: map_page.make(cache, outlines.topology()), start
        )
        job.failed.connect(self._say_failed)

    def _say_failed(self, error: Exception) -> None:
        self.map.failed.emit(str(error))

    def dress(self) -> None:
        """Take the colours of the theme in effect."""
        self.map.tell_style(words.variables(), words.plain_looks())

    def show_view(self, view: ModeView, inside: Sequence[ModeRow]) -> None:
        """Show a map, the areas `inside` the team's districts as the ones that count."""
        self._view = view
        self._codes = {row.area_id: row.gss_code for row in view.rows}
        self._inside = inside
        classes = {one.key: one for one in view.classes}
        self.map.tell_areas([mode_words(row, classes[row.key], view.mode) for row in view.rows])
        self.table.rows.rename(words.SHOWN, view.title)
        self.table.room.leave_out(() if words.has_figures(view) else (words.FIGURES,))
        self._classes = [key for key in self._classes if key in classes]
        self._filter()

    def show_classes(self, classes: Sequence[str]) -> None:
        """Let only areas of these classes stand out; none of them means all."""
        self._classes = classes
        self._filter()

    def show_as_table(self, is_table: bool) -> None:
        """The table, or the map."""
        self.setCurrentIndex(int(is_table))

    def take_cursor(self) -> None:
        """Let keys go to the map, or to the table."""
        (self.table if self.currentIndex() else self.map).setFocus(Qt.FocusReason.TabFocusReason)

    def sort_by(self, key: str) -> None:
        """Sort the table; the same again turns it round."""
        self._is_reversed = key == self._sort and not self._is_reversed
        self._sort = key
        self._filter()

    def choose(self, row: ModeRow) -> None:
        """Mark one area in both."""
        self.map.choose(row.gss_code)
        if self.table.chosen_id() != row.area_id:  # else one of several would be left alone
            self.table.choose(row.area_id)

    def zoom_to_inside(self) -> None:
        """Bring the team's districts into view, or everything where there is no such limit."""
        is_limited = len(self._inside) < len(self._codes)
        self.map.zoom_to([row.gss_code for row in self._inside] if is_limited else [])

    def _filter(self) -> None:
        shown = [row for row in self._inside if not self._classes or row.key in self._classes]
        is_everything = len(shown) == len(self._codes)
        self.map.show_only(None if is_everything else [row.gss_code for row in shown])
        order = words.sort_keys(self._view)[self._sort]
        self.table.show_all(sorted(shown, key=order, reverse=self._is_reversed))
        self.table.room.mark_sort(self._sort, is_descending=self._is_reversed)

    def pick(self, codes: Sequence[str]) -> None:
        """Mark several areas in both; none lets go of them."""
        self._picked = list(codes)
        self.map.pick(self._picked)
        ids = {code: area_id for area_id, code in self._codes.items()}
        if codes:
            self.table.choose_all([ids[code] for code in codes if code in ids])
        else:
            self.table.choose_only_current()

    def _pick_on_map(self, codes: list[str]) -> None:
        known = set(self._codes.values())
        self.pick([code for code in codes if code in known])
        self.picked.emit(self._picked)

    def _pick_in_table(self) -> None:
        ids = self.table.chosen_ids()
        codes = [self._codes[key] for key in ids if key in self._codes]
        codes = codes if len(codes) > 1 else []
        if set(codes) != set(self._picked) and self.table.isVisible():
            self._picked = codes
            self.map.pick(codes)
            self.picked.emit(codes)

    def _choose_row(self, area_id: str) -> None:
        if area_id in self._codes:
            self.chosen.emit(self._codes[area_id])
