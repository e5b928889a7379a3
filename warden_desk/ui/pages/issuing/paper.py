"""A version of the sheet on the screen, as it is printed; and a line in the print log."""

from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError
from warden_desk.domain.sheet_versions import VersionRow
from warden_desk.domain.sheets import SheetContent
from warden_desk.services.papers import print_log, sheets
from warden_desk.ui.jobs import Job
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.print_preview import PrintPreview
from warden_desk.ui.workspace import Workspace


class VersionPaper(PrintPreview):
    """The sheet of a week: an issued version as it was signed, or the week as it stands."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(may_not=workspace.at_desk.may_not_record)
        self._workspace = workspace
        self._content: SheetContent | None = None
        self.printed.connect(self._note)
        self.saved.connect(self._note)

    def show_version(self, row: VersionRow) -> Job:
        """Lay out a version that was issued."""
        act = self._workspace.act()
        return self._workspace.start(
            "Lay out the sheet",
            lambda session, _: _laid_out(
                sheets.issued(session, row.id, printed_by=act.by, printed_at=act.at)
            ),
            self._show,
        )

    def show_now(self, team_id: str, week: Week) -> Job:
        """Lay out what would be printed now."""
        act, today = self._workspace.act(), self._workspace.today()
        is_practice = self._workspace.is_practice
        return self._workspace.start(
            "Lay out the sheet",
            lambda session, _: _laid_out(
                sheets.content(
                    session,
                    team_id,
                    week,
                    today=today,
                    printed_by=act.by,
                    printed_at=act.at,
                    is_practice=is_practice,
                )
            ),
            self._show,
        )

    def _show(self, made: tuple[SheetContent, bytes, str]) -> None:
        self._content, data, file_name = made
        title = f"{self._content.team}, week {self._content.week.number}"
        self.show_pdf(data, f"{title}, {self._content.version_words}", file_name)

    def _note(self) -> None:
        if self._content is None:
            return
        act = self._workspace.act()
        try:
            self._workspace.write_for_good(
                "Print the sheet", print_log.note_sheet, self._content, act=act
            )
        except UserError as refusal:
            self.notice.say(f"The paper is not in the print log. {refusal}", Tone.RED)


def _laid_out(content: SheetContent) -> tuple[SheetContent, bytes, str]:
    # reportlab takes a while to load, so not before somebody prints.
    from warden_desk.formats.pdf import deployment_sheet

    return content, deployment_sheet.render(content), deployment_sheet.file_name(content)
