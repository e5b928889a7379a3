"""Looking at a pack before it goes, and at what went: the workbook, or the paper."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QIODevice, QSaveFile, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QSizePolicy, QStackedWidget, QWidget

from warden_desk.domain.return_packs import ReturnFile
from warden_desk.domain.returns import How, SendDraft
from warden_desk.services.returns.returns_files import Grid, Pack, Proof
from warden_desk.ui.pages.returns.sheet_grid import SheetGrid
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import Card, column, label, row
from warden_desk.ui.widgets.buttons import Button, Chip, icon_button
from warden_desk.ui.widgets.editors import choice, text
from warden_desk.ui.widgets.notice import Notice
from warden_desk.ui.widgets.print_preview import PrintPreview

ChooseFile = Callable[[QWidget, Path], Path | None]


def ask_for_file(parent: QWidget, suggested: Path) -> Path | None:
    """The system's own window for choosing where to save."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save the pack", str(suggested))
    return Path(name) if name else None


class PackView(QWidget):
    """Shows one file at a time; the line below it, for a pack, says how the shown one goes."""

    closed = Signal()
    send_wanted = Signal()
    leave_out = Signal(str)
    """The key of a tasking that shall not go this time."""

    put_back = Signal()
    """All that were left out shall go after all."""

    def __init__(
        self, choose_file: ChooseFile = ask_for_file, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choose_file = choose_file
        self._pack: Pack | None = None
        self._file: ReturnFile | None = None
        self.notice = Notice()
        self._title, self._said = label("", "h1"), label("", "quiet")
        self.as_sheet = Chip("Workbook", on=True, name="as_sheet")
        self.as_paper = Chip("PDF", name="as_paper")
        self.grid, self.paper = SheetGrid(), PrintPreview(choose_file=choose_file)
        self._how = choice({how: how.value.capitalize() for how in How})
        self._to = text("Name of a post or a mailbox")
        self.send_button = Button(
            "Mark as sent", self.send_wanted.emit, rank="primary", icon_name="done", name="send"
        )
        self._leave = Button("Leave one out", name="leave_out", icon_name="chevron-down")
        self._back_in = Button("Take all of them", self.put_back.emit, rank="link", name="put_back")
        self._head, self._form = QWidget(), QWidget()
        self._body = QStackedWidget()
        self._lay_out()
        self._connect()

    def show_pack(self, pack: Pack, left_out: int = 0) -> None:
        """Show a pack that could go now, as the workbook first; so many were left out of it."""
        self._pack = pack
        self._offer_leaving(pack, left_out)
        content = pack.content
        count = "1 result" if len(content.items) == 1 else f"{len(content.items)} results"
        layout = "in its own columns" if content.is_own_layout else "in our columns"
        self._say(content.title, f"{count}, {layout} · {content.occasion} · {content.marking}")
        self._how.set(How.EMAIL)
        self._to.set("")
        self._set_form(is_pack=True)
        self._turn(to_paper=False)
        if content.warnings:
            said = "\n".join(content.warnings)
            self.notice.say(f"Look at this before it goes.\n{said}", Tone.AMBER)

    def show_proof(self, proof: Proof, title: str) -> None:
        """Show what was sent, from the very bytes that are kept."""
        self._pack = None
        self._say(title, proof.file.name)
        self._set_form(is_pack=False)
        self._show(proof.file, proof.grid)

    def pack(self) -> Pack | None:
        """The pack that is shown; None while it is a proof."""
        return self._pack

    def file(self) -> ReturnFile | None:
        """The file that is shown: what is sent, or was."""
        return self._file

    def draft(self) -> SendDraft:
        """How it goes, as typed."""
        return SendDraft(self._how.get(), self._to.get())

    def save(self) -> None:
        """Write the shown file where the user wants it, all of it or not at all."""
        if self._file is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path = self._choose_file(self, Path(folder) / self._file.name)
        if path is None:
            return
        if _written(path, self._file.data):
            self.notice.say(f"Saved as {path.name}.", Tone.GREEN)
        else:
            self.notice.say(
                f"{path} could not be written. Choose another folder, or close the program that "
                "has the file open.",
                Tone.RED,
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._how.widget.setObjectName("how")
        self._how.widget.setAccessibleName("How it goes")
        self._how.widget.setFixedWidth(scaled(160))
        self._to.widget.setObjectName("sent_to")
        self._to.widget.setAccessibleName("To whom")
        self._to.widget.setMinimumWidth(scaled(100))
        back = icon_button("chevron-left", "Back", self.closed.emit)
        back.setObjectName("back")
        save = Button("Save a copy…", self.save, icon_name="save", name="save_copy")
        for words in (self._title, self._said):  # cut rather than widen the window
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = row(back, column(self._title, self._said, gap=2), save)
        head.setStretch(1, 1)
        self._head.setLayout(head)
        said = (label("It goes", "label"), self._how.widget, label("to", "label"), self._to.widget)
        choices = (self.as_sheet, self.as_paper, self._leave, self._back_in)
        form = row(*choices, None, *said, self.send_button)
        form.setStretchFactor(self._to.widget, 1)
        self._form.setLayout(form)
        self._body.addWidget(Card(self.grid, margins=(1, 4, 1, 4)))
        self._body.addWidget(self.paper)
        outer = column(self._head, self.notice, self._body, self._form, gap=12)
        outer.setStretch(2, 1)
        self.setLayout(outer)

    def _offer_leaving(self, pack: Pack, left_out: int) -> None:
        """A menu of what is in the pack; the last one is not left out of it."""
        menu = QMenu(self._leave)
        for item in pack.content.items:
            named = " · ".join(filter(None, (item.their_reference, item.reference, item.title)))
            menu.addAction(named).triggered.connect(partial(self._leave_out, item.tasking_id))
        self._leave.setMenu(menu)
        self._leave.setEnabled(len(pack.content.items) > 1)
        self._back_in.setText(f"Take in {left_out} left out")
        self._back_in.setVisible(left_out > 0)

    def _leave_out(self, tasking_id: str, *_: object) -> None:
        self.leave_out.emit(tasking_id)

    def _connect(self) -> None:
        self.as_sheet.clicked.connect(lambda: self._turn(to_paper=False))
        self.as_paper.clicked.connect(lambda: self._turn(to_paper=True))
        self.paper.closed.connect(self.closed)

    def _say(self, title: str, words: str) -> None:
        self.notice.clear()
        self._title.setText(title)
        self._said.setText(words)
        self._said.setToolTip(words)

    def _set_form(self, *, is_pack: bool) -> None:
        for part in (self._form, self.as_sheet, self.as_paper):
            part.setVisible(is_pack)

    def _turn(self, *, to_paper: bool) -> None:
        if self._pack is None:
            return
        self.as_sheet.setChecked(not to_paper)
        self.as_paper.setChecked(to_paper)
        if to_paper:
            self._show(self._pack.paper, None)
        else:
            self._show(self._pack.sheet, self._pack.grid)

    def _show(self, file: ReturnFile, grid: Grid | None) -> None:
        self._file = file
        if grid is None:
            self.paper.show_pdf(file.data, self._title.text(), file.name)
        else:
            self.grid.show_cells(grid)
        self._head.setVisible(grid is not None)  # the preview of a paper brings its own
        self._body.setCurrentIndex(int(grid is None))


def _written(path: Path, data: bytes) -> bool:
    file = QSaveFile(str(path))
    return (
        file.open(QIODevice.OpenModeFlag.WriteOnly)
        and file.write(QByteArray(data)) == len(data)
        and file.commit()
    )
