"""Looking at job sheets, printing and saving them, and noting that their slips are out."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from warden_desk.domain.errors import UserError
from warden_desk.domain.job_sheets import JobSheetContent
from warden_desk.services.papers import job_sheets
from warden_desk.ui.jobs import Job
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.print_preview import PrintPreview
from warden_desk.ui.workspace import Workspace


class JobSheetPreview(PrintPreview):
    """Sheets as they will be printed. Printed and saved too, a sheet is one paper, one slip."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, may_not=workspace.at_desk.may_not_record)
        self._workspace = workspace
        self._sheets: tuple[JobSheetContent, ...] = ()
        self._is_noted = False
        self._heading = ""
        self.printed.connect(self._note)
        self.saved.connect(self._note)

    def make(self, title: str, tasking_ids: Sequence[str], carrier_id: str = "") -> Job:
        """Lay the sheets out in the background, and show them here under a title.

        Args:
            carrier_id: the person they are for, beside those who have each tasking.
        """
        self._heading = title
        act, today = self._workspace.act(), self._workspace.today()
        is_practice = self._workspace.is_practice
        return self._workspace.start(
            "Lay out the job sheet",
            lambda session, _: _laid_out(
                job_sheets.content(
                    session,
                    tasking_ids,
                    today=today,
                    act=act,
                    is_practice=is_practice,
                    carrier_id=carrier_id,
                )
            ),
            self._show,
        )

    def _show(self, made: tuple[tuple[JobSheetContent, ...], bytes, str]) -> None:
        self._sheets, data, file_name = made
        self._is_noted = False
        self.show_pdf(data, self._heading, file_name)
        shown = [s.tasking_id for s in self._sheets if s.is_sensitive and not s.is_hidden]
        self._workspace.at_desk.looked(shown, "job sheet on screen")

    def _note(self) -> None:
        if self._is_noted:
            return
        first, *more = (sheet.slip for sheet in self._sheets)
        label = (
            f"Print {len(more) + 1} job sheets" if more else f"Print the job sheet, slip {first}"
        )
        act = self._workspace.act()
        try:
            self._workspace.write(label, job_sheets.log_print, self._sheets, act=act)
            self._is_noted = True
        except UserError as refusal:
            self.notice.say(f"The slip is not noted as printed. {refusal}", Tone.RED)


def _laid_out(
    sheets: tuple[JobSheetContent, ...],
) -> tuple[tuple[JobSheetContent, ...], bytes, str]:
    # reportlab takes a while to load, so not before somebody prints.
    from warden_desk.formats.pdf import job_sheet

    return sheets, job_sheet.render(sheets), job_sheet.file_name(sheets)
