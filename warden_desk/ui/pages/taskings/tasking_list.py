"""The left side of the page: the rows of a list, or words and first steps where there are none."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.tasking_filters import Cursor, SortBy, TaskingFilter, Which
from warden_desk.domain.taskings import TaskingRow
from warden_desk.services.tasking import tasking_lists
from warden_desk.ui.pages.taskings import words
from warden_desk.ui.widgets.basics import Card
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_table import Column, LazyTable
from warden_desk.ui.workspace import Workspace


class TaskingList(QStackedWidget):
    """Shows whatever a filter leaves, a page at a time."""

    def __init__(
        self, workspace: Workspace, *first_steps: Button, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.table: LazyTable[TaskingRow] = LazyTable(_columns(workspace), "Taskings", several=True)
        self._nothing = EmptyState("taskings", "", "", *first_steps)
        self.addWidget(Card(self.table, margins=(0, 4, 0, 4)))
        self.addWidget(Card(self._nothing))
        self.setFocusProxy(self.table)
        self.table.rows.rowsInserted.connect(self._found_more)
        self.table.all_wanted.connect(self._choose_all)
        self._wanted: TaskingFilter | None = None

    def show_filtered(self, wanted: TaskingFilter) -> None:
        """Show this list. A chosen row that has left it hands over to the one in its place."""

        def fetch(cursor: Cursor | None, count: int) -> tuple[Sequence[TaskingRow], Cursor | None]:
            found = self._workspace.read(tasking_lists.page, wanted, cursor, limit=count)
            return found.rows, found.cursor

        self._wanted = wanted
        had, at = self.table.chosen_id(), self.table.currentIndex().row()
        self.table.show_from(fetch)
        if had and not self.table.chosen_id():
            self.table.choose_near(at)
        is_empty = not self.table.rows.rowCount()
        if is_empty:
            self._nothing.say(*self._why_empty(wanted))
        self.setCurrentIndex(int(is_empty))

    def _choose_all(self) -> None:
        """All that the list shows, by asking for it, not by fetching it row by row."""
        if (wanted := self._wanted) is not None:
            self._workspace.start(
                "Choose all",
                lambda session, _: tasking_lists.ids(session, wanted),
                partial(self._take_all, wanted),
            )

    def _take_all(self, wanted: TaskingFilter, found: Sequence[str]) -> None:
        if wanted is self._wanted:  # it may show another list by now
            self.table.choose_keys(found)

    def _found_more(self) -> None:
        """A search of many words goes on finding after its first answer was none."""
        self.setCurrentIndex(0)

    def _why_empty(self, wanted: TaskingFilter) -> tuple[str, str]:
        if self._workspace.read(tasking_lists.is_empty):
            return "No taskings yet", "Take in the list a CSU sent, or type the first one."
        if wanted.text:
            wider = "" if wanted.which is Which.ALL else " Choose All to look wider."
            return "Nothing found", f"No tasking here has “{wanted.text}”.{wider}"
        return "Nothing here", "No tasking is in this list now. Choose another above."


def _columns(workspace: Workspace) -> list[Column[TaskingRow]]:
    return [
        Column("Reference", lambda row: row.reference, 116, "quiet", sort_key=SortBy.REFERENCE),
        Column("What", lambda row: row.title, sort_key=SortBy.WHAT),
        Column("Where", lambda row: row.area, 136, can_hide=True, sort_key=SortBy.WHERE),
        Column("Who", words.who, 128, _ink_of_who, can_hide=True, sort_key=SortBy.WHO),
        Column(
            "State",
            lambda row: words.row_pill(row, workspace.today())[0],
            160,
            pill=lambda row: words.row_pill(row, workspace.today()),
            sort_key=SortBy.STATE,
        ),
        Column("Due", words.due, 104, is_extra=True, can_hide=True, sort_key=SortBy.DUE),
        Column("Urgency", lambda row: row.urgency, 76, "quiet", is_extra=True, can_hide=True),
        Column("Category", lambda row: row.category, 104, "quiet", is_extra=True, can_hide=True),
        Column("Priority", lambda row: row.priority, 104, "quiet", is_extra=True, can_hide=True),
        Column("District", lambda row: row.district, 96, "quiet", is_extra=True, can_hide=True),
        Column(
            "Their ref.",
            lambda row: row.external_reference,
            112,
            "quiet",
            is_extra=True,
            can_hide=True,
        ),
        Column(
            "Received",
            words.received,
            104,
            "quiet",
            is_extra=True,
            can_hide=True,
            sort_key=SortBy.NEWEST,
        ),
    ]


def _ink_of_who(row: TaskingRow) -> str:
    return "text" if row.who else "quiet"
