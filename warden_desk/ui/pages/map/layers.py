"""What is laid over the map, each by a switch: districts, wards, bases, taskings, events, heat."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from PySide6.QtWidgets import QWidget

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.coverage_pins import Pin
from warden_desk.services.boundaries import boundaries
from warden_desk.services.coverage import coverage_overlays
from warden_desk.ui.pages.map.scope import Scope
from warden_desk.ui.widgets.basics import row
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.map_view import MapView
from warden_desk.ui.workspace import Workspace

_PINS = {
    "Bases": coverage_overlays.bases,
    "Taskings": coverage_overlays.taskings,
    "Events": coverage_overlays.events,
}


class Layers(QWidget):
    """Reads a layer when it is switched on, and again when the page says so."""

    def __init__(
        self, workspace: Workspace, shown: MapView, day: Callable[[], date], scope: Scope
    ) -> None:
        super().__init__()
        self._workspace, self._map = workspace, shown
        self._day, self._scope = day, scope
        self.groups = Chip("Districts", on=True, name="layer_districts")
        self.wards = Chip("Wards", name="layer_wards")
        self.pins = {name: Chip(name, name=f"layer_{name.lower()}") for name in _PINS}
        self.heat = Chip("Incidents", name="layer_incidents")
        self.heat.setToolTip("Where the police recorded incidents in the latest year of figures")
        for chip in (self.wards, *self.pins.values(), self.heat):
            chip.toggled.connect(self.refresh)
        self.groups.toggled.connect(shown.show_groups)
        self.setLayout(row(self.groups, self.wards, *self.pins.values(), self.heat, gap=6))

    def refresh(self) -> None:
        """Read what is switched on."""
        day, read = self._day(), self._workspace.read
        districts = self._scope.district_ids(day)
        found: list[Pin] = []
        for name, chip in self.pins.items():
            pins = read(_PINS[name], day, districts) if chip.isChecked() else []
            chip.set_count(len(pins) if chip.isChecked() else None)
            found += pins
        self._map.show_pins([asdict(pin) for pin in found])
        self._map.show_heat(read(coverage_overlays.heat, day) if self.heat.isChecked() else [])
        drawn = read(boundaries.further_outlines, AreaKind.WARD, day)
        self.wards.setVisible(drawn is not None)
        is_on = drawn is not None and self.wards.isChecked()
        self._map.show_further_lines(drawn.topology() if drawn is not None and is_on else "")
