"""The left side: the areas ranked by the weights that are tried, or what to do to have a rank."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from warden_desk.domain.incidents import Level
from warden_desk.domain.need import Indicator, Moved
from warden_desk.services.incidents.need_ground import NeedGround
from warden_desk.ui.pages.need.columns import DISTRICT, need_columns
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_table import LazyTable

_NAME_PX = 170
"""What the name of an area needs, and the bar to scroll by."""
_HEADINGS = {Level.PARISH: "Parish", Level.WARD: "Ward"}
_POLICE, _OUTLINES = "hotspots", "boundaries"
_NO_WARDS = (
    "No wards are on the desk",
    "Take in a set of ward boundaries; then police figures rank them.",
)
_NO_FIGURES = (
    "Nothing ranks one before another yet",
    "Import police figures on the page Hot-spots, or enter figures from a list (Ctrl+I).",
)
_NOT_FOUND = ("Nothing is called so", "Esc in the search brings all of them back.")


class Ranking(QStackedWidget):
    """A column an indicator: the table is made anew when there are others."""

    chosen = Signal(str)

    def __init__(self, go: Callable[[str], object]) -> None:
        """`go` opens a page by its key."""
        super().__init__()
        self._rows: dict[str, Moved] = {}
        self._made_for: tuple[object, ...] = ()
        self._weighed: Sequence[Indicator] = ()
        self.table = self._table((), Level.PARISH)
        self._ways = {
            _POLICE: Button("Hot-spots", partial(go, _POLICE), name="to_hotspots"),
            _OUTLINES: Button("Boundaries", partial(go, _OUTLINES), name="to_boundaries"),
        }
        self.nothing = EmptyState("reports", "", "", *self._ways.values())
        self.addWidget(self.nothing)

    def show_ranks(self, ground: NeedGround, typed: Sequence[Indicator], wanted: str) -> None:
        """Rank by these weights, and list those whose name has what is searched for."""
        self._make_table(typed, ground.level)
        rows = ground.compared(typed)
        self._rows = {moved.id: moved for moved in rows}
        looked_for = wanted.strip().casefold()
        found = [moved for moved in rows if looked_for in moved.row.name.casefold()]
        words = _nothing(ground, rows, found)
        if words:
            self.nothing.say(*words)
            self._ways[_POLICE].setVisible(words is _NO_FIGURES)
            self._ways[_OUTLINES].setVisible(words is _NO_WARDS)
        self.table.show_all([] if words else found)
        self.setCurrentWidget(self.nothing if words else self.table)
        self.table.choose_first()

    def chosen_row(self) -> Moved | None:
        """The area that is chosen in the list."""
        return self._rows.get(self.table.chosen_id())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The district is the first to give way: the side names it, too."""
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        columns = need_columns(self._weighed, "")
        wanted = sum(scaled(column.width) for column in columns) + scaled(_NAME_PX)
        self.table.room.leave_out((DISTRICT,) if wanted > self.width() else ())

    def _make_table(self, typed: Sequence[Indicator], level: Level) -> None:
        wanted = (level, *((one.label, bool(one.weight)) for one in typed))
        if wanted == self._made_for:
            return
        former, key, had_cursor = self.table, self.table.chosen_id(), self.table.hasFocus()
        self._made_for, self.table = wanted, self._table(typed, level)
        self.removeWidget(former)
        former.deleteLater()
        self._weighed = typed
        self._give_room()
        self.table.show_all(list(self._rows.values()))
        self.table.choose(key)
        if had_cursor:
            self.table.setFocus()

    def _table(self, typed: Sequence[Indicator], level: Level) -> LazyTable[Moved]:
        columns = need_columns(typed, _HEADINGS[level])
        table: LazyTable[Moved] = LazyTable(columns, "Areas by need")
        # An indicator that is weighed is never hidden: where there is no room, the list scrolls.
        table.room.show([one.heading for one in columns])
        table.chosen.connect(self.chosen)
        self.setFocusProxy(table)
        self.addWidget(table)
        return table


def _nothing(
    ground: NeedGround, rows: Sequence[Moved], found: Sequence[Moved]
) -> tuple[str, str] | None:
    """What to say in place of the list, if there is nothing to see in it."""
    if not rows and ground.level is Level.WARD:
        return _NO_WARDS
    if len({moved.row.score for moved in rows}) < 2:
        return _NO_FIGURES
    return None if found else _NOT_FOUND
