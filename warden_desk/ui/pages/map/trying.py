"""What if: hand-overs that are tried on the map and written nowhere, until somebody says so."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.ui.widgets.basics import label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.empty_state import Picture

_FIRST = "Hand parishes over to see what it would mean."


class WhatIf(QFrame):
    """A strip that cannot be overlooked while something is only tried."""

    changed = Signal()
    """Something more is tried, or nothing any more."""

    def __init__(self, keep: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self._drafts: list[HandOverDraft] = []
        self._words = label("")
        self._words.setObjectName("what_if")
        self._keep = Button("Keep them", keep, rank="primary", name="keep")
        self._discard = Button("Discard", self.discard, name="discard_tried")
        box = row(Picture("warning", 16, "amber"), self._words, None, self._discard, self._keep)
        box.setContentsMargins(12, 4, 8, 4)
        self.setLayout(box)
        self._is_on = False
        self._say()

    @property
    def is_on(self) -> bool:
        """Whether hand-overs are tried only."""
        return self._is_on

    @property
    def drafts(self) -> Sequence[HandOverDraft]:
        """What is tried, in the order it was thought of."""
        return tuple(self._drafts)

    def begin(self) -> None:
        """From now on hand-overs are tried only."""
        self._is_on = True
        self._say()

    def add(self, draft: HandOverDraft) -> None:
        """Try one more."""
        self._drafts.append(draft)
        self._say()
        self.changed.emit()

    def discard(self) -> None:
        """Forget all that was tried, and try no more."""
        self._is_on = False
        self._drafts = []
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        count = sum(len(draft.area_ids) for draft in self._drafts)
        some = "1 parish" if count == 1 else f"{count} parishes"
        said = f"{some} would go to somebody else." if count else _FIRST
        self._words.setText(f"What if: nothing is saved. {said}")
        self.setAccessibleName(self._words.text())
        self._keep.setVisible(bool(count))
        self._discard.setText("Discard" if count else "Leave")
        self._discard.setAccessibleName("Discard" if count else "Leave")
        self.setVisible(self._is_on)
