"""Forms beside the week: events, time away, a guest of another team."""

from collections.abc import Sequence
from functools import partial

from warden_desk.domain.rights import Right
from warden_desk.services import people
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.week.board import Board
from warden_desk.ui.pages.week.events import Events
from warden_desk.ui.pages.week.guest_panel import GuestPanel
from warden_desk.ui.pages.week.keys import cell_id, day_of, team_of
from warden_desk.ui.pages.week.leave import Leave
from warden_desk.ui.pages.week.planner import Planner
from warden_desk.ui.saving import attempt
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace


class Forms:
    """Opens them for the cell the cursor is in, and saves what they hold."""

    def __init__(
        self, page: SplitPage, board: Board, workspace: Workspace, planner: Planner
    ) -> None:
        self._page, self._view = page, board.people
        self._workspace, self._planner = workspace, planner
        self.leave = Leave(page, board.people, workspace, planner)
        self._events = Events(
            page,
            lambda: board.view().current_cell(),
            lambda: board.view() is board.parishes,
            workspace,
        )

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Week: the day", needs=Right.RECORD)
        return (
            one("week_guest", "Add a guest of another team", self.add_guest, "Ctrl+G"),
            *self._events.commands(),
            *self.leave.commands(),
        )

    def add_guest(self) -> None:
        """Ask who comes from another team, when, and for what."""
        if (cell := self._view.current_cell()) is None:
            return
        team_id = team_of(cell)
        team = self._planner.team(team_id)
        others = [p for p in self._workspace.read(people.rows, day_of(cell)) if p.team != team]
        panel = GuestPanel(others, day_of(cell), team)
        if self._page.open_panel(panel):
            panel.accepted.connect(partial(self._take_guest, panel, team_id))

    def _take_guest(self, panel: GuestPanel, team_id: str) -> None:
        def add(reason: str) -> None:
            person_id, on_date, typed = panel.form.draft().check()
            cell = cell_id(person_id, team_id, on_date)
            self._planner.set_cells([(cell, typed)], reason)
            panel.close_panel()
            self._view.go_to(cell)

        attempt(panel, add, form=panel.form)
