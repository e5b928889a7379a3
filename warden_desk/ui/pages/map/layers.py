"""What is laid over the map and under it, each by a switch: lines, pins, heat, names, ground."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from warden_desk.domain.areas import AreaKind
from warden_desk.domain.coverage_pins import Pin
from warden_desk.services.boundaries import boundaries
from warden_desk.services.coverage import coverage_overlays
from warden_desk.ui.pages.map.base_map import BaseMapLayer
from warden_desk.ui.pages.map.scope import Scope
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.flow import Flow
from warden_desk.ui.widgets.map_view import MapView
from warden_desk.ui.workspace import Workspace

_PINS = {
    "Bases": coverage_overlays.bases,
    "Taskings": coverage_overlays.taskings,
    "Events": coverage_overlays.events,
}


class Layers(QWidget):
    """Reads a layer when it is switched on, and again when the page says so."""

    pins_told = Signal(str)
    """What the signs on the pins mean, with their numbers; "" without pins."""

    def __init__(
        self,
        workspace: Workspace,
        shown: MapView,
        day: Callable[[], date],
        scope: Scope,
        base: BaseMapLayer,
    ) -> None:
        super().__init__()
        self._workspace, self._map = workspace, shown
        self._day, self._scope = day, scope
        self.groups = Chip("Districts", on=True, name="layer_districts")
        self.wards = Chip("Wards", name="layer_wards")
        self.pins = {name: Chip(name, name=f"layer_{name.lower()}") for name in _PINS}
        self.heat = Chip("Incidents", name="layer_incidents")
        self.heat.setToolTip("Where the police recorded incidents in the latest year of figures")
        self.names = Chip("Names", name="layer_names")
        self.names.setToolTip("Names of places wherever there is room, the largest first")
        self.names.toggled.connect(shown.name_places)
        for chip in (self.wards, *self.pins.values(), self.heat):
            chip.toggled.connect(self.refresh)
        self.groups.toggled.connect(shown.show_groups)
        chips = (self.groups, self.wards, *self.pins.values(), self.heat, self.names, base.chip)
        self.setLayout(Flow(*chips, gap=5))

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
        self.pins_told.emit(_signs(found))
        self._map.show_heat(read(coverage_overlays.heat, day) if self.heat.isChecked() else [])
        self._map.show_further_lines(self._wards(day))

    def _wards(self, day: date) -> str:
        """The lines of the day's wards, if they are wanted. Without a set there is no switch."""
        row = self._workspace.read(boundaries.set_on, day, AreaKind.WARD)
        is_here = row is not None and row.is_here
        self.wards.setVisible(row is not None)
        self.wards.setEnabled(is_here)
        self.wards.setToolTip("" if is_here else "The file of the wards is not beside the desk")
        if not is_here or not self.wards.isChecked():
            return ""
        drawn = self._workspace.read(boundaries.further_outlines, AreaKind.WARD, day)
        return "" if drawn is None else drawn.topology()


def _signs(pins: Sequence[Pin]) -> str:
    """What each sign stands for and on how many pins: the most first."""
    counts = Counter(pin.mark for pin in pins)
    sorts = {mark: dict.fromkeys(p.sort for p in pins if p.mark == mark) for mark in counts}
    return " · ".join(
        f"{mark} {', '.join(sorts[mark]).capitalize()}: {count}"
        for mark, count in counts.most_common()
    )
