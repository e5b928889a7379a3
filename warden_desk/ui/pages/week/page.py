"""The week of one team or several: people × days, parishes × days, the month, what is to settle."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer

from warden_desk.domain.dates import Week
from warden_desk.domain.month_rows import Month
from warden_desk.domain.week_rows import FindingRow
from warden_desk.services.week.weeks import CellKey
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.week import menu
from warden_desk.ui.pages.week.bars import Bars, View
from warden_desk.ui.pages.week.board import Board
from warden_desk.ui.pages.week.findings import ask_reason
from warden_desk.ui.pages.week.forms import Forms
from warden_desk.ui.pages.week.issuing import StandingPill
from warden_desk.ui.pages.week.keys import day_of, owner, team_of, thing_of
from warden_desk.ui.pages.week.planner import Planner
from warden_desk.ui.pages.week.printing import SheetPreview
from warden_desk.ui.pages.week.reading import TABLES, Reading
from warden_desk.ui.pages.week.side import Side
from warden_desk.ui.pages.week.team_choice import TeamChoice
from warden_desk.ui.pages.week.verbs import Verbs
from warden_desk.ui.pages.week.whole_week import WholeWeek
from warden_desk.ui.planning.rotation_editor import RotationEditor
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
        self._week = Week.of(workspace.today())
        self._month = Month.of(workspace.today())
        self._reading = Reading(workspace)
        self._sheet: SheetPreview | None = None
        self._later = QTimer(self)
        self.state = StandingPill(workspace)
        self.teams = TeamChoice()
        self.bars = Bars(self.chips_row, self.teams, self)
        go_to_people = partial(workspace.open_thing, "page", "people")
        self.board = Board(self._jump, self._begin, go_to_people)
        self._planner = Planner(workspace)
        self.verbs = Verbs(self, self.board, workspace, self._planner)
        self.whole = WholeWeek(self, self._planner, self.verbs, lambda: (self.team_id, self._week))
        self.side = Side(self, self.board.people, workspace, self._planner, self.verbs)
        self.rotation = RotationEditor(workspace)
        self.forms = Forms(self, self.board, workspace, self._planner)
        self._build()
        self._connect()
        self.catch_up()

    @property
    def week(self) -> Week:
        """The week that is shown."""
        return self._week

    @property
    def team_id(self) -> str:
        """The team the cursor is in: what is copied, issued or printed is its week."""
        cell = self.board.view().current_cell()
        found = team_of(cell) if cell else ""
        shown = self._reading.team_ids
        return found if found in shown else next(iter(shown), "")

    def commands(self) -> Sequence[Command]:
        parts = (self.verbs, self.side, self.forms)
        return (*menu.commands(self), *(each for part in parts for each in part.commands()))

    def open_item(self, item_id: str) -> None:
        """Show a week, written as "2026-W48", or somebody's leave: "leave/ID"."""
        kind, _, key = item_id.rpartition("/")
        if kind == "leave":
            attempt(self, lambda _: self.forms.leave.open_absence(key, self._show_week))
        else:
            self._show_week(Week.parse(item_id))

    def has_typing(self) -> bool:
        board, rotation = self.board, self.rotation
        is_typed = board.people.unsaved() or board.parishes.unsaved()
        return super().has_typing() or is_typed or (rotation.isVisible() and rotation.is_dirty())

    def read(self) -> None:
        """Read the people now, and the parishes as soon as those are painted."""
        self._reading.read_week(self._week)
        grids = self._reading.grids
        self.teams.offer(self._reading.teams, self._reading.team_ids)
        self._planner.follow(grids)
        self._title()
        if not grids:
            self.board.show_nothing("No team yet", "Import the staff list: it names the teams.")
            return
        self.bars.count(grids)
        self.state.follow(self.team_id, self._week)
        if any(grid.people for grid in grids):
            self._show_people()
            self._later.start()
        else:
            sentence = "Import the staff list, or choose another team at the top."
            self.board.show_nothing(f"Nobody is in {self._reading.names} this week", sentence)
        self.side.refresh()

    def refresh_parishes(self) -> None:
        """Read who comes where, and with it everything that is to be settled."""
        if self._reading.grids:
            grids = self._reading.grids
            parishes, found = self._reading.parishes()
            if self._reading.grids != grids:  # marked by now with what was found
                self._planner.follow(self._reading.grids)
                self._show_people()
            self._planner.follow_parishes(parishes)
            self.board.show_parishes(parishes, found, self._workspace.today())
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
            cell = self.board.people.current_cell()
            self.bars.turn(View.MONTH)
            if cell is not None:
                self.board.month.go_to(cell)

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

    def open_rotation(self) -> None:
        """Show the rotation of the person the cursor is at, over the whole page."""
        if key := self._person():
            self.rotation.open(key.person_id, self._planner.person(key), self._week)
            self.show_whole(self.rotation)

    def apply_rotation(self) -> None:
        """Plan the week of the person the cursor is at by their rotation."""
        if key := self._person():
            self.whole.apply_one(key.person_id)

    def _person(self) -> CellKey | None:
        cell = self.board.people.current_cell()
        return owner(cell) if cell else None

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
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh_parishes)
        self.rotation.closed.connect(partial(self.show_whole, None))
        self.board.month.opened.connect(self._open_day)
        self.board.findings.reason_wanted.connect(partial(ask_reason, self, self._workspace))
        self.board.went.connect(lambda: self.state.turn_to(self.team_id))
        self.bars.turned.connect(self._follow_turn)
        self.bars.filtered.connect(self._show_people)
        self.teams.chosen.connect(self.choose_teams)
        self.follow(self._workspace.changed, *TABLES)
        self._workspace.team_changed.connect(partial(self.choose_teams, []))

    def choose_teams(self, team_ids: list[str]) -> None:
        """Show these teams; without any, the team of the window."""
        self._reading.wanted = team_ids
        self.mark_stale()

    def _title(self) -> None:
        if self.bars.view is View.MONTH:
            self.set_titles(self._month.title, self._reading.names)
        else:
            subtitle = f"{self._week.title} · {self._reading.names}".rstrip(" ·")
            self.set_titles(f"Week {self._week.number}", subtitle)

    def _show_people(self) -> None:
        if grids := self._reading.grids:
            shown = [(grid, self.bars.shown(grid.people)) for grid in grids]
            self.board.show_people(shown, self._workspace.today())
        if self.bars.view is View.MONTH:
            self._show_month()

    def _show_month(self) -> None:
        if months := self._reading.months(self._month):
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

    def _jump(self, finding: FindingRow) -> None:
        self.bars.turn(View.PARISHES if finding.area_id else View.PEOPLE)
        for grid in self._reading.grids:
            for person in grid.people:
                if person.person_id == finding.person_id:
                    self.bars.show_group(person.group)
        self.board.go_to(finding, self._reading.team_ids)

    def _begin(self) -> None:
        self.whole.copy_last()
