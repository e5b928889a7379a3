"""How the list is looked at: its columns, views under names, and the list as a file."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from warden_desk.domain.hand_over import SUFFIX as HAND_OVER
from warden_desk.domain.progress import Progress
from warden_desk.domain.tasking_bulk import counted
from warden_desk.domain.tasking_filters import SortBy, TaskingFilter, Which
from warden_desk.domain.taskings import TaskingRow
from warden_desk.services import saved_views
from warden_desk.services.saved_views import SavedViewRow
from warden_desk.services.tasking import hand_overs, tasking_export
from warden_desk.services.tasking.tasking_export import Exported
from warden_desk.ui.pages.taskings.chips import FilterChips
from warden_desk.ui.panel_opener import PanelOpener
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.editors import text
from warden_desk.ui.widgets.form import Form
from warden_desk.ui.widgets.lazy_table import LazyTable
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.workspace import Workspace

LIST = "taskings"
AskWhere = Callable[[QWidget, str], Path | None]


def ask_where(parent: QWidget, proposed: str) -> Path | None:
    """The system's own window for choosing where to save."""
    kinds = f"Workbook (*.xlsx);;CSV (*.csv);;Hand-over to another desk (*{HAND_OVER})"
    name, _ = QFileDialog.getSaveFileName(parent, "Export taskings", proposed, kinds)
    return Path(name) if name else None


@dataclass(frozen=True, slots=True)
class NameDraft:
    """What a view shall be called."""

    name: str = ""


class ViewMenu(Button):
    """A button with a menu, made anew each time it is opened.

    Columns are remembered for this machine; views are kept in the desk, because what one searches
    for may name people.
    """

    def __init__(
        self,
        page: SplitPage,
        workspace: Workspace,
        table: LazyTable[TaskingRow],
        chips: FilterChips,
        wanted: Callable[[], TaskingFilter],
        ask: AskWhere = ask_where,
    ) -> None:
        super().__init__("View", rank="quiet", icon_name="chevron-down", name="view")
        self._page, self._workspace = page, workspace
        self._table, self._chips, self._wanted = table, chips, wanted
        self.ask_where = ask
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)
        if kept := workspace.preferences.now.lists.get(LIST):
            table.room.show(json.loads(kept))

    def fill(self) -> None:
        """Put into the menu what can be chosen now."""
        menu, kept = self.menu(), self._workspace.read(saved_views.rows, LIST)
        menu.clear()
        for row in kept:
            menu.addAction(row.name).triggered.connect(partial(self._apply, row))
        menu.addAction("Keep this view…").triggered.connect(self.keep)
        if kept:
            forget = menu.addMenu("Forget a view")
            for row in kept:
                forget.addAction(row.name).triggered.connect(partial(self._forget, row))
        menu.addSeparator()
        columns = menu.addMenu("Columns")
        shown = self._table.room.shown()
        for column in self._table.rows.columns:
            if column.can_hide or column.is_extra:
                action = columns.addAction(column.heading)
                action.setCheckable(True)
                action.setChecked(column.heading in shown)
                action.toggled.connect(partial(self._toggle, column.heading))
        menu.addSeparator()
        menu.addAction("Export what is shown…").triggered.connect(self._export_all)
        menu.addAction("Hand over to another desk…").triggered.connect(self.hand_over)

    def keep(self) -> None:
        """Ask for a name and keep how the list is looked at now."""
        form = Form(NameDraft(), {"name": ("Name", text("Overdue in Swale", longest=60))})
        opener = PanelOpener(self._page, self._workspace)

        def save(reason: str) -> None:
            del reason
            name = form.draft().name
            view = json.dumps(self._state())
            self._workspace.write(f"Keep view “{name}”", saved_views.save, LIST, name, view)
            opener.close()

        opener.open("Keep this view", form, "Keep", save)

    def export(self, only: tuple[str, ...] = ()) -> None:
        """Write the list, or some of its rows, where the user says, in the background."""
        self._export_as(".xlsx", only)

    def hand_over(self) -> None:
        """Write the list with its logs, for another desk to take in."""
        self._export_as(HAND_OVER, ())

    def _export_as(self, suffix: str, only: tuple[str, ...]) -> None:
        proposed = f"taskings-{self._workspace.today():%Y-%m-%d}{suffix}"
        path = self.ask_where(self._page, proposed)
        if path is None:
            return
        wanted, act = self._wanted(), self._workspace.act()
        chosen = self._table.room.shown()
        columns = [(c.heading, c.text) for c in self._table.rows.columns if c.heading in chosen]

        def write(session: Any, progress: Progress) -> Exported:
            if path.suffix.lower() == HAND_OVER:
                return hand_overs.export(session, wanted, path, act=act, only=only)
            return tasking_export.export(session, wanted, columns, path, progress, only=only)

        job = self._workspace.start("Export taskings", write, self._tell)
        self._page.progress.follow(job)

    def export_chosen(self) -> None:
        """Write the chosen rows only."""
        self.export(self._table.chosen_ids())

    def _export_all(self) -> None:
        self.export()

    def _tell(self, done: Exported) -> None:
        self._workspace.at_desk.handed_on(done.sensitive, "export")
        said = f"{counted(done.count)} written to {done.path.name}."
        if done.path.suffix.lower() == HAND_OVER:
            said += " Attached files are not in it: send those that are needed beside it."
        self._page.tell(said, Tone.GREEN)

    def _toggle(self, heading: str, is_on: object) -> None:
        others = [shown for shown in self._table.room.shown() if shown != heading]
        shown = [*others, heading] if is_on else others
        self._table.room.show(shown)
        self._workspace.preferences.remember_list(LIST, json.dumps(shown))

    def _forget(self, row: SavedViewRow, *_: object) -> None:
        label = f"Forget view “{row.name}”"
        attempt(self._page, lambda _: self._workspace.write(label, saved_views.remove, row.id))

    def _state(self) -> dict[str, Any]:
        wanted = self._wanted()
        return {
            "which": wanted.which,
            "sort": wanted.sort,
            "descending": wanted.is_descending,
            "mine": self._chips.is_mine(),
            "districts": self._chips.district_ids(),
            "text": wanted.text,
            "columns": self._table.room.shown(),
        }

    def _apply(self, row: SavedViewRow, *_: object) -> None:
        view, workspace = json.loads(row.view), self._workspace
        self._table.room.show(view["columns"])
        if self._page.search:
            self._page.search.setText(view["text"])
        self._chips.show_filter(
            Which(view["which"]),
            SortBy(view["sort"]),
            workspace.read(saved_views.districts_on, view["districts"], workspace.today()),
            mine=view["mine"],
            is_descending=view.get("descending", False),
        )
