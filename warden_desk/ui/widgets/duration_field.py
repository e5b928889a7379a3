"""A field for a length of time, typed in hours and exchanged in whole minutes."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from warden_desk.ui.theme import scaled

_CLOCK = re.compile(r"(\d{1,3})[:h] ?(\d{2})")
_DECIMAL = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))? ?h?")
_MINUTES = re.compile(r"(\d{1,4}) ?min")


def read_duration(text: str) -> int | None:
    """Minutes meant by "37", "37.5", "9:30" or "20 min"; None if none are."""
    typed = " ".join(text.lower().split())
    if found := _MINUTES.fullmatch(typed):
        return int(found[1])
    if found := _CLOCK.fullmatch(typed):
        return int(found[1]) * 60 + int(found[2])
    if found := _DECIMAL.fullmatch(typed):
        return round(float(f"{found[1]}.{found[2] or 0}") * 60)
    return None


def write_duration(minutes: int) -> str:
    """`37 h`, `9:30`, `20 min`."""
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return f"{hours}:{rest:02d}"
    return f"{hours} h" if hours else f"{rest} min"


class DurationField(QLineEdit):
    """Empty means the value it had: a limit is never nothing."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes = 0
        self.setFixedWidth(scaled(96))
        self.editingFinished.connect(self._tidy)

    def value(self) -> int:
        """Whole minutes; the last readable ones while the text cannot be read."""
        read = read_duration(self.text())
        return self._minutes if read is None else read

    def set_value(self, minutes: int) -> None:
        self._minutes = minutes
        self.setText(write_duration(minutes))

    def problem(self) -> str:
        """What is wrong with the text; "" when it can be read."""
        if read_duration(self.text()) is not None:
            return ""
        return "Write hours like 37, 37.5 or 9:30, or minutes like 20 min."

    def _tidy(self) -> None:
        if not self.problem():
            self.set_value(self.value())
        self.left.emit()
