"""What was done at this desk since it was opened, to be taken back and done again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from warden_desk.domain.changes import Change
from warden_desk.ui.long_write import LongWrite
from warden_desk.ui.recorded import Recorded

QUICK_ROWS = 200
"""A change of more rows is taken back in the background, for it takes longer than a blink."""


class History(QObject):
    """Undo and redo, for the desk of any `revert`; who shows the desk is told of each change."""

    moved = Signal(str)
    """A sentence after undo or redo: "Undid: Record visit"."""

    def __init__(
        self,
        revert: Callable[[Change], Change],
        tell: Callable[[Change], None],
        long_write: LongWrite,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._revert, self._tell, self._long_write = revert, tell, long_write

    def push(self, change: Change) -> None:
        """Keep what was written, and tell of it; if nothing was, neither."""
        if change.inverse:
            self.stack.push(Recorded(change, self._revert, self._tell))

    def undo(self) -> None:
        """Take the last change back, and say which; a large one in the background.

        Raises:
            UserError: later work stands on it, or a long write is under way.
        """
        self._long_write.refuse_others()
        if self.stack.canUndo():
            label, at = self.stack.undoText(), self.stack.index() - 1
            self._move(label, at, self.stack.undo, f"Undid: {label}")

    def redo(self) -> None:
        """Do again what was undone, and say what; a large change in the background.

        Raises:
            UserError: later work stands in the way, or a long write is under way.
        """
        self._long_write.refuse_others()
        if self.stack.canRedo():
            label, at = self.stack.redoText(), self.stack.index()
            self._move(label, at, self.stack.redo, f"Did again: {label}")

    def _move(self, label: str, at: int, move: Callable[[], None], said: str) -> None:
        # Before Qt moves the stack: a refusal raised under Qt's own call would be lost on the way
        # and the stack would stand where the desk does not.
        step = self.stack.command(at)
        assert isinstance(step, Recorded)

        def tell(_: object = None) -> None:
            move()
            self.moved.emit(said)

        if step.size > QUICK_ROWS:
            self._long_write.start(label, lambda _: step.revert(), tell)
        else:
            step.revert()
            tell()
