"""Buttons of every rank, and chips that filter."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from warden_desk.ui.icons import icon
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import mnemonic_free


@runtime_checkable
class Refusing(Protocol):
    """What holds buttons and knows which of them may not be used: a page, a preview."""

    def why_not(self, button: "Button") -> str: ...


class Button(QPushButton):
    """A verb. `rank` is "primary", "secondary", "quiet" or "link".

    Args:
        key: the key that does the same, shown after the text; it binds nothing.
        as_command: the command without a key, or of another call, that it takes the right of.
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
        as_command: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.run, self.key, self.as_command = run, key, as_command
        self._why_not, self._is_wanted, self._own_tip = "", True, ""
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

    def refuse(self, why: str) -> None:
        """Grey it and say why, whoever enables it; "" lets it be."""
        if why == self._why_not:
            return
        if not self._why_not:
            self._own_tip = self.toolTip()
        self._why_not = why
        self.setToolTip(why or self._own_tip)
        super().setEnabled(self._is_wanted and not why)

    def setEnabled(self, arg__1: bool) -> None:
        self._is_wanted = arg__1
        super().setEnabled(arg__1 and not self._why_not)

    def ask_holder(self) -> None:
        """Be refused what the nearest of those that hold it says may not be done."""
        holder = self.parentWidget()
        # Asked on every showing of every button: asking a protocol takes five times as long.
        while holder is not None and not hasattr(holder, "why_not"):
            holder = holder.parentWidget()
        if isinstance(holder, Refusing):
            self.refuse(holder.why_not(self))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ask_holder()


def icon_button(
    name: str,
    text: str,
    run: Callable[[], object] | None = None,
    *,
    rank: str = "quiet",
    as_command: str = "",
) -> Button:
    """A button of one icon. `text` is its tool tip and what a screen reader says."""
    made = Button("", run, rank=rank, icon_name=name, as_command=as_command)
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
