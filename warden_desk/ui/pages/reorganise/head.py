"""What the plan is called, and from when its steps hold."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import label, row
from warden_desk.ui.widgets.date_fields import DateField


class PlanHead(QWidget):
    """A line for the title and one for the day."""

    renamed = Signal(str)
    moved = Signal(object)
    """Another day, once it is typed whole."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.name, self.day = QLineEdit(), DateField(today)
        self.name.setObjectName("plan_title")
        self.name.setAccessibleName("Title of the plan")
        self.name.setPlaceholderText("What Undo and the file will call it")
        self.name.setMaxLength(120)
        self.day.setObjectName("plan_day")
        self.day.setAccessibleName("From")
        self.day.setFixedWidth(scaled(170))
        line = row(label("Plan", "label"), self.name, label("From", "label"), self.day, gap=10)
        line.setContentsMargins(scaled(16), scaled(8), scaled(16), scaled(8))
        self.setLayout(line)
        self.name.textEdited.connect(self.renamed.emit)
        self.day.left.connect(self._say_day)

    def show_plan(self, title: str, day: date | None, *, is_open: bool) -> None:
        """Show another plan; what was carried out cannot be changed."""
        if self.name.text() != title:
            self.name.setText(title)
            self.name.setCursorPosition(0)
        self.day.set_value(day)
        for field in (self.name, self.day):
            field.setReadOnly(not is_open)

    def _say_day(self) -> None:
        if (day := self.day.value()) is not None:
            self.moved.emit(day)
