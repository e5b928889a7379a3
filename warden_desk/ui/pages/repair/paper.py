"""The papers that a repair changed, in one file on the screen, and their lines in the print log."""

from warden_desk.domain.copies import Copy, MadeFile
from warden_desk.domain.errors import UserError
from warden_desk.domain.repairs import Repaired
from warden_desk.services.papers import copies, repair_papers
from warden_desk.ui.jobs import Job
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.print_preview import PrintPreview
from warden_desk.ui.workspace import Workspace


class ChangedPapers(PrintPreview):
    """Sheets of the teams that were touched, then the copies of the people who were."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(may_not=workspace.at_desk.may_not_record)
        self._workspace = workspace
        self._copies: tuple[Copy, ...] = ()
        self.printed.connect(self._note)
        self.saved.connect(self._note)

    def make(self, done: Repaired) -> Job:
        """Lay them out in the background."""
        today, act = self._workspace.today(), self._workspace.act()
        is_practice = self._workspace.is_practice
        return self._workspace.start(
            "Lay out what changed",
            lambda session, _: _laid_out(
                repair_papers.changed_copies(
                    session, done, today=today, act=act, is_practice=is_practice
                )
            ),
            self._show,
        )

    def _show(self, made: tuple[tuple[Copy, ...], MadeFile]) -> None:
        self._copies, file = made
        count = len(self._copies)
        self.show_pdf(file.data, f"What changed: {count} papers", file.name)

    def _note(self) -> None:
        act = self._workspace.act()
        try:
            self._workspace.write("Print what changed", copies.log_prints, self._copies, act=act)
        except UserError as refusal:
            self.notice.say(f"The papers are not in the print log. {refusal}", Tone.RED)


def _laid_out(made: tuple[Copy, ...]) -> tuple[tuple[Copy, ...], MadeFile]:
    # reportlab takes a while to load, so not before somebody prints.
    from warden_desk.formats.pdf import copies as pdf_copies

    return made, pdf_copies.one_file(made)
