"""The map: one thing at a time about every parish, as a picture and as a table."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, Qt, QTimer
from PySide6.QtWidgets import QWidget

from warden_desk.domain.coverage_modes import Asked, Mode, ModeView
from warden_desk.domain.dates import uk_date
from warden_desk.domain.rights import Right
from warden_desk.paths import data_folder
from warden_desk.services.boundaries import boundaries
from warden_desk.services.coverage import coverage_maps
from warden_desk.services.coverage.coverage_modes import MODES
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.map import links
from warden_desk.ui.pages.map.bar import MapBar
from warden_desk.ui.pages.map.base_map import BaseMapLayer, ChooseBase, ask_for_base
from warden_desk.ui.pages.map.chosen import ChosenParish
from warden_desk.ui.pages.map.layers import Layers
from warden_desk.ui.pages.map.on_screen import OnScreen
from warden_desk.ui.pages.map.picking import MapPicking
from warden_desk.ui.pages.map.reading import MapReading
from warden_desk.ui.pages.map.saving import ChooseFile, MapSaving, ask_for_file
from warden_desk.ui.pages.map.scope import Scope
from warden_desk.ui.pages.map.side import MapSide
from warden_desk.ui.pages.map.views import MapViews
from warden_desk.ui.pages.map.work import MapWork
from warden_desk.ui.pages.map.year import YearStrip
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import Card, column, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.next_part import go_on
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.progress_strip import ProgressStrip
from warden_desk.ui.workspace import Workspace

SHOWN_TABLES = (
    *("area", "parish_assignment", "person", "person_status", "tasking_entry", "shift", "stop"),
    *("tasking", "organisation", "organisation_area", "contact", "setting", "boundary_set"),
    *("team", "team_district", "funding_agreement", "funding_area", "event", "area_alias"),
    *("need_indicator", "need_score", "incident_month"),
)
SEARCH_PX, SEARCH_MOST_PX = 150, 300


class MapPage(SplitPage):
    """The county's parishes in one mode; the team's own stand out if a team is chosen.

    It puts the parts together: what is asked (`bar`, `scope`), what is answered (`reading`), where
    it is shown (`views`, `side`, `layers`, `year`), and what is done with it (`chosen`, `work`,
    `saving`). The map itself is made only once.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        cache: Path | None = None,
        choose_file: ChooseFile = ask_for_file,
        choose_base: ChooseBase = ask_for_base,
    ) -> None:
        super().__init__("Map", detail_width=340)
        self._workspace = workspace
        self.bar = MapBar(workspace)
        self.scope = Scope(workspace, self.bar.whole.isChecked)
        self.work = MapWork(workspace, self, self.bar.what_if)
        self.waiting = ProgressStrip()
        self.reading = MapReading(workspace, self._asked, self.scope, self.waiting, self)
        self.views = MapViews(self.reading.view)
        self.side = MapSide(workspace.open_thing)
        self.year = YearStrip(workspace, self._asked)
        self.base = BaseMapLayer(workspace, self, self.views.map, choose_base)
        self.layers = Layers(workspace, self.views.map, self.reading.day, self.scope, self.base)
        self.chosen = ChosenParish(workspace, self, self.reading, self.views, self.side.parish)
        self.picking = MapPicking(workspace, self, self.reading, self.views, self.chosen)
        on_screen = OnScreen(self.views, self.layers, self.base.chip)
        self.saving = MapSaving(
            workspace, self, self._shown, self.scope, on_screen.excerpt, choose_file
        )
        self._arrange()
        self._connect()
        self.views.dress()
        self._change_scope()
        self._cache = cache or data_folder() / "map"
        QTimer.singleShot(0, self, self._begin)

    def commands(self) -> Sequence[Command]:
        here = partial(Command, group="Map")
        modes = [
            here(f"map_{mode}", f"Map: {mode.label}", partial(self.bar.show_mode, mode))
            for mode in MODES
        ]
        return (
            here("map_table", "Map or table", self.bar.as_table.toggle, "T"),
            here("map_whole", "Whole county or the team", self.bar.whole.toggle, "C"),
            here("map_hand_over", "Hand parishes over", self.hand_over, "A", needs=Right.RECORD),
            here("map_what_if", "What if: try without saving", self.bar.what_if.toggle, "W"),
            here("map_lasso", "Draw round parishes", self.bar.lasso.toggle, "L"),
            here("map_next", "Next part: map (arrow keys), facts, choices", self.next_part, "F6"),
            here("map_mode", "Choose what the map shows", self.bar.mode.setFocus, "M"),
            here("map_year", "Play the last twelve months", self.year.play, "Y"),
            *self.picking.commands(),
            *modes,
            *self.base.commands(),
            *links.commands(self._workspace.open_thing),
            *self.saving.commands(),
        )

    def open_item(self, item_id: str) -> None:
        """Show a parish on the map."""
        self.chosen.open(item_id)

    def has_typing(self) -> bool:
        return super().has_typing() or bool(self.work.trial.drafts)

    def hand_over(self) -> None:
        """Give the picked parishes, or else the chosen one, to somebody."""
        self.work.begin(self.reading.rows(self.picking.codes or [self.chosen.code]))

    def next_part(self) -> None:
        """Take the cursor from the map to what stands beside it, to the choices above, and back."""
        beside = self.panel() or self.side
        choose = partial(self.bar.mode.setFocus, Qt.FocusReason.TabFocusReason)
        go_on(
            (
                (self.views, self.views.take_cursor),
                (beside, beside.take_cursor),
                (self.bar, choose),
            )
        )

    def read(self) -> None:
        """Read the day or period again, and recolour."""
        self.year.forget()
        self.chosen.forget()
        self.base.follow()
        self.reading.read()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # The palette changes while Qt still dresses the window; the colours are asked for after.
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            QTimer.singleShot(0, self, self._dress)

    def _begin(self) -> None:
        """Make the map at the size it will have, before anybody looks."""
        parent = self.parentWidget()
        if parent is not None and not self.isVisible():
            self.resize(parent.size())
            self.grab(QRect(0, 0, 1, 1))  # painting, even one pixel, lays a hidden page out
        self.views.map.expect_size(self.views.map.size())
        drawn = self._workspace.read(boundaries.outlines_on, self.reading.day())
        self.views.begin(self._workspace, self._cache, drawn)

    def _arrange(self) -> None:
        for button in self.saving.buttons():
            self.actions_row.addWidget(button)
        hand_over = Button("Hand over", self.hand_over, rank="primary", key="A", name="hand_over")
        self.actions_row.addWidget(hand_over)
        search = self.add_search("Parish, postcode, grid reference")
        search.setMinimumWidth(scaled(SEARCH_PX))
        search.setMaximumWidth(scaled(SEARCH_MOST_PX))
        search.returnPressed.connect(lambda: self.chosen.find(search.text()))
        search.textEdited.connect(self.notice.clear)
        self.chips_row.addWidget(self.bar)
        self.chips_row.addStretch(1)
        self.side.add_picked(self.picking.panel)
        left = QWidget()
        left.setLayout(
            column(self.work.trial, self.views, self.layers, row(self.year, self.waiting))
        )
        self.set_sides(left, Card(self.side, margins=(8, 8, 8, 8)))

    def _connect(self) -> None:
        self.bar.changed.connect(self.refresh)
        self.bar.whole.toggled.connect(self._change_scope)
        self.bar.as_table.toggled.connect(self._show_as_table)
        self.bar.lasso.toggled.connect(self.views.map.use_lasso)
        self.views.chosen.connect(self.chosen.choose)
        self.picking.changed.connect(self._show_picked)
        self.views.map.pin_clicked.connect(self._open_pin)
        self.views.map.failed.connect(self._do_without)
        self.side.legend.chosen.connect(self.views.show_classes)
        self.work.trial.changed.connect(self.refresh)
        self.year.shown.connect(self.reading.show)
        self.reading.answered.connect(self._show)
        self.base.changed.connect(self._tell_credit)
        self.layers.pins_told.connect(self.side.show_pins)
        self.follow(self._workspace.changed, *SHOWN_TABLES)
        self._workspace.team_changed.connect(self._change_scope)

    def _asked(self) -> Asked:
        return replace(self.bar.asked(), proposals=tuple(self.work.trial.drafts))

    def _shown(self) -> Asked:
        """What is shown now: of an earlier month, while the slider stands there."""
        return replace(self._asked(), on=self.reading.day())

    def _show(self) -> None:
        """Recolour, count and list; the map itself stays as it is."""
        view, inside = self.reading.view, self.reading.inside
        self.views.draw_with(self._workspace.read(boundaries.outlines_on, view.on))
        self.views.show_view(view, inside)
        self.side.show_counts(view, inside)
        self.set_titles("Map", _subtitle(view, len(inside)))
        self.layers.refresh()
        self._tell_credit()
        self.chosen.show()
        self.picking.show()

    def _show_picked(self) -> None:
        self.side.show_picked(is_any=bool(self.picking.codes))

    def _show_as_table(self, is_table: bool) -> None:
        """What lies over the map, and the mouse's line on it, are not for a table."""
        self.views.show_as_table(is_table)
        self.layers.setHidden(is_table)
        self.bar.lasso.setDisabled(is_table)

    def _tell_credit(self) -> None:
        caption, sources = self._workspace.read(coverage_maps.lines_of, self.reading.day())
        self.views.map.tell_notes(caption, " ".join(filter(None, (*sources, self.base.credit))))

    def _open_pin(self, kind: str, key: str) -> None:
        if kind == "event":
            self.tell("Events are changed on the Week page, in the parish's row.")
        else:
            self._workspace.open_thing(kind, key)

    def _dress(self) -> None:
        self.views.dress()
        self.side.show_counts(self.reading.view, self.reading.inside)

    def _change_scope(self) -> None:
        self.bar.whole.setVisible(self._workspace.team_id is not None)
        self.refresh()
        self.views.zoom_to_inside()

    def _do_without(self, sentence: str) -> None:
        self.bar.as_table.setChecked(True)
        self.tell(sentence, Tone.AMBER)


def _subtitle(view: ModeView, count: int) -> str:
    days = f"on {uk_date(view.on)}"
    if view.mode is Mode.INCIDENTS:
        days = (
            f"by figures up to {uk_date(view.on)}"  # which months these are, is said below the key
        )
    elif view.first != view.on:
        days = f"from {uk_date(view.first)} to {uk_date(view.on)}"
    return f"{view.title}: {count} parishes and towns {days}"
