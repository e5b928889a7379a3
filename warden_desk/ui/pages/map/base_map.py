"""A base map under the areas, from a file that the council's GIS team gave once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from warden_desk.domain.errors import UserError
from warden_desk.domain.rights import Right
from warden_desk.formats.mbtiles import BaseMap
from warden_desk.services import settings as desk_settings
from warden_desk.ui.actions import Command
from warden_desk.ui.saving import attempt
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Chip
from warden_desk.ui.widgets.map_view import Ground, MapView
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.workspace import Workspace

ChooseBase = Callable[[QWidget], Path | None]


def ask_for_base(parent: QWidget) -> Path | None:
    """The system's own window for choosing the file."""
    pattern = "Base maps (*.mbtiles);;All files (*)"
    name, _ = QFileDialog.getOpenFileName(parent, "Choose a base map", "", pattern)
    return Path(name) if name else None


class BaseMapLayer(QObject):
    """Which file it is, is a setting of the desk; the chip shows and hides it meanwhile.

    Args:
        page: where it says why a file cannot be shown.
    """

    changed = Signal()
    """Another one is shown, or none, so that other words of credit are due."""

    def __init__(
        self,
        workspace: Workspace,
        page: Page,
        shown: MapView,
        choose_file: ChooseBase = ask_for_base,
    ) -> None:
        super().__init__(page)
        self._workspace, self._page, self._map = workspace, page, shown
        self._choose_file = choose_file
        self._file: BaseMap | None = None
        self._path = ""
        self.chip = Chip("Base map", name="layer_base")
        self.chip.setToolTip("A map of the ground under the parishes, from a file of your council")
        self.chip.clicked.connect(self._switch)

    @property
    def credit(self) -> str:
        """Whose the base map is, while it is shown."""
        return self._file.credit if self._file and self.chip.isChecked() else ""

    def commands(self) -> Sequence[Command]:
        """For the palette."""
        return (
            Command(
                "map_base", "Base map from a file…", self.choose, group="Map", needs=Right.SETTINGS
            ),
            Command(
                "map_base_off",
                "Use no base map any more",
                self.forget,
                group="Map",
                needs=Right.SETTINGS,
            ),
        )

    def choose(self) -> None:
        """Ask for the file, and keep which one it is if it can be shown."""
        path = self._choose_file(self._page)
        if path is None:
            return

        def save(_: str) -> None:
            BaseMap(path).close()  # refuses what is no base map
            self._keep(str(path.absolute()))

        attempt(self._page, save)

    def forget(self) -> None:
        """Show none from now on."""
        attempt(self._page, lambda _: self._keep(""))

    def follow(self) -> None:
        """Show the file that the settings name now."""
        wanted = self._workspace.settings.base_map
        if wanted == self._path:
            return
        self._close()
        self._path = wanted
        if wanted:
            self._open(Path(wanted))
        self._show(is_on=self._file is not None)

    def _keep(self, path: str) -> None:
        wanted = replace(self._workspace.settings, base_map=path)
        if wanted != self._workspace.settings:
            label = "Choose a base map" if path else "Use no base map"
            self._workspace.write(label, desk_settings.save, wanted)
        self._path = "" if self._file is None else self._path  # look once more where it failed
        self.follow()

    def _open(self, path: Path) -> None:
        try:
            self._file = BaseMap(path)
        except UserError as refusal:
            self._page.tell(f"{refusal} The parishes are shown without it.", Tone.AMBER)
        else:
            self.destroyed.connect(self._file.close)

    def _switch(self, is_on: bool) -> None:
        if is_on and self._file is None:
            self.chip.setChecked(False)
            self.choose()
        else:
            self._show(is_on=is_on)

    def _show(self, *, is_on: bool) -> None:
        self.chip.setChecked(is_on)
        file = self._file if is_on else None
        self._map.show_ground(Ground(file.levels, self._tile) if file else None)
        self.changed.emit()

    def _tile(self, level: int, column: int, row: int) -> tuple[bytes, str] | None:
        if self._file is None:
            return None
        try:
            found = self._file.tile(level, column, row)
        except UserError as refusal:
            self._close()
            why = f"{refusal} The parishes are shown without it."
            QTimer.singleShot(0, self, lambda: self._give_up(why))  # not while the engine asks
            return None
        return (found.content, found.media_type) if found else None

    def _give_up(self, why: str) -> None:
        self._show(is_on=False)
        self._page.tell(why, Tone.AMBER)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
