"""The map: one thing at a time about every parish, as a picture and as a table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QTimer
from PySide6.QtWidgets import QWidget

from warden_desk.domain.coverage_modes import Asked, ModeRow, ModeView
from warden_desk.domain.coverage_proposals import HandOverDraft
from warden_desk.domain.dates import uk_date
from warden_desk.paths import data_folder
from warden_desk.services import people
from warden_desk.services.boundaries import boundaries
from warden_desk.services.coverage import (
    coverage_cards,
    coverage_handing,
    coverage_maps,
    coverage_modes,
)
from warden_desk.services.coverage.coverage_modes import MODES
from warden_desk.services.places import FoundPlace
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.map.bar import MapBar
from warden_desk.ui.pages.map.finding import Finder
from warden_desk.ui.pages.map.handing import HandOverPanel
from warden_desk.ui.pages.map.layers import Layers
from warden_desk.ui.pages.map.saving import ChooseFile, MapSaving, ask_for_file
from warden_desk.ui.pages.map.scope import Scope
from warden_desk.ui.pages.map.side import MapSide
from warden_desk.ui.pages.map.trying import WhatIf
from warden_desk.ui.pages.map.views import MapViews
from warden_desk.ui.pages.map.year import YearStrip
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone, scaled
from warden_desk.ui.widgets.basics import Card, column, row
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace

SHOWN_TABLES = (
    *("area", "parish_assignment", "person", "person_status", "tasking_entry", "shift", "stop"),
    *("tasking", "organisation", "organisation_area", "contact", "setting", "boundary_set"),
    *("team", "team_district", "funding_agreement", "funding_area", "event", "area_alias"),
    *("need_indicator", "need_score", "incident_month"),
)
SEARCH_PX = 210


class MapPage(SplitPage):
    """The county's parishes in one mode; the team's own stand out if a team is chosen.

    What it shows is read again after each change; the map itself is made only once.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        cache: Path | None = None,
        choose_file: ChooseFile = ask_for_file,
    ) -> None:
        super().__init__("Map", detail_width=340)
        self._workspace = workspace
        self._rows: dict[str, ModeRow] = {}
        self._inside: list[ModeRow] = []
        self._chosen = ""
        self._picked: list[str] = []
        self.trial = WhatIf(self._keep)
        self.bar = MapBar(workspace)
        self.scope = Scope(workspace, self.bar.whole.isChecked)
        self._view = workspace.read(coverage_modes.shown, self._asked())
        self.saving = MapSaving(workspace, self, lambda: self._view, self.scope, choose_file)
        self.views = MapViews(self._view)
        self.year = YearStrip(workspace, self._asked)
        self.layers = Layers(workspace, self.views.map, lambda: self._day, self.scope)
        self.finder = Finder(workspace, self._fly, self._say_not_found, self)
        self.side = MapSide(workspace.open_thing)
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
            here("map_hand_over", "Hand parishes over", self.begin_hand_over, "A"),
            here("map_what_if", "What if: try without saving", self.bar.what_if.toggle, "W"),
            here("map_lasso", "Draw round parishes", self.bar.lasso.toggle, "L"),
            here("map_mode", "Choose what the map shows", self.bar.mode.setFocus, "M"),
            here("map_year", "Play the last twelve months", self.year.play, "Y"),
            here("map_boundaries", "Boundaries it is drawn with", self.show_boundaries, "B"),
            *modes,
            *self.saving.commands(),
        )

    def show_boundaries(self) -> None:
        """Go to the sets of outlines."""
        self._workspace.open_thing("page", "boundaries")

    def open_item(self, item_id: str) -> None:
        """Show a parish on the map."""
        row = next((row for row in self._rows.values() if row.area_id == item_id), None)
        if row is not None:
            self.choose(row.gss_code)
            self.views.map.zoom_to([row.gss_code])

    def choose(self, gss_code: str) -> None:
        """Show who covers a parish."""
        if gss_code in self._rows and gss_code != self._chosen:
            self._chosen = gss_code
            self.views.choose(self._rows[gss_code])
            self._show_chosen()

    def has_typing(self) -> bool:
        return super().has_typing() or bool(self.trial.drafts)

    def begin_hand_over(self) -> None:
        """Open the form that gives the picked parishes, or the chosen one, to somebody."""
        codes = self._picked or ([self._chosen] if self._chosen in self._rows else [])
        rows = [self._rows[code] for code in codes if code in self._rows]
        if not rows:
            self.tell("Choose a parish first, or several with Ctrl or the lasso.", Tone.AMBER)
            return
        draft = HandOverDraft(
            area_ids=tuple(row.area_id for row in rows), from_day=self._workspace.today()
        )
        everybody = self._workspace.read(people.rows, self._workspace.today())
        panel = HandOverPanel(
            self._workspace, draft, [row.name for row in rows], everybody, self.trial
        )

        def save(_: str) -> None:
            self._hand_over(panel.draft())
            panel.close_panel()

        panel.accepted.connect(lambda: attempt(panel, save, form=panel.form))
        self.open_panel(panel)

    def read(self) -> None:
        """Read the day or period again, and recolour."""
        self.year.forget()
        self.finder.forget()
        asked = self._asked()
        if asked.mode.has_period:
            job = self._workspace.start(
                "Read the map", lambda session, _: coverage_modes.shown(session, asked), self._show
            )
            self.progress.follow(job)
        else:
            self._show(self._workspace.read(coverage_modes.shown, asked))

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
        drawn = self._workspace.read(boundaries.outlines_on, self._day)
        self.views.begin(self._workspace, self._cache, drawn)

    def _arrange(self) -> None:
        hand_over = Button(
            "Hand over", self.begin_hand_over, rank="primary", key="A", name="hand_over"
        )
        for button in self.saving.buttons():
            self.actions_row.addWidget(button)
        self.actions_row.addWidget(hand_over)
        search = self.add_search("Parish, postcode, grid reference")
        search.setFixedWidth(scaled(SEARCH_PX))
        search.returnPressed.connect(lambda: self.finder.find(search.text()))
        self.chips_row.addWidget(self.bar)
        self.chips_row.addStretch(1)
        left = QWidget()
        left.setLayout(column(self.trial, self.views, row(self.layers, self.year)))
        self.set_sides(left, Card(self.side, margins=(8, 8, 8, 8)))

    def _connect(self) -> None:
        self.views.chosen.connect(self.choose)
        self.views.map.failed.connect(self._do_without)
        self.side.legend.chosen.connect(self.views.show_classes)
        self.bar.as_table.toggled.connect(self.views.show_as_table)
        self.bar.whole.toggled.connect(self._change_scope)
        self.bar.changed.connect(self.refresh)
        self.bar.lasso.toggled.connect(self.views.map.use_lasso)
        self.bar.what_if.toggled.connect(self._try)
        self.views.picked.connect(self._pick)
        self.trial.changed.connect(self._follow_trial)
        self.views.map.pin_clicked.connect(self._open_pin)
        self.year.shown.connect(self._show)
        self.follow(self._workspace.changed, *SHOWN_TABLES)
        self._workspace.team_changed.connect(self._change_scope)

    def _asked(self) -> Asked:
        return replace(self.bar.asked(), proposals=tuple(self.trial.drafts))

    def _fly(self, found: FoundPlace, place: tuple[float, float] | None) -> None:
        code = found.area.gss_code
        self.notice.clear()
        self.choose(code)
        if place is None:
            self.views.map.fly_to(None)
            self.views.map.zoom_to([code])
        else:
            self.views.map.fly_to(place, found.postcode or found.words)

    def _say_not_found(self, why: str) -> None:
        self.tell(why, Tone.AMBER)

    def _open_pin(self, kind: str, key: str) -> None:
        if kind == "event":
            self.tell("Events are changed on the Week page, in the parish's row.")
        else:
            self._workspace.open_thing(kind, key)

    def _pick(self, codes: list[str]) -> None:
        self._picked = codes
        if codes:
            self.tell(f"{len(codes)} parishes picked. A hands them over.")
        else:
            self.notice.clear()

    def _hand_over(self, draft: HandOverDraft) -> None:
        if self.trial.is_on:
            self._workspace.read(coverage_handing.preview, draft, self.trial.drafts)
            self.trial.add(draft)
        else:
            self._write([draft])

    def _write(self, drafts: Sequence[HandOverDraft]) -> None:
        count = sum(len(draft.area_ids) for draft in drafts)
        what = "a parish" if count == 1 else f"{count} parishes"
        self._workspace.write(
            f"Hand over {what}", coverage_handing.carry_out, drafts, act=self._workspace.act()
        )

    def _try(self, is_on: bool) -> None:
        if is_on:
            self.trial.begin()
        elif self.trial.drafts:
            self.bar.what_if.setChecked(True)
            self.tell("Keep what you tried, or discard it, above the map.", Tone.AMBER)
        elif self.trial.is_on:
            self.trial.discard()

    def _keep(self) -> None:
        if attempt(self, lambda _: self._write(self.trial.drafts)):
            self.trial.discard()

    def _follow_trial(self) -> None:
        if not self.trial.is_on:
            self.bar.what_if.setChecked(False)
        self.refresh()

    def _show(self, view: ModeView) -> None:
        """Recolour, count and list; the map itself stays as it is."""
        before, self._view = self._view.on, view
        districts = self.scope.district_ids(view.on)
        self._rows = {row.gss_code: row for row in view.rows}
        self._inside = [r for r in view.rows if districts is None or r.district_id in districts]
        self.views.draw_with(self._workspace.read(boundaries.outlines_on, view.on))
        self.views.show_view(view, self._inside)
        self.side.show_counts(view, self._inside)
        self.set_titles("Map", self._subtitle(view))
        self.layers.refresh()
        if view.on != before or not self.year.is_back:
            caption, sources = self._workspace.read(coverage_maps.lines_of, view.on)
            self.views.map.tell_notes(caption, " ".join(sources))
            self._show_chosen()

    def _subtitle(self, view: ModeView) -> str:
        days = f"on {uk_date(view.on)}"
        if view.first != view.on:
            days = f"from {uk_date(view.first)} to {uk_date(view.on)}"
        return f"{view.title}: {len(self._inside)} parishes and towns {days}"

    def _dress(self) -> None:
        self.views.dress()
        self.side.show_counts(self._view, self._inside)

    @property
    def _day(self) -> date:
        return self._view.on

    def _show_chosen(self) -> None:
        row = self._rows.get(self._chosen)
        if row is None:
            self.side.parish.show_nothing()
        else:
            card = self._workspace.read(coverage_cards.area_card, row.area_id, self._day)
            self.side.parish.show_card(card, self._day)

    def _change_scope(self) -> None:
        self.bar.whole.setVisible(self._workspace.team_id is not None)
        self.refresh()
        self.views.zoom_to_inside()

    def _do_without(self, sentence: str) -> None:
        self.bar.as_table.setChecked(True)
        self.tell(sentence, Tone.AMBER)
