"""Saving what the map shows as a file, where the user says."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from warden_desk.domain.coverage_modes import Mode, ModeView
from warden_desk.formats import map_files
from warden_desk.services.boundaries import boundaries
from warden_desk.services.coverage import coverage_maps
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.map.scope import Scope
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.page import Page
from warden_desk.ui.workspace import Workspace

KINDS = ("pdf", "png", "html")
ChooseFile = Callable[[QWidget, Path], Path | None]


def ask_for_file(parent: QWidget, suggested: Path) -> Path | None:
    """The system's own window for choosing where to save."""
    kind = suggested.suffix.removeprefix(".").upper()
    pattern = f"{kind} (*{suggested.suffix})"
    name, _ = QFileDialog.getSaveFileName(parent, "Save the map", str(suggested), pattern)
    return Path(name) if name else None


class MapSaving:
    """Its buttons, its commands, and the saving itself.

    Args:
        page: where it says what came of it.
        view: what the map shows now.
        scope: whose districts it is limited to.
    """

    def __init__(
        self,
        workspace: Workspace,
        page: Page,
        view: Callable[[], ModeView],
        scope: Scope,
        choose_file: ChooseFile = ask_for_file,
    ) -> None:
        self._workspace, self._page = workspace, page
        self._view, self._scope, self._choose_file = view, scope, choose_file

    def buttons(self) -> Sequence[Button]:
        """For the row of actions."""
        return [
            Button(f"Save as {kind.upper()}", partial(self.save, kind), name=f"save_{kind}")
            for kind in KINDS
        ]

    def commands(self) -> Sequence[Command]:
        """The same for the palette."""
        return [
            Command(
                f"map_save_{kind}",
                f"Save the map as {kind.upper()}",
                partial(self.save, kind),
                group="Map",
            )
            for kind in KINDS
        ]

    def save(self, kind: str) -> None:
        """Ask where, and save the map as "pdf", "png" or "html" in the background."""
        view = self._view()
        suggested = Path.home() / f"coverage-{view.on.isoformat()}.{kind}"
        path = self._choose_file(self._page, suggested)
        if path is None:
            return
        shown = self._workspace.read(
            coverage_maps.coverage_map,
            view.on,
            act=self._workspace.act(),
            district_ids=self._scope.district_ids(view.on),
            scope=self._scope.name(view.on),
            is_practice=self._workspace.is_practice,
        )
        outlines = self._workspace.read(boundaries.outlines_on, view.on)
        said = f"Saved as {path.name}."
        if view.mode is not Mode.COVERAGE:
            said += " It shows who covers what; the other values stay on the screen."
        job = self._workspace.jobs.start(
            "Save the map",
            lambda _: map_files.save(shown, path, outlines),
            lambda _: self._page.tell(said, Tone.GREEN),
        )
        job.failed.connect(self._say_refused)
        self._page.progress.follow(job)

    def _say_refused(self, error: Exception) -> None:
        self._page.tell(str(error), Tone.RED)
