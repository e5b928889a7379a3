"""The imports of the past: what came of each, and the way to take one back."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from warden_desk.domain.imports import BatchRow
from warden_desk.services.imports import batches
from warden_desk.ui.jobs import Job
from warden_desk.ui.pages.imports.lines import batch_columns
from warden_desk.ui.widgets.basics import Card, column, label
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.workspace import Workspace


class PastImports:
    """The list of them, and beside it what can be done about the chosen one."""

    def __init__(self, workspace: Workspace, take_back: Callable[[], object]) -> None:
        self._workspace = workspace
        self.table: LazyTable[BatchRow] = LazyTable(batch_columns(), "Past imports")
        self._take_back = Button("Take back", take_back, icon_name="undo", name="take_back")
        self._words = label("", "quiet", wrap=True)
        self.detail: QWidget = Card(column(self._words, self._take_back, None))
        self.table.chosen.connect(self.show_chosen)

    def refresh(self) -> int:
        """Read them again. Returns how many there are."""
        past = self._workspace.read(batches.rows)
        self.table.show_all(past)
        return len(past)

    def chosen(self) -> BatchRow | None:
        number = self.table.rows.number_of(self.table.chosen_id())
        return None if number is None else self.table.rows.row(number)

    def show_chosen(self, _: str = "") -> None:
        batch = self.chosen()
        self._take_back.setVisible(batch is not None and batch.can_be_taken_back)
        self._words.setText(
            "Taking an import back puts the desk as it was before it, if nothing it brought in "
            "has been worked on since."
            if batch is not None
            else "Nothing is written before you have seen what becomes of every row."
        )

    def start_take_back(self, batch: BatchRow, on_done: Callable[[], object]) -> Job:
        """Undo an import in the background.

        Raises:
            Busy: something long is being saved.
        """
        words = f"Take back {batch.source}"
        return self._workspace.start_take_back(words, batch.id, lambda _: on_done())
