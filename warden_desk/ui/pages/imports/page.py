"""Taking in lists: choose a file, see what every row becomes, decide what is doubtful, import."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.ids import new_id
from warden_desk.domain.imports import ImportDone, RepeatChoice
from warden_desk.domain.names import plain_name
from warden_desk.domain.rights import Right
from warden_desk.services import areas
from warden_desk.services.imports import applying
from warden_desk.services.imports.report import save_rows_back
from warden_desk.ui.actions import Command
from warden_desk.ui.jobs import Job
from warden_desk.ui.pages.imports.choices import Choices, ChoicesCard
from warden_desk.ui.pages.imports.lines import (
    LEFT_OUT,
    WORDS,
    Line,
    covered,
    line_columns,
    lines,
)
from warden_desk.ui.pages.imports.parts import (
    Opened,
    ask_for_file,
    ask_where,
    nothing_yet,
    paste_form,
    scrolling,
)
from warden_desk.ui.pages.imports.past import PastImports
from warden_desk.ui.pages.imports.reading import Reading
from warden_desk.ui.pages.imports.row_detail import RowDetail
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, column, label
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

_FILTERS = (*WORDS.values(), LEFT_OUT)


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
        self._open: Opened | None = None
        self._reading = Reading(workspace, self._show_plan, self._watch)
        self.past = PastImports(workspace, self.take_back)
        self.batches = self.past.table
        self.lines: LazyTable[Line] = LazyTable(line_columns(), "Rows of the file")
        self.chips = {word: Chip(word, name=f"only {word}") for word in _FILTERS}
        self.row_detail = RowDetail()
        self.choices = ChoicesCard(workspace.today)
        self._left, self._detail = QStackedWidget(), QStackedWidget()
        self._arrange()
        self.setAcceptDrops(True)
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
        self.batches.choose(item_id)

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
        form = paste_form()
        panel = SidePanel("Paste text", form, "Read it", is_dirty=form.is_dirty)

        def read() -> None:
            typed = form.draft().text
            panel.close_panel()
            self.notice.clear()
            self._reading.text(typed)

        panel.accepted.connect(read)
        self.open_panel(panel)

    def reread(self, choices: Choices) -> None:
        """Look at the same file again, read otherwise."""
        if self._open is not None:
            self._reading.again(self._open, choices)

    def import_rows(self) -> None:
        """Write what the plan says, in the background."""
        opened = self._open
        if opened is None or not opened.plan.writes(opened.accepted):
            self.tell("There is nothing to import: the desk has all that could be read.")
            return
        batch, act = new_id(), self._workspace.act()

        def start(_: str) -> None:
            job = self._workspace.start_write(
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
            self._watch(job)

        attempt(self, start)

    def save_rows_left_out(self) -> None:
        """Write the rows that stay out into a file for their sender."""
        opened = self._open
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
        self._open = None
        self._show_mode()
        self.refresh()

    def read(self) -> None:
        """Read the past imports again."""
        count = self.past.refresh()
        if self._open is None:
            self._left.setCurrentIndex(1 if count else 0)
            self.set_titles("Imports", f"{count} so far" if count else "")
            self.batches.choose_first()
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
        self._choose = Button(
            "Choose a file…", self.choose, icon_name="import", name="choose", key="N"
        )
        self._paste = Button("Paste text…", self.paste, name="paste")
        self._rows_back = Button("Save rows left out…", self.save_rows_left_out, name="rows_back")
        self._import = Button("Import", self.import_rows, rank="primary", name="import")
        for button in (self._leave, self._rows_back, self._paste, self._choose, self._import):
            self.actions_row.addWidget(button)
        for chip in self.chips.values():
            self.chips_row.addWidget(chip)
            chip.clicked.connect(self._show_lines)
        self.chips_row.addStretch(1)
        for widget in (nothing_yet(self.choose), self.batches, self.lines):
            self._left.addWidget(widget)
        file = column(
            Card(self.row_detail), Card(column(label("The file", "h2"), self.choices)), None, gap=12
        )
        for widget in (self.past.detail, scrolling(file)):
            self._detail.addWidget(widget)
        left = Card(self._left, margins=(0, 0, 0, 0))
        self.set_sides(left, self._detail)
        self.lines.chosen.connect(self._show_row)
        self.row_detail.area_chosen.connect(self._decide_area)
        self.row_detail.word_explained.connect(self._explain)
        self.row_detail.repeat_decided.connect(self._decide_repeat)
        self.row_detail.accepted.connect(self._accept)
        self.row_detail.skipped.connect(self._skip)
        self.choices.changed.connect(self.reread)
        self._show_mode()

    def _watch(self, job: Job) -> None:
        job.failed.connect(self._refuse)
        self.progress.follow(job)

    def _refuse(self, error: Exception) -> None:
        self.tell(str(error), Tone.RED)

    def _show_plan(self, opened: Opened) -> None:
        self._open = opened
        districts = self._workspace.read(areas.districts, self._workspace.today())
        self.choices.show_plan(opened.plan, districts)
        self._show_mode()
        self._show_lines()

    def _show_mode(self) -> None:
        is_open = self._open is not None
        for widget in (*self.chips.values(), self._leave, self._rows_back, self._import):
            widget.setVisible(is_open)
        self._detail.setCurrentIndex(1 if is_open else 0)
        if is_open:
            self._left.setCurrentWidget(self.lines)

    def _show_lines(self) -> None:
        if self._open is None:
            return
        opened = self._open
        all_lines = lines(opened.plan, opened.accepted, opened.repeats)
        for word, chip in self.chips.items():
            found = [line for line in all_lines if line.word in covered(word)]
            chip.set_count(len(found))
            chip.setVisible(bool(found) or chip.isChecked())
        only = {w for word, chip in self.chips.items() if chip.isChecked() for w in covered(word)}
        self.lines.show_all([line for line in all_lines if not only or line.word in only])
        self.lines.choose_first()
        self._show_row(self.lines.chosen_id())
        count = len(opened.plan.writes(opened.accepted))
        self._import.setText(f"Import {count:,} {'row' if count == 1 else 'rows'}")
        self._import.setEnabled(count > 0)
        self._rows_back.setVisible(bool(opened.plan.not_taken(opened.accepted)))
        self.set_titles(opened.plan.file_name, opened.plan.source)

    def _show_row(self, line_id: str) -> None:
        number = self.lines.rows.number_of(line_id) if line_id else None
        self.row_detail.show_line(None if number is None else self.lines.rows.row(number))

    def _decide_area(self, row: int, area_id: str) -> None:
        if self._open is not None:
            self._open.areas[row] = area_id
            self.reread(self.choices.choices())

    def _explain(self, table: str, written: str, key: str) -> None:
        if self._open is not None:
            self._open.words[table, plain_name(written)] = key
            self.reread(self.choices.choices())

    def _decide_repeat(self, row: int, tasking_id: str, is_same: bool) -> None:
        if self._open is None:
            return
        # Kept under no key, too: it was looked at, and is something else.
        self._open.repeats[row] = RepeatChoice(tasking_id, is_same)
        self._show_lines()

    def _accept(self, row: int, is_taken: bool) -> None:
        if self._open is not None:
            accepted = self._open.accepted
            self._open.accepted = accepted | {row} if is_taken else accepted - {row}
            self._show_lines()

    def _skip(self, row: int, is_none: bool) -> None:
        if self._open is not None:
            self._open.skips[row] = is_none
            self.reread(self.choices.choices())

    def _finish(self, done: ImportDone) -> None:
        self.close_file()
        self.batches.choose(done.batch_id)
        self.tell(f"{done.sentence} Ctrl+Z takes it back.", Tone.GREEN)
