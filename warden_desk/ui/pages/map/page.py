"""The map: which parishes are covered on a day, as a picture and as a table."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from warden_desk.domain.changes import Change
from warden_desk.domain.coverage import CoverageRow
from warden_desk.domain.dates import uk_date
from warden_desk.formats import map_files
from warden_desk.paths import data_folder
from warden_desk.services import areas, coverage, coverage_maps, teams
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.map.side import MapSide
from warden_desk.ui.pages.map.views import CoverageViews
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.basics import Card, label
from warden_desk.ui.widgets.buttons import Button, Chip
from warden_desk.ui.widgets.date_fields import DateField
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace

SHOWN_TABLES = (
    *("area", "parish_assignment", "person", "person_status", "tasking_entry", "shift", "stop"),
    *("tasking", "organisation", "organisation_area", "contact", "setting", "boundary_set"),
)
KINDS = ("pdf", "png", "html")
ChooseFile = Callable[[QWidget, Path], Path | None]


def ask_for_file(parent: QWidget, suggested: Path) -> Path | None:
    """The system's own window for choosing where to save."""
    kind = suggested.suffix.removeprefix(".").upper()
    pattern = f"{kind} (*{suggested.suffix})"
    name, _ = QFileDialog.getSaveFileName(parent, "Save the map", str(suggested), pattern)
    return Path(name) if name else None


class MapPage(SplitPage):
    """The county's parishes by coverage; the team's own stand out if a team is chosen.

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
        self._choose_file = choose_file
        self._rows: dict[str, CoverageRow] = {}
        self._inside: list[CoverageRow] = []
        self._chosen = ""
        self._is_stale = False
        self.views = CoverageViews(self._day)
        self.side = MapSide(workspace.open_thing)
        self.as_table = Chip("As a table", name="as_table")
        self.whole = Chip("Whole county", name="whole")
        self.day = DateField(workspace.today)
        self._arrange()
        self._connect()
        self.views.dress()
        self._change_scope()
        self._cache = cache or data_folder() / "map"
        QTimer.singleShot(0, self, self._begin)

    def commands(self) -> Sequence[Command]:
        here = partial(Command, group="Map")
        saves = [
            here(f"map_save_{kind}", f"Save the map as {kind.upper()}", partial(self.save, kind))
            for kind in KINDS
        ]
        return (
            here("map_table", "Map or table", self.as_table.toggle, "T"),
            here("map_whole", "Whole county or the team", self.whole.toggle, "C"),
            *saves,
        )

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

    def refresh(self) -> None:
        """Read the coverage of the day again, and recolour."""
        self._is_stale = False
        day = self._day()
        rows = self._workspace.read(coverage.coverage, day)
        districts = self._districts(day)
        self._rows = {row.gss_code: row for row in rows}
        self._inside = [r for r in rows if districts is None or r.district_id in districts]
        self.views.show_rows(rows, self._inside)
        caption, sources = self._workspace.read(coverage_maps.lines_of, day)
        self.views.map.tell_notes(caption, " ".join(sources))
        self.side.show_counts(self._inside)
        self.set_titles("Map", f"{len(self._inside)} parishes and towns on {uk_date(day)}")
        self._show_chosen()

    def save(self, kind: str) -> None:
        """Ask where, and save the map as "pdf", "png" or "html" in the background."""
        day = self._day()
        path = self._choose_file(self, Path.home() / f"coverage-{day.isoformat()}.{kind}")
        if path is None:
            return
        shown = self._workspace.read(
            coverage_maps.coverage_map,
            day,
            act=self._workspace.act(),
            district_ids=self._districts(day),
            scope=self._scope(day),
            is_practice=self._workspace.is_practice,
        )
        job = self._workspace.jobs.start(
            "Save the map",
            lambda _: map_files.save(shown, path),
            lambda _: self.tell(f"Saved as {path.name}.", Tone.GREEN),
        )
        job.failed.connect(self._say_refused)
        self.progress.follow(job)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

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
        self.views.begin(self._workspace, self._cache)

    def _arrange(self) -> None:
        for kind in KINDS:
            save = partial(self.save, kind)
            self.actions_row.addWidget(Button(f"Save as {kind.upper()}", save, name=f"save_{kind}"))
        self.day.setObjectName("day")
        self.day.setAccessibleName("Day shown")
        self.day.set_value(self._workspace.today())
        for part in (label("On", "quiet"), self.day, self.whole, self.as_table):
            self.chips_row.addWidget(part)
        self.chips_row.addStretch(1)
        self.set_sides(self.views, Card(self.side, margins=(8, 8, 8, 8)))

    def _connect(self) -> None:
        self.views.chosen.connect(self.choose)
        self.views.map.failed.connect(self._do_without)
        self.side.legend.chosen.connect(self.views.show_states)
        self.as_table.toggled.connect(self.views.show_as_table)
        self.whole.toggled.connect(self._change_scope)
        self.day.left.connect(self.refresh)
        self._workspace.changed.connect(self._follow)
        self._workspace.team_changed.connect(self._change_scope)

    def _dress(self) -> None:
        self.views.dress()
        self.side.show_counts(self._inside)

    def _day(self) -> date:
        return self.day.value() or self._workspace.today()

    def _limit(self) -> str | None:
        """The team the page is limited to, if it is."""
        return None if self.whole.isChecked() else self._workspace.team_id

    def _districts(self, day: date) -> list[str] | None:
        team = self._limit()
        if team is None:
            return None
        return [row.id for row in self._workspace.read(areas.team_districts, team, day)]

    def _scope(self, day: date) -> str:
        team = self._limit()
        if team is None:
            return ""
        found = self._workspace.read(teams.rows, day)
        return next((row.name for row in found if row.id == team), "")

    def _show_chosen(self) -> None:
        row = self._rows.get(self._chosen)
        if row is None:
            self.side.parish.show_nothing()
        else:
            day = self._day()
            card = self._workspace.read(coverage.area_card, row.area_id, day)
            self.side.parish.show_card(card, day)

    def _change_scope(self) -> None:
        self.whole.setVisible(self._workspace.team_id is not None)
        self.refresh()
        self.views.zoom_to_inside()

    def _do_without(self, sentence: str) -> None:
        self.as_table.setChecked(True)
        self.tell(sentence, Tone.AMBER)

    def _say_refused(self, error: Exception) -> None:
        self.tell(str(error), Tone.RED)

    def _follow(self, change: Change) -> None:
        if not change.touches(*SHOWN_TABLES):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True
