"""Which piece of the map is on the screen, for whoever prints it."""

from collections.abc import Mapping

from warden_desk.domain.map_excerpts import Excerpt, Extent, Layer
from warden_desk.ui.pages.map.layers import Layers
from warden_desk.ui.pages.map.views import MapViews
from warden_desk.ui.widgets.buttons import Chip


class OnScreen:
    """Asks the parts of the page: how far the map was moved, and what is switched on."""

    def __init__(self, views: MapViews, layers: Layers, base: Chip) -> None:
        self._views = views
        self._chips: Mapping[Layer, Chip] = {
            Layer.DISTRICTS: layers.groups,
            Layer.WARDS: layers.wards,
            Layer.BASES: layers.pins["Bases"],
            Layer.TASKINGS: layers.pins["Taskings"],
            Layer.EVENTS: layers.pins["Events"],
            Layer.INCIDENTS: layers.heat,
            Layer.NAMES: layers.names,
            Layer.GROUND: base,
        }

    def excerpt(self) -> Excerpt | None:
        """What the map shows now; None while the table is shown, or there is no map."""
        seen = self._views.map.extent
        if seen is None or self._views.is_table:
            return None
        return Excerpt(
            extent=Extent.of_degrees(*seen),
            layers=frozenset(layer for layer, chip in self._chips.items() if _is_on(chip)),
            classes=tuple(self._views.classes),
        )


def _is_on(chip: Chip) -> bool:
    return chip.isChecked() and chip.isEnabled()
