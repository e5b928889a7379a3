"""Memory is looked through as a whole only while nobody works."""

import gc

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_LOOK_EVERY_MS = 2_000
_NEVER = 1_000_000_000
_WORK = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)


class Tidying(QObject):
    """Keeps Python's collector of circles from standing in somebody's way.

    Left alone it looks now and then through everything the program holds, whatever is under way: a
    fifth of a second in which nothing is painted. Here that waits until nobody has touched keys or
    mouse for a while. What is young is collected as ever, which takes a moment only.
    """

    def __init__(self, window: QWidget, *, every_ms: int = _LOOK_EVERY_MS) -> None:
        """`window` must have been shown."""
        super().__init__(window)
        self._usual = gc.get_threshold()
        self._passes, self._is_worked_in = 0, False
        gc.set_threshold(*self._usual[:2], _NEVER)
        self._handle = window.windowHandle()
        self._handle.installEventFilter(self)
        self._clock = QTimer(self, interval=every_ms)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Tidy if that is due, and since the last look nobody did anything, nor any job."""
        passes = gc.get_count()[2]  # over what is young, since all was looked through
        is_quiet = passes == self._passes and not self._is_worked_in and gc.isenabled()
        if is_quiet and passes > self._usual[2]:
            gc.collect()
        self._passes, self._is_worked_in = gc.get_count()[2], False

    def stop(self) -> None:
        """Leave it to Python again."""
        self._clock.stop()
        self._handle.removeEventFilter(self)
        gc.set_threshold(*self._usual)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _WORK:
            self._is_worked_in = True
        return super().eventFilter(watched, event)
