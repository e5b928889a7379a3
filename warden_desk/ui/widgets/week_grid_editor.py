"""Typing into a cell: a field over the cell, and beside it why something was refused."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QWidget

from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import column, kind, label, row
from warden_desk.ui.widgets.buttons import Button


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why what was typed is not taken. With `asks_reason` it is, once a reason is given."""

    text: str
    asks_reason: bool = False


class Step(Enum):
    """Where the cursor goes after a cell was taken."""

    STAY = auto()
    DOWN = auto()
    UP = auto()
    RIGHT = auto()
    LEFT = auto()


Commit = Callable[[str, str], Refusal | None]
"""Take a text and a reason; None if it was taken."""
Finish = Callable[[Step, str | None], object]
"""The editor is done: where to go, and the text that was left unsaved (None: nothing was)."""

_STEPS = {
    (Qt.Key.Key_Return, False): Step.DOWN,
    (Qt.Key.Key_Enter, False): Step.DOWN,
    (Qt.Key.Key_Return, True): Step.UP,
    (Qt.Key.Key_Enter, True): Step.UP,
    (Qt.Key.Key_Tab, False): Step.RIGHT,
    (Qt.Key.Key_Backtab, True): Step.LEFT,
}


class CellEditor(QFrame):
    """Floats over the grid, at the cell. One is enough for a grid: it is opened again and again."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        kind(self, "overlay")
        self.text = QLineEdit()
        self.text.setObjectName("cell_text")
        self.problem = label("", "problem", wrap=True)
        self.problem.setObjectName("cell_problem")
        self.reason = QLineEdit()
        self.reason.setObjectName("cell_reason")
        self.reason.setAccessibleName("Reason, kept with the shift")
        self.reason.setPlaceholderText("Reason, kept with the shift")
        self._keep = Button("Keep it", self._take_with_reason, rank="primary", name="cell_keep")
        self._keep.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint = label("", "label")
        asked = row(self.reason, self._keep, gap=6)
        self.setLayout(column(self.text, self.problem, asked, self._hint, gap=6, margin=6))
        self._cell = QRect()
        self._original = ""
        self._commit: Commit = _take_anything
        self._finish: Finish = _nothing
        self._step = Step.STAY
        for field in (self.text, self.reason):
            field.installEventFilter(self)
        self.text.textEdited.connect(self._settle)
        self.hide()

    def open(
        self, cell: QRect, name: str, original: str, typed: str, commit: Commit, finish: Finish
    ) -> None:
        """Begin over `cell`, with `typed` in the field.

        Args:
            name: what a screen reader calls the field: "Ben Tilley, Wednesday 25 November".
            original: what the cell holds; typing that again changes nothing.
        """
        self._cell, self._original = cell, original
        self._commit, self._finish = commit, finish
        self.text.setAccessibleName(name)
        self.text.setText(typed)
        self._settle()
        self.show()
        self.raise_()
        self.text.setFocus()

    def is_open(self) -> bool:
        return self.isVisible()

    def unsaved(self) -> str | None:
        """What is typed and differs from the cell; None if nothing does."""
        return self.text.text() if self.is_open() and self._is_changed() else None

    def take(self, step: Step, reason: str = "") -> None:
        """Have what is typed taken; on a refusal stay, and say why beside the cell."""
        # What did not change is taken too: its warning may be waiting for a reason.
        refusal = self._commit(self.text.text(), reason)
        if refusal is None:
            self._close(step, None)
        else:
            self._step = step
            self._say(refusal)

    def place(self, cell: QRect) -> None:
        """Over the cell, or as near as the grid's edges allow."""
        self._cell = cell
        parent = self.parentWidget()
        assert parent is not None
        width = max(cell.width(), scaled(340 if self.problem.text() else 260))
        width = min(width, parent.width() - 8)
        self.setFixedWidth(width)
        self.adjustSize()
        box = self.layout()
        height = box.totalHeightForWidth(width) if box else self.height()
        self.resize(width, height)
        left = max(4, min(cell.left(), parent.width() - width - 4))
        top = cell.top() if cell.top() + height <= parent.height() - 4 else cell.bottom() - height
        self.move(left, max(4, top))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(watched, event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self._left(event)
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            if watched is self.reason:
                self._settle()
                self.text.setFocus()
            else:
                self._close(Step.STAY, self.unsaved())
            return True
        step = _STEPS.get((Qt.Key(event.key()), shifted))
        if step is None:
            return False
        if watched is self.reason:
            self._take_with_reason()
        else:
            self.take(step)
        return True

    def _left(self, event: QFocusEvent) -> None:
        """Leaving takes what is typed; what is refused stays as a draft."""
        still = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        now = QApplication.focusWidget()
        if not self.is_open() or event.reason() in still or self._holds(now):
            return
        unsaved = self.unsaved()
        if unsaved is not None and self._commit(unsaved, "") is None:
            unsaved = None
        self._close(Step.STAY, unsaved, has_focus=False)

    def _holds(self, widget: QWidget | None) -> bool:
        return widget is not None and self.isAncestorOf(widget)

    def _take_with_reason(self) -> None:
        if self.reason.text().strip():
            self.take(self._step, self.reason.text().strip())
        else:
            self.reason.setFocus()

    def _say(self, refusal: Refusal) -> None:
        self.problem.setText(f"{'!' if refusal.asks_reason else '×'} {refusal.text}")
        kind(self.problem, "strong" if refusal.asks_reason else "problem")
        self.problem.show()
        self.reason.setVisible(refusal.asks_reason)
        self._keep.setVisible(refusal.asks_reason)
        self._hint.setText("Esc goes back" if refusal.asks_reason else "Esc keeps it as a draft")
        self._hint.show()
        self.place(self._cell)
        (self.reason if refusal.asks_reason else self.text).setFocus()

    def _settle(self) -> None:
        """No refusal stands: only the field is shown."""
        self.problem.clear()
        self.reason.clear()
        for part in (self.problem, self.reason, self._keep, self._hint):
            part.hide()
        self.place(self._cell)

    def _close(self, step: Step, unsaved: str | None, *, has_focus: bool = True) -> None:
        finish, self._finish = self._finish, _nothing
        self.hide()
        if has_focus and (parent := self.parentWidget()):
            parent.setFocus()
        finish(step, unsaved)

    def _is_changed(self) -> bool:
        return self.text.text().strip() != self._original


def _take_anything(text: str, reason: str) -> Refusal | None:
    del text, reason
    return None


def _nothing(step: Step, unsaved: str | None) -> None:
    del step, unsaved
