"""What takes the whole page for a while: the sheet as it will be printed, somebody's rotation."""

from functools import partial

from warden_desk.ui.pages.week.planner import Planner
from warden_desk.ui.pages.week.printing import SheetPreview
from warden_desk.ui.pages.week.showing import Showing
from warden_desk.ui.planning.rotation_editor import RotationEditor
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace


class FullPage:
    """Esc brings the grid back."""

    def __init__(
        self, page: SplitPage, workspace: Workspace, planner: Planner, showing: Showing
    ) -> None:
        self._page, self._workspace = page, workspace
        self._planner, self._showing = planner, showing
        self._sheet: SheetPreview | None = None
        self.rotation = RotationEditor(workspace)
        self.rotation.closed.connect(partial(page.show_whole, None))

    def has_typing(self) -> bool:
        """Whether a rotation is being changed."""
        return self.rotation.isVisible() and self.rotation.is_dirty()

    def print_sheet(self) -> None:
        """Show the sheet as it will be printed."""
        showing = self._showing
        if not showing.team_id:
            return
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.preview.print_pages()  # the second Ctrl+P prints what is shown
            return
        if self._sheet is None:
            self._sheet = SheetPreview(self._workspace)
            self._sheet.closed.connect(partial(self._page.show_whole, None))
        self._page.progress.follow(self._sheet.make(showing.team_id, showing.week))
        self._page.show_whole(self._sheet)

    def put_sheet_away(self) -> None:
        """Another week is wanted than the sheet's."""
        if self._sheet is not None and self._sheet.isVisible():
            self._page.show_whole(None)

    def open_rotation(self) -> None:
        """Show the rotation of the person the cursor is at."""
        if key := self._showing.person():
            self.rotation.open(key.person_id, self._planner.person(key), self._showing.week)
            self._page.show_whole(self.rotation)
