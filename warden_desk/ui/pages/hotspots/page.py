"""Hot-spots: what is being done where, where it happens again and again, and figures by area."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QWidget

from warden_desk.domain.hot_spots import HotSpotRow
from warden_desk.domain.incidents import AreaIncidents, MonthRow, RepeatLocation, sum_words
from warden_desk.domain.rights import Right
from warden_desk.services.hot_spots import hot_spot_effect, hot_spots
from warden_desk.services.incidents import incident_overview
from warden_desk.services.incidents.incident_overview import Overview
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.hotspots import taking_in
from warden_desk.ui.pages.hotspots.detail import Detail
from warden_desk.ui.pages.hotspots.lists import MONTHS, PLACES, SPOTS, VIEWS, Lists
from warden_desk.ui.pages.hotspots.period import Period
from warden_desk.ui.pages.hotspots.spots import SpotActs
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.scrolling import scrolling
from warden_desk.ui.workspace import Workspace

_TABLES = ("hot_spot", "hot_spot_event", "incident_month", "stop", "shift", "setting", "need_score")
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
        self._figures = Overview()
        self.acts = SpotActs(self, workspace, self.open_item)
        self.lists = Lists(workspace.today, self.take_in)
        self.period = Period()
        self.chips = {view: Chip(words, name=f"view_{view}") for view, words in VIEWS.items()}
        self.detail = Detail(
            {
                "new": self.begin,
                "plan": self.plan,
                "sheet": self.show_sheet,
                "change": self.change,
                "remove": self.remove,
                "drop": self.drop_month,
            }
        )
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
            act("spot_drop_month", "Take this month off the desk", self.drop_month),
            one("spot_next", "The next list", self.turn, "Ctrl+T"),
            one("spot_earlier", "Figures of a month earlier", self.period.earlier, "["),
            one("spot_later", "Figures of a month later", self.period.later, "]"),
            one("spot_year", "Figures of the last twelve months", self.period.all_twelve, "Y"),
            one("spot_need", "Weigh need by these figures", self.open_need),
            *(
                one(f"spot_view_{view}", f"Show {words.lower()}", partial(self.show_view, view))
                for view, words in VIEWS.items()
            ),
        )

    def open_item(self, item_id: str) -> None:
        """Show one hot-spot."""
        self.show_view(SPOTS)
        self._refresh_spots()
        self.lists.spots.choose(item_id)

    def read(self) -> None:
        """Read everything again; figures in the background."""
        self._refresh_spots()
        self._count()

    def show_view(self, view: str) -> None:
        """Show another list."""
        self.chips[view].setChecked(True)
        self.lists.show_view(view)

    def turn(self) -> None:
        """Show the next list."""
        every = list(VIEWS)
        self.show_view(every[(every.index(self.lists.view) + 1) % len(every)])
        self.focus_list()

    def begin(self) -> None:
        """Open the form of a new hot-spot, at what is chosen."""
        chosen = self.lists.thing()
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

    def drop_month(self) -> None:
        """Take the chosen month off the desk; Ctrl+Z brings it back."""
        chosen = self.lists.thing()
        if isinstance(chosen, MonthRow):
            taking_in.drop(self, self._workspace, chosen)
        else:
            self.tell("Choose a month in the list of months first.", Tone.AMBER)

    def open_need(self) -> None:
        """Go to the page where need is weighed."""
        self._workspace.open_thing("page", "need")

    def focus_list(self) -> None:
        self.lists.table().setFocus()

    def _build(self) -> None:
        for button in (
            Button("Need", self.open_need, name="need"),
            Button("Import police figures…", self.take_in, icon_name="import", name="import"),
            Button("New hot-spot", self.begin, rank="primary", key="N", name="new_spot"),
        ):
            self.actions_row.addWidget(button)
        one_of = QButtonGroup(self)
        for view, chip in self.chips.items():
            one_of.addButton(chip)
            chip.setChecked(view == self.lists.view)
            chip.clicked.connect(partial(self.show_view, view))
            self.chips_row.addWidget(chip)
        self.chips_row.addStretch(1)
        self.chips_row.addWidget(self.period)
        self.period.changed.connect(self._count)
        self.lists.chosen.connect(self._show)
        left = Card(self.lists, margins=(0, 4, 0, 4))
        self.set_sides(left, Card(scrolling(self.detail), margins=(16, 12, 4, 12)))

    def _refresh_spots(self) -> None:
        self.lists.show_spots(self._workspace.read(hot_spots.rows))
        self.chips[SPOTS].set_count(self.lists.number_in(SPOTS))

    def _count(self) -> None:
        """Figures of the months chosen, in the background."""
        work = partial(incident_overview.overview, month=self.period.month)
        self._workspace.start("Count incidents", work, self._take)

    def _take(self, found: Overview) -> None:
        self._figures = found
        self.period.show_known(sorted({row.month for row in found.months}))
        self.lists.show_figures(found)
        for view in (PLACES, MONTHS):
            self.chips[view].set_count(self.lists.number_in(view))
        summary = found.parishes
        said = f"{summary.title} · {sum_words(summary.files)}" if summary else "No police figures"
        self.set_titles("Hot-spots", said)

    def _show(self) -> None:
        chosen, today = self.lists.thing(), self._workspace.today()
        if isinstance(chosen, HotSpotRow):
            effect = self._workspace.read(hot_spot_effect.effect, chosen, today)
            self.detail.show_spot(chosen, effect, today)
        elif isinstance(chosen, RepeatLocation):
            self.detail.show_place(chosen)
        elif isinstance(chosen, AreaIncidents) and self._figures.parishes:
            self.detail.show_area(chosen, self._figures.parishes)
        elif isinstance(chosen, MonthRow):
            self.detail.show_month(chosen)
        else:
            self.detail.show_nothing()

    def _with_spot(self, act: Callable[[HotSpotRow], None]) -> None:
        chosen = self.lists.thing()
        if isinstance(chosen, HotSpotRow):
            act(chosen)
        else:
            self.tell("Choose a hot-spot first.", Tone.AMBER)
