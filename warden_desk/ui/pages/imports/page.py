"""Taking in lists: choose a file, see what every row becomes, decide what is doubtful, import."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import ImportDone
from warden_desk.domain.rights import Right
from warden_desk.services.imports import applying
from warden_desk.services.imports.report import save_rows_back
from warden_desk.ui.actions import Command
from warden_desk.ui.jobs import Job
from warden_desk.ui.pages.imports.looked_at import LookedAt
from warden_desk.ui.pages.imports.parts import (
    Opened,
    ask_for_file,
    ask_where,
    nothing_yet,
    paste_panel,
)
from warden_desk.ui.pages.imports.past import PastImports
from warden_desk.ui.pages.imports.reading import Reading
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace


class ImportsPage(SplitPage):
    """Past imports; or, once a file is chosen, what becomes of each of its rows."""

    def __init__(
        self,
        workspace: Workspace,
        ask: Callable[[QWidget], Path | None] = ask_for_file,
        ask_where: Callable[[QWidget, str], Path | None] = ask_where,
    ) -> None:
        super().__init__("Imports", detail_width=404)
        self._workspace, self._ask, self._ask_where = workspace, ask, ask_where
        self._reading = Reading(workspace, self._show_plan, self._watch)
        self.past = PastImports(workspace, self.take_back)
        self.file = LookedAt(workspace, self._reading.again, self)
        self._left, self._detail = QStackedWidget(), QStackedWidget()
        self._arrange()
        self.setAcceptDrops(True)
        self.file.shown.connect(self._say_what_comes_in)
        self.follow(workspace.changed, "import_batch")
        self.catch_up()

    def commands(self) -> Sequence[Command]:
        act = partial(Command, group="Imports", needs=Right.RECORD)
        return (
            act("import_choose", "Choose a list to take in", self.choose, "N"),
            act("import_paste", "Paste taskings from an e-mail", self.paste),
        )

    def open_item(self, item_id: str) -> None:
        """Show a past import."""
        self.close_file()
        self.past.table.choose(item_id)

    def choose(self) -> None:
        """Ask for a file and look at it."""
        if (path := self._ask(self)) is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Look at a file; nothing is written."""
        self.notice.clear()
        self._reading.file(path)

    def paste(self) -> None:
        """Ask for the text of an e-mail, and look at it."""

        def read(typed: str) -> None:
            self.notice.clear()
            self._reading.text(typed)

        self.open_panel(paste_panel(read))

    def import_rows(self) -> None:
        """Write what the plan says, in the background."""
        opened = self.file.opened
        if opened is None or not opened.plan.writes(opened.accepted):
            self.tell("There is nothing to import: the desk has all that could be read.")
            return
        attempt(self, lambda _: self._watch(self._start_import(opened)))

    def save_rows_left_out(self) -> None:
        """Write the rows that stay out into a file for their sender."""
        opened = self.file.opened
        if opened is None:
            return
        path = self._ask_where(self, f"left out of {Path(opened.plan.file_name).stem}.csv")
        if path is not None and attempt(
            self, lambda _: save_rows_back(opened.plan, path, opened.accepted)
        ):
            self.tell(f"Saved as {path.name}: each row with the reason beside it.", Tone.GREEN)

    def take_back(self) -> None:
        """Undo the import that is selected."""
        if (batch := self.past.chosen()) is not None:
            done = partial(self.tell, f"{batch.source} was taken back.", Tone.GREEN)
            attempt(self, lambda _: self._watch(self.past.start_take_back(batch, done)))

    def close_file(self) -> None:
        """Go back to the past imports; nothing was written."""
        self.file.close()
        self._show_mode()
        self.refresh()

    def read(self) -> None:
        """Read the past imports again."""
        count = self.past.refresh()
        if self.file.opened is None:
            self._left.setCurrentIndex(1 if count else 0)
            self.set_titles("Imports", f"{count} so far" if count else "")
            self.past.table.choose_first()
            self.past.show_chosen()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if len(files) > 1:
            self.tell("One file at a time, please: each is looked at before it comes in.")
        if files:
            event.acceptProposedAction()
            self.open_file(files[0])

    def _arrange(self) -> None:
        self._leave = Button("Back", self.close_file, rank="quiet", name="leave")
        choose = Button("Choose a file…", self.choose, icon_name="import", name="choose", key="N")
        paste = Button("Paste text…", self.paste, name="paste")
        self._rows_back = Button("Save rows left out…", self.save_rows_left_out, name="rows_back")
        self._import = Button("Import", self.import_rows, rank="primary", name="import")
        for button in (self._leave, self._rows_back, paste, choose, self._import):
            self.actions_row.addWidget(button)
        for chip in self.file.chips.values():
            self.chips_row.addWidget(chip)
        self.chips_row.addStretch(1)
        for widget in (nothing_yet(self.choose), self.past.table, self.file.lines):
            self._left.addWidget(widget)
        for widget in (self.past.detail, self.file.detail):
            self._detail.addWidget(widget)
        self.set_sides(Card(self._left, margins=(0, 0, 0, 0)), self._detail)
        self.file.close()
        self._show_mode()

    def _show_mode(self) -> None:
        is_open = self.file.opened is not None
        for button in (self._leave, self._rows_back, self._import):
            button.setVisible(is_open)
        self._detail.setCurrentIndex(1 if is_open else 0)
        if is_open:
            self._left.setCurrentWidget(self.file.lines)

    def _show_plan(self, opened: Opened) -> None:
        self.file.show_plan(opened)

    def _say_what_comes_in(self) -> None:
        opened = self.file.opened
        if opened is None:
            return
        self._show_mode()
        count = len(opened.plan.writes(opened.accepted))
        self._import.setText(f"Import {count:,} {'row' if count == 1 else 'rows'}")
        self._import.setEnabled(count > 0)
        self._rows_back.setVisible(bool(opened.plan.not_taken(opened.accepted)))
        self.set_titles(opened.plan.file_name, opened.plan.source)

    def _start_import(self, opened: Opened) -> Job:
        batch, act = new_id(), self._workspace.act()
        return self._workspace.start_write(
            f"Import {opened.plan.source}",
            lambda session, progress: applying.apply(
                session,
                opened.plan,
                batch=batch,
                act=act,
                accepted=opened.accepted,
                repeats=opened.repeats,
                progress=progress,
            ),
            self._finish,
            batch_id=batch,
        )

    def _watch(self, job: Job) -> None:
        job.failed.connect(self._refuse)
        self.progress.follow(job)

    def _refuse(self, error: Exception) -> None:
        self.tell(str(error), Tone.RED)

    def _finish(self, done: ImportDone) -> None:
        self.close_file()
        self.past.table.choose(done.batch_id)
        self.tell(f"{done.sentence} Ctrl+Z takes it back.", Tone.GREEN)
