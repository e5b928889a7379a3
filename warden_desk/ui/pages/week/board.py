"""The grids and the list of findings under them; or why there is nothing to show."""

from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.month_rows import MonthGrid
from warden_desk.domain.week_rows import FindingRow, Group, ParishGrid, PersonWeek, WeekGrid
from warden_desk.ui.pages.week import cells, month_cells, parish_cells
from warden_desk.ui.pages.week.bars import View
from warden_desk.ui.pages.week.findings import Findings
from warden_desk.ui.pages.week.keys import cell_id
from warden_desk.ui.widgets.basics import Card, column, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.week_grid_fit import Fit
from warden_desk.ui.widgets.week_grid_view import WeekGridView

_TIGHT = (0, 4, 0, 4)


class Board(QStackedWidget):
    """What fills the page under its chips."""

    went = Signal()
    """The cursor of one of the grids is in another cell."""

    def __init__(
        self,
        jump: Callable[[FindingRow], object],
        copy_last_week: Callable[[], object],
        go_to_people: Callable[[], object],
    ) -> None:
        super().__init__()
        self.people = WeekGridView("People and days", "Hours")
        self.parishes = WeekGridView(
            "Parishes and days", "Visits", fit=Fit(title=250, end=96, row=32)
        )
        self.month = WeekGridView(
            "People and days of the month",
            "Hours",
            fit=Fit(title=136, end=56, row=28, narrowest=22),
            is_dense=True,
        )
        self.findings = Findings(jump)
        self._is_empty = False
        self._known: cells.Known = {}
        self._waiting: tuple[Sequence[ParishGrid], date] | None = None
        hint = label("Nothing is planned yet. Type E, L or RD into a cell, or begin with:", "quiet")
        begin = Button("Copy last week", copy_last_week, rank="link", name="begin")
        self._start = Card(row(hint, begin, None), margins=(16, 6, 16, 6))
        self._grids = QStackedWidget()
        for view in (self.people, self.parishes, self.month):
            view.went.connect(self.went)
            self._grids.addWidget(Card(view, margins=_TIGHT))
        whole = QWidget()
        whole.setLayout(column(self._start, self._grids, self.findings, gap=12))
        self._nothing = EmptyState("team", "", "", Button("Go to People", go_to_people))
        self.addWidget(whole)
        self.addWidget(Card(self._nothing))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.findings.fit(self.height())

    def view(self) -> WeekGridView:
        """The grid that is shown."""
        return (self.people, self.parishes, self.month)[self._grids.currentIndex()]

    def turn(self, view: View) -> None:
        """Show one of the grids."""
        self._grids.setCurrentIndex(view)
        self._start.setVisible(self._is_empty and view is View.PEOPLE)
        self.findings.setVisible(view is not View.MONTH)
        self._fill_parishes()

    def show_nothing(self, heading: str, sentence: str) -> None:
        """Say why there is no week."""
        self._nothing.say(heading, sentence)
        self.setCurrentIndex(1)

    def show_people(
        self, shown: Sequence[tuple[WeekGrid, Sequence[PersonWeek]]], today: date
    ) -> None:
        """Show these people's week, team after team."""
        self._is_empty = all(grid.is_empty for grid, _ in shown)
        self._start.setVisible(self._is_empty and self.view() is self.people)
        rows = [
            row
            for grid, people in shown
            for row in cells.people_rows(
                grid, people, self._known, is_one_of_several=len(shown) > 1
            )
        ]
        self.people.show_grid(cells.columns(shown[0][0].week, today), rows)
        self.setCurrentIndex(0)

    def show_parishes(
        self, grids: Sequence[ParishGrid], found: Sequence[FindingRow], today: date
    ) -> None:
        """Show who comes where, and what is to be settled."""
        self._waiting = (grids, today)
        self._fill_parishes()
        self.findings.show_findings(found)

    def show_month(
        self, grids: Sequence[MonthGrid], groups: Collection[Group], today: date
    ) -> None:
        """Show the month in codes."""
        columns = month_cells.columns(grids[0].month, today)
        self.month.show_grid(columns, month_cells.rows(grids, groups))

    def go_to(self, finding: FindingRow, team_ids: Sequence[str]) -> bool:
        """Put the cursor where a finding is; False if that is not shown."""
        view = self.parishes if finding.area_id else self.people
        thing = finding.area_id or finding.person_id
        return any(view.go_to(cell_id(thing, team, finding.on_date)) for team in team_ids)

    def _fill_parishes(self) -> None:
        """Lay the parishes out once somebody looks at them: they are many."""
        if self._waiting is not None and self.view() is self.parishes:
            (grids, today), self._waiting = self._waiting, None
            rows = parish_cells.parish_rows(grids)
            self.parishes.show_grid(cells.columns(grids[0].week, today), rows)
