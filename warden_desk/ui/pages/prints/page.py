"""The print log: who holds which paper, what is to be destroyed, and marking that it was."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget

from warden_desk.domain.dates import uk_date
from warden_desk.domain.papers import PaperRow, Papers, papers
from warden_desk.domain.rights import Right
from warden_desk.services.papers import print_log
from warden_desk.ui.actions import Command
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_table import Column, LazyTable, PillState
from warden_desk.ui.widgets.one_of import OneOf
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.workspace import Workspace

_CHIPS = {
    Papers.DUE: "To destroy",
    Papers.OUT: "Out",
    Papers.DESTROYED: "Destroyed",
    Papers.ALL: "All",
}
_NOTHING = {
    Papers.DUE: ("Nothing is to be destroyed", "Every paper is within its time, or gone."),
    Papers.OUT: ("No paper is out", "What is printed or saved is listed here until it is gone."),
    Papers.DESTROYED: ("No paper was destroyed yet", "Mark one with D once it is shredded."),
    Papers.ALL: (
        "Nothing was printed yet",
        "Print the week\u2019s sheet (Ctrl+P on the Week page).",
    ),
}


class PrintsPage(Page):
    """Opens with what is to be destroyed, or with what is out while nothing is due."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Print log")
        self._workspace = workspace
        self._rows: dict[str, PaperRow] = {}
        chips = {which: Chip(text, name=f"show_{which}") for which, text in _CHIPS.items()}
        self._list = OneOf(chips, Papers.DUE, self)
        self.table: LazyTable[PaperRow] = LazyTable(_columns(workspace), "Print log", several=True)
        self._nothing = EmptyState("print", "", "")
        self._stack = QStackedWidget()
        self._build()
        self.follow(workspace.changed, "print_log")

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Print log")
        return (
            one(
                "prints_destroyed",
                "These were destroyed",
                self.mark_destroyed,
                "D",
                needs=Right.RECORD,
            ),
            one("prints_all", "Choose all that is listed", self.choose_all, "Ctrl+A"),
        )

    def read(self) -> None:
        """Read the log again."""
        workspace, today = self._workspace, self._workspace.today()
        for which, chip in self._list.chips.items():
            chip.set_count(workspace.read(print_log.count, which, today))
        rows = workspace.read(print_log.rows, self._list.key, today)
        self._rows = {row.id: row for row in rows}
        self.table.show_all(rows)
        self._nothing.say(*_NOTHING[self._list.key])
        self._stack.setCurrentIndex(0 if rows else 1)
        due = workspace.read(print_log.count, Papers.DUE, today)
        self.set_titles("Print log", f"{papers(due)} to destroy" if due else "")

    def mark_destroyed(self) -> None:
        """Note that the chosen papers are gone."""
        chosen = [key for key in self.table.chosen_ids() if not self._rows[key].destroyed_on]
        if not chosen:
            self.tell("Choose a paper that is still out.", Tone.AMBER)
            return
        workspace, count = self._workspace, papers(len(chosen))

        def save(_: str) -> None:
            workspace.write(
                f"Destroy {count}",
                print_log.destroyed,
                chosen,
                workspace.today(),
                act=workspace.act(),
            )
            self.tell(f"{count} noted as destroyed.", Tone.GREEN)

        attempt(self, save)

    def choose_all(self) -> None:
        """Choose every paper that is listed."""
        self.table.choose_all(tuple(self._rows))
        self.table.setFocus()

    def focus_list(self) -> None:
        """Put the cursor into the list."""
        self.table.setFocus()

    def _build(self) -> None:
        self._list.lay_out(self.chips_row)
        self._list.turned.connect(self._show_other)
        self.chips_row.addStretch(1)
        self.actions_row.addWidget(
            Button(
                "These were destroyed",
                self.mark_destroyed,
                rank="primary",
                key="D",
                name="destroyed",
            )
        )
        self._stack.addWidget(Card(self.table, margins=(0, 4, 0, 4)))
        self._stack.addWidget(Card(self._nothing))
        self.body.addWidget(self._stack, 1)
        self.setFocusProxy(self.table)

    def _show_other(self) -> None:
        self.notice.clear()
        self.refresh()


def _columns(workspace: Workspace) -> list[Column[PaperRow]]:
    def fate(row: PaperRow) -> PillState:
        if row.destroyed_on is not None:
            return "Destroyed", Tone.NEUTRAL, "✓"
        if row.is_due(workspace.today()):
            return "To destroy", Tone.RED, None
        return "Out", Tone.BLUE, None

    return [
        Column("", lambda row: fate(row)[0], 116, pill=fate),
        Column("Paper", lambda row: row.what),
        Column("Version", lambda row: row.version, 92),
        Column("Copy for", lambda row: row.copy_for or "nobody named", 170),
        Column(
            "Printed",
            lambda row: f"{uk_date(row.printed_at.astimezone().date())}, {row.printed_by}",
            210,
            "quiet",
            can_hide=True,
        ),
        Column("Until", lambda row: row.fate(workspace.today()), 250, "quiet"),
    ]
