"""The left side: hot-spots, repeat locations, areas with their figures, or the months there are."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from warden_desk.domain.hot_spots import HotSpotRow
from warden_desk.domain.incidents import AreaIncidents, MonthRow, RepeatLocation
from warden_desk.services.incidents.incident_overview import Overview
from warden_desk.ui.pages.hotspots.columns import (
    COMPARED,
    area_columns,
    month_columns,
    place_columns,
    spot_columns,
)
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_table import LazyTable

SPOTS, PLACES, PARISHES, WARDS, MONTHS = "spots", "places", "parishes", "wards", "months"
VIEWS = {
    SPOTS: "Hot-spots",
    PLACES: "Repeat locations",
    PARISHES: "By parish",
    WARDS: "By ward",
    MONTHS: "Months",
}
_NO_FIGURES = (
    "No police figures yet",
    "Import the street-level files of data.police.uk as downloaded, ZIP or CSV (Ctrl+I).",
)
_EMPTY = {
    SPOTS: (
        "No hot-spot yet",
        "Choose a repeat location or a parish above and press N, or enter a point yourself.",
    ),
    WARDS: (
        "No wards are on the desk",
        "Take in a set of ward boundaries (Boundaries, from the map).",
    ),
}

Thing = HotSpotRow | RepeatLocation | AreaIncidents | MonthRow


class Lists(QStackedWidget):
    """One list at a time; `chosen` says that another line of it is chosen, or another list."""

    chosen = Signal()

    def __init__(self, today: Callable[[], date], take_in: Callable[[], object]) -> None:
        """`take_in` asks for police figures: the first step while there are none."""
        super().__init__()
        self.view = SPOTS
        self.spots: LazyTable[HotSpotRow] = LazyTable(spot_columns(today), "Hot-spots")
        self.places: LazyTable[RepeatLocation] = LazyTable(place_columns(), "Repeat locations")
        self.areas: LazyTable[AreaIncidents] = LazyTable(area_columns(), "Figures by area")
        self.months: LazyTable[MonthRow] = LazyTable(month_columns(), "Months on the desk")
        self._first = Button(
            "Import police figures…", take_in, icon_name="import", name="first_import"
        )
        self.nothing = EmptyState("pin", "", "", self._first)
        self._rows: dict[str, Mapping[str, Thing]] = {}
        for table in (self.spots, self.places, self.areas, self.months):
            self.addWidget(table)
            table.chosen.connect(self._say)
        self.addWidget(self.nothing)

    def show_spots(self, rows: Sequence[HotSpotRow]) -> None:
        """Show these hot-spots."""
        self._rows[SPOTS] = {row.id: row for row in rows}
        self.spots.show_all(rows)
        self._show()

    def show_figures(self, found: Overview) -> None:
        """Show what the police recorded."""
        self._rows |= {
            PLACES: {row.id: row for row in found.places},
            PARISHES: {row.id: row for row in found.parishes.rows} if found.parishes else {},
            WARDS: {row.id: row for row in found.wards.rows} if found.wards else {},
            MONTHS: {row.id: row for row in found.months},
        }
        self.places.show_all(found.places)
        self.months.show_all(found.months)
        self._show()

    def show_view(self, view: str) -> None:
        """Show another list."""
        self.view = view
        self._show()

    def number_in(self, view: str) -> int:
        """How many lines a list has."""
        return len(self._rows.get(view, {}))

    def table(self) -> LazyTable[Any]:
        """The list that is shown."""
        tables: dict[str, LazyTable[Any]] = {
            SPOTS: self.spots,
            PLACES: self.places,
            MONTHS: self.months,
        }
        return tables.get(self.view, self.areas)

    def thing(self) -> Thing | None:
        """What is chosen in the list that is shown."""
        return self._rows.get(self.view, {}).get(self.table().chosen_id())

    def _show(self) -> None:
        rows = self._rows.get(self.view, {})
        if self.view in (PARISHES, WARDS):
            areas = [row for row in rows.values() if isinstance(row, AreaIncidents)]
            is_compared = any(row.before is not None for row in areas)
            self.areas.room.leave_out(() if is_compared else COMPARED)
            self.areas.show_all(sorted(areas, key=lambda row: (-row.count, row.name)))
        if rows:
            self.setCurrentWidget(self.table())
            self.table().choose_first()
        else:
            has_figures = bool(self._rows.get(MONTHS))
            self.nothing.say(*(_EMPTY.get(self.view, _NO_FIGURES) if has_figures else _NO_FIGURES))
            self._first.setVisible(not has_figures)
            self.setCurrentWidget(self.nothing)
        self.chosen.emit()

    def _say(self, _: str) -> None:
        self.chosen.emit()
