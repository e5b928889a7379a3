"""Several taskings chosen at once: what can be done to all of them, said before it is done."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.tasking_bulk import counted
from warden_desk.ui.pages.taskings.bulk_acts import Changing, Giving
from warden_desk.ui.pages.taskings.bulk_panel import BulkAct, BulkPanel
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.widgets.basics import Card, column, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace


class Several(QStackedWidget):
    """The right side of the page: one tasking, or what can be done to several."""

    def __init__(
        self,
        page: SplitPage,
        workspace: Workspace,
        table: LazyTable[Any],
        one: QWidget,
        export: Callable[[], object],
    ) -> None:
        super().__init__()
        self._page, self._workspace, self._table = page, workspace, table
        self._opener = PanelOpener(page, workspace)
        self._verbs = {"assign": self.give, "edit": self.change}
        self.heading = label("", "h2")
        verbs = (
            Button("Give to somebody…", self.give, rank="primary", key="A", name="give"),
            Button("Change…", self.change, key="E", name="change"),
            Button("Export…", export, name="export_chosen"),
            Button("Only one of them", table.choose_only_current, rank="link", name="only_one"),
        )
        said = label(
            "What you do here is done to all that can take it, and taken back in one.",
            "quiet",
            wrap=True,
        )
        lines = (row(verb, None) for verb in verbs)
        self.addWidget(one)
        self.addWidget(Card(column(self.heading, said, *lines, None, gap=10)))
        table.count_chosen.connect(self._show_count)

    def do(self, verb: str) -> bool:
        """Do it to all if several are chosen; False if one is, or it is done to single ones."""
        if self.currentIndex() == 0 or verb not in self._verbs:
            return False
        self._verbs[verb]()
        return True

    def give(self) -> None:
        """Give all to one person, after saying which can be given."""
        self._open(Giving)

    def change(self) -> None:
        """Set the same facts on all, after saying which can be changed."""
        self._open(Changing)

    def _open(self, kind: Callable[[Workspace, Sequence[str]], BulkAct]) -> None:
        """Open the panel; what will happen is said below the form."""
        ids = self._table.chosen_ids()
        act = kind(self._workspace, ids)
        panel = BulkPanel(self._page, self._workspace, self._opener, act, len(ids))
        self._opener.open(act.heading, act.form, act.verb, panel.save, panel)

    def _show_count(self, count: int) -> None:
        self.setCurrentIndex(int(count > 1))
        self.heading.setText(f"{counted(count)} chosen")
