"""A line to type in that proposes what may be meant; anything else may be typed as well."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from warden_desk.ui.widgets.basics import kind

Suggest = Callable[[str], Sequence[str]]


class SuggestLine(QLineEdit):
    """Free text with proposals under it, asked for anew with every key."""

    left = Signal()
    """What is typed is complete: the line was left, Enter was pressed or a proposal taken."""

    def __init__(
        self, suggest: Suggest, placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._suggest = suggest
        self._proposals = QStringListModel(self)
        self.setPlaceholderText(placeholder)
        completer = QCompleter(self._proposals, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setPopup(kind(QListView(), "completer"))
        self.setCompleter(completer)
        completer.activated.connect(self._take)
        self.textEdited.connect(self._propose)
        self.editingFinished.connect(self.left.emit)

    def proposals(self) -> list[str]:
        """What is proposed now."""
        return self._proposals.stringList()

    def _propose(self, typed: str) -> None:
        self._proposals.setStringList(list(self._suggest(typed)))

    def _take(self, words: str) -> None:
        self.setText(words)
        self.left.emit()
