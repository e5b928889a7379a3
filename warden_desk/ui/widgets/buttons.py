"""Buttons of every rank, and chips that filter."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from warden_desk.ui.icons import icon
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import mnemonic_free


class Button(QPushButton):
    """A verb. `rank` is "primary", "secondary", "quiet" or "link".

    Args:
        key: the key that does the same, shown after the text; it binds nothing.
    """

    def __init__(
        self,
        text: str,
        run: Callable[[], object] | None = None,
        *,
        rank: str = "secondary",
        icon_name: str = "",
        key: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", rank)
        self.setText(mnemonic_free(f"{text}  {key}" if key else text))
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if name:
            self.setObjectName(name)
        if icon_name:
            ink = {"primary": "on_accent", "quiet": "quiet"}.get(rank, "text")
            self.setIcon(icon(icon_name, ink, ink))
            self.setIconSize(QSize(scaled(16), scaled(16)))
            if text:
                self.setText(" " + self.text())
        if run is not None:
            self.clicked.connect(lambda: run())


def icon_button(
    name: str, text: str, run: Callable[[], object] | None = None, *, rank: str = "quiet"
) -> Button:
    """A button of one icon. `text` is its tool tip and what a screen reader says."""
    made = Button("", run, rank=rank, icon_name=name)
    made.setAccessibleName(text)
    made.setToolTip(text)
    return made


class Chip(QPushButton):
    """A filter that is on or off, with an optional count."""

    def __init__(
        self, text: str, *, on: bool = False, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = text
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setChecked(on)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if name:
            self.setObjectName(name)
        self.set_count(None)

    def set_count(self, count: int | None) -> None:
        """Show how many the filter would leave."""
        shown = self._words if count is None else f"{self._words} {count}"
        self.setText(mnemonic_free(shown))
        self.setAccessibleName(shown)

    def sizeHint(self) -> QSize:
        # Room for the bold text of the checked state: a chip must not push its neighbours about.
        hint = super().sizeHint()
        return QSize(hint.width() + scaled(0 if self.isChecked() else 4), hint.height())
