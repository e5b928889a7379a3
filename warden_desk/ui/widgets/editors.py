"""The editors a form is made of: a widget, and how a value gets in and out of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.check_box import CheckBox
from warden_desk.ui.widgets.choice_box import ChoiceBox, Option, draw_chevron
from warden_desk.ui.widgets.date_fields import DateField, TimeField, local_today
from warden_desk.ui.widgets.duration_field import DurationField
from warden_desk.ui.widgets.several_box import SeveralBox
from warden_desk.ui.widgets.suggest_line import SuggestLine


@dataclass(frozen=True, slots=True)
class Editor:
    """A widget and how to get a value into it and out again.

    `edited` fires as the user types, `left` when a value is complete and may be saved. `problem`
    says why what is typed cannot be read, which `get` then answers with None.
    """

    widget: QWidget
    get: Callable[[], Any]
    set: Callable[[Any], None]
    edited: SignalInstance
    left: SignalInstance
    problem: Callable[[], str] = lambda: ""


def text(placeholder: str = "", *, longest: int = 200) -> Editor:
    """Edits a str of one line."""
    line = QLineEdit()
    line.setPlaceholderText(placeholder)
    line.setMaxLength(longest)
    return Editor(
        line,
        lambda: line.text().strip(),
        line.setText,
        line.textEdited,
        line.editingFinished,
    )


def suggesting(line: SuggestLine) -> Editor:
    """Edits a str, with proposals while one types."""
    return Editor(line, lambda: line.text().strip(), line.setText, line.textEdited, line.left)


def secret(placeholder: str = "") -> Editor:
    """Edits a str nobody should read over a shoulder. Blanks are kept: they may be part of it."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setPlaceholderText(placeholder)
    return Editor(line, line.text, line.setText, line.textEdited, line.editingFinished)


def long_text(placeholder: str = "", *, lines: int = 4) -> Editor:
    """Edits a str of many lines; Tab moves on."""
    box = _LongText(lines)
    box.setPlaceholderText(placeholder)
    return Editor(
        box, lambda: box.toPlainText().strip(), box.setPlainText, box.textChanged, box.left
    )


def whole_number(low: int, high: int, suffix: str = "", *, lowest: str = "") -> Editor:
    """Edits an int. `lowest` is what the lowest one is called."""
    box = QSpinBox(minimum=low, maximum=high, suffix=suffix)
    box.setSpecialValueText(lowest)
    box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
    # The stylesheet's padding does not reach the line inside a spin box.
    box.lineEdit().setTextMargins(scaled(8), 0, scaled(8), 0)
    return Editor(box, box.value, box.setValue, box.valueChanged, box.editingFinished)


def choice(options: Mapping[Any, str]) -> Editor:
    """Picks one of a few, shown by its label; None while nothing is picked."""
    box = _FewChoices()
    box.setMinimumContentsLength(8)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for label in options.values():
        box.addItem(label)
    values = list(options)
    return Editor(
        box,
        lambda: values[i] if (i := box.currentIndex()) >= 0 else None,
        lambda value: box.setCurrentIndex(values.index(value) if value in values else -1),
        box.currentIndexChanged,
        box.activated,
    )


def pick(options: Sequence[Option], placeholder: str = "Type to find") -> Editor:
    """Picks one of many by typing any part of it: a person, a parish, a CSU."""
    return picking(ChoiceBox(options, placeholder))


def picking(box: ChoiceBox) -> Editor:
    """Picks with a box whose options its owner changes as the desk does."""
    return Editor(box, box.value, box.set_value, box.edited, box.left, box.problem)


def pick_several(options: Sequence[Option], placeholder: str = "Type to find") -> Editor:
    """Picks several of many; a tuple of their values."""
    box = SeveralBox(options, placeholder)
    return Editor(box, box.values, box.set_values, box.edited, box.left, box.problem)


def day(today: Callable[[], date] = local_today) -> Editor:
    """A date or None."""
    field = DateField(today)
    return Editor(field, field.value, field.set_value, field.textEdited, field.left, field.problem)


def time_of_day() -> Editor:
    """Minutes from midnight or None."""
    field = TimeField()
    return Editor(field, field.value, field.set_value, field.textEdited, field.left, field.problem)


def duration() -> Editor:
    """Whole minutes, typed as hours."""
    field = DurationField()
    return Editor(field, field.value, field.set_value, field.textEdited, field.left, field.problem)


def yes_no(words: str) -> Editor:
    """Edits a bool; `words` stand beside the box."""
    box = CheckBox(words)
    return Editor(box, box.isChecked, box.setChecked, box.toggled, box.clicked)


class _FewChoices(QComboBox):
    """A short list. The wheel scrolls the page past it instead of changing it unseen."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_chevron(self)


class _LongText(QPlainTextEdit):
    left = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(scaled(18 * lines + 16))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
