"""Fields for a day and a time of day, typed the way people here write them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QWidget

from warden_desk.ui.icons import icon
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import redress
from warden_desk.ui.widgets.typed_dates import read_date, read_time, write_date, write_time


def local_today() -> date:
    """Today on this machine's clock."""
    return datetime.now(UTC).astimezone().date()


class _Typed(QLineEdit):
    """A line that is read when it is left, written back neatly, and marked if it means nothing."""

    left = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self._tidy)
        self.textEdited.connect(self._unmark)

    def problem(self) -> str:
        """What is wrong with the text; "" when it can be read or is empty."""
        raise NotImplementedError

    def neat(self) -> str:
        """The text as it is written back."""
        raise NotImplementedError

    def _tidy(self) -> None:
        wrong = bool(self.problem())
        if not wrong and self.text() != self.neat():
            self.setText(self.neat())
        self._mark(wrong=wrong)
        self.left.emit()

    def _unmark(self) -> None:
        self._mark(wrong=False)

    def _mark(self, *, wrong: bool) -> None:
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            redress(self)


class DateField(_Typed):
    """A day, or none. Up and Down step a day, Page keys a week; the calendar is a click away."""

    def __init__(
        self, today: Callable[[], date] = local_today, parent: QWidget | None = None
    ) -> None:
        super().__init__("27/11, fri, +3", parent)
        self._today = today
        show = QAction(icon("calendar", "faint"), "Calendar", self)
        show.triggered.connect(self._open_calendar)
        self.addAction(show, QLineEdit.ActionPosition.TrailingPosition)
        self.setMinimumWidth(scaled(132))

    def value(self) -> date | None:
        """The day typed; None when empty or unreadable."""
        return read_date(self.text(), self._today())

    def set_value(self, day: date | None) -> None:
        self.setText(write_date(day) if day else "")
        self._mark(wrong=False)

    def problem(self) -> str:
        if not self.text().strip() or self.value():
            return ""
        return f"“{self.text().strip()}” is not a date. Write it like 27/11/2026 or 27 Nov."

    def neat(self) -> str:
        day = self.value()
        return write_date(day) if day else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: 7,
            Qt.Key.Key_PageDown: -7,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._pick(timedelta(days=step) + (self.value() or self._today()))

    def _pick(self, day: date) -> None:
        self.set_value(day)
        self.textEdited.emit(self.text())

    def _open_calendar(self) -> None:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        day = self.value() or self._today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))

        def take(chosen: QDate) -> None:
            self._pick(date(chosen.year(), chosen.month(), chosen.day()))
            calendar.close()
            self.left.emit()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        calendar.show()


class TimeField(_Typed):
    """A time of day in minutes from midnight, or none. Up and Down step a quarter of an hour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("0730", parent)
        self.setFixedWidth(scaled(76))

    def value(self) -> int | None:
        """Minutes from midnight; None when empty or unreadable."""
        return read_time(self.text())

    def set_value(self, minutes: int | None) -> None:
        self.setText("" if minutes is None else write_time(minutes))
        self._mark(wrong=False)

    def problem(self) -> str:
        if not self.text().strip() or self.value() is not None:
            return ""
        return f"“{self.text().strip()}” is not a time. Write it like 0730 or 14:00."

    def neat(self) -> str:
        minutes = self.value()
        return "" if minutes is None else write_time(minutes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 15, Qt.Key.Key_Down: -15}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.set_value(((self.value() or 0) + step) % (24 * 60))
            self.textEdited.emit(self.text())
