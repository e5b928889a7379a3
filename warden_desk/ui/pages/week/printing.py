"""Looking at the team's sheet, printing and saving it, and noting who holds the paper."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from warden_desk.domain.dates import Week
from warden_desk.domain.sheets import SheetContent
from warden_desk.services import sheets
from warden_desk.ui.jobs import Job
from warden_desk.ui.widgets.print_preview import PrintPreview
from warden_desk.ui.workspace import Workspace


class SheetPreview(QWidget):
    """One team's sheet of one week, as it will be printed."""

    closed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._content: SheetContent | None = None
        self.preview = PrintPreview()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.preview)
        self.preview.closed.connect(self.closed)
        self.preview.printed.connect(self._note)
        self.preview.saved.connect(self._note)

    def make(self, team_id: str, week: Week) -> Job:
        """Lay the sheet out in the background, and show it here."""
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
        self.preview.show_pdf(data, title, file_name)

    def _note(self) -> None:
        if self._content is not None:
            act = self._workspace.act()
            self._workspace.write("Print the sheet", sheets.log_print, self._content, act=act)


def _laid_out(content: SheetContent) -> tuple[SheetContent, bytes, str]:
    # reportlab takes a while to load, so not before somebody prints.
    from warden_desk.formats.pdf import deployment_sheet

    return content, deployment_sheet.render(content), deployment_sheet.file_name(content)
