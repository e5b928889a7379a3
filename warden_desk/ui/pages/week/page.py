"""The week of one team or several: people × days, parishes × days, the month, what is to settle."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from warden_desk.domain.changes import Change
from warden_desk.domain.dates import Week
from warden_desk.domain.errors import UserError
from warden_desk.domain.month_rows import Month
from warden_desk.domain.people import TeamRow
from warden_desk.domain.week_rows import FindingRow, WeekGrid
from warden_desk.services import teams, week_findings, week_months, week_parishes, week_views
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.week.bars import Bars, View
from warden_desk.ui.pages.week.board import Board
from warden_desk.ui.pages.week.findings import ask_reason
from warden_desk.ui.pages.week.issuing import StandingPill
from warden_desk.ui.pages.week.keys import day_of, owner, team_of, thing_of
from warden_desk.ui.pages.week.planner import Planner
from warden_desk.ui.pages.week.printing import SheetPreview
from warden_desk.ui.pages.week.side import Side
from warden_desk.ui.pages.week.team_choice import TeamChoice
from warden_desk.ui.pages.week.verbs import Verbs
from warden_desk.ui.saving import attempt
from warden_desk.ui.widgets.buttons import Button, icon_button
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.week_grid import CellId
from warden_desk.ui.workspace import Workspace

_TABLES = (
    *("shift", "stop", "event", "absence", "shift_code", "setting", "tasking", "tasking_entry"),
    *("person", "person_status", "team", "team_member", "team_district", "parish_assignment"),
    *("area", "tasking_assignment", "availability", "availability_day", "event_person"),
    *("sheet_reason", "risk_marker", "funding_agreement", "credential", "power"),
    "volunteer_agreement",
)


class WeekPage(SplitPage):
    """Follows the team of the window until other teams are chosen here.

    While that is all of them it begins with the first.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Week", detail_width=332)
        self._workspace = workspace
        self._week = Week.of(workspace.today())
        self._month = Month.of(workspace.today())
        self._wanted: list[str] = []
        self._grids: list[WeekGrid] = []
        self._is_stale = False
        self._sheet: SheetPreview | None = None
        self._later = QTimer(self)
        self.state = StandingPill(workspace)
        self.teams = TeamChoice()
        self.bars = Bars(self.chips_row, self.teams, self)
        self.board = Board(self._jump, self.copy_last_week, self._go_to_people)
        self._planner = Planner(workspace)
        self.verbs = Verbs(self, self.board, workspace, self._planner)
        self.side = Side(self, self.board.people, workspace, self._planner, self.verbs)
        self._build()
        self._connect()
        self.refresh()

    @property
    def week(self) -> Week:
        """The week that is shown."""
        return self._week

    @property
    def team_id(self) -> str:
        """The team the cursor is in: what is copied, issued or printed is its week."""
        cell = self.board.view().current_cell()
        found = team_of(cell) if cell else ""
        shown = [grid.team_id for grid in self._grids]
        return found if found in shown else next(iter(shown), "")

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Week")
        return (
            one("week_back", "The week before", partial(self.go, -1), "Alt+Left"),
            one("week_on", "The week after", partial(self.go, 1), "Alt+Right"),
            one("week_now", "This week", self.go_to_now, "Alt+Home"),
            one("week_turn", "People or parishes", self.turn, "Ctrl+T"),
            one("week_month", "Month or week", self.turn_month, "Ctrl+M"),
            one("week_teams", "Choose teams", self.teams.open, "Ctrl+Shift+T"),
            one("week_copy", "Copy last week", self.copy_last_week, "Ctrl+L"),
            one("week_pattern", "Plan by the rotations", self.apply_patterns, "Ctrl+Shift+L"),
            one("week_open", "Open the person or parish", self.open_row, "Ctrl+O"),
            one("week_settle", "What is to be settled", self.board.findings.focus_first, "F8"),
            one("week_reason", "Give a reason", self.board.findings.give_reason, "Shift+F8"),
            one("week_issue", "Look over and issue", self.issue, "Ctrl+I"),
            one("week_print", "Print the sheet", self.print_sheet, "Ctrl+P"),
            *self.verbs.commands(),
            *self.side.commands(),
        )

    def open_item(self, item_id: str) -> None:
        """Show a week, written as "2026-W48"."""
        self._show_week(Week.parse(item_id))

    def has_typing(self) -> bool:
        return super().has_typing() or self.board.people.unsaved() or self.board.parishes.unsaved()

    def refresh(self) -> None:
        """Read the people now, and the parishes as soon as those are painted."""
        self._is_stale = False
        every = self._workspace.read(teams.rows, self._week.monday)
        shown = self._shown_teams(every)
        self.teams.offer(every, [team.id for team in shown])
        self._grids = [self._workspace.read(week_views.grid, team.id, self._week) for team in shown]
        self._planner.follow(self._grids)
        self._title()
        if not shown:
            self.board.show_nothing("No team yet", "Import the staff list: it names the teams.")
            return
        self.bars.count(self._grids)
        self.state.follow(self.team_id, self._week)
        if any(grid.people for grid in self._grids):
            self._show_people()
            self._later.start()
        else:
            sentence = "Import the staff list, or choose another team at the top."
            names = " and ".join(grid.team for grid in self._grids)
            self.board.show_nothing(f"Nobody is in {names} this week", sentence)
        self.side.refresh()

    def refresh_parishes(self) -> None:
        """Read who comes where, and with it everything that is to be settled."""
        if not self._grids:
            return
        today = self._workspace.today()
        read = partial(self._workspace.read, week_parishes.parish_grid)
        parishes = [read(grid.team_id, self._week) for grid in self._grids]
        found = [
            finding
            for grid, own in zip(self._grids, parishes, strict=True)
            for finding in self._workspace.read(week_findings.of_grids, grid, own)
        ]
        self._planner.follow_parishes(parishes)
        self.board.show_parishes(parishes, found, today)
        self.bars.tell(found, parishes)

    def turn(self) -> None:
        """Show the other grid, with the cursor in it."""
        is_people = self.bars.view is View.PEOPLE
        self.bars.turn(View.PARISHES if is_people else View.PEOPLE)

    def turn_month(self) -> None:
        """Show the month, or from there the week the cursor is in."""
        if self.bars.view is View.MONTH:
            self._open_day(self.board.month.current_cell())
        else:
            self._month = Month.of(self._week.days[3])
            self.bars.turn(View.MONTH)

    def go(self, by: int) -> None:
        """Show the week so many weeks later; of the month, the month."""
        if self.bars.view is View.MONTH:
            self._month = self._month.plus(by)
            self._show_month()
        else:
            self._show_week(self._week.plus(by))

    def go_to_now(self) -> None:
        """Show the week, or the month, that has today."""
        self._month = Month.of(self._workspace.today())
        self._show_week(Week.of(self._workspace.today()))

    def copy_last_week(self) -> None:
        """Plan this week like the one before; what does not hold any more is named."""
        source, target = self._week.previous, self._week

        def copy(reason: str) -> None:
            del reason  # copying asks for none: the findings show what is to be settled
            done = self._planner.copy_week(self.team_id, source, target)
            if not (done.copied or done.kept or done.left_out):
                raise UserError(f"Week {source.number} is empty: there is nothing to copy.")
            self.verbs.tell_done(done, f"Copied from week {source.number}")

        if self.team_id:
            attempt(self, copy)

    def apply_patterns(self) -> None:
        """Plan this week by everybody's own rotation; what does not hold is named."""

        def apply(reason: str) -> None:
            del reason  # as for copying
            done = self._planner.apply_patterns(self.team_id, self._week)
            if not (done.copied or done.kept or done.left_out):
                raise UserError("Nobody here has a rotation yet. Ctrl L copies last week instead.")
            self.verbs.tell_done(done, "By the rotations")

        if self.team_id:
            attempt(self, apply)

    def open_row(self) -> None:
        """Show the person or parish the cursor is at."""
        if cell := self.board.view().current_cell():
            is_area = self.bars.view is View.PARISHES
            if is_area or owner(cell) is not None:
                self._workspace.open_thing("area" if is_area else "person", thing_of(cell))

    def print_sheet(self) -> None:
        """Show the sheet as it will be printed; Esc comes back."""
        if not self.team_id:
            return
        if self._sheet is not None and self._sheet.isVisible():
            self._sheet.preview.print_pages()  # the second Ctrl+P prints what is shown
            return
        if self._sheet is None:
            self._sheet = SheetPreview(self._workspace)
            self._sheet.closed.connect(partial(self.show_whole, None))
        self.progress.follow(self._sheet.make(self.team_id, self._week))
        self.show_whole(self._sheet)

    def issue(self) -> None:
        """Go to where the week is checked and signed."""
        self.state.open_page(self.team_id)

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
        self.set_sides(self.board, self.side.day)
        self.fold_detail(is_folded=True)
        self.setFocusProxy(self.board.people)

    def _connect(self) -> None:
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh_parishes)
        self.board.month.opened.connect(self._open_day)
        self.board.findings.reason_wanted.connect(partial(ask_reason, self, self._workspace))
        self.bars.turned.connect(self._follow_turn)
        self.bars.filtered.connect(self._show_people)
        self.teams.chosen.connect(self.choose_teams)
        self._workspace.changed.connect(self._follow)
        self._workspace.team_changed.connect(partial(self.choose_teams, []))

    def choose_teams(self, team_ids: list[str]) -> None:
        """Show these teams; without any, the team of the window."""
        self._wanted = team_ids
        self._refresh_if_shown()

    def _shown_teams(self, every: Sequence[TeamRow]) -> list[TeamRow]:
        wanted = self._wanted or [self._workspace.team_id or next((t.id for t in every), "")]
        return [team for team in every if team.id in wanted]

    def _title(self) -> None:
        names = " · ".join(grid.team for grid in self._grids[:2])
        more = len(self._grids) - 2
        teams_shown = f"{names} and {more} more" if more > 0 else names
        if self.bars.view is View.MONTH:
            self.set_titles(self._month.title, teams_shown)
        else:
            when = self._week.title
            self.set_titles(f"Week {self._week.number}", f"{when} · {teams_shown}".rstrip(" ·"))

    def _show_people(self) -> None:
        if self._grids:
            shown = [(grid, self.bars.shown(grid.people)) for grid in self._grids]
            self.board.show_people(shown, self._workspace.today())
        if self.bars.view is View.MONTH:
            self._show_month()

    def _show_month(self) -> None:
        read = partial(self._workspace.read, week_months.month_grid)
        months = [read(grid.team_id, self._month) for grid in self._grids]
        if months:
            self.board.show_month(months, self.bars.groups, self._workspace.today())
        self._title()

    def _open_day(self, cell: CellId | None) -> None:
        """From the month to the week of a day, with the cursor where it was."""
        if cell is not None:
            self._week = Week.of(day_of(cell))
            self.bars.turn(View.PEOPLE)
            self.refresh()
            self.board.people.go_to(cell)

    def _show_week(self, week: Week) -> None:
        self._week = week
        self.notice.clear()
        if self._sheet is not None and self._sheet.isVisible():
            self.show_whole(None)
        self.refresh()

    def _follow_turn(self) -> None:
        self.board.turn(self.bars.view)
        if self.bars.view is View.MONTH:
            self._show_month()
        self._title()
        self.board.view().setFocus()

    def _follow(self, change: Change) -> None:
        if change.touches(*_TABLES):
            self._refresh_if_shown()

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def _jump(self, finding: FindingRow) -> None:
        self.bars.turn(View.PARISHES if finding.area_id else View.PEOPLE)
        for grid in self._grids:
            for person in grid.people:
                if person.person_id == finding.person_id:
                    self.bars.show_group(person.group)
        self.board.go_to(finding, [grid.team_id for grid in self._grids])

    def _go_to_people(self) -> None:
        self._workspace.open_thing("page", "people")


def _actions(page: WeekPage) -> tuple[QWidget, ...]:
    back, on = partial(page.go, -1), partial(page.go, 1)
    return (
        page.state,
        icon_button("chevron-left", "The week before", back, rank="secondary"),
        Button("This week", page.go_to_now, name="this_week"),
        icon_button("chevron-right", "The week after", on, rank="secondary"),
        Button("Copy last week", page.copy_last_week, icon_name="copy", name="copy"),
        Button("Issue…", page.issue, name="issue"),
        Button("Print sheet", page.print_sheet, rank="primary", name="print"),
    )
