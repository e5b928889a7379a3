"""The week of one team or several: people × days, parishes × days, the month, what is to settle."""

from collections.abc import Sequence
from functools import partial

from warden_desk.domain.dates import Week
from warden_desk.domain.months import Month
from warden_desk.domain.week_rows import FindingRow
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.week import menu
from warden_desk.ui.pages.week.bars import Bars, View
from warden_desk.ui.pages.week.board import Board
from warden_desk.ui.pages.week.findings import ask_reason
from warden_desk.ui.pages.week.forms import Forms
from warden_desk.ui.pages.week.full_page import FullPage
from warden_desk.ui.pages.week.issuing import StandingPill
from warden_desk.ui.pages.week.keys import day_of, owner, thing_of
from warden_desk.ui.pages.week.planner import Planner
from warden_desk.ui.pages.week.reading import TABLES
from warden_desk.ui.pages.week.showing import Showing
from warden_desk.ui.pages.week.side import Side
from warden_desk.ui.pages.week.team_choice import TeamChoice
from warden_desk.ui.pages.week.verbs import Verbs
from warden_desk.ui.pages.week.whole_week import WholeWeek
from warden_desk.ui.saving import attempt
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.week_grid import CellId
from warden_desk.ui.workspace import Workspace


class WeekPage(SplitPage):
    """Follows the team of the window until other teams are chosen here.

    While that is all of them it begins with the first.
    """

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Week", detail_width=332)
        self._workspace = workspace
        self.state = StandingPill(workspace)
        self.teams = TeamChoice()
        self.bars = Bars(self.chips_row, self.teams, self)
        go_to_people = partial(workspace.open_thing, "page", "people")
        self.board = Board(self._jump, self._begin, go_to_people)
        self._planner = Planner(workspace)
        self.showing = Showing(workspace, self.board, self.bars, self._planner)
        self.verbs = Verbs(self, self.board, workspace, self._planner)
        self.whole = WholeWeek(self, self._planner, self.verbs, lambda: (self.team_id, self.week))
        self.side = Side(self, self.board.people, workspace, self._planner, self.verbs)
        self.full = FullPage(self, workspace, self._planner, self.showing)
        self.forms = Forms(self, self.board, workspace, self._planner)
        self._build()
        self._connect()
        self.catch_up()

    @property
    def week(self) -> Week:
        """The week that is shown."""
        return self.showing.week

    @property
    def team_id(self) -> str:
        """The team the cursor is in: what is copied, issued or printed is its week."""
        return self.showing.team_id

    def commands(self) -> Sequence[Command]:
        parts = (self.verbs, self.side, self.forms)
        return (*menu.commands(self), *(each for part in parts for each in part.commands()))

    def refuse(self, refused: Sequence[tuple[Command, str]]) -> None:
        super().refuse(refused)
        self.verbs.refuse(self._workspace.at_desk.may_not_record())

    def open_item(self, item_id: str) -> None:
        """Show a week, written as "2026-W48", or somebody's leave: "leave/ID"."""
        kind, _, key = item_id.rpartition("/")
        if kind == "leave":
            attempt(self, lambda _: self.forms.leave.open_absence(key, self._show_week))
        else:
            self._show_week(Week.parse(item_id))

    def has_typing(self) -> bool:
        is_typed = self.board.people.unsaved() or self.board.parishes.unsaved()
        return super().has_typing() or is_typed or self.full.has_typing()

    def read(self) -> None:
        """Read the people now, and the parishes as soon as those are painted."""
        is_any = self.showing.read()
        self.teams.offer(self.showing.reading.teams, self.showing.reading.team_ids)
        self.set_titles(*self.showing.titles)
        if is_any:
            self.state.follow(self.team_id, self.week)
            self.side.refresh()

    def turn(self) -> None:
        """Show the other grid, with the cursor in it."""
        is_people = self.bars.view is View.PEOPLE
        self.bars.turn(View.PARISHES if is_people else View.PEOPLE)

    def turn_month(self) -> None:
        """Show the month, or from there the week the cursor is in."""
        if self.bars.view is View.MONTH:
            self._open_day(self.board.month.current_cell())
        else:
            self.showing.month = Month.of(self.week.days[3])
            cell = self.board.people.current_cell()
            self.bars.turn(View.MONTH)
            if cell is not None:
                self.board.month.go_to(cell)

    def go(self, by: int) -> None:
        """Show the week so many weeks later; of the month, the month."""
        if self.bars.view is View.MONTH:
            self.showing.month = self.showing.month.plus(by)
            self._show_month()
        else:
            self._show_week(self.week.plus(by))

    def go_to_now(self) -> None:
        """Show the week, or the month, that has today."""
        self.showing.month = Month.of(self._workspace.today())
        self._show_week(Week.of(self._workspace.today()))

    def open_row(self) -> None:
        """Show the person or parish the cursor is at."""
        if cell := self.board.view().current_cell():
            is_area = self.bars.view is View.PARISHES
            if is_area or owner(cell) is not None:
                self._workspace.open_thing("area" if is_area else "person", thing_of(cell))

    def apply_rotation(self) -> None:
        """Plan the week of the person the cursor is at by their rotation."""
        if key := self.showing.person():
            self.whole.apply_one(key.person_id)

    def issue(self) -> None:
        """Go to where the week is checked and signed."""
        self.state.open_page(self.team_id)

    def begin_sick(self) -> None:
        """Go to where a day is covered: that of the cell the cursor is in, or today's."""
        cell = self.board.view().current_cell()
        key = owner(cell) if cell and self.bars.view is not View.PARISHES else None
        on = key.on_date if key else self._workspace.today()
        self._workspace.open_thing("sick", f"{key.person_id if key else ''}/{on}")

    def focus_list(self) -> None:
        """Put the cursor into the grid."""
        self.board.view().setFocus()

    def _build(self) -> None:
        for part in menu.buttons(self):
            self.actions_row.addWidget(part)
        self.set_sides(self.board, self.side.day)
        self.fold_detail(is_folded=True)
        self.setFocusProxy(self.board.people)

    def _connect(self) -> None:
        self.board.month.opened.connect(self._open_day)
        self.board.findings.reason_wanted.connect(partial(ask_reason, self, self._workspace))
        self.board.went.connect(lambda: self.state.turn_to(self.team_id))
        self.bars.turned.connect(self._follow_turn)
        self.bars.filtered.connect(self.showing.show_people)
        self.teams.chosen.connect(self.choose_teams)
        self.follow(self._workspace.changed, *TABLES)
        self._workspace.team_changed.connect(partial(self.choose_teams, []))

    def choose_teams(self, team_ids: list[str]) -> None:
        """Show these teams; without any, the team of the window."""
        self.showing.reading.wanted = team_ids
        self.mark_stale()

    def _open_day(self, cell: CellId | None) -> None:
        """From the month to the week of a day, with the cursor where it was."""
        if cell is not None:
            self.showing.week = Week.of(day_of(cell))
            self.bars.turn(View.PEOPLE)
            self.refresh()
            self.board.people.go_to(cell)

    def _show_week(self, week: Week) -> None:
        self.showing.week = week
        self.notice.clear()
        self.full.put_sheet_away()
        self.refresh()

    def _follow_turn(self) -> None:
        self.board.turn(self.bars.view)
        if self.bars.view is View.MONTH:
            self.showing.show_month()
        self.set_titles(*self.showing.titles)
        self.board.view().setFocus()

    def _show_month(self) -> None:
        self.showing.show_month()
        self.set_titles(*self.showing.titles)

    def _jump(self, finding: FindingRow) -> None:
        self.showing.show_finding(finding)

    def _begin(self) -> None:
        self.whole.copy_last()
