"""Hot-spots: what is being done where, where it happens again and again, and figures by area."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QStackedWidget, QWidget

from warden_desk.domain.hot_spots import HotSpotRow
from warden_desk.domain.incidents import AreaIncidents, RepeatLocation, span
from warden_desk.domain.rights import Right
from warden_desk.services.hot_spots import hot_spot_effect, hot_spots
from warden_desk.services.incidents import incident_overview
from warden_desk.services.incidents.incident_overview import Overview
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.hotspots import taking_in
from warden_desk.ui.pages.hotspots.columns import area_columns, place_columns, spot_columns
from warden_desk.ui.pages.hotspots.detail import Detail
from warden_desk.ui.pages.hotspots.spots import SpotActs
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.empty_state import EmptyState
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.scrolling import scrolling
from warden_desk.ui.workspace import Workspace

_TABLES = ("hot_spot", "hot_spot_event", "incident_month", "stop", "shift", "setting", "need_score")
SPOTS, PLACES, PARISHES, WARDS, NOTHING = "spots", "places", "parishes", "wards", "nothing"
_VIEWS = {
    SPOTS: "Hot-spots",
    PLACES: "Repeat locations",
    PARISHES: "By parish",
    WARDS: "By ward",
}
_EMPTY = {
    SPOTS: (
        "No hot-spot yet",
        "Choose a repeat location or a parish above and press N, or enter a point yourself.",
    ),
    PLACES: (
        "No police figures yet",
        "Import the street-level files of data.police.uk as downloaded, ZIP or CSV (Ctrl+I).",
    ),
    PARISHES: (
        "No police figures yet",
        "Import the street-level files of data.police.uk as downloaded, ZIP or CSV (Ctrl+I).",
    ),
    WARDS: (
        "No wards are on the desk",
        "Take in a set of ward boundaries (Boundaries, from the map), then count anew.",
    ),
}

AskForFiles = Callable[[QWidget], Sequence[Path]]


def ask_for_files(parent: QWidget) -> Sequence[Path]:
    """Files to take in, chosen by hand."""
    chosen, _ = QFileDialog.getOpenFileNames(
        parent, "Police figures", "", "Police figures (*.csv *.zip)"
    )
    return [Path(name) for name in chosen]


class HotSpotsPage(SplitPage):
    """Figures are of the last twelve months on the desk."""

    def __init__(self, workspace: Workspace, ask: AskForFiles = ask_for_files) -> None:
        super().__init__("Hot-spots", detail_width=400)
        self._workspace, self._ask = workspace, ask
        self.view = SPOTS
        self._figures = Overview()
        self.acts = SpotActs(self, workspace, self.open_item)
        self.spots: LazyTable[HotSpotRow] = LazyTable(spot_columns(workspace.today), "Hot-spots")
        self.places: LazyTable[RepeatLocation] = LazyTable(place_columns(), "Repeat locations")
        self.areas: LazyTable[AreaIncidents] = LazyTable(area_columns(), "Figures by area")
        self.chips = {view: Chip(words, name=f"view_{view}") for view, words in _VIEWS.items()}
        self.nothing = EmptyState("pin", "", "")
        self._left = QStackedWidget()
        self.detail = Detail(
            {
                "new": self.begin,
                "plan": self.plan,
                "sheet": self.show_sheet,
                "change": self.change,
                "remove": self.remove,
            }
        )
        self._rows: dict[str, dict[str, HotSpotRow | RepeatLocation | AreaIncidents]] = {}
        self._build()
        self.follow(workspace.changed, *_TABLES)

    def commands(self) -> Sequence[Command]:
        one = partial(Command, group="Hot-spots")
        act = partial(one, needs=Right.RECORD)
        return (
            act("spot_new", "New hot-spot here", self.begin, "N"),
            act("spot_plan", "Plan patrols", self.plan, "A"),
            one("spot_sheet", "Hot-spot sheet", self.show_sheet, "P"),
            act("spot_change", "Change this hot-spot", self.change, "E"),
            act("spot_remove", "Remove this hot-spot", self.remove),
            act("spot_import", "Import police figures", self.take_in, "Ctrl+I"),
            act("spot_recount", "Count police figures anew", self.recount),
            *(
                one(f"spot_view_{view}", f"Show {words.lower()}", partial(self.show_view, view))
                for view, words in _VIEWS.items()
            ),
        )

    def open_item(self, item_id: str) -> None:
        """Show one hot-spot."""
        self.show_view(SPOTS)
        self._refresh_spots()
        self.spots.choose(item_id)

    def read(self) -> None:
        """Read everything again; figures in the background."""
        self._refresh_spots()
        self._workspace.start("Count incidents", incident_overview.overview, self._take)

    def show_view(self, view: str) -> None:
        """Show another list."""
        self.view = view
        self.chips[view].setChecked(True)
        self._show_list()

    def begin(self) -> None:
        """Open the form of a new hot-spot, at what is chosen."""
        chosen = self._chosen()
        place = chosen if isinstance(chosen, RepeatLocation) else None
        area = chosen if isinstance(chosen, AreaIncidents) else None
        self.acts.begin(place, area)

    def plan(self) -> None:
        """Offer rounds to the chosen hot-spot."""
        self._with_spot(self.acts.plan)

    def show_sheet(self) -> None:
        """Show the paper of the chosen hot-spot."""
        self._with_spot(self.acts.show_sheet)

    def change(self) -> None:
        """Open the form of the chosen hot-spot."""
        self._with_spot(self.acts.change)

    def remove(self) -> None:
        """Put the chosen hot-spot aside."""
        self._with_spot(self.acts.remove)

    def take_in(self) -> None:
        """Ask for files, and take in what they hold."""
        if paths := self._ask(self):
            taking_in.take_in(self, self._workspace, paths)

    def recount(self) -> None:
        """Count all months by the boundaries that hold for them now."""
        taking_in.recount(self, self._workspace)

    def focus_list(self) -> None:
        self._table().setFocus()

    def _build(self) -> None:
        self.actions_row.addWidget(
            Button("Import police figures…", self.take_in, icon_name="import", name="import")
        )
        self.actions_row.addWidget(
            Button("New hot-spot", self.begin, rank="primary", key="N", name="new_spot")
        )
        one_of = QButtonGroup(self)
        for view, chip in self.chips.items():
            one_of.addButton(chip)
            chip.setChecked(view == self.view)
            chip.clicked.connect(partial(self.show_view, view))
            self.chips_row.addWidget(chip)
        self.chips_row.addStretch(1)
        for table in (self.spots, self.places, self.areas):
            self._left.addWidget(table)
            table.chosen.connect(self._show)
        self._left.addWidget(self.nothing)
        left = Card(self._left, margins=(0, 4, 0, 4))
        self.set_sides(left, Card(scrolling(self.detail), margins=(16, 12, 4, 12)))

    def _refresh_spots(self) -> None:
        rows = self._workspace.read(hot_spots.rows)
        self._rows[SPOTS] = {row.id: row for row in rows}
        self.chips[SPOTS].set_count(len(rows))
        self.spots.show_all(rows)
        if self.view == SPOTS:
            self._show_list()

    def _take(self, found: Overview) -> None:
        self._figures = found
        self._rows[PLACES] = {row.id: row for row in found.places}
        self.places.show_all(found.places)
        self.chips[PLACES].set_count(len(found.places))
        for view, summary in ((PARISHES, found.parishes), (WARDS, found.wards)):
            self._rows[view] = {row.id: row for row in summary.rows} if summary else {}
        months = found.parishes.months if found.parishes else ()
        said = f"Police figures of {span(months[0], months[-1])}" if months else "No police figures"
        self.set_titles("Hot-spots", said)
        self._show_list()

    def _show_list(self) -> None:
        rows = self._rows.get(self.view, {})
        if self.view in (PARISHES, WARDS):
            wanted = [row for row in rows.values() if isinstance(row, AreaIncidents)]
            self.areas.show_all(sorted(wanted, key=lambda row: (-row.count, row.name)))
        if not rows:
            self.nothing.say(*_EMPTY[self.view])
            self._left.setCurrentWidget(self.nothing)
            self.detail.show_nothing()
            return
        table = self._table()
        self._left.setCurrentWidget(table)
        table.choose_first()
        self._show(table.chosen_id())

    def _table(
        self,
    ) -> LazyTable[HotSpotRow] | LazyTable[RepeatLocation] | LazyTable[AreaIncidents]:
        return {SPOTS: self.spots, PLACES: self.places}.get(self.view, self.areas)

    def _chosen(self) -> HotSpotRow | RepeatLocation | AreaIncidents | None:
        return self._rows.get(self.view, {}).get(self._table().chosen_id())

    def _show(self, key: str) -> None:
        chosen = self._rows.get(self.view, {}).get(key)
        today = self._workspace.today()
        if isinstance(chosen, HotSpotRow):
            effect = self._workspace.read(hot_spot_effect.effect, chosen, today)
            self.detail.show_spot(chosen, effect, today)
        elif isinstance(chosen, RepeatLocation):
            self.detail.show_place(chosen)
        elif isinstance(chosen, AreaIncidents) and self._figures.parishes:
            self.detail.show_area(chosen, self._figures.parishes.compared_with)
        else:
            self.detail.show_nothing()

    def _with_spot(self, act: Callable[[HotSpotRow], None]) -> None:
        chosen = self._chosen()
        if isinstance(chosen, HotSpotRow):
            act(chosen)
        else:
            self.tell("Choose a hot-spot first.", Tone.AMBER)
