"""Chips of which one is always on: which list is shown, which grid."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup

from warden_desk.ui.widgets.buttons import Chip

K = TypeVar("K")


class OneOf(QButtonGroup, Generic[K]):
    """Knows which of its chips is on, and says when another one is."""

    turned = Signal()

    def __init__(self, chips: Mapping[K, Chip], first: K, parent: QObject) -> None:
        super().__init__(parent)
        self.chips = chips
        for key, chip in chips.items():
            chip.setChecked(key == first)
            self.addButton(chip)
        self.buttonToggled.connect(self._say)

    @property
    def key(self) -> K:
        """Of the chip that is on."""
        return next(key for key, chip in self.chips.items() if chip.isChecked())

    def turn(self, key: K) -> None:
        """Turn another chip on, as if it had been clicked."""
        self.chips[key].setChecked(True)

    def turn_next(self) -> None:
        """Turn on the chip after the one that is on; after the last comes the first."""
        every = list(self.chips)
        self.turn(every[(every.index(self.key) + 1) % len(every)])

    def lay_out(self, row: QBoxLayout) -> None:
        """Put the chips into a row, in their order."""
        for chip in self.chips.values():
            row.addWidget(chip)

    def _say(self, _: QAbstractButton, is_on: bool) -> None:
        if is_on:
            self.turned.emit()
