"""An atlas of the map: chosen, looked at, saved or printed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from warden_desk.domain.changes import Change
from warden_desk.domain.errors import UserError
from warden_desk.domain.map_keys import of_page_key
from warden_desk.domain.map_papers import AtlasRequest, Per
from warden_desk.domain.rights import Right
from warden_desk.services.coverage import atlas
from warden_desk.services.papers import map_prints
from warden_desk.ui.actions import Command
from warden_desk.ui.jobs import Job
from warden_desk.ui.pages.atlas.choices import AtlasChoices
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import row
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.widgets.print_preview import ChooseFile, PrintPreview, ask_for_file
from warden_desk.ui.workspace import Workspace

_PAUSE_MS = 250
"""After the last stroke of a key, until another atlas is laid out."""

_OWN = frozenset(("print_log",))
"""What printing itself writes."""


class AtlasPage(Page):
    """Choices at the left, the atlas as it will be printed at the right."""

    def __init__(self, workspace: Workspace, choose_file: ChooseFile = ask_for_file) -> None:
        super().__init__("Atlas")
        self._workspace = workspace
        self._shown: AtlasRequest | None = None
        self._job: Job | None = None
        self.choices = AtlasChoices(workspace)
        self.preview = PrintPreview(choose_file, may_not=workspace.at_desk.may_not_record)
        self._later = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        both = row(self.choices, self.preview, gap=12)
        both.setStretch(1, 1)
        self.body.addLayout(both, 1)
        self.set_titles("Atlas", "A page for each district, team or parish")
        self._connect()

    def commands(self) -> Sequence[Command]:
        here = partial(Command, group="Atlas")
        return (
            *(
                here(f"atlas_{per}", f"A page for each {per}", partial(self.choices.show_per, per))
                for per in Per
            ),
            here("atlas_choose", "Choose what the atlas shows", self.choices.focus_first, "M"),
            here("atlas_save", "Save the atlas", self.preview.save, "S", needs=Right.RECORD),
            here("atlas_print", "Print the atlas", self._print, "P", needs=Right.RECORD),
            here("atlas_map", "Back to the map", self.show_map, "B"),
        )

    def open_item(self, item_id: str) -> None:
        """Lay out what the map shows (`page_key`)."""
        self.choices.show_asked(*of_page_key(item_id))

    def show_map(self) -> None:
        """Go back to the map."""
        self._workspace.open_thing("page", "map")

    def focus_search(self) -> None:
        self.choices.focus_first()

    def read(self) -> None:
        """Lay the atlas out in the background, in place of one that is still being laid out."""
        wanted = self.choices.request()
        if wanted is None:
            return
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
        act, is_practice = self._workspace.act(), self._workspace.is_practice

        job = self._job = self._workspace.start(
            "Lay out the atlas",
            lambda session, told: (
                wanted,
                atlas.made(session, wanted, act=act, is_practice=is_practice, progress=told),
            ),
            self._show,
        )
        job.failed.connect(self._say_refused)
        job.finished.connect(partial(self._forget, job))
        self.progress.follow(job)

    def _connect(self) -> None:
        self.choices.changed.connect(self._later.start)
        self._later.timeout.connect(self.refresh)
        self.preview.closed.connect(self.show_map)
        self.preview.printed.connect(self._note)
        self.preview.saved.connect(self._note)
        self._workspace.changed.connect(self._hear_change)
        # The preview has these keys for itself; beside it, where one chooses, they do the same.
        for keys, run in (
            (QKeySequence.StandardKey.Print, self._print),
            (QKeySequence.StandardKey.Save, self.preview.save),
            (Qt.Key.Key_Escape, self.show_map),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.choices)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def _print(self) -> None:
        self.preview.print_pages()

    def _hear_change(self, change: Change) -> None:
        if change.tables - _OWN:
            self.mark_stale()

    def _show(self, made: tuple[AtlasRequest, bytes]) -> None:
        self._shown, data = made
        if self._shown != self.choices.request():
            return  # another one has been chosen since
        from warden_desk.formats.atlas import file_name  # reportlab takes a while to load

        asked = self._shown.shown.asked
        name = file_name(self._shown.per, asked.mode, asked.on.isoformat())
        self.notice.clear()
        self.preview.show_pdf(data, f"Atlas: {asked.mode.label}", name, take_focus=False)

    def _note(self) -> None:
        """What leaves the desk is noted in the print log."""
        if self._shown is None:
            return
        what, act = f"Atlas by {self._shown.per}", self._workspace.act()
        try:
            self._workspace.write_for_good(
                "Print an atlas", map_prints.log, what, self._shown.shown, act=act
            )
        except UserError as refusal:
            self.preview.notice.say(f"It is not in the print log. {refusal}", Tone.RED)

    def _say_refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.tell(str(error), Tone.AMBER)

    def _forget(self, job: Job) -> None:
        if self._job is job:
            self._job = None
