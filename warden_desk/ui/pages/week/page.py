"""The week of a team: people × days, parishes × days, and what is to be settled."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.changes import Change
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError
from warden_desk.domain.week_rows import FindingRow, WeekGrid
from warden_desk.services import teams, week_parishes, week_views
from warden_desk.services.weeks import CopyDone
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.week.bars import Bars
from warden_desk.ui.pages.week.board import Board
from warden_desk.ui.pages.week.planner import Planner, said
from warden_desk.ui.pages.week.printing import SheetPreview
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Button, icon_button
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.widgets.pill import Pill
from warden_desk.ui.widgets.week_grid import CellId
from warden_desk.ui.workspace import Workspace

_TABLES = (
    *("shift", "stop", "event", "absence", "shift_code", "setting", "tasking", "tasking_entry"),
    *("person", "person_status", "team", "team_member", "team_district", "parish_assignment"),
    "area",
)


class WeekPage(Page):
    """Follows the team of the window, or shows the first team while that is all of them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Week")
        self._workspace = workspace
        self._planner = Planner(workspace)
        self._week = Week.of(workspace.today())
        self._team_id = ""
        self._grid: WeekGrid | None = None
        self._is_stale = False
        self.bars = Bars(self.chips_row, self)
        self.board = Board(self._jump, self.copy_last_week, self._go_to_people)
        self._sheet: SheetPreview | None = None
        self._whole = QStackedWidget()
        self._later = QTimer(self)
        self._build()
        self._connect()
        self.refresh()

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Week")
        return (
            one("week_back", "The week before", partial(self.go, -1), "Alt+Left"),
            one("week_on", "The week after", partial(self.go, 1), "Alt+Right"),
            one("week_now", "This week", self.go_to_now, "Alt+Home"),
            one("week_turn", "People or parishes", self.turn, "Ctrl+T"),
            one("week_fill", "Fill right", self.board.people.fill_right, "Ctrl+R"),
            one("week_copy", "Copy last week", self.copy_last_week, "Ctrl+L"),
            one("week_settle", "What is to be settled", self.board.findings.focus_first, "F8"),
            one("week_print", "Print the sheet", self.print_sheet, "Ctrl+P"),
        )

    def open_item(self, item_id: str) -> None:
        """Show a week, written as "2026-W48"."""
        self._show_week(Week.parse(item_id))

    def has_typing(self) -> bool:
        return self.board.people.unsaved()

    def refresh(self) -> None:
        """Read the people now, and the parishes as soon as those are painted."""
        self._is_stale = False
        team_id = self._workspace.team_id or self._first_team()
        self.set_titles(f"Week {self._week.number}", self._week.title)
        if team_id is None:
            self.board.show_nothing("No team yet", "Import the staff list: it names the teams.")
            return
        self._team_id = team_id
        self._grid = grid = self._workspace.read(week_views.grid, team_id, self._week)
        self._planner.follow(grid)
        self.set_titles(f"Week {self._week.number}", f"{self._week.title} · {grid.team}")
        self.bars.count(grid)
        if grid.people:
            self._show_people()
            self._later.start()
        else:
            sentence = "Import the staff list, or choose another team at the top."
            self.board.show_nothing(f"Nobody is in {grid.team} this week", sentence)

    def refresh_parishes(self) -> None:
        """Read who comes where, and with it everything that is to be settled."""
        if self._grid is None:
            return
        parishes = self._workspace.read(week_parishes.parish_grid, self._team_id, self._week)
        found = week_views.all_findings(self._grid, parishes)
        self.board.show_parishes(parishes, found, self._workspace.today())
        self.bars.tell(found, parishes)

    def turn(self) -> None:
        """Show the other grid, with the cursor in it."""
        self.bars.turn(by_parish=not self.bars.is_by_parish)

    def go(self, weeks: int) -> None:
        """Show the week so many weeks later."""
        self._show_week(self._week.plus(weeks))

    def go_to_now(self) -> None:
        self._show_week(Week.of(self._workspace.today()))

    def copy_last_week(self) -> None:
        """Plan this week like the one before; what does not hold any more is named."""
        source, target = self._week.previous, self._week

        def copy(reason: str) -> None:
            del reason  # copying asks for none: the findings show what is to be settled
            done = self._planner.copy_week(self._team_id, source, target)
            if not (done.copied or done.kept or done.left_out):
                raise UserError(f"Week {source.number} is empty: there is nothing to copy.")
            self._tell_done(done, f"Copied from week {source.number}")

        if self._team_id:
            attempt(self, copy)

    def print_sheet(self) -> None:
        """Show the sheet as it will be printed; Esc comes back."""
        if not self._team_id:
            return
        if self._sheet is None:
            self._sheet = SheetPreview(self._workspace)
            self._sheet.closed.connect(self._close_sheet)
            self._whole.addWidget(self._sheet)
        self.progress.follow(self._sheet.make(self._team_id, self._week))
        self._whole.setCurrentWidget(self._sheet)

    def focus_list(self) -> None:
        """Put the cursor into the grid."""
        self.board.view().setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _build(self) -> None:
        for part in _actions(self):
            self.actions_row.addWidget(part)
        self._whole.addWidget(self.board)
        self.body.addWidget(self._whole, 1)
        self.setFocusProxy(self.board.people)

    def _connect(self) -> None:
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh_parishes)
        people = self.board.people
        people.allow_typing(self._planner.typed, self._planner.commit)
        people.cleared.connect(self._clear)
        people.pasted.connect(self._paste)
        people.filled.connect(self._fill)
        people.kept_draft.connect(self._tell_draft)
        self.board.parishes.opened.connect(self._open_parish)
        self.bars.turned.connect(self._follow_turn)
        self.bars.filtered.connect(self._show_people)
        self._workspace.changed.connect(self._follow)
        self._workspace.team_changed.connect(self._refresh_if_shown)

    def _show_people(self) -> None:
        if self._grid is not None:
            shown = self.bars.shown(self._grid.people)
            self.board.show_people(self._grid, shown, self._workspace.today())

    def _show_week(self, week: Week) -> None:
        self._week = week
        self.notice.clear()
        self._close_sheet()
        self.refresh()

    def _follow_turn(self) -> None:
        self.board.turn(by_parish=self.bars.is_by_parish)
        self.board.view().setFocus()

    def _follow(self, change: Change) -> None:
        if change.touches(*_TABLES):
            self._refresh_if_shown()

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def _first_team(self) -> str | None:
        found = self._workspace.read(teams.rows, self._week.monday)
        return found[0].id if found else None

    def _jump(self, finding: FindingRow) -> None:
        self.bars.turn(by_parish=bool(finding.area_id))
        for person in self._grid.people if self._grid else ():
            if person.person_id == finding.person_id:
                self.bars.show_group(person.group)
        self.board.go_to(finding, self._team_id)

    def _clear(self, wanted: list[CellId]) -> None:
        self._try(lambda _: self._planner.clear(wanted))

    def _paste(self, typed: list[tuple[CellId, str]]) -> None:
        self._try(lambda reason: self._planner.set_cells(typed, reason))

    def _fill(self, pairs: list[tuple[CellId, list[CellId]]]) -> None:
        self._try(lambda reason: self._tell_done(self._planner.fill(pairs, reason), "Filled"))

    def _try(self, save: Callable[[str], object]) -> None:
        if attempt(self, save):
            self.board.people.setFocus()

    def _tell_done(self, done: CopyDone, what: str) -> None:
        self.tell(said(done, what), Tone.AMBER if done.left_out else Tone.GREEN)

    def _tell_draft(self, text: str) -> None:
        self.tell(
            f"“{text}” is kept in its cell as a draft, not saved. "
            "Enter goes on with it, Delete throws it away.",
            Tone.AMBER,
        )

    def _open_parish(self, cell: CellId) -> None:
        self._workspace.open_thing("area", cell[0])

    def _go_to_people(self) -> None:
        self._workspace.open_thing("page", "people")

    def _close_sheet(self) -> None:
        self._whole.setCurrentWidget(self.board)
        self.board.view().setFocus()


def _actions(page: WeekPage) -> tuple[QWidget, ...]:
    back, on = partial(page.go, -1), partial(page.go, 1)
    return (
        Pill("Draft", Tone.BLUE, "✎"),
        icon_button("chevron-left", "The week before", back, rank="secondary"),
        Button("This week", page.go_to_now, name="this_week"),
        icon_button("chevron-right", "The week after", on, rank="secondary"),
        Button("Copy last week", page.copy_last_week, icon_name="copy", name="copy"),
        Button("Print sheet", page.print_sheet, rank="primary", name="print"),
    )
