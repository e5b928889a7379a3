"""Which months the figures are of: the last twelve, or one to step through."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from warden_desk.domain.months import Month
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import kind, label, row
from warden_desk.ui.widgets.buttons import Chip, icon_button


class Period(QWidget):
    """Says `changed` when other months are wanted; `month` is None for the last twelve."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        kind(self, "clear")
        self.month: Month | None = None
        self._known: Sequence[Month] = ()
        self._name = label("", "strong")
        self._name.setObjectName("period")
        self._name.setMinimumWidth(scaled(76))
        self.year = Chip("Twelve months", on=True, name="twelve_months")
        self.year.clicked.connect(self.all_twelve)
        self.back = icon_button("chevron-left", "A month earlier", self.earlier)
        self.on = icon_button("chevron-right", "A month later", self.later)
        self.setLayout(row(self.year, self.back, self._name, self.on, gap=4))
        self.hide()

    def show_known(self, known: Sequence[Month]) -> None:
        """The months there are figures of, the earliest first."""
        self._known = known
        if self.month not in known:
            self.month = None
        self.setVisible(bool(known))
        self._show()

    def earlier(self) -> None:
        """The month before; the latest one, if all twelve are shown."""
        self._step(-1)

    def later(self) -> None:
        """The month after."""
        self._step(1)

    def all_twelve(self) -> None:
        """The last twelve months together."""
        self.month = None
        self._show()
        self.changed.emit()

    def _step(self, by: int) -> None:
        at = self._known.index(self.month) + by if self.month else len(self._known) - 1
        if self._known and 0 <= at < len(self._known):
            self.month = self._known[at]
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        self.year.setChecked(self.month is None)
        self._name.setText(self.month.short if self.month else "or one")
        at = self._known.index(self.month) if self.month else len(self._known)
        self.back.setEnabled(at > 0)
        self.on.setEnabled(self.month is not None and at < len(self._known) - 1)
