"""Papers of the week: choosing, looking, printing and saving them, and noting who holds which."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from warden_desk.domain.copies import Copy, MadeFile, PersonCopy, Reader
from warden_desk.domain.copy_requests import CopyRequest, parse_pages
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError
from warden_desk.domain.progress import Progress
from warden_desk.domain.sheets import SheetContent
from warden_desk.formats.calendar_file import calendar_of
from warden_desk.services.papers import copies, copies_files
from warden_desk.ui.jobs import Job
from warden_desk.ui.pages.week.print_choices import PrintChoices, PrintWish
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import column, row
from warden_desk.ui.widgets.print_preview import ChooseFile, PrintPreview, ask_for_file
from warden_desk.ui.widgets.progress_strip import ProgressStrip
from warden_desk.ui.workspace import Workspace

ChooseFolder = Callable[[QWidget], Path | None]
_PAUSE_MS = 250
"""After the last stroke of a key, until another paper is laid out."""


def ask_for_folder(parent: QWidget) -> Path | None:
    """The system's own window for choosing a folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    name = QFileDialog.getExistingDirectory(parent, "Save each in this folder", documents)
    return Path(name) if name else None


@dataclass(frozen=True, slots=True)
class _Laid:
    """Papers as they came out of the background."""

    wish: PrintWish
    readers: Sequence[Reader] | None
    copies: tuple[Copy, ...]
    file: MadeFile


class SheetPreview(QWidget):
    """Choices at the left, the papers as they will be printed at the right."""

    closed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        choose_file: ChooseFile = ask_for_file,
        choose_folder: ChooseFolder = ask_for_folder,
    ) -> None:
        super().__init__()
        self._workspace, self._choose_folder = workspace, choose_folder
        self._team_id, self._week = "", Week.of(workspace.today())
        self._copies: tuple[Copy, ...] = ()
        self._listed: object = None
        self._job: Job | None = None
        self.choices = PrintChoices()
        self.preview = PrintPreview(choose_file, may_not=workspace.at_desk.may_not_record)
        self.progress = ProgressStrip()
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        body = row(self.choices, self.preview, gap=12)
        body.setStretch(1, 1)
        outer = column(self.progress, body, gap=8)
        outer.setStretch(1, 1)
        self.setLayout(outer)
        self._connect()

    def make(self, team_id: str, week: Week) -> Job:
        """Lay the team's sheet out in the background, and show it here with the choices."""
        self._team_id, self._week = team_id, week
        self._listed = None
        self.choices.begin(team_id)
        return self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.choices.focus_first()

    def save(self) -> None:
        """Save what is shown: one file where it is wanted, or a folder full of them."""
        if not self.choices.wish().is_one_each:
            self.preview.save_one()
            return
        folder = self._choose_folder(self)
        if folder is not None:
            work = partial(_save_each, folder, self._copies, self.choices.wish())
            self._run("Save the copies", work, is_noted=True)

    def save_calendars(self) -> None:
        """Save a calendar file for each person shown."""
        people = [copy for copy in self._copies if isinstance(copy, PersonCopy)]
        folder = self._choose_folder(self) if people else None
        if folder is not None:
            work = partial(_save_calendars, folder, people, self._workspace.act().at)
            self._run("Save calendars", work, is_noted=False)

    def _connect(self) -> None:
        self.preview.take_over_saving(self.save)
        self.preview.closed.connect(self.closed)
        self.preview.printed.connect(self._note)
        self.preview.saved.connect(self._note)
        self.choices.changed.connect(self._later.start)
        self.choices.calendar_wanted.connect(self.save_calendars)
        self._later.timeout.connect(self._lay_out_anew)
        for keys, run in (
            (QKeySequence.StandardKey.Save, self.preview.save),
            (Qt.Key.Key_Escape, self.closed.emit),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.choices)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def _lay_out_anew(self) -> None:
        self.progress.follow(self._lay_out())

    def _lay_out(self) -> Job:
        if self._job is not None:
            self._job.cancel()
        wish = self.choices.wish()
        act, today = self._workspace.act(), self._workspace.today()
        request = CopyRequest(
            kind=wish.kind,
            team_id=self._team_id,
            week=self._week,
            reader_ids=(wish.reader,) if wish.reader else (),
            copy_for=wish.copy_for,
        )
        needs_list = self._listed != (wish.kind, self._team_id, self._week)
        is_practice = self._workspace.is_practice
        job = self._workspace.start(
            "Lay out the papers",
            lambda session, told: _laid_out(
                wish,
                copies.readers(session, request, today=today, act=act) if needs_list else None,
                copies.gather(
                    session,
                    request,
                    today=today,
                    act=act,
                    is_practice=is_practice,
                    progress=told,
                ),
                told,
            ),
            self._show,
        )
        self._job = job
        job.failed.connect(self._tell_refusal)
        job.finished.connect(partial(self._forget, job))
        return job

    def _watch(self, job: Job) -> None:
        job.failed.connect(self._tell_refusal)
        self.progress.follow(job)

    def _forget(self, job: Job) -> None:
        if self._job is job:
            self._job = None

    def _show(self, laid: _Laid) -> None:
        if laid.wish != self.choices.wish():
            return  # another paper has been chosen since
        if laid.readers is not None:
            self.choices.offer(laid.readers, laid.wish.kind)
            self._listed = (laid.wish.kind, self._team_id, self._week)
        self._copies = laid.copies
        title = _title(laid.copies, self._week)
        self.preview.show_pdf(laid.file.data, title, laid.file.name, take_focus=False)
        if said := _left_out(laid.copies):
            self.preview.notice.say(said, Tone.AMBER)

    def _tell_refusal(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.preview.notice.say(str(error), Tone.AMBER)

    def _run(self, label: str, work: Callable[[Progress], int], *, is_noted: bool) -> None:
        """Write files in the background, with progress and the way to stop it."""
        job = self._workspace.start(
            label, lambda _, told: work(told), partial(self._tell_saved, is_noted)
        )
        self._watch(job)

    def _tell_saved(self, is_noted: bool, count: int) -> None:
        self.preview.notice.say(f"Saved {count} file{'' if count == 1 else 's'}.", Tone.GREEN)
        if is_noted:
            self._note()

    def _note(self) -> None:
        """Each paper is noted in the print log, as whose copy and until when."""
        if not self._copies:
            return
        act, label = self._workspace.act(), "Print the sheet"
        if len(self._copies) > 1:
            label = f"Print {len(self._copies)} copies"
        try:
            self._workspace.write_for_good(label, copies.log_prints, self._copies, act=act)
        except UserError as refusal:
            self.preview.notice.say(f"It is not in the print log. {refusal}", Tone.RED)

    def event(self, event: QEvent) -> bool:
        # The page's own Ctrl+P leads here: with it, that of the paper would be ambiguous, and
        # then neither would run.
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Print)
            and not self.choices.isAncestorOf(self.focusWidget())
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Print):
            self.preview.print_pages()
        else:
            super().keyPressEvent(event)


