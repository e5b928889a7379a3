"""Attaching files to the tasking shown, looking at them, saving copies, removing them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QIODevice, QObject, QSaveFile, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from warden_desk.domain.attachments import AttachmentRow
from warden_desk.domain.errors import UserError
from warden_desk.domain.taskings import TaskingDetail
from warden_desk.formats.attached_files import CleanFile
from warden_desk.services.tasking import attachments
from warden_desk.ui.jobs import Job
from warden_desk.ui.pages.taskings import drafts, words
from warden_desk.ui.pages.taskings.file_list import FileList
from warden_desk.ui.panel_opener import Call, PanelOpener
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.file_drops import FileDrops
from warden_desk.ui.widgets.file_view import FileView
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace

ChooseFiles = Callable[[QWidget], Sequence[Path]]
ChooseCopy = Callable[[QWidget, Path], Path | None]
Opened = tuple[AttachmentRow, bytes]


def ask_for_files(parent: QWidget) -> Sequence[Path]:
    """The system's own window for choosing what to attach."""
    kinds = "Files to attach (*.jpg *.jpeg *.png *.webp *.pdf *.txt *.csv *.docx *.xlsx *.odt)"
    names, _ = QFileDialog.getOpenFileNames(parent, "Attach files", "", f"{kinds};;All files (*)")
    return [Path(name) for name in names]


def ask_for_copy(parent: QWidget, suggested: Path) -> Path | None:
    """The system's own window for choosing where a copy goes."""
    name, _ = QFileDialog.getSaveFileName(parent, "Save a copy", str(suggested))
    return Path(name) if name else None


class Attachments(QObject):
    """Keeps the list of files in the detail, and the view that takes the whole page."""

    def __init__(
        self,
        page: SplitPage,
        workspace: Workspace,
        choose_files: ChooseFiles = ask_for_files,
        choose_copy: ChooseCopy = ask_for_copy,
    ) -> None:
        super().__init__(page)
        self._page, self._workspace = page, workspace
        self.choose_files, self.choose_copy = choose_files, choose_copy
        self._opener = PanelOpener(page, workspace)
        self._detail: TaskingDetail | None = None
        self._opened: Opened | None = None
        self.files = FileList(self.choose)
        self.view: FileView | None = None

    def take_drops_on(self, target: QWidget) -> None:
        """Attach what is dropped there."""
        FileDrops(target).dropped.connect(self.add)

    def show_of(self, detail: TaskingDetail | None) -> None:
        """List the files of this tasking."""
        self._detail = detail
        found = self._workspace.read(attachments.rows, detail.id) if detail else ()
        self.files.show_files(found, self.open_file)

    def choose(self) -> None:
        """Ask which files, and attach them."""
        if self._detail is None:
            self._page.tell("Choose a tasking in the list first.", Tone.AMBER)
        elif chosen := self.choose_files(self._page):
            self.add(list(chosen))

    def add(self, paths: list[Path]) -> None:
        """Read files in the background, make them fit to be kept, and keep them all or none."""
        if (detail := self._detail) is None:
            self._page.tell("Choose a tasking in the list first.", Tone.AMBER)
            return

        def keep(files: list[CleanFile]) -> None:
            attempt(self._page, lambda _: self._keep(detail, files))

        self._watch(
            self._workspace.start(
                "Read the file" if len(paths) == 1 else f"Read {len(paths)} files",
                lambda session, _: [attachments.read_file(session, path) for path in paths],
                keep,
            )
        )

    def open_file(self, attachment_id: str) -> None:
        """Show a file in place of list and detail."""
        self._watch(
            self._workspace.start(
                "Open the file",
                lambda session, _: attachments.content(session, attachment_id),
                self._show,
            )
        )

    def save_copy(self) -> None:
        """Write a copy where the user wants it; what happens to it there is theirs to say."""
        if self._opened is None or self.view is None:
            return
        file, data = self._opened
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path = self.choose_copy(self._page, Path(folder) / file.name)
        if path is None:
            return
        saved = QSaveFile(str(path))
        done = (
            saved.open(QIODevice.OpenModeFlag.WriteOnly)
            and saved.write(QByteArray(data)) == len(data)
            and saved.commit()
        )
        if done:
            if self._detail is not None and self._detail.is_sensitive:
                self._workspace.at_desk.handed_on([self._detail.id], "copy of a file")
            said = f"Saved as {path.name}. This copy is not encrypted: delete it after use."
            self.view.notice.say(said, Tone.GREEN)
        else:
            said = f"{path} could not be written. Choose another folder."
            self.view.notice.say(said, Tone.RED)

    def remove(self) -> None:
        """Ask why the file shown is removed, and put it aside."""
        if self._opened is None:
            return
        file, _ = self._opened
        self.close()
        form = drafts.move_form(needs_until=False)

        def call() -> Call:
            return attachments.remove, (file.id, form.draft().reason), {}

        name = _called(file.name, self._detail)
        self._opener.open_writing(f"Remove {name}", form, "Remove", f"Remove {name}", call)

    def close(self) -> None:
        """Back to list and detail; what was shown is let go of."""
        self._opened = None
        self._page.show_whole(None)

    def _keep(self, detail: TaskingDetail, files: list[CleanFile]) -> None:
        act = self._workspace.act()
        what = _called(files[0].name, detail) if len(files) == 1 else f"{len(files)} files"

        def said(_: object) -> None:
            self._page.tell(f"Attached {what} to {detail.reference}.", Tone.GREEN)

        self._watch(
            self._workspace.start_write(
                f"Attach {what} to {detail.reference}",
                lambda session, _: [
                    attachments.keep(session, detail.id, file, act=act) for file in files
                ],
                said,
            )
        )

    def _show(self, opened: Opened) -> None:
        self._opened = opened
        file, data = opened
        if self.view is None:
            self.view = FileView()
            self.view.closed.connect(self.close)
            self.view.save_wanted.connect(self.save_copy)
            self.view.remove_wanted.connect(self.remove)
        added = words.moment(file.added_at, self._workspace.today())
        by = f"by {file.added_by}, " if file.added_by else ""
        about = f"{file.size_words}, attached {by}{added}"
        self._page.notice.clear()
        self._page.show_whole(self.view)
        self.view.show_file(file.name, about, file.media_type, data)
        if self._detail is not None and self._detail.is_sensitive:
            self._workspace.at_desk.looked([self._detail.id], "file on screen")

    def _watch(self, job: Job) -> None:
        job.failed.connect(self._refuse)
        self._page.progress.follow(job)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, UserError):  # anything else is a defect, and reported as one
            self._page.tell(str(error), Tone.RED)


def _called(name: str, detail: TaskingDetail | None) -> str:
    """A file in undo and notices, which are read when what is sensitive is hidden again."""
    return "a file" if detail is not None and detail.is_sensitive else f"the file {name}"
