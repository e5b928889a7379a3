"""Keeps the frame telling who sits at the desk, and pages showing only what they may see."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from warden_desk.domain.errors import UserError
from warden_desk.ui.page_host import PageHost
from warden_desk.ui.seat_chooser import SeatChooser
from warden_desk.ui.theme import Tone
from warden_desk.ui.widgets.banner import Banner

if TYPE_CHECKING:  # SQLAlchemy must not delay the first paint
    from warden_desk.domain.changes import Change
    from warden_desk.ui.workspace import Workspace

SHARED_WORDS = (
    "Others can see this screen: {} taskings are hidden. Ctrl+Shift+H when nobody does any more."
)
USERS_PAGE = "users"


class Seating(QObject):
    """Made once a desk is open."""

    rights_changed = Signal()
    """Whoever sits here now may do less or more than whoever sat here before."""

    def __init__(
        self, workspace: "Workspace", host: PageHost, chooser: SeatChooser, banner: Banner
    ) -> None:
        super().__init__(host)
        self._workspace, self._host = workspace, host
        self._chooser, self._banner = chooser, banner
        self._hid, self._rights = workspace.at_desk.hides, workspace.at_desk.rights
        chooser.user_chosen.connect(self.sit)
        chooser.share_wanted.connect(self.turn_sharing)
        chooser.users_wanted.connect(lambda: host.go_to(USERS_PAGE))
        workspace.changed.connect(self._follow)
        workspace.at_desk.changed.connect(self._show_all)
        self._show()

    def sit(self, user_id: str) -> None:
        """Somebody else sits down: entries bear their name from now on."""
        if self._workspace.at_desk.wants_proof(user_id):
            self._host.go_to(USERS_PAGE).open_item(user_id)
            return
        try:
            self._workspace.at_desk.sit(user_id)
        except UserError as refusal:
            if page := self._host.current_page():
                page.tell(str(refusal), Tone.AMBER)

    def turn_sharing(self) -> None:
        """Others can see the screen, or nobody does any more."""
        at_desk = self._workspace.at_desk
        at_desk.share_screen(on=not at_desk.is_screen_shared)

    def _follow(self, change: "Change") -> None:
        if change.touches("desk_user", "setting"):
            self._show()

    def _show_all(self, _: object) -> None:
        """Follow what may be seen; what is hidden now must not stay on the screen anywhere."""
        self._show()
        hides, rights = self._workspace.at_desk.hides, self._workspace.at_desk.rights
        if rights != self._rights:
            self._rights = rights
            self.rights_changed.emit()
        if hides == self._hid:
            return
        self._hid = hides
        page = self._host.current_page()
        if hides and page is not None and page.has_typing():
            front = self._host.go_to(USERS_PAGE)
            front.tell("What you were typing is kept on its page, out of sight.", Tone.BLUE)
        self._host.remake()

    def _show(self) -> None:
        from warden_desk.services.access import users  # SQLAlchemy: only once a desk is open

        workspace, at_desk = self._workspace, self._workspace.at_desk
        rows = workspace.read(users.rows, workspace.today())
        named = [(row.id, row.name) for row in rows]
        self._chooser.show_seat(at_desk.seat, named, is_screen_shared=at_desk.is_screen_shared)
        self._banner.say(SHARED_WORDS.format(at_desk.seat.marking))
        self._banner.setVisible(at_desk.is_screen_shared)