def _laid_out(
    wish: PrintWish, readers: Sequence[Reader] | None, made: tuple[Copy, ...], told: Progress
) -> _Laid:
    # reportlab takes a while to load, so not before somebody prints.
    from warden_desk.formats.pdf.copies import one_file

    pages = parse_pages(wish.pages)
    file = one_file(made, pages=pages, with_annex=wish.with_annex, progress=told)
    return _Laid(wish, readers, made, file)


def _save_each(folder: Path, made: tuple[Copy, ...], wish: PrintWish, told: Progress) -> int:
    from warden_desk.formats.pdf.copies import one_each

    pages = parse_pages(wish.pages)
    files = one_each(made, pages=pages, with_annex=wish.with_annex, progress=told)
    return copies_files.save_each(folder, files, told)


def _save_calendars(
    folder: Path, people: Sequence[PersonCopy], at: datetime, told: Progress
) -> int:
    files = [calendar_of(copy, at) for copy in people]
    return copies_files.save_each(folder, files, told)


def _title(made: Sequence[Copy], week: Week) -> str:
    first = made[0]
    if isinstance(first, SheetContent):
        name = first.team if len(made) == 1 else f"{len(made)} teams"
        return f"Week {week.number}, {name}"
    if len(made) == 1:
        return f"{first.head.period}, {first.head.title}"
    return f"{first.head.period}, {len(made)} copies"


def _left_out(made: Sequence[Copy]) -> str:
    """Who goes without something because of clearance: the planner has to know, not the paper."""
    without = [
        f"{copy.head.title} ({copy.left_out})"
        for copy in made
        if isinstance(copy, PersonCopy) and copy.left_out
    ]
    if not without:
        return ""
    return f"Sensitive taskings are left out, for want of clearance: {', '.join(without)}."
