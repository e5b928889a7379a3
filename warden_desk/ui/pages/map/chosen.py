"""The parish one looks at: found by name or by a click, marked everywhere, told in the panel."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from warden_desk.domain.coverage import AreaNeed
from warden_desk.services.boundaries import boundaries
from warden_desk.services.coverage import coverage_cards, coverage_needs
from warden_desk.services.places import FoundPlace
from warden_desk.ui.pages.map.area_panel import AreaPanel
from warden_desk.ui.pages.map.finding import Finder
from warden_desk.ui.pages.map.reading import MapReading
from warden_desk.ui.pages.map.views import MapViews
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.workspace import Workspace


class ChosenParish(QObject):
    """Marks it on the map and in the table, and shows what is known of it.

    Args:
        page: where it says what was looked for in vain.
    """

    sought = Signal()
    """Somebody asked for one parish, by its name or from another page."""

    def __init__(
        self,
        workspace: Workspace,
        page: Page,
        reading: MapReading,
        views: MapViews,
        panel: AreaPanel,
    ) -> None:
        super().__init__(page)
        self._workspace, self._page, self._reading = workspace, page, reading
        self._views, self._panel = views, panel
        self._finder = Finder(workspace, self._fly, self._say_not_found, self)
        self._asked: tuple[str, date] | None = None
        self.code = ""
        """Its GSS code, or ""."""

    def choose(self, gss_code: str) -> None:
        """Look at a parish, if there is one with this code."""
        rows = self._reading.rows([gss_code])
        if rows and gss_code != self.code:
            self.code = gss_code
            self._page.notice.clear()
            self._views.choose(rows[0])
            self.show()
            self._panel.go_to_top()

    def open(self, area_id: str) -> None:
        """Look at a parish and bring it into view."""
        if row := self._reading.row_of(area_id):
            self.sought.emit()
            self.choose(row.gss_code)
            self._views.map.zoom_to([row.gss_code])

    def find(self, typed: str) -> None:
        """Go to a parish, a postcode or a grid reference."""
        self._finder.find(typed)

    def forget(self) -> None:
        """What was read to find places is not true any more."""
        self._finder.forget()

    def show(self) -> None:
        """Tell the panel what is known of it on the day shown."""
        rows = self._reading.rows([self.code])
        if not rows:
            self._asked = None
            self._panel.show_nothing()
            return
        area_id, day = rows[0].area_id, self._reading.day()
        card = self._workspace.read(coverage_cards.area_card, area_id, day)
        self._panel.show_card(card, day, self._sharing(area_id, day))
        self._read_need(area_id, day)

    def _sharing(self, area_id: str, day: date) -> Sequence[tuple[str, Callable[[], object]]]:
        """Other parts of a divided parish, which no click can tell apart, and how to go there."""
        parts = self._workspace.read(boundaries.sharing, day).get(area_id, ())
        rows = [self._reading.row_of(key) for key in parts if key != area_id]
        return [(row.name, partial(self.choose, row.gss_code)) for row in rows if row]

    def _read_need(self, area_id: str, day: date) -> None:
        """Need is reckoned among all areas: the card does not wait for it."""
        asked = self._asked = (area_id, day)

        def show(found: AreaNeed) -> None:
            if asked == self._asked:  # else another parish is looked at by now
                self._panel.show_need(found)

        self._workspace.start(
            "Read the need",
            lambda session, _: coverage_needs.area_need(session, area_id, day),
            show,
        )

    def _fly(self, found: FoundPlace, place: tuple[float, float] | None) -> None:
        code = found.area.gss_code
        self._page.notice.clear()
        self.sought.emit()
        self.choose(code)
        if place is None:
            self._views.map.fly_to(None)
            self._views.map.zoom_to([code])
        else:
            self._views.map.fly_to(place, found.postcode or found.words)

    def _say_not_found(self, why: str) -> None:
        self._page.tell(why, Tone.AMBER)
