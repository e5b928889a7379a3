"""Who looked at what is sensitive, and to whom it was handed on: a record nobody can change."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSaveFile
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from warden_desk.domain.clearance import ACT_WORDS, AuditFilter, AuditRow
from warden_desk.domain.record_chain import RecordState
from warden_desk.domain.rights import Right
from warden_desk.services.access import audit, record
from warden_desk.ui.actions import Command
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import Card, label
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.date_fields import DateField
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_table import Column, LazyTable
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.widgets.search_box import SearchBox
from warden_desk.ui.workspace import Workspace

AskWhere = Callable[[QWidget, str], Path | None]
_NOT_THEIRS = "The record is for team leaders and supervisors of this desk."
_FIRST_DAYS = 28
"""How far back the page looks until other days are asked for."""


def ask_where(parent: QWidget, suggested: str) -> Path | None:
    """The system's own window for choosing where the file goes."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save the record", suggested, "CSV (*.csv)")
    return Path(name) if name else None


class LookedPage(Page):
    """The latest first; by tasking, person and days."""

    def __init__(self, workspace: Workspace, ask: AskWhere = ask_where) -> None:
        super().__init__("Who looked")
        self._workspace, self.ask_where = workspace, ask
        self.table: LazyTable[AuditRow] = LazyTable(_columns(), "Who looked at what")
        today = workspace.today()
        self.by = SearchBox("Person")
        self.by.setObjectName("by")
        self.first, self.last = DateField(workspace.today), DateField(workspace.today)
        self.first.set_value(today - timedelta(days=_FIRST_DAYS))
        self.last.set_value(today)
        self._lines = ""
        self._state: RecordState | None = None
        self._parts = QStackedWidget()
        self._for_them: list[QWidget] = []
        self._build()

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Who looked")
        return (
            one("looked_export", "Save the record as a file", self.export, "X"),
            one("looked_open", "Show the tasking of this line", self.open_chosen, "T"),
            one(
                "looked_dispose",
                "Let go of lines that are old enough",
                self.dispose,
                needs=Right.USERS,
            ),
            one("looked_users", "Who may sit at this desk", self.show_users),
        )

    def read(self) -> None:
        """Read the record again, as far as it is asked for."""
        may = self._workspace.at_desk.seat.may_answer
        for part in self._for_them:
            part.setVisible(may)
        if not may:
            self._parts.setCurrentIndex(2)
            self.set_titles("Who looked")
            return
        rows = self._workspace.read(audit.rows, self._wanted())
        self.table.show_all(rows)
        self._parts.setCurrentIndex(0 if rows else 1)
        lines = "1 line" if len(rows) == 1 else f"{len(rows)} lines" if rows else ""
        most = ", the latest; a file has them all" if len(rows) == audit.MOST else ""
        self._lines = f"{lines}{most}"
        self._say_seal()

    def export(self) -> None:
        """Write all lines that are asked for where the user says."""
        if not self._is_theirs():
            return
        path = self.ask_where(self, f"who-looked-{self._workspace.today():%Y-%m-%d}.csv")
        if path is None:
            return
        data = self._workspace.read(audit.export, self._wanted())
        file = QSaveFile(str(path))
        done = file.open(QSaveFile.OpenModeFlag.WriteOnly) and file.write(data) == len(data)
        if done and file.commit():
            self.tell(f"Saved as {path.name}.", Tone.GREEN)
        else:
            self.tell(f"{path.name} could not be written. Choose another folder.", Tone.RED)

    def dispose(self) -> None:
        """Say which lines are older than the record is kept, and let them go if that is meant."""
        if not self._is_theirs():
            return
        going = self._workspace.read(record.disposal, self._workspace.today())
        if going.lines:
            self.notice.offer(going.sentence, "Let them go", self._dispose)
        else:
            self.tell(going.sentence)

    def open_chosen(self, *_: object) -> None:
        """Go to the tasking that the chosen line is about."""
        chosen = self.table.chosen_id()
        rows = self._workspace.read(audit.rows, self._wanted())
        row = next((row for row in rows if row.id == chosen), None)
        if row is None or row.thing_kind != audit.TASKING:
            self.tell("Choose a line about a tasking first.", Tone.AMBER)
        else:
            self._workspace.open_thing(audit.TASKING, row.thing_id)

    def show_users(self) -> None:
        """Go to the list of users."""
        self._workspace.open_thing("page", "users")

    def showEvent(self, event: QShowEvent) -> None:
        self.mark_stale()  # what was looked at since is no change of the desk: nobody says it
        super().showEvent(event)
        self._check()
        self.focus_search()

    def _check(self) -> None:
        if self._workspace.at_desk.seat.may_answer:
            self._workspace.start(
                "Check the record", lambda session, _: record.state(session), self._take_state
            )

    def _take_state(self, state: RecordState) -> None:
        self._state = state
        self._say_seal()
        if not state.is_whole:
            self.tell(state.sentence, Tone.RED)

    def _say_seal(self) -> None:
        state = self._state
        seal = f"no line was changed, seal {state.last}" if state and state.is_whole else ""
        self.set_titles("Who looked", " · ".join(filter(None, (self._lines, seal))))

    def _dispose(self) -> None:
        def work(_: str) -> None:
            act = self._workspace.act()
            self._workspace.write_for_good("Let old lines go", record.dispose, act=act)

        if attempt(self, work):
            self.tell("They are gone. The record says so, and goes on from there.", Tone.GREEN)
            self.refresh()
            self._check()

    def _is_theirs(self) -> bool:
        """Whether whoever sits here may see the record; who may not is told so."""
        may = self._workspace.at_desk.seat.may_answer
        if not may:
            self.tell(_NOT_THEIRS, Tone.AMBER)
        return may

    def _build(self) -> None:
        export = Button("Save as a file…", self.export, key="X", name="export")
        self.actions_row.addWidget(Button("At this desk", self.show_users, name="users"))
        self.actions_row.addWidget(export)
        search = self.add_search("Tasking: ASH-26-0147")
        for box in (search, self.by):
            box.setMaximumWidth(scaled(220))
            box.searched.connect(self.refresh)
            box.left_down.connect(self.table.setFocus)
        self.chips_row.addWidget(self.by)
        self._for_them = [export, search, self.by]
        for words, field in (("from", self.first), ("to", self.last)):
            said = label(words, "label")
            field.setAccessibleName(f"Days {words}")
            field.setFixedWidth(scaled(168))
            field.left.connect(self.refresh)
            self.chips_row.addWidget(said)
            self.chips_row.addWidget(field)
            self._for_them += [said, field]
        self.chips_row.addStretch(1)
        self.table.opened.connect(self.open_chosen)
        self._parts.addWidget(Card(self.table, margins=(0, 4, 0, 4)))
        nothing = EmptyState(
            "lock",
            "Nobody looked",
            "Whoever opens a sensitive tasking, one of its files or its papers is listed here. "
            "Other days may have more.",
        )
        self._parts.addWidget(Card(nothing))
        closed = EmptyState(
            "lock",
            "For team leaders and supervisors",
            "Whoever sits here now is neither. “At this desk” says who may.",
        )
        self._parts.addWidget(Card(closed))
        self.body.addWidget(self._parts, 1)

    def _wanted(self) -> AuditFilter:
        return AuditFilter(
            thing=self.search.text() if self.search else "",
            by=self.by.text(),
            first=_day(self.first),
            last=_day(self.last),
        )


def _day(field: DateField) -> date | None:
    return None if field.problem() else field.value()


def _columns() -> list[Column[AuditRow]]:
    return [
        Column("When", lambda row: f"{row.at.astimezone():%d/%m/%Y %H:%M}", 140),
        Column("Who", lambda row: row.by, 180),
        Column("Did", lambda row: ACT_WORDS[row.act], 110),
        Column("What", lambda row: row.thing, 150),
        Column("Where", lambda row: row.how),
    ]
