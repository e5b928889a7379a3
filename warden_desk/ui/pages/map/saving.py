"""Handing on what the map shows: as a paper seen first, or as a file where the user says."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from warden_desk.domain.coverage_modes import Asked
from warden_desk.domain.errors import UserError
from warden_desk.domain.map_excerpts import Excerpt, Layer
from warden_desk.domain.map_keys import page_key
from warden_desk.domain.map_papers import MapRequest
from warden_desk.domain.rights import Right
from warden_desk.formats import map_files
from warden_desk.services.coverage import excerpts, maps
from warden_desk.services.papers import map_prints
from warden_desk.ui.actions import Command
from warden_desk.ui.pages.map.saving_form import PAPER, Part, SaveWish, wish_form
from warden_desk.ui.pages.map.scope import Scope
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.buttons import Button
from warden_desk.ui.widgets.notice import Notice
from warden_desk.ui.widgets.page import SplitPage
from warden_desk.ui.widgets.print_preview import PrintPreview
from warden_desk.ui.widgets.side_panel import SidePanel
from warden_desk.ui.workspace import Workspace

ChooseFile = Callable[[QWidget, Path], Path | None]


_NO_GROUND = "The base map was left out: Settings do not say that its licence allows it on papers."


def ask_for_file(parent: QWidget, suggested: Path) -> Path | None:
    """The system's own window for choosing where to save."""
    kind = suggested.suffix.removeprefix(".").upper()
    pattern = f"{kind} (*{suggested.suffix})"
    name, _ = QFileDialog.getSaveFileName(parent, "Save the map", str(suggested), pattern)
    return Path(name) if name else None


