"""A panel beside the work, for entering something. Never modal, never loses what was typed."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import column, label, row
from warden_desk.ui.widgets.buttons import Button, icon_button
from warden_desk.ui.widgets.notice import Notice
from warden_desk.ui.widgets.scrolling import scrolling


class SidePanel(QFrame):
    """A heading, a body, and the verb that saves it.

    Esc closes it only when `is_dirty` says that nothing would be lost; otherwise it says how to
    save or discard. Ctrl+Enter saves from any field. The page answers `accepted` by saving and
    then calling `close_panel`.
    """

    accepted = Signal()
    closed = Signal()

    def __init__(
        self,
        heading: str,
        body: QWidget,
        verb: str = "Save",
        *,
        is_dirty: Callable[[], bool] = lambda: False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self.setAccessibleName(heading)
        self.body = body
        self.notice = Notice()
        self.save_button = Button(verb, self.accepted.emit, rank="primary", name="save")
        self._discard = Button("Discard", self.close_panel, name="discard")
        self._discard.hide()
        self.is_dirty = is_dirty
        self._begins: QWidget | None = None
        self._area = scrolling(_column_of(body))
        close = self._close = icon_button("close", "Close (Esc)", self.ask_to_close)
        self.heading: QLabel = label(heading, "h2", wrap=True)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setLayout(
            column(
                row(self.heading, close),
                self.notice,
                self._area,
                row(self.save_button, self._discard, None, label("Ctrl Enter", "label")),
                gap=10,
                margin=16,
            )
        )

    def take_cursor(self) -> None:
        """Put the cursor where one begins; a panel laid out afterwards says where that is."""
        if self._begins is not None:
            self._begins.setFocus()
            return
        self.body.setFocus()
        self.body.focusNextChild()
        taken = self.window().focusWidget()
        if not (taken and self.body.isAncestorOf(taken)):
            self._area.verticalScrollBar().setValue(0)  # nothing to type: one reads from the top

    def follow_in_order(self, widgets: Sequence[QWidget]) -> None:
        """Have Tab go through widgets that came into the body later, then to the panel's own.

        The cursor begins in the first that takes it.
        """
        self._begins = next((each for each in widgets if each.isEnabled()), None)
        order = (*widgets, self.save_button, self._discard, self._close)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def ask_to_close(self) -> None:
        """Close if nothing would be lost; otherwise say what to do."""
        if not self.is_dirty():
            self.close_panel()
            return
        verb = self.save_button.accessibleName()
        self._discard.show()
        self.notice.say(f"Not saved yet. Choose {verb}, or Discard what you typed.", Tone.AMBER)
        self.save_button.setFocus()

    def close_panel(self) -> None:
        """Close, whatever is typed."""
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        # The page may have a command on the key that saves a panel; in here the panel is meant.
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and _saves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.ask_to_close()
        elif _saves(event):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)


def _saves(event: QKeyEvent) -> bool:
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and bool(control)


def _column_of(body: QWidget) -> QWidget:
    inner = QWidget()
    box = QVBoxLayout(inner)
    box.setContentsMargins(0, 0, 4, 0)
    box.addWidget(body)
    box.addStretch(1)
    return inner
