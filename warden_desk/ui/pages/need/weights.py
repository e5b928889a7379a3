"""The weights as they are typed, one line an indicator."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSpinBox, QWidget

from warden_desk.domain.need import MOST_WEIGHT, Indicator
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets import editors
from warden_desk.ui.widgets.basics import empty, kind, label
from warden_desk.ui.widgets.buttons import icon_button


class Weights(QWidget):
    """A number beside each indicator, its share of the score, and a way to change the rest."""

    edited = Signal()

    def __init__(self, change: Callable[[str], object]) -> None:
        """`change` opens an indicator by its code."""
        super().__init__()
        kind(self, "clear")
        self._change = change
        self._indicators: tuple[Indicator, ...] = ()
        self._boxes: dict[str, QSpinBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(2, scaled(44))

    def show_indicators(self, indicators: Sequence[Indicator]) -> None:
        """Replace the lines, unless it is only the numbers that differ."""
        shown = tuple(indicators)
        if [_but_weight(one) for one in shown] != [_but_weight(one) for one in self._indicators]:
            self._lay_out(shown)
        self._indicators = shown
        for one in shown:
            box = self._boxes[one.code]
            if box.value() != one.weight:
                box.blockSignals(True)
                box.setValue(one.weight)
                box.blockSignals(False)
        self._show_shares()

    def indicators(self) -> tuple[Indicator, ...]:
        """What is typed now."""
        return tuple(replace(one, weight=self._boxes[one.code].value()) for one in self._indicators)

    def focused(self) -> str:
        """The code of the indicator the cursor is in; that of the first one otherwise."""
        codes = [code for code, box in self._boxes.items() if box.hasFocus()]
        return next(iter(codes or self._boxes), "")

    def focus_first(self) -> None:
        """Put the cursor in the first weight."""
        if box := next(iter(self._boxes.values()), None):
            box.setFocus()
            box.selectAll()

    def _lay_out(self, indicators: Sequence[Indicator]) -> None:
        empty(self._grid)
        self._boxes = {}
        for at, one in enumerate(indicators):
            editor = editors.whole_number(0, MOST_WEIGHT)
            box = editor.widget
            assert isinstance(box, QSpinBox)
            box.setObjectName(f"weight_{one.code}")
            box.setAccessibleName(f"Weight of {one.label}")
            box.setFixedWidth(scaled(64))
            box.valueChanged.connect(self._say_edited)
            self._boxes[one.code] = box
            said = label(one.label, wrap=True)
            said.setToolTip(one.measure.words)
            share = label("", "quiet")
            share.setObjectName(f"share_{one.code}")
            change = icon_button("edit", f"Change {one.label}", partial(self._change, one.code))
            change.setObjectName(f"change_{one.code}")
            for column, widget in enumerate((said, box, share, change)):
                self._grid.addWidget(widget, at, column)

    def _say_edited(self, _: int) -> None:
        self._show_shares()
        self.edited.emit()

    def _show_shares(self) -> None:
        total = sum(box.value() for box in self._boxes.values())
        for at, box in enumerate(self._boxes.values()):
            item = self._grid.itemAtPosition(at, 2)
            share = item.widget() if item else None
            if share is not None:
                words = f"{100 * box.value() / total:.0f} %" if total and box.value() else "–"
                share.setProperty("text", words)


def _but_weight(one: Indicator) -> Indicator:
    return replace(one, weight=0)
