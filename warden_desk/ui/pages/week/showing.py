"""The week, the month and the teams that are shown, and how they come on the board."""

from PySide6.QtCore import QTimer

from warden_desk.domain.dates import Week
from warden_desk.domain.months import Month
from warden_desk.domain.week_rows import FindingRow
from warden_desk.services.week.weeks import CellKey
from warden_desk.ui.pages.week.bars import Bars, View
from warden_desk.ui.pages.week.board import Board
from warden_desk.ui.pages.week.keys import owner, team_of
from warden_desk.ui.pages.week.planner import Planner
from warden_desk.ui.pages.week.reading import Reading
from warden_desk.ui.workspace import Workspace


class Showing:
    """People are read at once, parishes and findings as soon as those are painted."""

    def __init__(self, workspace: Workspace, board: Board, bars: Bars, planner: Planner) -> None:
        self._workspace, self._planner = workspace, planner
        self._board, self._bars = board, bars
        self.reading = Reading(workspace)
        self.week = Week.of(workspace.today())
        self.month = Month.of(workspace.today())
        self._later = QTimer(board, singleShot=True)
        self._later.timeout.connect(self.read_parishes)

    @property
    def team_id(self) -> str:
        """The team the cursor is in: what is copied, issued or printed is its week."""
        cell = self._board.view().current_cell()
        found = team_of(cell) if cell else ""
        shown = self.reading.team_ids
        return found if found in shown else next(iter(shown), "")

    @property
    def titles(self) -> tuple[str, str]:
        """What the page is called now."""
        names = self.reading.names
        if self._bars.view is View.MONTH:
            return self.month.title, names
        return f"Week {self.week.number}", f"{self.week.title} · {names}".rstrip(" ·")

    def person(self) -> CellKey | None:
        """Whose day the cursor is at."""
        cell = self._board.people.current_cell()
        return owner(cell) if cell else None

    def read(self) -> bool:
        """Read the week anew; False if there is no team to show."""
        self.reading.read_week(self.week)
        grids = self.reading.grids
        self._planner.follow(grids)
        if not grids:
            self._board.show_nothing("No team yet", "Import the staff list: it names the teams.")
            return False
        self._bars.count(grids)
        if any(grid.people for grid in grids):
            self.show_people()
            self._later.start()
        else:
            sentence = "Import the staff list, or choose another team at the top."
            self._board.show_nothing(f"Nobody is in {self.reading.names} this week", sentence)
        return True

    def read_parishes(self) -> None:
        """Read who comes where, and with it everything that is to be settled."""
        if self.reading.grids:
            grids = self.reading.grids
            parishes, found = self.reading.parishes()
            if self.reading.grids != grids:  # marked by now with what was found
                self._planner.follow(self.reading.grids)
                self.show_people()
            self._planner.follow_parishes(parishes)
            self._board.show_parishes(parishes, found, self._workspace.today())
            self._bars.tell(found, parishes)

    def show_people(self) -> None:
        """Show those of the groups that are on, in the grid that is on."""
        if grids := self.reading.grids:
            shown = [(grid, self._bars.shown(grid.people)) for grid in grids]
            self._board.show_people(shown, self._workspace.today())
        if self._bars.view is View.MONTH:
            self.show_month()

    def show_month(self) -> None:
        """Read the month, and show it."""
        if months := self.reading.months(self.month):
            self._board.show_month(months, self._bars.groups, self._workspace.today())

    def show_finding(self, finding: FindingRow) -> None:
        """Turn to the grid a finding is in, and put the cursor there."""
        self._bars.turn(View.PARISHES if finding.area_id else View.PEOPLE)
        for grid in self.reading.grids:
            for person in grid.people:
                if person.person_id == finding.person_id:
                    self._bars.show_group(person.group)
        self._board.go_to(finding, self.reading.team_ids)
