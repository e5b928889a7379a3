"""The two grids and the list of findings under them; or why there is nothing to show."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from warden_desk.domain.week_rows import FindingRow, ParishGrid, PersonWeek, WeekGrid
from warden_desk.ui.pages.week import cells
from warden_desk.ui.pages.week.findings import Findings
from warden_desk.ui.widgets.basics import Card, column, label, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.week_grid_view import WeekGridView

_TIGHT = (0, 4, 0, 4)


class Board(QStackedWidget):
    """What fills the page under its chips."""

    def __init__(
        self,
        jump: Callable[[FindingRow], object],
        copy_last_week: Callable[[], object],
        go_to_people: Callable[[], object],
    ) -> None:
        super().__init__()
        self.people = WeekGridView("People and days", "Hours")
        self.parishes = WeekGridView(
            "Parishes and days", "Visits", lines=1, title_width=270, end_width=96
        )
        self.findings = Findings(jump)
        self._waiting: tuple[ParishGrid, date] | None = None
        hint = label("Nothing is planned yet. Type E, L or RD into a cell, or begin with:", "quiet")
        begin = Button("Copy last week", copy_last_week, rank="link", name="begin")
        self._start = Card(row(hint, begin, None), margins=(16, 6, 16, 6))
        self._grids = QStackedWidget()
        for view in (self.people, self.parishes):
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
        return self.parishes if self._grids.currentIndex() else self.people

    def turn(self, *, by_parish: bool) -> None:
        """Show one grid or the other."""
        self._grids.setCurrentIndex(int(by_parish))
        self._fill_parishes()

    def show_nothing(self, heading: str, sentence: str) -> None:
        """Say why there is no week."""
        self._nothing.say(heading, sentence)
        self.setCurrentIndex(1)

    def show_people(self, grid: WeekGrid, people: list[PersonWeek], today: date) -> None:
        """Show these people's week."""
        self._start.setVisible(grid.is_empty)
        self.people.show_grid(cells.columns(grid.week, today), cells.people_rows(grid, people))
        self.setCurrentIndex(0)

    def show_parishes(self, grid: ParishGrid, found: Sequence[FindingRow], today: date) -> None:
        """Show who comes where, and what is to be settled."""
        self._waiting = (grid, today)
        self._fill_parishes()
        self.findings.show_findings(found)

    def go_to(self, finding: FindingRow, team_id: str) -> bool:
        """Put the cursor where a finding is; False if that is not shown."""
        day = finding.on_date.isoformat()
        self.turn(by_parish=bool(finding.area_id))
        if finding.area_id:
            return self.parishes.go_to((finding.area_id, day))
        return self.people.go_to(cells.cell_id(finding.person_id, team_id, finding.on_date))

    def _fill_parishes(self) -> None:
        """Lay the parishes out once somebody looks at them: they are many."""
        if self._waiting is not None and self.view() is self.parishes:
            (grid, today), self._waiting = self._waiting, None
            self.parishes.show_grid(cells.columns(grid.week, today), cells.parish_rows(grid))
