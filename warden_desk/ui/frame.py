"""The frame: top bar, rail, page area, status line, and what floats over them."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from warden_desk.domain.changes import Change
from warden_desk.ui.actions import Command
from warden_desk.ui.commands import window_commands
from warden_desk.ui.commands_in_use import CommandsInUse
from warden_desk.ui.errors import ReportPanel
from warden_desk.ui.page_host import PageHost
from warden_desk.ui.page_table import PAGES
from warden_desk.ui.palette import Palette
from warden_desk.ui.preferences import PreferenceStore
from warden_desk.ui.rail import Rail
from warden_desk.ui.seating import Seating
from warden_desk.ui.shortcut_sheet import ShortcutSheet
from warden_desk.ui.status_line import StatusLine
from warden_desk.ui.theme import Appearance, ThemeChoice, Tone
from warden_desk.ui.top_bar import TopBar
from warden_desk.ui.widgets.banner import Banner
from warden_desk.ui.widgets.basics import column, kind, row
from warden_desk.ui.widgets.page import Page

if TYPE_CHECKING:  # SQLAlchemy must not delay the first paint
    from warden_desk.ui.workspace import Workspace

PRACTICE_WORDS = "Practice desk: every name and number here is invented. Try anything."


class Frame(QWidget):
    """Without a desk it shows the way in; `open` turns it into the desk's window."""

    back_up_wanted = Signal()

    def __init__(self, preferences: PreferenceStore, appearance: Appearance) -> None:
        super().__init__()
        kind(self, "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._preferences, self._appearance = preferences, appearance
        self._workspace: Workspace | None = None
        self._seating: Seating | None = None
        self._told_of_typing = False
        self._build()
        self._in_use = CommandsInUse(self, window_commands(self), self.tell)
        self._connect()

    def show_entrance(self, page: Page) -> None:
        """Show welcome or unlock."""
        self.host.show_entrance(page)

    def open(self, workspace: "Workspace") -> None:
        """Show this desk."""
        self._workspace = workspace
        self.banner.setVisible(workspace.is_practice)
        self.host.open(workspace)
        self.top.set_open(is_open=True)
        self.rail.show()
        self.status.show()
        self._in_use.allow(workspace.at_desk.rights)
        workspace.changed.connect(self._say_change)
        workspace.undid.connect(self._say_undone)
        workspace.team_changed.connect(self.offer_teams)
        workspace.writing_changed.connect(self._show_saving)
        self.top.team_chosen.connect(workspace.choose_team)
        self._seating = Seating(workspace, self.host, self.top.seat, self.shared_banner)
        self._seating.rights_changed.connect(self._follow_rights)
        self._offer_finders(workspace)
        self.offer_teams()
        self.go_to(PAGES[0].key)
        self._follow_preferences()

    @property
    def commands(self) -> tuple[Command, ...]:
        """What can be done whichever page is in front."""
        return self._in_use.own

    def current_page(self) -> Page | None:
        """The page in front, whichever it is."""
        return self.host.current_page()

    def go_to(self, key: str) -> None:
        """Bring a page to the front."""
        self.host.go_to(key)

    def tell(self, text: str, tone: Tone = Tone.AMBER) -> None:
        """Say something on the page in front."""
        if page := self.current_page():
            page.tell(text, tone)

    def open_palette(self) -> None:
        self.palette_box.set_top(self.top.y() + 4)
        self.palette_box.open_palette()

    def focus_search(self) -> None:
        if page := self.current_page():
            page.focus_search()

    def show_keys(self) -> None:
        single = self._preferences.now.single_keys
        self.sheet.show_keys(self._in_use.listed(), single_keys=single)

    def undo(self) -> None:
        if self._workspace:
            self._workspace.undo()

    def redo(self) -> None:
        if self._workspace:
            self._workspace.redo()

    def step_text(self, direction: int) -> None:
        self._preferences.update(text_size=self._appearance.stepped(direction))

    def set_theme(self, choice: ThemeChoice) -> None:
        self._preferences.update(theme=choice)

    def share_screen(self) -> None:
        if self._seating:
            self._seating.turn_sharing()

    def choose_user(self) -> None:
        self.top.seat.open_menu()

    def back_up(self) -> None:
        self.back_up_wanted.emit()

    def show_backup(self, at: datetime | None) -> None:
        """Say when the last good backup was made (local time)."""
        said = f"Last backup {at:%d/%m %H:%M}" if at else "No backup yet"
        self.status.backup.setText(said)

    def offer_teams(self) -> None:
        """Fill the team chooser from the desk."""
        from warden_desk.services import teams  # SQLAlchemy: only once a desk is open

        if workspace := self._workspace:
            rows = workspace.read(teams.rows, workspace.today())
            self.top.offer_teams([(team.id, team.name) for team in rows], workspace.team_id)

    def _build(self) -> None:
        self.top, self.rail, self.status = TopBar(), Rail(PAGES), StatusLine()
        self.host, self.banner = PageHost(), Banner(PRACTICE_WORDS)
        self.shared_banner = Banner("", "lock")
        body = row(self.rail, self.host, gap=0)
        box = column(self.banner, self.shared_banner, self.top, body, self.status, gap=0)
        box.setStretchFactor(body, 1)
        self.setLayout(box)
        self.palette_box = Palette(self)
        self.sheet = ShortcutSheet(self)
        self.report = ReportPanel(self)
        for part in (self.banner, self.shared_banner, self.rail, self.status):
            part.hide()

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go_to)
        self.top.search_wanted.connect(self.open_palette)
        self.host.shown.connect(self._take_page)
        self.status.undo.clicked.connect(self.undo)
        self.status.redo.clicked.connect(self.redo)
        self.status.keys.clicked.connect(self.show_keys)
        self._preferences.changed.connect(self._follow_preferences)

    def _follow_rights(self) -> None:
        if self._workspace:
            self._in_use.allow(self._workspace.at_desk.rights)

    def _take_page(self, key: str) -> None:
        self.rail.mark(key)
        self._in_use.take_page(self.host.page(key))

    def _offer_finders(self, workspace: "Workspace") -> None:
        # SQLAlchemy: only once a desk is open
        from warden_desk.ui.finders import find_lessons, find_things

        self.palette_box.search_in(
            self._in_use.listed,
            [partial(find_things, workspace), partial(find_lessons, workspace)],
        )

    def _follow_preferences(self) -> None:
        wanted, worn = self._preferences.now, self._appearance
        resized = wanted.text_size != worn.text_size
        if resized or wanted.theme != worn.choice:
            worn.set(wanted.theme, wanted.text_size)
        if resized:
            for part in (self.top, self.rail, self.status):
                part.fit()
            self.host.remake()
        self._in_use.allow_single_keys(allowed=wanted.single_keys)

    def _say_change(self, change: Change) -> None:
        if change.inverse:  # otherwise nothing was done, but something is to be read anew
            self.status.say(change.label, can_undo=True)
        if change.touches("team"):
            self.offer_teams()

    def _say_undone(self, text: str) -> None:
        stack = self._workspace.undo_stack if self._workspace else None
        self.status.say(
            text,
            can_undo=bool(stack and stack.canUndo()),
            can_redo=bool(stack and stack.canRedo()),
        )

    def _show_saving(self, is_saving: object) -> None:
        self.top.show_saving(is_saving=bool(is_saving))

    def is_free_to_close(self) -> bool:
        """Whether nothing would be lost. Typing is told of once; closing again means it."""
        if self._workspace and self._workspace.is_writing:
            self.tell("Something long is still being saved. Close when it has finished.")
            return False
        key = self.host.with_typing()
        if key and not self._told_of_typing:
            self.go_to(key)
            self.tell("Something typed here is not saved yet. Save it, or close again to leave it.")
            self._told_of_typing = True
            return False
        return True
