"""Picking several parishes: with the mouse on the map or in the table, or with keys alone."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from warden_desk.services.coverage import coverage_near
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.map.chosen import ChosenParish
from warden_desk.ui.pages.map.picked_panel import PickedPanel
from warden_desk.ui.pages.map.reading import MapReading
from warden_desk.ui.pages.map.views import MapViews
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.workspace import Workspace


class MapPicking(QObject):
    """What is picked for what is done next. Without any, it begins from the parish one looks at.

    Args:
        page: where it says what is missing.
    """

    changed = Signal()
    """Something else is picked, or nothing any more."""

    def __init__(
        self,
        workspace: Workspace,
        page: Page,
        reading: MapReading,
        views: MapViews,
        chosen: ChosenParish,
    ) -> None:
        super().__init__(page)
        self._workspace, self._page = workspace, page
        self._reading, self._views, self._chosen = reading, views, chosen
        self.codes: list[str] = []
        """Their GSS codes."""
        more = (
            Button("Neighbours", self.neighbours, key="X", name="pick_neighbours"),
            Button("Whole districts", self.districts, key="D", name="pick_districts"),
        )
        let_go = Button("Let go", self.let_go, key="U", name="let_go")
        self.panel = PickedPanel(more, let_go, self.near)
        views.picked.connect(self._take)
        views.map.area_clicked.connect(self.let_go)
        chosen.sought.connect(self.let_go)

    def commands(self) -> Sequence[Command]:
        """All there is to picking, for the sheet of keys."""
        here = partial(Command, group="Picking on the map")
        return (
            here("map_pick_beside", "Pick the neighbours too", self.neighbours, "X"),
            here("map_pick_district", "Pick all of the district", self.districts, "D"),
            here("map_pick_near", "Pick all within some kilometres", self.near, "K"),
            here("map_let_go", "Let go of what is picked", self.let_go, "U"),
        )

    def neighbours(self) -> None:
        """Pick what borders on what is picked, too."""
        if begun := self._begun():
            self._pick(self._workspace.read(coverage_near.beside, begun, self._reading.day()))

    def districts(self) -> None:
        """Pick all of the districts in which something is picked."""
        wanted = {row.district_id for row in self._reading.rows(self._begun())}
        if wanted:
            rows = self._reading.view.rows
            self._pick([row.gss_code for row in rows if row.district_id in wanted])

    def near(self) -> None:
        """Pick what lies within the kilometres typed from the parish one looks at."""
        begun = self._begun()
        if not begun:
            return

        def pick(_: str) -> None:
            day, far = self._reading.day(), self.panel.kilometres
            found = self._workspace.read(coverage_near.within, self._start(begun), far, day)
            self._pick([*begun, *(code for code in found if code not in begun)])

        attempt(self._page, pick)

    def let_go(self) -> None:
        """Pick nothing any more."""
        if self.codes:
            self._pick([])

    def show(self) -> None:
        """Say what is picked, as it is on the day shown."""
        if rows := self._reading.rows(self.codes):
            start = self._reading.rows([self._start([row.gss_code for row in rows])])
            self.panel.show_picked(rows, self._reading.view, start[0].name)

    def _begun(self) -> list[str]:
        """What more is picked from: what is picked, else the parish one looks at."""
        known = self._reading.rows(self.codes or [self._chosen.code])
        if not known:
            self._page.tell("Choose a parish first; more are picked from there.", Tone.AMBER)
        return [row.gss_code for row in known]

    def _start(self, codes: Sequence[str]) -> str:
        return self._chosen.code if self._chosen.code in codes else codes[0]

    def _pick(self, codes: list[str]) -> None:
        inside = {row.gss_code for row in self._reading.inside}
        kept = [code for code in codes if code in inside or code in self.codes]
        self._views.pick(kept)
        self._take(kept)

    def _take(self, codes: list[str]) -> None:
        self.codes = codes
        self._page.notice.clear()
        self.show()
        self.changed.emit()
