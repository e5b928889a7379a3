"""The line at the foot: what just happened, and how to take it back."""

from PySide6.QtWidgets import QFrame, QWidget

from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import label, row
from warden_desk.ui.widgets.buttons import Button


class StatusLine(QFrame):
    """Left: the last act with Undo or Redo. Right: the last backup, and the way to the keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "status")
        self.said = label("")
        self.said.setObjectName("status_text")
        self.backup = label("")
        self.backup.setObjectName("backup_text")
        self.undo = Button("Undo", rank="link", key="Ctrl Z", name="status_undo")
        self.redo = Button("Redo", rank="link", key="Ctrl Y", name="status_redo")
        self.keys = Button("? Keys", rank="link", name="status_keys")
        box = row(self.said, self.undo, self.redo, None, self.backup, self.keys, gap=12)
        box.setContentsMargins(18, 0, 10, 0)
        self.setLayout(box)
        self.undo.hide()
        self.redo.hide()
        self.fit()

    def fit(self) -> None:
        """Take the height that the text size wants."""
        self.setFixedHeight(scaled(30))

    def say(self, text: str, *, can_undo: bool = False, can_redo: bool = False) -> None:
        """Say what just happened."""
        self.said.setText(text)
        self.setAccessibleName(text)
        self.undo.setVisible(can_undo)
        self.redo.setVisible(can_redo)
