"""Who sits at the desk, always in sight, and the way to change it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from warden_desk.domain.seats import Seat
from warden_desk.ui.icons import icon
from warden_desk.ui.theme import scaled
from warden_desk.ui.widgets.basics import kind, mnemonic_free


class SeatChooser(QPushButton):
    """A chip: its menu offers the users, the switch for a shared screen, and the list of users."""

    user_chosen = Signal(str)
    share_wanted = Signal()
    users_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kind(self, "chip")
        self.setObjectName("seat_chooser")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.setIcon(icon("chevron-down", "quiet", "quiet"))
        self.fit()

    def fit(self) -> None:
        """Take the sizes that the text size wants."""
        self.setIconSize(QSize(scaled(16), scaled(16)))

    def show_seat(
        self, seat: Seat, users: Sequence[tuple[str, str]], *, is_screen_shared: bool
    ) -> None:
        """Say who sits here and what they may see; offer the others as (id, name)."""
        name = seat.name or "nobody named"
        how = "others can see" if is_screen_shared else "" if seat.is_cleared else "not cleared"
        said = f"At the desk: {name}" + (f" · {how}" if how else "")
        room = self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, scaled(300))
        self.setText(mnemonic_free(room))
        self.setAccessibleName(said)
        self.setToolTip(seat.advice or said)
        self.setMenu(self._menu(seat, users, is_screen_shared=is_screen_shared))

    def open_menu(self) -> None:
        """Open the menu, for a command."""
        if menu := self.menu():
            menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _menu(
        self, seat: Seat, users: Sequence[tuple[str, str]], *, is_screen_shared: bool
    ) -> QMenu:
        menu = QMenu(self)
        for user_id, name in users:
            action = menu.addAction(mnemonic_free(name))
            action.setCheckable(True)
            action.setChecked(seat.user is not None and seat.user.id == user_id)
            action.triggered.connect(partial(self._choose, user_id))
        menu.addSeparator()
        share = menu.addAction("Others can see this screen\tCtrl+Shift+H")
        share.setCheckable(True)
        share.setChecked(is_screen_shared)
        share.triggered.connect(lambda: self.share_wanted.emit())
        menu.addAction("Who may sit here…").triggered.connect(lambda: self.users_wanted.emit())
        return menu

    def _choose(self, user_id: str, *_: object) -> None:
        self.user_chosen.emit(user_id)
