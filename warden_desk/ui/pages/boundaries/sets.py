"""The sets on the desk, the facts of the chosen one, and how it differs from the one before."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from warden_desk.domain.boundaries import SetDifference, SetRow, before_of
from warden_desk.ui.pages.boundaries.detail import SetDetail
from warden_desk.ui.pages.boundaries.words import set_columns
from warden_desk.ui.widgets.lazy_table import LazyTable


class Sets(QObject):
    """The list and the detail beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.table: LazyTable[SetRow] = LazyTable(set_columns(), "Sets of boundaries")
        self.detail = SetDetail()
        self._rows: Sequence[SetRow] = ()
        self.table.chosen.connect(self._show)

    def show_sets(self, rows: Sequence[SetRow]) -> None:
        """Show these; the chosen one stays chosen if it is still there."""
        self._rows, chosen = rows, self.table.chosen_id()
        self.table.show_all(rows)
        if not self.table.choose(chosen):
            self.table.choose_first()
        self._show()

    def compared(self) -> tuple[SetRow, SetRow] | None:
        """The set before the chosen one, and that one; None if there is none before it."""
        row = self._chosen()
        before = before_of(self._rows, row) if row else None
        return (before, row) if before and row else None

    def show_differences(self, key: str, found: Sequence[SetDifference]) -> None:
        """Say how a set differs from the one before, if it is still the chosen one."""
        if key == self.table.chosen_id() and (pair := self.compared()):
            self.detail.show_set(pair[1], pair[0], found)

    def _show(self, _: str = "") -> None:
        row = self._chosen()
        self.detail.show_set(row, before_of(self._rows, row) if row else None)

    def _chosen(self) -> SetRow | None:
        number = self.table.rows.number_of(self.table.chosen_id())
        return None if number is None else self.table.rows.row(number)
