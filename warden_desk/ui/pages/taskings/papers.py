"""What takes the whole page for a while: job sheets, of one tasking or of somebody's week."""

from collections.abc import Callable, Sequence

from warden_desk.domain.dates import Week
from warden_desk.domain.taskings import TaskingDetail
from warden_desk.services.papers import job_sheets
from warden_desk.ui.pages.taskings.job_sheet import JobSheetPreview
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace


class Papers:
    """Shows papers in place of list and detail; Esc comes back."""

    def __init__(self, page: SplitPage, workspace: Workspace) -> None:
        self._page, self._workspace = page, workspace
        self.job_sheet: JobSheetPreview | None = None

    def verbs(self) -> dict[str, Callable[[TaskingDetail], None]]:
        """What can be done with a tasking here, by the names the detail uses."""
        return {"job_sheet": self.show_job_sheet, "week_sheets": self.show_week_sheets}

    def show_job_sheet(self, detail: TaskingDetail) -> None:
        """The job sheet as it will be printed."""
        self._show(f"Job sheet, {detail.reference}", [detail.id])

    def show_week_sheets(self, detail: TaskingDetail) -> None:
        """The sheets of all that the tasking's lead takes along this week, this one first."""
        lead = detail.assignments[0]
        week = Week.of(self._workspace.today())
        found = self._workspace.read(job_sheets.of_week, lead.person_id, week)
        self._show(
            f"Job sheets, {lead.name}, week {week.number}", [detail.id, *found], lead.person_id
        )

    def close(self) -> None:
        """Back to list and detail."""
        self._page.show_whole(None)

    def _show(self, title: str, tasking_ids: Sequence[str], carrier_id: str = "") -> None:
        if self.job_sheet is None:
            self.job_sheet = JobSheetPreview(self._workspace)
            self.job_sheet.closed.connect(self.close)
        self._page.notice.clear()
        self._page.progress.follow(self.job_sheet.make(title, tasking_ids, carrier_id))
        self._page.show_whole(self.job_sheet)
