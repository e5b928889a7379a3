"""Choosing several of many: each is typed to be found, and stands below until it is taken out."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.ui.widgets.basics import empty, label, row
from warden_desk.ui.widgets.buttons import icon_button
from warden_desk.ui.widgets.choice_box import ChoiceBox, Option


class SeveralBox(QWidget):
    """Enter takes in what is typed; every one that is in has a button that takes it out."""

    edited = Signal()
    left = Signal()

    def __init__(self, options: Sequence[Option], placeholder: str = "Type to find") -> None:
        super().__init__()
        self._options = options
        self._values: list[Any] = []
        self.box = ChoiceBox(options, placeholder)
        self.box.setObjectName("one_more")
        self.box.setAccessibleName("One more")
        self._chosen = QVBoxLayout()
        self._chosen.setSpacing(2)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.box)
        inside.addLayout(self._chosen)
        self.setFocusProxy(self.box)
        self.box.left.connect(self._take)

    def values(self) -> tuple[Any, ...]:
        """Those chosen, in the order they came in; one typed whole counts without its Enter."""
        typed = self.box.value()
        return tuple(dict.fromkeys([*self._values, *([] if typed is None else [typed])]))

    def set_values(self, values: Sequence[Any]) -> None:
        self._values = list(values)
        self.box.set_value(None)
        self._show()

    def problem(self) -> str:
        """What is wrong with what is typed; "" when nothing is."""
        return self.box.problem()

    def _take(self) -> None:
        value = self.box.value()
        if value is not None:
            self.box.set_value(None)
            if value not in self._values:
                self._values.append(value)
                self._changed()

    def _drop(self, value: Any) -> None:
        self._values.remove(value)
        self.box.setFocus()
        self._changed()

    def _changed(self) -> None:
        self._show()
        self.edited.emit()
        self.left.emit()

    def _show(self) -> None:
        empty(self._chosen)
        words = {option.value: option.label for option in self._options}
        for value in self._values:
            said = words.get(value, "")
            out = icon_button("close", f"Take {said} out", lambda value=value: self._drop(value))
            self._chosen.addLayout(row(label(said), None, out))
