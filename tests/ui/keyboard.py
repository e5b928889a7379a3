"""The whole window driven by key presses, wherever they would go."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import rest
from warden_desk.ui.workspace import Workspace

POPUPS = ("plugin does not support raise", "plugin does not support grabbing the keyboard")
"""What the screenless platform says when a list of proposals opens."""
CONTROL = Qt.KeyboardModifier.ControlModifier


class Keyboard:
    """Presses keys wherever they would go; nothing here touches a widget in another way."""

    def __init__(self, qtbot: QtBot, workspace: Workspace, window: QWidget) -> None:
        self._qtbot, self._workspace, self._window = qtbot, workspace, window
        self.pressed = 0

    def __call__(self, *parts: str | Qt.Key, then: Qt.Key | None = None) -> None:
        self._wake()
        for part in parts:
            for key in part if isinstance(part, str) else (part,):
                self._qtbot.keyClick(listening(), key)
                self.pressed += 1
        if then is not None:
            self._qtbot.keyClick(listening(), then, CONTROL)
            self.pressed += 2
        rest(self._qtbot, self._workspace)

    def control(self, key: Qt.Key, *also: Qt.KeyboardModifier) -> None:
        self.held(key, CONTROL, *also)

    def held(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        self._wake()
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        self._qtbot.keyClick(listening(), key, held)
        self.pressed += 1 + len(modifiers)
        rest(self._qtbot, self._workspace)

    def _wake(self) -> None:
        """The screenless platform forgets the active window when a list of proposals closes."""
        if QApplication.activePopupWidget() is None:
            self._window.activateWindow()
            QApplication.processEvents()


def listening() -> QWidget:
    """What a key goes to: a list of proposals takes them all while it is open."""
    listening = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert listening is not None
    return listening


def tab_to(press: Keyboard, name: str) -> None:
    """Go from field to field as far as one of this name."""
    seen: list[str] = []
    for _ in range(40):
        seen.append(listening().objectName() or type(listening()).__name__)
        if listening().objectName().startswith(name):
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"the keyboard does not reach {name}: {seen}")
