"""Choosing one of many by typing any part of its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from warden_desk.ui.icons import draw
from warden_desk.ui.theme import roles, scaled
from warden_desk.ui.widgets.basics import kind

HINT = Qt.ItemDataRole.UserRole + 1
ROOM = 7
"""More options than this, and one types rather than scrolls."""


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `hint` is a faint word at the right: a team, a number."""

    value: Any
    label: str
    hint: str = ""


class ChoiceBox(QComboBox):
    """Picks the value of one option, or None. Types ahead on any part of a label."""

    edited = Signal()
    left = Signal()

    def __init__(
        self, options: Sequence[Option] = (), placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._options: Sequence[Option] = ()
        self._rows = QStandardItemModel(self)
        self.setModel(self._rows)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._completer()
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText(placeholder)
        line.textEdited.connect(self._say_edited)
        line.editingFinished.connect(self._settle)
        self.activated.connect(self._picked)
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other options; the value is kept if it is among them."""
        kept = self.value()
        self._options = options
        self._rows.clear()
        for option in options:
            item = QStandardItem(option.label)
            item.setData(option.hint, HINT)
            self._rows.appendRow(item)
        self.set_value(kept)

    def value(self) -> Any:
        """The value of the option typed or picked; None when there is none."""
        at = self._index_of(self.currentText())
        return None if at is None else self._options[at].value

    def set_value(self, value: Any) -> None:
        at = next((i for i, option in enumerate(self._options) if option.value == value), -1)
        self.setCurrentIndex(-1 if value is None else at)
        if self.currentIndex() < 0:
            self.setEditText("")

    def problem(self) -> str:
        """What is wrong with the text; "" when it names an option or is empty."""
        typed = self.currentText().strip()
        if not typed or self._index_of(typed) is not None:
            return ""
        return f"“{typed}” is not on the list. Choose one that is."

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.ShortcutFocusReason):
            self.lineEdit().selectAll()  # pyright: ignore[reportOptionalMemberAccess]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_chevron(self)

    def _completer(self) -> None:
        completer = QCompleter(self._rows, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(ROOM + 3)
        popup = kind(QListView(), "completer")
        completer.setPopup(popup)
        delegate = _OptionDelegate(self)
        popup.setItemDelegate(delegate)
        self.view().setItemDelegate(delegate)
        self.setCompleter(completer)
        completer.activated.connect(self._picked)

    def _picked(self, _: object) -> None:
        # The completer writes its text into the line after this signal.
        QTimer.singleShot(0, self, self._settle)

    def _say_edited(self) -> None:
        self.edited.emit()

    def _settle(self) -> None:
        if (at := self._index_of(self.currentText())) is not None:
            self.setCurrentIndex(at)
        self.edited.emit()
        self.left.emit()

    def _index_of(self, typed: str) -> int | None:
        """The option meant: its whole label, or the only one that contains what was typed."""
        plain = typed.strip().casefold()
        if not plain:
            return None
        labels = [option.label.casefold() for option in self._options]
        if plain in labels:
            at = self.currentIndex()
            same = 0 <= at < len(labels) and labels[at] == plain
            return at if same else labels.index(plain)  # two people may bear one name
        holding = [i for i, text in enumerate(labels) if plain in text]
        return holding[0] if len(holding) == 1 else None


class _OptionDelegate(QStyledItemDelegate):
    """The label, and its hint faintly at the right."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        if hint := index.data(HINT):
            painter.save()
            painter.setPen(roles().colour("faint"))
            room = option.rect.adjusted(0, 0, -scaled(8), 0)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, right, hint)
            painter.restore()


def draw_chevron(box: QComboBox) -> None:
    """The mark of a box that opens, at its right edge."""
    side = scaled(14)
    mark = QRect(box.width() - side - scaled(7), (box.height() - side) // 2, side, side)
    painter = QPainter(box)
    draw(painter, mark, "chevron-down", roles().colour("faint"))
    painter.end()