class MapSaving:
    """Its buttons, its commands, and the saving itself.

    Args:
        page: where its panel and its paper are shown, and where it says what came of it.
        asked: what the map shows now.
        scope: whose districts it is limited to.
        on_screen: which piece of it is seen; None where there is no map to be seen.
    """

    def __init__(
        self,
        workspace: Workspace,
        page: SplitPage,
        asked: Callable[[], Asked],
        scope: Scope,
        on_screen: Callable[[], Excerpt | None],
        choose_file: ChooseFile = ask_for_file,
    ) -> None:
        self._workspace, self._page = workspace, page
        self._asked, self._scope, self._on_screen = asked, scope, on_screen
        self._choose_file = choose_file
        self._wish = SaveWish()
        self._printed: MapRequest | None = None
        self.preview: PrintPreview | None = None

    def buttons(self) -> Sequence[Button]:
        """For the row of actions."""
        return [
            Button("Atlas…", self.show_atlas, key="G", name="atlas"),
            Button("Print or save…", self.begin, icon_name="print", key="P", name="save_map"),
        ]

    def commands(self) -> Sequence[Command]:
        """The same for the palette, and each kind of file by itself."""
        here = partial(Command, group="Map")
        kinds = [
            here(
                f"map_save_{kind}",
                f"Save the map: {words.lower()}",
                partial(self.save, SaveWish(kind=kind)),
                needs=Right.RECORD,  # what is handed on is noted
            )
            for kind, words in map_files.LABELS.items()
        ]
        return (
            here("map_print", "Print or save the map", self.begin, "P", needs=Right.RECORD),
            here("map_atlas", "Atlas of what the map shows", self.show_atlas, "G"),
            *kinds,
        )

    def show_atlas(self) -> None:
        """Go where an atlas of what is shown is made."""
        asked = self._asked()
        is_whole = self._scope.district_ids(asked.on) is None
        team_id = "" if is_whole else self._workspace.team_id or ""
        self._workspace.open_thing("atlas", page_key(asked, team_id))

    def begin(self) -> None:
        """Open the panel that asks as what, and how."""
        whole = self._scope.name(self._asked().on)
        form = wish_form(self._wish, whole, has_screen=self._on_screen() is not None)
        panel = SidePanel("Print or save the map", form, "Go on")

        def go_on() -> None:
            self._wish = form.draft()
            panel.close_panel()
            if self._wish.kind == PAPER:
                self.show_paper(self._wish)
            else:
                self.save(self._wish)

        panel.accepted.connect(go_on)
        self._page.open_panel(panel)

    def show_paper(self, wish: SaveWish) -> None:
        """Lay the map out in the background and show it as it will be printed."""
        if self.preview is None:
            may_not = self._workspace.at_desk.may_not_record
            self.preview = PrintPreview(self._choose_file, may_not=may_not)
            self.preview.closed.connect(partial(self._page.show_whole, None))
            self.preview.printed.connect(self._note_printed)
            self.preview.saved.connect(self._note_printed)
        self._page.show_whole(self.preview)
        self._make(wish, self._show)

    def save(self, wish: SaveWish) -> None:
        """Ask where, and save what is shown in the background."""
        asked = self._asked()
        name = f"{asked.mode}-{asked.on.isoformat()}.{wish.kind}"
        path = self._choose_file(self._page, Path.home() / name)
        if path is not None:
            self._make(wish, partial(self._write, path))

    def _make(self, wish: SaveWish, on_done: Callable[[tuple[MapRequest, bytes]], object]) -> None:
        request, act = self._request(wish), self._workspace.act()
        is_practice = self._workspace.is_practice
        job = self._workspace.start(
            "Draw the map",
            lambda session, _: (
                found := excerpts.resolved(session, request),
                maps.made(
                    session,
                    found,
                    wish.kind,
                    sheet=wish.sheet,
                    is_every=wish.is_every,
                    act=act,
                    is_practice=is_practice,
                ),
            ),
            partial(self._take, request, on_done),
        )
        job.failed.connect(self._say_refused)
        self._page.progress.follow(job)

    def _take(
        self,
        wanted: MapRequest,
        on_done: Callable[[tuple[MapRequest, bytes]], object],
        made: tuple[MapRequest, bytes],
    ) -> None:
        on_done(made)
        if _has_ground(wanted) and not _has_ground(made[0]):
            said = self._page.notice.text()
            self._page.tell(f"{said} {_NO_GROUND}".strip(), Tone.AMBER)

    def _request(self, wish: SaveWish) -> MapRequest:
        asked = self._asked()
        districts = self._scope.district_ids(asked.on)
        return MapRequest(
            asked=asked,
            district_ids=None if districts is None else tuple(districts),
            scope=self._scope.name(asked.on),
            with_names=wish.with_names,
            excerpt=self._on_screen() if wish.part is Part.SCREEN else None,
        )

    def _show(self, made: tuple[MapRequest, bytes]) -> None:
        self._printed, data = made
        asked = self._printed.asked
        if self.preview is not None:
            title = f"{asked.mode.label}, {self._printed.scope or 'whole county'}"
            self.preview.show_pdf(data, title, f"{asked.mode}-{asked.on.isoformat()}.{PAPER}")

    def _write(self, path: Path, made: tuple[MapRequest, bytes]) -> None:
        request, data = made
        try:
            map_files.save(path, data)
        except UserError as refusal:
            self._say_refused(refusal)
            return
        self._page.tell(f"Saved as {path.name}.", Tone.GREEN)
        self._note(request, self._page.notice)

    def _note_printed(self) -> None:
        if self._printed is not None and self.preview is not None:
            self._note(self._printed, self.preview.notice)

    def _note(self, request: MapRequest, notice: Notice) -> None:
        act = self._workspace.act()
        try:
            self._workspace.write_for_good(
                "Hand on the map", map_prints.log, "Map", request, act=act
            )
        except UserError as refusal:
            notice.say(f"It is not in the print log. {refusal}", Tone.RED)

    def _say_refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._page.tell(str(error), Tone.RED)


def _has_ground(request: MapRequest) -> bool:
    return request.excerpt is not None and Layer.GROUND in request.excerpt.layers
