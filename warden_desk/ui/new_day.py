"""A window that stays open over night shows the new day in the morning."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

_MINUTE = 60_000


class NewDay(QObject):
    """Says when the day has turned: what is late, due or free goes by today."""

    came = Signal()

    def __init__(self, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._today, self._on = today, today()
        self._clock = QTimer(self, interval=_MINUTE)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Look at the calendar."""
        if self._today() != self._on:
            self._on = self._today()
            self.came.emit()
