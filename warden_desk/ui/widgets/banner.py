"""A strip across the window that cannot be dismissed."""

from PySide6.QtWidgets import QFrame, QWidget

from warden_desk.ui.widgets.basics import label, row
from warden_desk.ui.widgets.empty_state import Picture


class Banner(QFrame):
    """Says something about the whole desk, such as that its people are invented."""

    def __init__(
        self, text: str, icon_name: str = "warning", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.setAccessibleName(text)
        self._label = label(text)
        box = row(None, Picture(icon_name, 16, "amber"), self._label, None)
        box.setContentsMargins(12, 4, 12, 4)
        self.setLayout(box)

    def say(self, text: str) -> None:
        """Say something else."""
        self._label.setText(text)
        self.setAccessibleName(text)

    def text(self) -> str:
        return self._label.text()
