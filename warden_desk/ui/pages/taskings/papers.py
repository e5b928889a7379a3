"""What takes the whole page for a while: a tasking's job sheet."""

from collections.abc import Callable

from warden_desk.domain.taskings import TaskingDetail
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
        return {"job_sheet": self.show_job_sheet}

    def show_job_sheet(self, detail: TaskingDetail) -> None:
        """The job sheet as it will be printed."""
        if self.job_sheet is None:
            self.job_sheet = JobSheetPreview(self._workspace)
            self.job_sheet.closed.connect(self.close)
        self._page.notice.clear()
        self._page.progress.follow(self.job_sheet.make([detail.id]))
        self._page.show_whole(self.job_sheet)

    def close(self) -> None:
        """Back to list and detail."""
        self._page.show_whole(None)
