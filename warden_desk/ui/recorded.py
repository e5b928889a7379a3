"""A change on the undo stack."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from warden_desk.domain.changes import Change


class Recorded(QUndoCommand):
    """Any change at all, undone from its journal."""

    def __init__(
        self, change: Change, revert: Callable[[Change], Change], tell: Callable[[Change], None]
    ) -> None:
        super().__init__(change.label)
        self._change = change
        self._revert = revert
        self._tell = tell
        self._is_reverted = True  # Qt calls redo() on push, when the work is already done

    @property
    def size(self) -> int:
        """How many rows it touched."""
        return self._change.size

    def revert(self) -> None:
        """Reverse the change now; Qt's own undo() or redo() that follows only tells of it.

        Raises:
            UserError: later work stands on it; nothing was changed.
        """
        self._change = self._revert(self._change)
        self._is_reverted = True

    def redo(self) -> None:
        self._move()

    def undo(self) -> None:
        self._move()

    def _move(self) -> None:
        if not self._is_reverted:
            self.revert()
        self._is_reverted = False
        self._tell(self._change)
